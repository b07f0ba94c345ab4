"""What was checked and what was not: each checked question with its basis, both sides compared, the rest by name.

The firm's answer and the auditor's verdict stand in columns of their own, each with who said it; a reason for "not
applicable" is told on whichever side gave it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from tenken.core.audit.verdicts import Outcome
from tenken.core.model import Status
from tenken.core.report.audit_report import CheckedQuestion
from tenken.core.report.report import Report
from tenken.core.scoring.score import shown
from tenken.render.audit import sentences
from tenken.render.audit.sample import why_told
from tenken.render.audit.sentences import audit_of, together
from tenken.templating import ems
from tenken.words import Words

LONGEST_ROW = 260.0
"""Ems of a row's longest column that still moves to the next page as a whole."""
LINE, LINE_EMS, TAIL = 5.0, 38.0, 120.0
"""Of the questions not checked: millimetres and ems of a line, and how much of them stays on one page at the end."""
COLUMN_EMS = 15.0
"""About what a line of the list's columns holds."""
SIDES: tuple[Status | None, ...] = (*Status, None)
"""The firm's answers, one that it has not given last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRow:
    """A checked question in the list of them."""

    number: str
    name: str
    critical: bool
    chosen: str
    said: str
    said_why: str
    """The firm's reason where it says that the question does not apply."""
    said_by: str
    judged: str
    outcome: str
    finding: str
    judged_by: str
    findings: str
    """The numbers of the findings that speak of it."""
    basis: tuple[str, ...]
    evidence: tuple[str, ...]
    """What became of each piece of evidence that was looked at."""
    long: bool
    height: float
    """About how many millimetres it takes."""
    bound: bool = False
    """Whether it stays on a page with the row before it."""


def checked_rows(report: Report, words: Words, behind: float) -> tuple[CheckedRow, ...]:
    """The list; where only ``behind`` millimetres follow it, its last rows go with them to their page."""
    told: list[CheckedRow] = []
    for line in reversed(audit_of(report).checked):
        row = checked_row(line, report, words)
        behind += row.height
        told.append(replace(row, bound=behind < TAIL and not row.long))
    return tuple(reversed(told))


def checked_row(line: CheckedQuestion, report: Report, words: Words) -> CheckedRow:
    """One row of that list."""
    answer, verdict = line.item.answer, line.verdict
    rests = tuple(sentences.basis(entry, report, words) for entry in line.basis) or (words("audit_pages.no_basis"),)
    looked_at = [piece.evidence for piece in line.evidence if piece.evidence.checked]
    evidence = tuple(
        words("audit_pages.evidence_checked", what=piece.what, state=words(f"checked.{piece.checked}"))
        for piece in looked_at
    )
    reason = answer.note if line.own is Status.NA else None
    columns = ((reason or "",), (verdict.finding or "",), (*rests, *evidence))
    carried = bool(answer.status) and not answer.confirmed
    return CheckedRow(
        number=line.number,
        name=words.text(line.question.name),
        critical=line.question.critical,
        chosen=why_told(words, line.listed_for) if line.listed_for else "",
        said=words("audit_pages.carried") if carried else sentences.said(line.own, words),
        said_why=words("audit_pages.said_na", note=reason) if reason else "",
        said_by=sentences.noted(answer.by, answer.on, report, words),
        judged=sentences.judged(verdict.status, words),
        outcome=words(f"outcome.{line.outcome}"),
        finding=verdict.finding or "",
        judged_by=sentences.noted(verdict.by, verdict.on, report, words),
        findings=together((entry.id for entry in line.findings), words),
        basis=rests,
        evidence=evidence,
        long=max(sum(ems(text) for text in column) for column in columns) > LONGEST_ROW,
        height=4.0 * max(3 + sum(ceil(ems(text) / COLUMN_EMS) for text in column) for column in columns) - 3,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Own answers beside verdicts, over the checked questions."""

    sentence: str
    """What the answers that can be compared come to."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    """What the firm said, and how many of those the auditor called each status; the last figure is their sum."""
    sums: tuple[int, ...]
    areas: tuple[tuple[str, int, int, int, str], ...]
    """Name, number of questions, own and audited score, gap."""
    outcomes: tuple[tuple[str, int], ...]


def compared(report: Report, words: Words) -> Compared:
    """The comparison of both sides."""
    audit = audit_of(report)
    rows = []
    for own in SIDES:
        counts = tuple(audit.table.get((own, status), 0) for status in Status)
        if any(counts):
            rows.append((sentences.said(own, words), (*counts, sum(counts))))
    return Compared(
        sentence=_sentence(report, words),
        heads=tuple(sentences.judged(status, words) for status in Status),
        rows=tuple(rows),
        sums=tuple(map(sum, zip(*(counts for _, counts in rows), strict=True))),
        areas=tuple(_areas(report, words)),
        outcomes=tuple(
            (words(f"outcome.{kind}"), n) for kind, n in audit.outcomes.items() if n and kind is not Outcome.UNCHECKED
        ),
    )


def _sentence(report: Report, words: Words) -> str:
    seen = audit_of(report).optimism
    if seen is None:
        return words("audit_pages.no_pair")
    return words(
        "audit_pages.optimism" if seen.gap >= 0 else "audit_pages.optimism_up",
        own=shown(seen.own) or 0,
        audited=shown(seen.audited) or 0,
        gap=abs(seen.printed_gap),
        n=seen.questions,
    )


def _areas(report: Report, words: Words) -> Iterator[tuple[str, int, int, int, str]]:
    numbers = {page.score.area.id: page.number for page in report.areas}
    for area, seen in audit_of(report).optimism_by_area:
        sign = "−" if seen.printed_gap < 0 else ""
        name = f"{numbers[area.id]} {words.text(area.title)}"
        gap = f"{sign}{abs(seen.printed_gap)}"
        yield name, seen.questions, shown(seen.own) or 0, shown(seen.audited) or 0, gap


@dataclass(frozen=True, slots=True)
class Unchecked:
    """The questions of an area that nobody looked at."""

    area: str
    questions: tuple[tuple[str, bool], ...]
    """Number and name, and whether it is critical."""
    bound: bool = False
    """Whether it stays on a page with the row before it, so that the last page holds more than a row or two."""

    @property
    def height(self) -> float:
        """About how many millimetres its row takes."""
        return LINE * ceil(sum(ems(name) + 1 for name, _ in self.questions) / LINE_EMS) + 2


def unchecked(report: Report, words: Words) -> tuple[Unchecked, ...]:
    """Every question that nobody looked at, by area."""
    told: list[Unchecked] = []
    height = 0.0
    for row in reversed(tuple(_unchecked(report, words))):
        told.append(replace(row, bound=height + row.height < TAIL))
        height += row.height
    return tuple(reversed(told))


def _unchecked(report: Report, words: Words) -> Iterator[Unchecked]:
    for page in report.areas:
        left = tuple(
            (f"{line.number} {words.text(line.question_score.question.name)}", line.question_score.question.critical)
            for line in page.answers
            if line.question_score.answer.verdict is None
        )
        if left:
            yield Unchecked(f"{page.number} {words.text(page.score.area.title)}", left)
