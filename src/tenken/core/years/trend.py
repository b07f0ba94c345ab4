"""Many years as one value: how the score, the areas and the evidence went, and which gaps stay open.

Every year keeps the score it had. Beside it stands a line like for like: only the questions that count in every one of
the years, in the newest edition's areas and with its weights, so that no change of the checklist moves it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tenken.core.model import Area, AssessmentKind, Checklist, Question, Status
from tenken.core.scoring.score import Scorecard, ScoredAssessment
from tenken.core.years.changes import StatusInYear, standing
from tenken.core.years.comparison import Comparison, compare
from tenken.core.years.lineage import Origins, compose
from tenken.core.years.waterfall import total


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One year."""

    side: ScoredAssessment
    like_for_like: Fraction | None
    """Over the questions that count in all years, with the newest weights and areas."""
    backed: int
    """How many answers in place or partly in place have evidence in date on that year's day."""
    claimed: int
    """How many answers are in place or partly in place."""

    @property
    def card(self) -> Scorecard:
        """The year's numbers."""
        return self.side.scorecard

    @property
    def audited(self) -> bool:
        """Whether somebody from outside judged that year."""
        return self.side.assessment.kind is AssessmentKind.AUDIT


@dataclass(frozen=True, slots=True)
class AreaTrend:
    """An area over the years, as scored each year; ``None``: not there, or not scored."""

    area: Area
    scores: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTrend:
    """A question of the newest edition over the years."""

    question: Question
    number: str
    years: int
    """For how many assessments in a row it has been a gap, the newest included; 0 where it is none now."""
    standings: tuple[StatusInYear, ...]
    """How it, or what it comes from, stood in each year."""

    @property
    def never_closed(self) -> bool:
        """Whether it fell short in every year that asked it."""
        return all(entry.gap for entry in self.standings if entry.asked)

    @property
    def always_in_place(self) -> bool:
        """Whether it was in place in every year in which it counted."""
        return all(entry.status is Status.YES for entry in self.standings if entry.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """All that is told of many years, oldest first."""

    points: tuple[TrendPoint, ...]
    common: int
    """How many questions count in every year."""
    areas: tuple[AreaTrend, ...]
    """The newest edition's areas, then those that only older years had."""
    questions: tuple[QuestionTrend, ...]
    """Those of the newest edition that count in its year and in one before it, in checklist order."""
    comparisons: tuple[Comparison, ...]
    """Each year with the one before it."""

    @property
    def crowded(self) -> bool:
        """Whether two assessments lie in one calendar year, so that the year alone does not name them."""
        years = [point.side.assessment.date.year for point in self.points]
        return len(set(years)) < len(years)

    @property
    def long_open(self) -> tuple[QuestionTrend, ...]:
        """The gaps of two years or more, up to the newest: longest first, then in checklist order."""
        found = [entry for entry in self.questions if entry.years > 1]
        return tuple(sorted(found, key=lambda entry: -entry.years))

    @property
    def by_id_only(self) -> bool:
        """Whether somewhere neither of two editions names the other."""
        return any(comparison.by_id_only for comparison in self.comparisons)


def follow(sides: Sequence[ScoredAssessment], between: Sequence[Sequence[Checklist]]) -> Trend:
    """The years, oldest first; ``between`` are the editions between each two of them, as ``compare`` takes them."""
    comparisons = tuple(
        compare(last, this, editions) for last, this, editions in zip(sides, sides[1:], between, strict=False)
    )
    newest = sides[-1].checklist
    history = _history(sides, comparisons)
    common = {question.id: area for area, question in newest.questions if all(s.counts for s in history[question.id])}
    points = []
    for at, year in enumerate(sides):
        lines = [
            (area, question.weight, history[question.id][at].status)
            for area, question in newest.questions
            if question.id in common
        ]
        claims = [item for item in year.scorecard.questions if item.status in (Status.YES, Status.PARTIAL)]
        backed = sum(item.evidenced for item in claims)
        points.append(TrendPoint(side=year, like_for_like=total(lines), backed=backed, claimed=len(claims)))
    return Trend(
        points=tuple(points),
        common=len(common),
        areas=_areas(sides),
        questions=tuple(_questions(newest, history)),
        comparisons=comparisons,
    )


def _history(
    sides: Sequence[ScoredAssessment], comparisons: Sequence[Comparison]
) -> dict[str, tuple[StatusInYear, ...]]:
    """For each question of the newest edition how it stood in each year, oldest first."""
    origins: Origins = {question.id: (question.id,) for _, question in sides[-1].checklist.questions}
    standings: dict[str, list[StatusInYear]] = {key: [standing(sides[-1], ids)] for key, ids in origins.items()}
    for year, comparison in zip(reversed(sides[:-1]), reversed(comparisons), strict=True):
        origins = compose(origins, comparison.lineage.origins)
        for key, ids in origins.items():
            standings[key].append(standing(year, ids))
    return {key: tuple(reversed(found)) for key, found in standings.items()}


def _areas(sides: Sequence[ScoredAssessment]) -> tuple[AreaTrend, ...]:
    known = {area.id: area for year in sides for area in year.checklist.areas}
    newest = [area.id for area in sides[-1].checklist.areas]
    scored = [{entry.area.id: entry.tally.score for entry in year.scorecard.areas} for year in sides]
    order = [*newest, *(area_id for area_id in known if area_id not in newest)]
    lines = (AreaTrend(known[area_id], tuple(year.get(area_id) for year in scored)) for area_id in order)
    return tuple(line for line in lines if any(score is not None for score in line.scores))


def _questions(newest: Checklist, history: Mapping[str, tuple[StatusInYear, ...]]) -> Iterator[QuestionTrend]:
    numbers = newest.numbers()
    for _, question in newest.questions:
        standings = history[question.id]
        if standings[-1].counts and any(entry.counts for entry in standings[:-1]):
            years = next((back for back, entry in enumerate(reversed(standings)) if not entry.gap), len(standings))
            yield QuestionTrend(question=question, number=numbers[question.id], years=years, standings=standings)
