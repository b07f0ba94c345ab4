"""A firm's own answers beside the audit of them: for a terminal, as JSON, as a page and as PDF.

History of ``FORMAT``: 1, first form. Only additions keep a number. Exact figures are fractions of 1 as "p/q".
"""

from collections.abc import Iterator
from typing import Any

from tenken import __version__, templating
from tenken.core.audit.comparison import AuditComparison, CheckedQuestion
from tenken.core.audit.verdicts import Optimism, Outcome
from tenken.core.model import Status
from tenken.core.scoring.score import shown
from tenken.phrases import Medium
from tenken.render.json_values import exact, json_bytes
from tenken.render.pdf.printer import print_closely
from tenken.screen import COLUMNS, wrap
from tenken.words import Words

FORMAT = 1
TOLD = tuple(kind for kind in Outcome if kind is not Outcome.UNCHECKED)
"""What an audit can do with a question it looked at."""
STATUSES: tuple[Status | None, ...] = (*Status, None)


def as_text(found: AuditComparison, words: Words) -> str:
    """What ``tenken diff`` tells of an audit, at most 78 columns wide."""
    return "\n\n".join("\n".join(wrap(line, COLUMNS) for line in block) for block in _blocks(found, words) if block)


def text_bytes(found: AuditComparison, words: Words) -> bytes:
    """The same as a document."""
    return f"{as_text(found, words)}\n".encode()


def _blocks(found: AuditComparison, words: Words) -> Iterator[list[str]]:
    a = found.audited.assessment
    who = a.assessor.firm or a.assessor.name or ""
    yield [
        f"{words('audit_diff.title')}  {a.organisation.name}",
        words("audit_diff.days", own=words.day(found.own.assessment.date), audit=words.day(a.date), who=who),
    ]
    yield [totals(found, words), checked(found, words), *([gap(found.optimism, words)] if found.optimism else [])]
    for kind in TOLD:
        entries = found.with_outcome(kind)
        if entries:
            head = words("diff.changes.head", title=words(f"outcome.{kind}"), n=len(entries))
            yield [f"{head}:", *(wrap(_line(entry, words), COLUMNS, "  ") for entry in entries)]
    yield [words("audit_diff.conclusion")]


def totals(found: AuditComparison, words: Words) -> str:
    """Both totals and grades."""
    told = [
        words("audit_diff.score", score=points, grade=grade)
        if points is not None and grade is not None
        else words("diff.not_scored")
        for points, grade in ((shown(c.score), c.grade) for c in (found.own.scorecard, found.audited.scorecard))
    ]
    return words("audit_diff.totals", own=told[0], audited=told[1])


def checked(found: AuditComparison, words: Words) -> str:
    """How much was looked at."""
    seen = found.extent
    return words("audit_diff.extent", n=seen.checked, of=seen.asked, share=shown(seen.share) or 0)


def gap(optimism: Optimism, words: Words) -> str:
    """How far the firm judged itself too well, over the questions that can be compared."""
    own, audited = shown(optimism.own) or 0, shown(optimism.audited) or 0
    points = optimism.printed_gap
    key = "gap_high" if points > 0 else "gap_low" if points < 0 else "gap_none"
    return words(f"audit_diff.{key}", n=optimism.questions, own=own, audited=audited, points=abs(points))


def own_status(entry: CheckedQuestion, words: Words) -> str:
    """What the firm said of it."""
    answer = entry.item.answer
    return words.status(answer.status if answer.confirmed else None)


def _line(entry: CheckedQuestion, words: Words) -> str:
    verdict = entry.item.answer.verdict
    assert verdict
    said = words("audit_diff.both", own=own_status(entry, words), audited=words.judged(verdict.status))
    if entry.outcome is Outcome.CONFIRMED:
        said = words.status(verdict.status)
    return f"{entry.number} {entry.item.question.id} {words.text(entry.item.question.name)}: {said}"


def json_document(found: AuditComparison, words: Words) -> bytes:
    """What ``tenken diff --json`` tells of an audit, equal in every language."""
    del words
    return json_bytes(as_json(found))


def as_json(found: AuditComparison) -> dict[str, Any]:
    """The same as plain data."""
    seen = found.extent
    return {
        "format": FORMAT,
        "kind": "audit",
        "own": _scored(found.own.scorecard.score, found.own.scorecard.grade),
        "audited": _scored(found.audited.scorecard.score, found.audited.scorecard.grade),
        "extent": {"checked": seen.checked, "asked": seen.asked, "by_weight": exact(seen.share)},
        "optimism": _optimism(found.optimism) if found.optimism else None,
        "areas": [{"id": area.id, **_optimism(optimism)} for area, optimism in found.areas],
        "questions": [
            {
                "id": entry.item.question.id,
                "outcome": str(entry.outcome),
                "own": str(entry.item.answer.status) if entry.item.answer.status else None,
                "audited": str(entry.item.status),
            }
            for entry in found.checked
        ],
    }


def _scored(score: Any, grade: str | None) -> dict[str, Any]:
    return {"score": shown(score), "exact": exact(score), "grade": grade}


def _optimism(optimism: Optimism) -> dict[str, Any]:
    figures = {"own": exact(optimism.own), "audited": exact(optimism.audited), "gap": exact(optimism.gap)}
    return {"questions": optimism.questions, **figures}


def html(found: AuditComparison, words: Words) -> bytes:
    """The comparison as UTF-8 HTML."""
    return _page(found, words, Medium.SCREEN).encode()


def pdf(found: AuditComparison, words: Words) -> bytes:
    """The same page as a tagged PDF; raises and warns like the report's."""
    return print_closely(lambda close: _page(found, words, Medium.PRINT, close=close), words)


def _page(found: AuditComparison, words: Words, medium: Medium, *, close: bool = False) -> str:
    style = templating.style_sheet("report/css/base.css", "report/css/years.css", medium=medium)
    judged = [status for status in Status if any(pair[1] is status for pair in found.table)]
    own = [status for status in STATUSES if any(pair[0] is status for pair in found.table)]
    return (
        templating.environment(medium=medium)
        .get_template("report/audit/compared.html")
        .render(
            c=found,
            w=words,
            version=__version__,
            style=style,
            close=close,
            shown=shown,
            totals=totals(found, words),
            checked=checked(found, words),
            gap=gap(found.optimism, words) if found.optimism else "",
            own_statuses=own,
            judged_statuses=judged,
            own_status=own_status,
        )
    )
