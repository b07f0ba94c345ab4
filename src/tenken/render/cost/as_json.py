"""The cost of a leak as other programs read it: ``tenken cost --json`` and the JSON report's ``cost``.

History of ``COST``: 1, first form; later a real case told in full, and the law. Only additions keep the number. Amounts
are whole yen, ratios fractions as "p/q", days are ISO; what is not known is null. A formula is a product: ``per``
divides, ``share`` and ``leaving`` are percent, ``days`` are of 365.
"""

from typing import Any

from tenken.core.cost.figures import Figure
from tenken.core.cost.formulas import CostLine, CostRange, Product
from tenken.core.cost.law import LawLine
from tenken.core.cost.loss import Against, Bearing, CostPart, Loss, MissingNumber, Replay
from tenken.core.library import Case
from tenken.core.model import Exposure, Text
from tenken.render.json_values import exact
from tenken.words import Words

COST = 1


def cost(loss: Loss, words: Words) -> dict[str, Any]:
    """An estimate with all that it rests on."""
    return {
        "format": COST,
        "figures": loss.figures.edition,
        "dated": loss.figures.dated.isoformat(),
        "exposure": _exposure(loss.exposure),
        "assumed": list(loss.assumed),
        "total": _span(loss.total),
        "against_cash": _against(loss.against_cash),
        "against_profit": _against(loss.against_profit),
        "parts": [_part(part) for part in loss.parts],
        "damages": {
            "base": loss.damages.base.value,
            "mental": loss.damages.mental,
            "economic": loss.damages.economic,
            "sensitivity": loss.damages.sensitivity,
            "ease": loss.damages.ease.value,
            "standing": loss.damages.standing.value,
            "response": loss.damages.response.value,
            "a_head": loss.damages.a_head,
        },
        "duty": {
            "due": str(loss.duty.due),
            "thresholds": {str(name): str(applies) for name, applies in loss.duty.thresholds.items()},
            "first_days": [loss.duty.first_from.value, loss.duty.first_to.value],
            "final_days": loss.duty.final.value,
            "known_on": loss.duty.known_on.isoformat() if loss.duty.known_on else None,
            "first": [day.isoformat() for day in loss.duty.first_days] if loss.duty.first_days else None,
            "final": loss.duty.final_day.isoformat() if loss.duty.final_day else None,
        },
        "bearings": [_bearing(bearing, words) for bearing in loss.bearings],
        "numbers": [_figure(figure, words) for figure in loss.numbers],
        "law": [_law(line, words) for line in loss.law.lines] if loss.law else [],
    }


def told(case: Case, words: Words) -> dict[str, Any]:
    """A real case told in full."""
    return {
        "id": case.id,
        "title": words.text(case.title),
        "year": case.year,
        "short": words.text(case.short),
        "what": words.text(case.what),
        "timeline": [
            {"at": words.text(Text(moment.at, moment.at_en)), "text": words.text(moment.text)}
            for moment in case.timeline
        ],
        "corrected": words.text(case.corrected) or None,
        "views": [words.text(view) for view in case.views],
        "figures": [
            {"what": words.text(figure.what), "value": figure.value, "unit": figure.unit} for figure in case.figures
        ],
        "sources": [
            {"title": words.text(Text(source.title, source.title_en)), "date": source.date, "kind": source.kind}
            for source in case.sources
        ],
    }


def replay(case: Replay, words: Words) -> dict[str, Any]:
    """A real case done again, beside what really happened."""
    return {
        "id": case.scenario.case,
        "sums": [
            {
                "id": sum_.id,
                "what": words.text(sum_.what),
                "unit": str(sum_.unit),
                "terms": [list(term) for term in sum_.terms],
                "amount": sum_.amount,
                "told": sum_.told,
                "source": words.text(sum_.source.title),
                "verified": str(sum_.verified),
            }
            for sum_ in case.scenario.reckonings
        ],
        "outcomes": [
            {
                "what": words.text(outcome.what),
                "unit": str(outcome.unit),
                "value": outcome.value,
                "source": words.text(outcome.source.title),
                "verified": str(outcome.verified),
            }
            for outcome in case.scenario.outcomes
        ],
        "total": case.total.value if case.total else None,
        "a_head": case.a_head,
        "place": case.place,
    }


def _exposure(exposure: Exposure) -> dict[str, Any]:
    return {
        "persons": exposure.persons,
        "items": [str(item) for item in exposure.items],
        "yearly_sales": exposure.yearly_sales,
        "card_share": exposure.card_share,
        "cash": exposure.cash,
        "yearly_profit": exposure.yearly_profit,
        "standing": _word(exposure.standing),
        "cause": _word(exposure.cause),
        "found_by": _word(exposure.found_by),
        "response": _word(exposure.response),
        "known_on": exposure.known_on.isoformat() if exposure.known_on else None,
    }


def _word(choice: str | None) -> str | None:
    return str(choice) if choice else None


def _span(span: CostRange) -> dict[str, int]:
    return {"low": span.low, "likely": span.likely, "high": span.high}


def _against(against: Against | None) -> dict[str, Any] | None:
    if against is None:
        return None
    ratios = {"low": exact(against.low), "likely": exact(against.likely), "high": exact(against.high)}
    return {"yen": against.money, **ratios}


def _part(part: CostPart) -> dict[str, Any]:
    return {
        "id": str(part.kind),
        "known": part.known,
        # Only what a report could not lack before the figures of 2027: the JSON inside an earlier PDF stays as it was.
        **({"missing": str(part.missing)} if part.missing is MissingNumber.LEAVERS else {}),
        **_span(part.span),
        "lines": [_line(line) for line in part.lines],
    }


def _line(line: CostLine) -> dict[str, Any]:
    formulas = {"low": line.low, "likely": line.likely, "high": line.high}
    return {"id": line.id, **_span(line.span), "formula": {name: _product(p) for name, p in formulas.items()}}


def _product(product: Product) -> list[dict[str, Any]]:
    return [
        {"role": str(term.role), "value": term.value, "number": term.figure.id if term.figure else None}
        for term in product.terms
    ]


def _bearing(bearing: Bearing, words: Words) -> dict[str, Any]:
    questions = [gap.question.id for gap in bearing.gaps]
    return {"part": str(bearing.link.part), "how": words.text(bearing.link.text), "questions": questions}


def _law(line: LawLine, words: Words) -> dict[str, Any]:
    return {
        "id": line.id,
        "about": line.about,
        "text": words.text(line.text),
        "starts": line.starts.isoformat() if line.starts else None,
        "by": line.by.isoformat() if line.by else None,
        "read": line.read.isoformat(),
        "source": words.text(line.source.title),
        "year": line.source.year,
        "kind": str(line.source.kind),
        "verified": str(line.verified),
    }


def _figure(figure: Figure, words: Words) -> dict[str, Any]:
    return {
        "id": figure.id,
        "what": words.text(figure.what),
        "unit": str(figure.unit),
        "low": figure.low,
        "likely": figure.likely,
        "high": figure.high,
        "source": words.text(figure.source.title),
        "year": figure.source.year,
        "kind": str(figure.source.kind),
        "verified": str(figure.verified),
        "note": words.text(figure.note) or None,
    }
