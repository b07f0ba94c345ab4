"""What a leak would cost, told on a terminal; and a real case told in full, with its sums done again."""

from collections.abc import Iterable, Iterator

from tenken.case_text import told_in_full
from tenken.core.cost.figures import Unit
from tenken.core.cost.formulas import CostRange
from tenken.core.cost.loss import Loss, Replay
from tenken.core.library import Case
from tenken.core.model import Checklist
from tenken.render.cost import sentences
from tenken.render.cost.sentences import measure as amount
from tenken.screen import COLUMNS, width, wrap
from tenken.words import Words

NARROWEST = 12
"""Columns of an amount, at least."""


def case_lines(w: Words, case: Case) -> Iterator[str]:
    """A real case: its short form, then everything that is known of it."""
    yield wrap(w.text(case.short), COLUMNS)
    for head, texts in told_in_full(case, w):
        yield ""
        yield head
        yield from _wrapped(texts, "  ")


def outcome_lines(w: Words, played: Replay) -> Iterator[str]:
    """The sums of the texts done again, and what really happened."""
    yield w("cli.cost.case_sums")
    for sum_ in played.scenario.reckonings:
        percent = sum_.unit is Unit.PERCENT
        factors = [[amount(sum_.unit, n, w) if percent else w.number(n) for n in term] for term in sum_.terms]
        formula = " + ".join(" × ".join(term) for term in factors)
        line = w("cli.cost.case_sum", what=w.text(sum_.what), formula=formula, amount=amount(sum_.unit, sum_.amount, w))
        if sum_.told is not None:
            line += " " + w("cli.cost.case_told", told=amount(sum_.unit, sum_.told, w))
        yield wrap(line, COLUMNS, "  ")
    yield ""
    yield w("cli.cost.case_outcomes")
    for outcome in played.scenario.outcomes:
        line = w("cli.cost.case_outcome", what=w.text(outcome.what), amount=amount(outcome.unit, outcome.value, w))
        yield wrap(line, COLUMNS, "  ")
    if played.a_head is not None:
        yield wrap(w("cli.cost.case_a_head", amount=w.yen(played.a_head)), COLUMNS, "  ")
    yield wrap(w(f"cli.cost.case_{played.place or 'unknown'}"), COLUMNS, "  ")


def cost_lines(w: Words, loss: Loss, checklist: Checklist | None) -> Iterator[str]:
    """The whole estimate: in words, part by part with its working, the duty, the law, the gaps, the sources."""
    yield from _wrapped([sentences.summary(loss, w), *sentences.against(loss, w)])
    if not loss.exposure.persons:
        return
    yield from _wrapped([sentences.scene(loss, w)])
    yield from _parts(w, loss)
    yield ""
    yield from _wrapped([*sentences.notes(loss, w), *sentences.remarks(loss, w), w("cost_breach.not_a_quote")])
    found = loss.damages
    yield from _wrapped([w("cli.cost.damages", formula=w.formula(found.product), yen=w.exact_yen(found.a_head))])
    yield from _wrapped([w("cost_breach.model_sensitivity", mental=found.mental, economic=found.economic)])
    yield ""
    yield w("cost_breach.duty")
    yield from _wrapped(sentences.duty(loss, w), "  ")
    for about in sentences.SAID:
        if told := [sentences.statement(said, loss, w) for said in loss.said(about)]:
            yield ""
            yield w(f"cost_breach.{about}")
            yield from _wrapped(told, "  ")
        if about == "amendment" and loss.law:
            yield from _wrapped([sentences.law_read(loss, w)], "  ")
    if checklist and loss.bearings:
        yield from _bearings(w, loss, checklist)
    yield ""
    yield w("cost_breach.sources")
    numbered = (f"{w('cost_breach.source', n=at)} {sentences.reading(s, w)}" for at, s in enumerate(loss.sources, 1))
    yield from _wrapped(numbered, "  ")


def _wrapped(texts: Iterable[str], indent: str = "") -> Iterator[str]:
    for text in texts:
        yield wrap(text, COLUMNS, indent)


def _parts(w: Words, loss: Loss) -> Iterator[str]:
    column = max(NARROWEST, len(w.number(loss.total.high)) + 2)

    def row(span: CostRange) -> str:
        return "".join(f"{w.number(amount):>{column}}" for amount in (span.low, span.likely, span.high))

    heads = [w(f"cost_breach.col_{name}") for name in ("low", "likely", "high")]
    yield ""
    yield "".join(" " * (column - width(head)) + head for head in heads) + "  " + w("cost_breach.unit")
    for part in loss.parts:
        yield (row(part.span) if part.known else " " * 3 * column) + "  " + w(f"cost_breach.part.{part.kind}")
        if part.missing:
            yield from _wrapped([w(f"cost_breach.{part.missing}")], " " * 8)
        for line in part.lines:
            label = w(f"cost_breach.line.{line.id}") + sentences.marks(line, loss, w)
            yield f"{row(line.span)}    {label}"
            yield from _wrapped(sentences.workings(line, w), " " * 8)
    yield f"{row(loss.total)}  {sentences.total(loss, w)}"


def _bearings(w: Words, loss: Loss, checklist: Checklist) -> Iterator[str]:
    numbers = checklist.numbers()
    yield ""
    yield w("cli.cost.gaps")
    for bearing in loss.bearings:
        yield wrap(f"{w(f'cost_breach.part.{bearing.link.part}')}: {w.text(bearing.link.text)}", COLUMNS, "  ")
        for gap in bearing.gaps:
            question = gap.question
            named = {"number": numbers[question.id], "label": w.text(question.name)}
            yield "    " + w("cli.cost.gap", **named, status=w.status(gap.status))
