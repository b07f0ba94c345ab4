"""An edition told on a terminal, and as the JSON of ``checklist list`` and ``checklist show``."""

from collections.abc import Iterator, Sequence
from typing import Any

from tenken.core.library import Standard
from tenken.core.model import Checklist, Depth
from tenken.screen import COLUMNS, wrap
from tenken.words import Words


def checklist_lines(w: Words, checklist: Checklist) -> Iterator[str]:
    """Every question of an edition, area by area."""
    summary = summary_document(checklist)["questions"]
    yield f"{w.text(checklist.title)}  {checklist.reference}"
    yield w("cli.checklist.counts", **summary)
    numbers = checklist.numbers()
    for at, area in enumerate(checklist.areas, 1):
        yield ""
        yield f"{at} {w.text(area.title)}"
        if area.intro:
            yield wrap(w.text(area.intro), COLUMNS, "  ")
        for question in area.questions:
            head = w("cli.checklist.question", number=numbers[question.id], id=question.id, weight=question.weight)
            marks = [w("report.summary.critical")] if question.critical else []
            marks.append(w(f"depth.{question.tier}"))
            yield ""
            yield f"  {head}  {' '.join(marks)}"
            yield wrap(w.text(question.text), COLUMNS, "    ")


def reference_lines(w: Words, checklist: Checklist, standards: Sequence[Standard], key: str) -> Iterator[str]:
    """A standard's items with the questions that touch them, and the questions with their items."""
    numbers = checklist.numbers()
    touched: dict[str, list[str]] = {}
    for _, question in checklist.questions:
        for item_id in question.refs.get(key, ()):
            touched.setdefault(item_id, []).append(question.id)
    for standard in standards:
        yield f"{w.text(standard.title)} ({standard.edition}) {w.day(standard.dated)}"
        yield wrap(w("cli.checklist.read_in", source=standard.source), COLUMNS)
        if standard.note:
            yield wrap(w.text(standard.note), COLUMNS)
        for item in standard.items:
            yield f"  {item.id}  {w.text(item.title)}"
            yield wrap(", ".join(touched.get(item.id, [])) or w("cli.checklist.untouched"), COLUMNS, "      ")
            if item.light:
                yield wrap(w("cli.checklist.light", text=w.text(item.light)), COLUMNS, "      ")
        yield ""
    for _, question in checklist.questions:
        if question.refs.get(key):
            items = " ".join(question.refs[key])
            yield f"  {numbers[question.id]:>5} {question.id}  {w.text(question.name)}: {items}"


def reference_document(checklist: Checklist, standards: Sequence[Standard]) -> list[dict[str, Any]]:
    """The same as JSON: each list with its date and source, each item with the ids of the questions that touch it."""
    return [
        {
            "format": 1,
            "checklist": checklist.reference,
            "standard": standard.id,
            "key": standard.key,
            "title": {"ja": standard.title.ja, "en": standard.title.en},
            "edition": standard.edition,
            "dated": standard.dated.isoformat(),
            "source": standard.source,
            "complete": standard.complete,
            "items": [
                {
                    "id": item.id,
                    "title": {"ja": item.title.ja, "en": item.title.en},
                    "questions": [q.id for _, q in checklist.questions if item.id in q.refs.get(standard.key, ())],
                }
                for item in standard.items
            ],
        }
        for standard in standards
    ]


def summary_document(checklist: Checklist) -> dict[str, Any]:
    """What ``checklist list --json`` tells of one edition."""
    questions = [question for _, question in checklist.questions]
    counts: dict[str, int] = {
        str(depth): sum(depth.includes(question.tier) for question in questions) for depth in Depth
    }
    return {
        "format": 1,
        "checklist": checklist.reference,
        "digest": checklist.digest,
        "title": {"ja": checklist.title.ja, "en": checklist.title.en},
        "released": checklist.released.isoformat() if checklist.released else None,
        "areas": [area.id for area in checklist.areas],
        "questions": {**counts, "critical": sum(question.critical for question in questions)},
    }


def checklist_document(checklist: Checklist) -> dict[str, Any]:
    """What ``checklist show --json`` tells: the edition with every question."""
    questions = [
        {
            "id": question.id,
            "area": area.id,
            "tier": str(question.tier),
            "weight": question.weight,
            "critical": question.critical,
            "text": {"ja": question.text.ja, "en": question.text.en},
        }
        for area, question in checklist.questions
    ]
    return {**summary_document(checklist), "questions": questions}
