"""Last year and this year as one value: what changed, why the number moved, what became of promises.

``compare`` computes and never looks at a clock: the same two files compare the same in ten years. The pairing of
questions is ``changes``, the steps of the score ``waterfall``, more than two years ``trend``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tenken.core.model import Area, Checklist
from tenken.core.scoring.score import ScoredAssessment
from tenken.core.years.changes import ChangeKind, QuestionChange, find_changes
from tenken.core.years.lineage import Lineage, MatchedBy, relate
from tenken.core.years.promises import Promise, PromiseOutcome, find_promises
from tenken.core.years.waterfall import ScorePair, WaterfallReason, WaterfallStep, hundredths, like_for_like, waterfall


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChange:
    """A control area in two years."""

    area: Area
    """This year's; last year's where this year has no area of that id."""
    number: int
    """Its printed number in the edition it belongs to."""
    as_scored: ScorePair
    """The scores of the areas of this id in the two years."""
    like_for_like: ScorePair
    """Over the questions of this year's area that count in both years, whichever area they stood in last year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that is told of the difference between two years."""

    last: ScoredAssessment
    this: ScoredAssessment
    lineage: Lineage
    changes: tuple[QuestionChange, ...]
    """Every question asked in one of the two years: this year's in checklist order, then the retired ones."""
    as_scored: ScorePair
    like_for_like: ScorePair
    """Over the questions that count in both years, with this year's weights and areas."""
    steps: tuple[WaterfallStep, ...]
    """The waterfall; empty where one of the two years is not scored."""
    areas: tuple[AreaChange, ...]
    promises: tuple[Promise, ...]

    @property
    def by_id_only(self) -> bool:
        """Whether neither edition names the other, so that only equal ids were matched: a reader must be told."""
        return self.lineage.kinship is MatchedBy.BY_ID

    def of(self, *kinds: str) -> tuple[QuestionChange, ...]:
        """The changes of those kinds (of their words, too), in order."""
        return tuple(change for change in self.changes if change.kind in kinds)

    def effect(self, step: WaterfallReason) -> Fraction:
        """By how much a step moved the score; 0 where there is no waterfall."""
        return sum((fall.effect for fall in self.steps if fall.step is step), Fraction(0))

    @property
    def common(self) -> int:
        """How many questions count in both years."""
        return sum(change.last.counts and change.this.counts for change in self.changes)

    @property
    def changed(self) -> tuple[QuestionChange, ...]:
        """Everything but what stayed as it was."""
        return tuple(change for change in self.changes if change.kind is not ChangeKind.SAME)

    @property
    def fell_critical(self) -> tuple[QuestionChange, ...]:
        """What got worse and is critical, this year or last year."""
        return tuple(
            change
            for change in self.of(ChangeKind.WORSENED)
            if change.question.critical or any(origin.critical for origin in change.origins)
        )

    @property
    def still_open(self) -> tuple[QuestionChange, ...]:
        """Gaps of last year that are gaps this year: open for the second year at least."""
        return tuple(change for change in self.changes if change.last.gap and change.this.gap)

    @property
    def unconfirmed(self) -> tuple[QuestionChange, ...]:
        """What cannot be compared, since one of the two years has no confirmed answer."""
        return self.of(ChangeKind.UNCONFIRMED)

    @property
    def only_rose_by_omission(self) -> bool:
        """Whether the score rose, but would not have risen without questions retired or no longer applicable."""
        difference = self.as_scored.difference
        omitted = self.effect(WaterfallReason.RETIRED) + self.effect(WaterfallReason.APPLICABILITY)
        return difference is not None and difference > 0 and omitted > 0 and difference - omitted <= 0

    @property
    def printed_start(self) -> Fraction | None:
        """The score of last year out of 100, rounded to hundredths: where the printed waterfall begins."""
        return None if self.as_scored.last is None else hundredths(self.as_scored.last)

    @property
    def printed_end(self) -> Fraction | None:
        """The score of this year out of 100, rounded to hundredths: where the printed waterfall ends."""
        return None if self.as_scored.this is None else hundredths(self.as_scored.this)

    def promised(self, outcome: str) -> tuple[Promise, ...]:
        """The promises of that outcome (of its word, too), in order of their dates."""
        return tuple(promise for promise in self.promises if promise.outcome == PromiseOutcome(outcome))


def compare(last: ScoredAssessment, this: ScoredAssessment, between: Sequence[Checklist] = ()) -> Comparison:
    """The difference between two years; ``between`` are the editions between their editions, oldest first."""
    found = relate(last.checklist, this.checklist, between)
    changes = find_changes(last, this, found.origins)
    return Comparison(
        last=last,
        this=this,
        lineage=found,
        changes=changes,
        as_scored=ScorePair(last.scorecard.score, this.scorecard.score),
        like_for_like=like_for_like(changes),
        steps=waterfall(last, this, changes),
        areas=_areas(last, this, changes),
        promises=find_promises(last, this, changes),
    )


def _areas(last: ScoredAssessment, this: ScoredAssessment, changes: Sequence[QuestionChange]) -> tuple[AreaChange, ...]:
    then = {entry.area.id: entry for entry in last.scorecard.areas}
    now = {entry.area.id: entry for entry in this.scorecard.areas}
    by_area: dict[str, list[QuestionChange]] = {}
    for change in changes:
        if change.kind is not ChangeKind.RETIRED:
            by_area.setdefault(change.area.id, []).append(change)
    own = {area.id for area in this.checklist.areas}
    listed = [(number, area) for number, area in enumerate(this.checklist.areas, 1)]
    listed += [(number, area) for number, area in enumerate(last.checklist.areas, 1) if area.id not in own]
    return tuple(
        AreaChange(
            area=area,
            number=number,
            as_scored=ScorePair(
                then[area.id].tally.score if area.id in then else None,
                now[area.id].tally.score if area.id in now else None,
            ),
            like_for_like=like_for_like(by_area.get(area.id, ())),
        )
        for number, area in listed
        if area.id in then or area.id in now
    )
