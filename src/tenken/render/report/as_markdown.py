"""The report in words: as Markdown for a wiki or a ticket, and as plain text of at most 78 columns.

Both tell the same lines; what a heading or a name looks like is the style's business. Sentences that stand beside an
answer are those of ``answer_sentences``.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol, assert_never

from tenken.core.model import Status
from tenken.core.report.areas import AnswerLine
from tenken.core.report.audit_report import AuditReport
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import shown
from tenken.render.audit.data.sentences import (
    figure_lines,
    finding_lines,
    frame_lines,
    signoff_lines,
    verdict_lines,
)
from tenken.render.cost import sentences
from tenken.render.peers import peers_line
from tenken.render.report.answer_sentences import carried, evidence, given
from tenken.screen import COLUMNS, wrap
from tenken.words import Words

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")

_ADDRESS = re.compile(
    r"""((?:(?<![a-z0-9+.-])[a-z0-9+.-]+://|www\.|mailto:|xmpp:)[!-_a-{}~]*  # with its scheme, up to a blank, ` or |
       |(?<![a-z0-9._+-])[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*          # of a letter box
       |(?<![a-z0-9.-])[a-z0-9.-]*[a-z0-9-]\.[a-z]{2,}(?![a-z0-9])(?:[/:][!-_a-{}~]*)?) # of a machine
    """,
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
"""What a reader of Markdown turns into a link although nobody marked it as one."""


class Style(Protocol):
    """How the parts of a line look; texts of others come in as they are and go out as text."""

    def text(self, text: str) -> str:
        """A text on one line."""

    def strong(self, text: str) -> str:
        """A name or figure that stands out."""

    def code(self, text: str) -> str:
        """What is to be copied digit by digit."""

    def head(self, level: int, text: str) -> str:
        """A heading, 1 the highest."""

    def item(self, depth: int, mark: str, text: str) -> str:
        """A line of a list, 0 the outermost; the parts of its text are in style already."""

    def table(self, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Rows of a name and a figure below their heads; texts of others."""


class _Markdown:
    """Nothing of a text is taken for Markdown or HTML, and no address in it becomes a link."""

    def text(self, text: str) -> str:
        return escaped(text)

    def strong(self, text: str) -> str:
        return f"**{self.text(text)}**"

    def code(self, text: str) -> str:
        return f"`{text}`"

    def head(self, level: int, text: str) -> str:
        return f"{'#' * level} {self.text(text)}"

    def item(self, depth: int, mark: str, text: str) -> str:
        return f"{'   ' * depth}{mark} {text}"

    def table(self, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
        for at, (name, figure) in enumerate(rows):
            yield f"| {self.text(name)} | {self.text(figure)} |"
            if at == 0:
                yield "|---|---:|"


class _Plain:
    """Texts as they are."""

    def text(self, text: str) -> str:
        return " ".join(text.split())

    strong = code = text

    def head(self, level: int, text: str) -> str:  # noqa: ARG002 - plain text has one kind of heading
        return self.text(text)

    def item(self, depth: int, mark: str, text: str) -> str:
        return f"{'   ' * depth}{mark} {text}"

    def table(self, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
        for name, figure in rows:
            yield f"{self.text(name)}  {self.text(figure)}"


def escaped(text: str) -> str:
    """A text on one line, none of it taken for Markdown or HTML, no address in it for a link."""
    parts = _ADDRESS.split(" ".join(text.split()))
    return "".join(_in_code(part) if at % 2 else _MARKS.sub(r"\\\1", part) for at, part in enumerate(parts))


def _in_code(address: str) -> str:
    """The address in a code span, the one place where no reader of Markdown looks for addresses."""
    return f"`{address}`"


def report_markdown(report: Report, words: Words) -> bytes:
    """The pages of the profile that can be told in words; the full report with every answer and its evidence."""
    return ("\n".join(_told(report, words, _Markdown())) + "\n").encode()


def report_text(report: Report, words: Words) -> bytes:
    """The same as plain text of at most 78 columns."""
    lines = []
    for line in _told(report, words, _Plain()):
        bare = line.lstrip(" ")
        lines.append(wrap(bare, COLUMNS, " " * (len(line) - len(bare))))
    return ("\n".join(line.rstrip() for told in lines for line in told.split("\n")) + "\n").encode()


def _told(report: Report, words: Words, style: Style) -> Iterator[str]:
    assessment, to_hand_out = report.assessment, report.profile is ReportProfile.ATTESTATION
    yield style.head(
        1,
        words(
            "report.running",
            name=assessment.organisation.name,
            title=words("report.title_audit" if report.audit else "report.title"),
        ),
    )
    if report.audit and report.audit.changed_after:
        yield words("audit_pages.changed")
    yield ""
    depth = words(f"depth.{assessment.depth}")
    yield style.text(" · ".join((words.day(assessment.date), report.checklist.reference, depth)))
    if assessment.assessor.name:
        yield from ("", style.text(words("report.by", who=words.person(assessment.assessor))))
    if report.issued:
        yield from ("", style.text(words("report.issued", day=words.day(report.issued))))
    yield from _result(report, words, style)
    yield from _scope(report, words, style)
    yield from _audit(report, words, style)
    if report.loss and not to_hand_out:
        yield from ("", style.text(sentences.line(report.loss, words, brief=False)))
    yield from ("", style.head(2, words("report.areas.title")), "")
    yield from style.table([(words("cli.score.area"), words("cli.score.points")), *_points(report, words)])
    if report.peers and not to_hand_out:
        yield from ("", style.text(peers_line(report.peers, words)))
    if report.audit and not to_hand_out:
        yield from _findings(report.audit, report, words, style)
    if report.gaps and not to_hand_out:
        yield from _gaps(report, words, style)
    if report.profile.whole:
        yield from _answers(report, words, style)
    yield from _signoff(report, words, style)
    yield from ("", style.text(words("report.limits.not_mark")), "")
    yield words("report.summary.digest_line", digest=style.code(report.content_digest))


def _result(report: Report, words: Words, style: Style) -> Iterator[str]:
    card = report.scorecard
    total = shown(card.score)
    if total is None or card.grade is None:
        yield from ("", style.text(words("cli.score.none")))
        return
    yield from ("", style.strong(words("cli.score.total", score=total, grade=card.grade)))
    if card.draft:
        missing = card.tally.applicable - card.tally.answered
        yield from ("", style.text(words("cli.score.draft", n=missing, low=total, high=shown(card.best) or 0)))
    yield from ("", style.text(words("cli.score.evidenced", score=shown(card.evidenced) or 0)))


def _scope(report: Report, words: Words, style: Style) -> Iterator[str]:
    """What was not asked, what this profile leaves out, and that every critical question is in place where it is."""
    told = [words("scope.every_critical")] if report.every_critical_in_place else []
    told += words.not_asked(report.scope)
    match report.profile:
        case ReportProfile.FULL | ReportProfile.AUDIT:
            pass
        case ReportProfile.OWNER:
            told.append(words("scope.no_answers", n=report.scorecard.tally.total))
        case ReportProfile.ATTESTATION:
            told += [words("scope.no_gaps", n=len(report.gaps))] if report.gaps else []
        case _:
            assert_never(report.profile)
    for sentence in told:
        yield from ("", style.text(sentence))


def _audit(report: Report, words: Words, style: Style) -> Iterator[str]:
    """How much an audit looked at, what it came to, and as far as this form tells it who did it and how."""
    told = [*figure_lines(report, words), *frame_lines(report, words)]
    if told:
        yield from ("", style.head(2, words("audit_data.title")), "")
        yield from (style.item(0, "-", _labelled(label, text, style)) for label, text in told)


def _findings(audit: AuditReport, report: Report, words: Words, style: Style) -> Iterator[str]:
    """Every finding, the gravest first."""
    if audit.findings:
        yield from ("", style.head(2, words("audit_data.findings")), "")
    for entry in audit.findings:
        yield style.item(0, "-", f"{style.strong(entry.id)} {style.text(entry.title)}")
        for label, text in finding_lines(entry, report, words):
            yield style.item(1, "-", _labelled(label, text, style))


def _points(report: Report, words: Words) -> Iterator[tuple[str, str]]:
    for page in report.areas:
        points = shown(page.score.tally.score)
        told = words("cli.score.no_points") if points is None else str(points)
        yield f"{page.number} {words.text(page.score.area.title)}", told


def _gaps(report: Report, words: Words, style: Style) -> Iterator[str]:
    yield from ("", style.head(2, words("report.gaps.title")), "")
    for rank, step in enumerate(report.told_gaps, 1):
        question = step.gap.question
        where = f" ({report.numbers[question.id]}, {words.counted(step.gap.question_score.answer)})"
        yield style.item(0, f"{rank}.", style.strong(words.text(question.name)) + where)
        yield style.item(1, "-", _labelled(words("report.gaps.first"), words.text(question.remedy.first), style))
        yield style.item(1, "-", style.text(words.step(step)))
    if rest := len(report.gaps) - len(report.told_gaps):
        yield from ("", style.text(words("scope.other_gaps", n=rest)))


def _answers(report: Report, words: Words, style: Style) -> Iterator[str]:
    """Every asked question with its answer, by whom and when, note, verdict and evidence."""
    yield from ("", style.head(2, words("report.answers.title")))
    for page in report.areas:
        yield from ("", style.head(3, f"{page.number} {words.text(page.score.area.title)}"), "")
        for line in page.answers:
            question = line.question_score.question
            yield style.item(0, "-", f"{style.strong(line.number)} {style.text(words.text(question.text))}")
            for label, text in _beside(line, report, words):
                yield style.item(1, "-", _labelled(label, text, style))


def _beside(line: AnswerLine, report: Report, words: Words) -> Iterator[tuple[str, str]]:
    """What the firm said, then on lines of its own what an assessor judged."""
    said = line.question_score.answer
    yield words("audit_data.own" if said.verdict or report.audit else "workbook.answer"), given(line, words)
    if carried(line, words):
        yield words("workbook.last_year"), words.status(said.status)
    if said.note:
        reason = (said.status if said.verdict else line.question_score.status) is Status.NA
        yield words("report.answers.reason" if reason else "report.gaps.note_label"), said.note
    for piece in line.evidence:
        yield words("report.answers.evidence"), evidence(piece, words)
    yield from verdict_lines(said, words, audited=report.audit is not None)


def _signoff(report: Report, words: Words, style: Style) -> Iterator[str]:
    """Who stands behind the result, as far as the file says."""
    signed = report.assessment.signoff
    if signed is None:
        return
    yield from ("", style.head(2, words("report.signoff.title")), "")
    people = {"assessor": signed.assessor, "reviewer": signed.reviewer, "approved_by": signed.approved_by}
    for role, name in people.items():
        if name:
            told = words("report.who", name=name, detail=words.day(signed.on)) if signed.on else name
            yield style.item(0, "-", _labelled(words(f"report.signoff.{role}"), told, style))
    for label, told in signoff_lines(signed, report, words):
        yield style.item(0, "-", _labelled(label, told, style))


def _labelled(label: str, text: str, style: Style) -> str:
    return f"{style.text(label)}: {style.text(text)}"
