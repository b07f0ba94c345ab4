"""What an assessment did not ask although it applies, so that no page claims more than was asked."""

from dataclasses import dataclass, replace

from tenken.core.model import Area, Assessment, Checklist, Depth, Question
from tenken.core.scoring.applicability import asked, holds


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAsked:
    """A control area that applies and of which nothing was asked at this depth."""

    area: Area
    number: int
    questions: int
    """How many of its questions apply."""
    critical: int
    """How many of those are critical."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What was not asked: whole areas, deeper questions of the areas that were asked, areas that do not apply."""

    areas: tuple[NotAsked, ...]
    questions: int
    """Questions that apply in areas that were asked, at a depth that was not."""
    critical: int
    """How many of those are critical."""
    switched_off: tuple[tuple[int, Area], ...]
    """The areas that do not apply to the firm, with their printed numbers."""
    next_depth: Depth | None
    """The least depth that asks more; ``None`` where everything that applies was asked."""

    @property
    def all_questions(self) -> int:
        """Every question that applies and was not asked."""
        return self.questions + sum(entry.questions for entry in self.areas)

    @property
    def all_critical(self) -> int:
        """Every critical question that applies and was not asked."""
        return self.critical + sum(entry.critical for entry in self.areas)


def find_scope(checklist: Checklist, assessment: Assessment) -> Scope:
    """What this assessment left out, by the firm's profile and the edition alone."""
    whole = list(asked(checklist, replace(assessment, depth=Depth.FULL)))
    was_asked = {question.id for _, question in asked(checklist, assessment)}
    begun = {area.id for area, question in whole if question.id in was_asked}
    rest = [(area, question) for area, question in whole if question.id not in was_asked]

    def of(wanted: Area) -> list[Question]:
        return [question for area, question in rest if area.id == wanted.id]

    numbered = list(enumerate(checklist.areas, 1))
    deeper = [question for area, question in rest if area.id in begun]
    depths = [depth for depth in Depth if any(depth.includes(question.tier) for _, question in rest)]
    return Scope(
        areas=tuple(
            NotAsked(
                area=area,
                number=number,
                questions=len(found),
                critical=sum(question.critical for question in found),
            )
            for number, area in numbered
            if area.id not in begun and (found := of(area))
        ),
        questions=len(deeper),
        critical=sum(question.critical for question in deeper),
        switched_off=tuple(
            (number, area) for number, area in numbered if area.when and not holds(checklist, assessment, area.when)
        ),
        next_depth=depths[0] if depths else None,
    )
