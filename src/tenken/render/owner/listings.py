"""What fills page 2 where few questions fall short: what is open, which evidence expires, what has none.

How many rows find room is worked out here; what is left out is told by its number.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tenken.core.model import Question
from tenken.core.report.report import Report
from tenken.render.owner.fitting import cut
from tenken.render.owner.verdict import bare, near_day, symbol
from tenken.words import Words

ROW = 6.2
"""Height of a row of a list."""
HEADED = 20.0
"""Height of a list's heading with the heads of its columns and what is left out below."""
BARE_HEADING = 14.0
"""Height of a heading without a list."""
LEAST_ROOM = 46.0
"""Millimetres that must be left for a list to be worth its heading."""
EVIDENCE_EMS, LABEL_EMS, PROOF_EMS = 27.0, 18.6, 28.5
"""How much of a text a row of a list holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list below the map: its heading, the heads of its columns and its rows."""

    title: str
    note: str
    heads: tuple[str, str, str] | tuple[()] = ()
    rows: tuple[tuple[str, str, str], ...] = ()
    more: str = ""
    """What found no room, by its number."""
    dated: bool = False
    """Whether the first column holds dates."""


def lists_of(report: Report, words: Words, room: float) -> Iterator[Listing]:
    """What fills the page where few questions fall short: what is open, which evidence expires, what has none."""
    makers: tuple[Callable[[Report, Words, int], Listing | None], ...]
    if report.open:
        if not report.gaps and report.scorecard.tally.answered:
            note = words("report.glance.no_gaps_draft_note", n=len(report.open))
            yield Listing(title=words("report.glance.no_gaps_draft"), note=note)
            room -= BARE_HEADING
        makers = (_open, _expiring, _bare)
    elif not report.gaps and report.scorecard.score is not None and not report.expiring:
        yield Listing(title=words("report.glance.no_gaps"), note=words("report.glance.no_expiry"))
        room -= BARE_HEADING
        makers = (_bare,)
    elif report.scorecard.score is None:
        makers = (_left_out,)
    else:
        makers = (_expiring, _bare)
    for make in makers:
        if room < LEAST_ROOM:
            return
        listing = make(report, words, int((room - HEADED) / ROW))
        if listing is not None:
            yield listing
            room -= HEADED + len(listing.rows) * ROW


def _open(report: Report, words: Words, most: int) -> Listing:
    """What was not answered, most important first."""
    told = report.open[:most]
    return Listing(
        title=words("report.glance.open_title", n=len(report.open)),
        note=words("report.glance.open_note", n=len(told)),
        heads=_heads("question", "proof", "importance", words),
        rows=tuple(_row(symbol(None), report.numbers[gap.question.id], gap.question, words) for gap in told),
    )


def _left_out(report: Report, words: Words, most: int) -> Listing | None:
    """What was answered not applicable, with the reasons, where nothing else is left."""
    lines = report.not_applicable
    if not lines:
        return None
    told = lines[:most]
    rows = []
    for line in told:
        question, note = line.question_score.question, line.question_score.answer.note or ""
        row = _row(symbol(line.question_score.status), line.number, question, words)
        rows.append((row[0], cut(note.replace("\n", " "), PROOF_EMS), row[2]))
    return Listing(
        title=words("report.glance.left_out", n=len(lines)),
        note=words("report.glance.left_out_note", n=len(told)),
        heads=_heads("question", "reason", "importance", words),
        rows=tuple(rows),
    )


def _bare(report: Report, words: Words, most: int) -> Listing | None:
    """The answers without evidence, most important first."""
    lines = bare(report)
    if not lines:
        return None
    told = lines[:most]
    return Listing(
        title=words("report.glance.bare", n=len(lines)),
        note=words("report.glance.bare_note", n=len(told)),
        heads=_heads("question", "proof", "importance", words),
        rows=tuple(
            _row(symbol(line.question_score.status), line.number, line.question_score.question, words) for line in told
        ),
    )


def _expiring(report: Report, words: Words, most: int) -> Listing | None:
    """The evidence that expires first."""
    if not report.expiring:
        return None
    told = report.expiring[:most]
    on, rest = report.assessment.date, len(report.expiring) - len(told)
    clean = not report.gaps and not report.open
    return Listing(
        title=words("report.glance.no_gaps" if clean else "report.glance.expiring"),
        note=words("report.glance.no_gaps_note" if clean else "report.glance.expiring_note"),
        heads=_heads("until", "evidence", "question", words),
        rows=tuple(
            (
                near_day(piece.until or on, on, words),
                cut(piece.evidence.what.replace("\n", " "), EVIDENCE_EMS),
                cut(f"{line.number} {words.text(line.question_score.question.name)}", LABEL_EMS),
            )
            for line, piece in told
        ),
        more=words("report.glance.expiring_more", n=rest) if rest else "",
        dated=True,
    )


def _heads(first: str, second: str, third: str, words: Words) -> tuple[str, str, str]:
    return (
        words(f"report.glance.col_{first}"),
        words(f"report.glance.col_{second}"),
        words(f"report.glance.col_{third}"),
    )


def _row(sign: str, number: str, question: Question, words: Words) -> tuple[str, str, str]:
    """A question with what would be its evidence."""
    label = cut(f"{sign} {number} {words.text(question.name)}", LABEL_EMS)
    critical = words("report.verdict.critical") if question.critical else ""
    return label, cut(words.text(question.proof), PROOF_EMS), critical
