"""Why the number moved: from last year's score to this year's in seven steps that sum exactly.

Each step is the difference of two scores, worked out by the formulas of ``score`` over a list of (area, weight,
status). What changes from one list to the next is this, and nothing else:

    as scored last year   last year's questions, weights and areas
    retired               without the questions from which nothing in this year's edition comes
    reweighted            last year's statuses in this year's edition: its weights and areas, each child of a split with
                          its parent's status, a merged question with the worst of its parents'
    applicability         without what does not count this year: not applicable, or switched off by depth or profile
    improved              this year's status where it is better
    worsened              this year's status where it is worse
    unconfirmed           this year's status where one of the two years has no confirmed answer
    new                   with everything that counts this year and did not last year; this is this year's score

The score before ``improved`` and the one after ``unconfirmed`` are the two years like for like: the same questions,
areas and weights. Where a list leaves nothing to score, its step is 0 and the next list that can be scored takes the
whole difference. If one of the two years is not scored at all, there are no steps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from tenken.core.model import Area, Status
from tenken.core.scoring.score import ScoredAssessment, Tally, halves, shown, weigh
from tenken.core.years.changes import ChangeKind, QuestionChange

WeighedStatus: TypeAlias = tuple[Area, int, Status | None]
"""An area, the weight of a question in it, and the status that counts."""


class WaterfallReason(StrEnum):
    """One reason for which the score moved, in the order in which they are worked out."""

    RETIRED = "retired"
    REWEIGHTED = "reweighted"
    APPLICABILITY = "applicability"
    IMPROVED = "improved"
    WORSENED = "worsened"
    UNCONFIRMED = "unconfirmed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """One step of the waterfall; scores are fractions of 1."""

    step: WaterfallReason
    before: Fraction
    after: Fraction

    @property
    def effect(self) -> Fraction:
        """By how much the step moved the score; exact, and the effects of all steps add up to the whole difference."""
        return self.after - self.before

    @property
    def printed_after(self) -> Fraction:
        """The score after the step out of 100, rounded to hundredths."""
        return hundredths(self.after)

    @property
    def printed_effect(self) -> Fraction:
        """The difference of the two printed scores, so that what is printed adds up without a remainder."""
        return hundredths(self.after) - hundredths(self.before)


@dataclass(frozen=True, slots=True)
class ScorePair:
    """A score in two years, as fractions of 1; ``None``: not scored."""

    last: Fraction | None
    this: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """The score of this year less that of last year."""
        return None if self.last is None or self.this is None else self.this - self.last

    @property
    def shown_last(self) -> int | None:
        """Last year's score as a report shows it."""
        return shown(self.last)

    @property
    def shown_this(self) -> int | None:
        """The score of this year as a report shows it."""
        return shown(self.this)

    @property
    def shown_difference(self) -> int | None:
        """The difference of the two whole numbers that are shown, in points."""
        last, this = self.shown_last, self.shown_this
        return None if last is None or this is None else this - last


def hundredths(score: Fraction) -> Fraction:
    """A score out of 100, rounded half up to hundredths of a point."""
    scaled = score * 20_000 + 1
    return Fraction(scaled.numerator // scaled.denominator // 2, 100)


def total(lines: Iterable[WeighedStatus]) -> Fraction | None:
    """The score of a list of (area, weight, status), by the formulas of ``score``."""
    weights: dict[str, int] = {}
    tallies: dict[str, Tally] = {}
    for area, weight, status in lines:
        if status is not Status.NA:
            weights[area.id] = area.weight
            counted = Tally(weight=weight, earned_halves=weight * halves(status))
            tallies[area.id] = tallies.get(area.id, Tally()) + counted
    return weigh([(weights[area_id], tally.score) for area_id, tally in tallies.items()])


def like_for_like(changes: Iterable[QuestionChange]) -> ScorePair:
    """Both years over the questions that count in both, in this year's areas and with this year's weights."""
    common = [change for change in changes if change.last.counts and change.this.counts]
    return ScorePair(
        total((change.area, change.question.weight, change.last.status) for change in common),
        total((change.area, change.question.weight, change.this.status) for change in common),
    )


def waterfall(
    last: ScoredAssessment, this: ScoredAssessment, changes: tuple[QuestionChange, ...]
) -> tuple[WaterfallStep, ...]:
    """The seven steps from last year's score to this year's; none if one of the two is not scored."""
    start, end = last.scorecard.score, this.scorecard.score
    if start is None or end is None:
        return ()
    gone = {change.question.id for change in changes if change.kind is ChangeKind.RETIRED}
    carried = [change for change in changes if change.kind is not ChangeKind.RETIRED and change.last.counts]
    common = [change for change in carried if change.this.counts]

    def with_new_status(*kinds: ChangeKind) -> Fraction | None:
        return total(
            (change.area, change.question.weight, (change.this if change.kind in kinds else change.last).status)
            for change in common
        )

    remaining = (item for item in last.scorecard.questions if item.question.id not in gone)
    scores = {
        WaterfallReason.RETIRED: total((item.area, item.question.weight, item.status) for item in remaining),
        WaterfallReason.REWEIGHTED: total(
            (change.area, change.question.weight, change.last.status) for change in carried
        ),
        WaterfallReason.APPLICABILITY: with_new_status(),
        WaterfallReason.IMPROVED: with_new_status(ChangeKind.IMPROVED),
        WaterfallReason.WORSENED: with_new_status(ChangeKind.IMPROVED, ChangeKind.WORSENED),
        WaterfallReason.UNCONFIRMED: with_new_status(*ChangeKind),
        WaterfallReason.NEW: end,
    }
    steps = []
    before = start
    for step in WaterfallReason:
        reached = scores[step]
        after = before if reached is None else reached
        steps.append(WaterfallStep(step, before, after))
        before = after
    return tuple(steps)
