"""Real cases as a report tells them: each once, with the asked questions behind which it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from tenken.core.library import Case, Library
from tenken.core.scoring.score import QuestionScore


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUse:
    """A real case and the asked questions that it speaks of."""

    case: Case
    asked: tuple[QuestionScore, ...]
    """In the order in which they are asked."""


def cases_of(asked: Sequence[QuestionScore], library: Library) -> tuple[CaseUse, ...]:
    """The cases behind asked questions, in the order in which those first name them."""
    named: dict[str, list[QuestionScore]] = {}
    for entry in asked:
        if entry.question.case in library.cases:
            named.setdefault(entry.question.case or "", []).append(entry)
    return tuple(CaseUse(case=library.cases[key], asked=tuple(found)) for key, found in named.items())
