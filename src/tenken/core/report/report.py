"""Everything a reader of the report sees, gathered into one value, whatever the language and the format.

``build`` computes and a renderer only tells: no renderer counts, sorts or compares. Words, colours and page breaks live
in ``templates``. New pages of the report start as a field here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tenken.core.cost import figures
from tenken.core.cost.loss import Loss, estimate
from tenken.core.library import EMPTY, Library
from tenken.core.model import Answer, Area, Assessment, Checklist, Status
from tenken.core.report.areas import (
    AnswerLine,
    AreaPage,
    Coverage,
    EvidenceLine,
    area_page,
    count_statuses,
    coverage_of,
)
from tenken.core.report.attachments import Attachment
from tenken.core.report.brand import UNBRANDED, Brand
from tenken.core.report.sections import OWNER_GAPS, SECTIONS, ReportProfile
from tenken.core.scoring.applicability import holds
from tenken.core.scoring.gaps import Gap, find
from tenken.core.scoring.roadmap import Phase, RoadmapStep, plan
from tenken.core.scoring.score import Scorecard, score
from tenken.core.scoring.workings import ScoreWorkings, worked_out
from tenken.core.years.comparison import Comparison

FIRST = 5
"""How many actions page 1 names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is told of one assessment."""

    profile: ReportProfile
    checklist: Checklist
    assessment: Assessment
    scorecard: Scorecard
    numbers: Mapping[str, str]
    """The printed number of each question."""
    areas: tuple[AreaPage, ...]
    statuses: Mapping[str, int]
    """How many asked questions stand at each status, by the status's word or ``unanswered``."""
    gaps: tuple[RoadmapStep, ...]
    """What was answered and falls short, most urgent first, with who and until when."""
    open: tuple[Gap, ...]
    """What was not answered, most urgent first."""
    first: tuple[RoadmapStep, ...]
    """The first actions of page 1."""
    score_after_first: Fraction | None
    """The score once those are done and nothing else changed."""
    roadmap: Mapping[Phase, tuple[RoadmapStep, ...]]
    """The gaps by phase, in order of their dates."""
    coverage: tuple[Coverage, ...]
    arithmetic: ScoreWorkings
    library: Library
    """The cases and standards that questions point to."""
    brand: Brand
    """In whose name and colours it is shown."""
    loss: Loss | None
    """What a leak would cost; ``None`` where nobody said how many people's data the firm holds."""
    light: bool
    """Whether the guideline's lighter methods for small businesses apply."""
    content_digest: str
    version: str
    """Of tenken."""
    comparison: Comparison | None = None
    """With the year before, where it was given."""
    attachments: tuple[Attachment, ...] = ()
    """The files from which a PDF of it can be recomputed; an attestation carries none."""

    @property
    def critical_gaps(self) -> int:
        """How many of the gaps are critical questions."""
        return sum(step.gap.question.critical for step in self.gaps)

    @property
    def sections(self) -> tuple[str, ...]:
        """The pages after page 1 that have something to say, in order, less those that the brand switches off."""
        return tuple(section for section in self._told if section not in self.brand.without)

    @property
    def switched_off(self) -> tuple[str, ...]:
        """The pages that would have something to say and that the brand switches off."""
        return tuple(section for section in self._told if section in self.brand.without)

    @property
    def _told(self) -> tuple[str, ...]:
        empty = {
            "gaps": not self.gaps,
            "open": not self.open,
            "roadmap": not self.gaps,
            "slipped": not self.slipped,
            "cost": self.loss is None,
            "years": self.comparison is None,
            "left_out": not self.not_applicable,
            "register": not self.evidence,
            "coverage": not any(entry.touched for entry in self.coverage),
        }
        return tuple(section for section in SECTIONS[self.profile] if not empty.get(section))

    @property
    def told_gaps(self) -> tuple[RoadmapStep, ...]:
        """The gaps that are told at length."""
        return self.gaps[:OWNER_GAPS] if self.profile is ReportProfile.OWNER else self.gaps

    @property
    def told_phases(self) -> Mapping[Phase, tuple[RoadmapStep, ...]]:
        """The roadmap's phases that are told."""
        if self.profile is not ReportProfile.OWNER:
            return self.roadmap
        return {phase: steps for phase, steps in self.roadmap.items() if phase is not Phase.YEAR}

    @property
    def slipped(self) -> tuple[RoadmapStep, ...]:
        """Promises that are overdue or were put off, in order of their dates."""
        return tuple(sorted((step for step in self.gaps if step.overdue or step.moved), key=lambda step: step.due))

    def last_score(self, area: Area) -> Fraction | None:
        """What an area scored the year before; ``None`` where nothing is known of it."""
        found = (entry for entry in self.comparison.areas if entry.area.id == area.id) if self.comparison else iter(())
        return next((entry.as_scored.last for entry in found), None)

    @property
    def not_applicable(self) -> tuple[AnswerLine, ...]:
        """Every question left out, with its reason."""
        return tuple(line for page in self.areas for line in page.answers if line.question_score.status is Status.NA)

    @property
    def evidence(self) -> tuple[tuple[AnswerLine, EvidenceLine], ...]:
        """Every piece of evidence with the answer it supports."""
        return tuple((line, piece) for page in self.areas for line in page.answers for piece in line.evidence)

    @property
    def overdue(self) -> tuple[RoadmapStep, ...]:
        """Promises whose date had passed on the day of the assessment."""
        return tuple(step for step in self.gaps if step.overdue)


def done(assessment: Assessment, question_ids: set[str]) -> Assessment:
    """The same assessment with those questions answered yes."""
    yes = {question_id: Answer(status=Status.YES) for question_id in question_ids}
    return replace(assessment, answers={**assessment.answers, **yes})


def _open(gap: Gap, profile: ReportProfile) -> Gap:
    """A question not answered; what last year's answer said of it is an answer, which only the full report tells."""
    if profile is ReportProfile.FULL:
        return gap
    return replace(gap, question_score=replace(gap.question_score, answer=Answer()))


def build(
    checklist: Checklist,
    assessment: Assessment,
    *,
    content_digest: str,
    version: str,
    library: Library = EMPTY,
    profile: ReportProfile = ReportProfile.FULL,
    brand: Brand = UNBRANDED,
    comparison: Comparison | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> Report:
    """Compute the whole report of one assessment."""
    scorecard = score(checklist, assessment)
    found = find(scorecard)
    gaps = plan((gap for gap in found if gap.status is not None), assessment.date)
    first = gaps[:FIRST]
    known = figures.on(assessment.date, library.figures)
    numbers = checklist.numbers()
    return Report(
        profile=profile,
        checklist=checklist,
        assessment=assessment,
        scorecard=scorecard,
        numbers=numbers,
        areas=tuple(area_page(checklist, entry, scorecard, numbers, assessment) for entry in scorecard.areas),
        statuses=count_statuses(scorecard.questions),
        gaps=gaps,
        open=tuple(_open(gap, profile) for gap in found if gap.status is None),
        first=first,
        score_after_first=score(checklist, done(assessment, {step.gap.question.id for step in first})).score,
        roadmap={
            phase: tuple(sorted((step for step in gaps if step.phase is phase), key=lambda step: step.due))
            for phase in Phase
        },
        coverage=tuple(coverage_of(standard, scorecard) for standard in library.standards),
        arithmetic=worked_out(checklist, scorecard),
        library=library,
        brand=brand,
        loss=estimate(assessment.exposure, known, found) if assessment.exposure and known else None,
        light=bool(checklist.light_when) and all(holds(checklist, assessment, fact) for fact in checklist.light_when),
        content_digest=content_digest,
        version=version,
        comparison=comparison,
        attachments=() if profile is ReportProfile.ATTESTATION else attachments,
    )
