"""The report as Markdown, for a wiki or a ticket: summary, scores, gaps with first step, who and until when."""

import re

from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import shown
from tenken.render.cost import sentences
from tenken.screen import COLUMNS, wrap
from tenken.words import Words

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def report_markdown(report: Report, words: Words) -> bytes:
    """The pages of the profile that are told in words; answers and evidence stay with PDF, HTML, JSON and CSV."""
    assessment, card = report.assessment, report.scorecard
    total = shown(card.score)
    lines = [f"# {words('report.title')}: {_plain(assessment.organisation.name)}", ""]
    lines += [f"{words.day(assessment.date)} · {report.checklist.reference} · {words(f'depth.{assessment.depth}')}", ""]
    if total is None or card.grade is None:
        lines += [words("cli.score.none"), ""]
    else:
        lines += [f"**{words('cli.score.total', score=total, grade=card.grade)}**", ""]
        if card.draft:
            missing = card.tally.applicable - card.tally.answered
            lines += [words("cli.score.draft", n=missing, low=total, high=shown(card.best) or 0), ""]
        lines += [words("cli.score.evidenced", score=shown(card.evidenced) or 0), ""]
    if report.loss and report.profile is not ReportProfile.ATTESTATION:
        lines += [_plain(sentences.line(report.loss, words, brief=False)), ""]
    lines += [f"## {words('report.areas.title')}", ""]
    lines += [f"| {words('cli.score.area')} | {words('cli.score.points')} |", "|---|---:|"]
    for page in report.areas:
        points = shown(page.score.tally.score)
        told = words("cli.score.no_points") if points is None else str(points)
        lines.append(f"| {page.number} {_plain(words.text(page.score.area.title))} | {told} |")
    if report.profile is not ReportProfile.ATTESTATION and report.gaps:
        lines += ["", f"## {words('report.gaps.title')}", ""]
        for rank, step in enumerate(report.told_gaps, 1):
            question = step.gap.question
            who = _plain(step.owner or words(f"role.{step.role}"))
            status = words.status(step.gap.status)
            lines += [f"{rank}. **{_plain(words.text(question.name))}** ({report.numbers[question.id]}, {status})"]
            lines += [f"   - {words('report.gaps.first')}: {_plain(words.text(question.remedy.first))}"]
            lines += [f"   - {words('report.gaps.who_due', who=who, due=words.day(step.due))}"]
    lines += ["", words("report.limits.not_mark"), "", f"{words('report.summary.digest')}: `{report.content_digest}`"]
    return ("\n".join(lines) + "\n").encode()


def _plain(text: str) -> str:
    """Text of others on one line, none of it taken for Markdown or HTML."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def report_text(report: Report, words: Words) -> bytes:
    """Plain text of at most 78 columns."""
    lines = []
    for line in report_markdown(report, words).decode().splitlines():
        if re.fullmatch(r"[|:-]+", line):
            continue
        bare = re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)(?:\*\*|`|^#+ |^\| | \|$)", "", line)).replace(" | ", "  ")
        indent = re.match(r" *", bare)
        lines.append(wrap(bare.strip(), COLUMNS, indent.group() if indent else ""))
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()
