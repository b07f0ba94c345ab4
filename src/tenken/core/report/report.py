"""Everything a reader of the report sees, gathered into one value, whatever the language and the format.

``build`` computes and a renderer only tells: no renderer counts, sorts or compares. Words, colours and page breaks live
in ``templates``. New pages of the report start as a field here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from tenken.core.audit.verdicts import Extent, extent
from tenken.core.cost import figures, law
from tenken.core.cost.loss import Loss, estimate
from tenken.core.library import EMPTY, Case, CaseUse, Library, cases_of
from tenken.core.model import Answer, Area, Assessment, Checklist, Peers, Question, Status, same_name
from tenken.core.report.areas import (
    AnswerLine,
    AreaPage,
    Coverage,
    EvidenceLine,
    area_page,
    count_statuses,
    coverage_of,
)
from tenken.core.report.at_a_glance import AreaRow, Matrix, matrix_of, rows_of
from tenken.core.report.attachments import ASSESSMENT, Attachment
from tenken.core.report.audit_report import AuditReport, Signer, audit_report, signers_of
from tenken.core.report.brand import UNBRANDED, Brand
from tenken.core.report.left_out import Scope, find_scope
from tenken.core.report.next_grade import NextGrade, find_next_grade
from tenken.core.report.plan import Plan, PromiseCounts, count_promises, lay_out, with_history
from tenken.core.report.sections import OWNER_GAPS, SECTIONS, ReportProfile
from tenken.core.scoring.applicability import lighter
from tenken.core.scoring.evidence_validity import EvidenceValidity, add_months
from tenken.core.scoring.gaps import Gap, find
from tenken.core.scoring.roadmap import Phase, RoadmapStep, plan
from tenken.core.scoring.score import Scorecard, grade_once_closed, score
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
    grade_after_first: str | None
    """The grade then."""
    plan: Plan
    """Every gap once, by person and date."""
    next_grade: NextGrade | None
    """What it takes to reach the next grade; ``None`` at the best one, in a draft, and where nothing is scored."""
    glance: tuple[AreaRow, ...]
    """A row of cells for each area."""
    matrix: Matrix
    """The gaps by importance and effort."""
    scope: Scope
    """What was not asked."""
    cases: tuple[CaseUse, ...]
    """The real cases behind asked questions, each once."""
    promises: PromiseCounts | None
    """What became of last year's promises, where last year is known."""
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
    peers: Peers | None = None
    """Where the firm stands among others, where a benchmark was given that has its group."""
    issued: date | None = None
    """The day on which it is handed over, where somebody said so or signed it off."""
    audit: AuditReport | None = None
    """What is told of an audit; ``None`` of a self-assessment, and of a file that says nothing of its audit."""
    attachments: tuple[Attachment, ...] = ()
    """The files from which a PDF of it can be recomputed; an attestation carries none."""

    @property
    def carries_answers(self) -> bool:
        """Whether a PDF of it holds the answers, so that it can be made again from itself."""
        return any(entry.name == ASSESSMENT for entry in self.attachments)

    @property
    def critical_gaps(self) -> int:
        """How many of the gaps are critical questions."""
        return sum(step.gap.question.critical for step in self.gaps)

    @property
    def tells_of_leaks(self) -> bool:
        """Whether there is anything about what a leak costs and whom to tell of it."""
        return self.checklist.personal_data and "cost" not in self.brand.without

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
            "cost": self.loss is None,
            "years": self.comparison is None,
            "cases": not self.cases,
            "cost_method": self.loss is None,
            "coverage": not any(entry.touched for entry in self.coverage),
            "audit_earlier": self.audit is None or not self.audit.earlier,
            "audit_replies": self.audit is None or not self.audit.requested,
        }
        return tuple(section for section in SECTIONS[self.profile] if not empty.get(section))

    @property
    def told_gaps(self) -> tuple[RoadmapStep, ...]:
        """The gaps that are told at length."""
        return self.gaps[:OWNER_GAPS] if self.profile is ReportProfile.OWNER else self.gaps

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
        """Promises whose date had passed on the day of the assessment, the latest first."""
        return tuple(sorted((step for step in self.gaps if step.overdue), key=lambda step: step.due))

    @property
    def fiscal_year(self) -> int | None:
        """The fiscal year of the assessment, by the year it begins in; ``None`` where the firm does not say when."""
        first = self.assessment.organisation.fiscal_year_starts
        day = self.assessment.date
        return None if first is None else day.year - (day.month < first)

    @property
    def actions(self) -> tuple[RoadmapStep, ...]:
        """The first actions of page 1, in order of their dates."""
        return tuple(sorted(self.first, key=lambda step: step.due))

    @property
    def expiring(self) -> tuple[tuple[AnswerLine, EvidenceLine], ...]:
        """Every piece of evidence that is in date, the one that expires first at the top."""
        dated = [(line, piece) for line, piece in self.evidence if piece.age is EvidenceValidity.VALID and piece.until]
        return tuple(sorted(dated, key=lambda pair: pair[1].until or date.max))

    @property
    def critical_asked(self) -> int:
        """How many critical questions were asked and apply."""
        return sum(cell.critical and cell.status is not Status.NA for row in self.glance for cell in row.cells)

    @property
    def every_critical_in_place(self) -> bool:
        """Whether there is a critical question, all that apply were asked, and all of them are a yes."""
        return self.critical_asked > 0 and not self.scorecard.critical_open and not self.scope.all_critical

    @property
    def evidence_possible(self) -> int:
        """How many answers are a yes or a partial, which evidence can support."""
        return self.statuses[Status.YES] + self.statuses[Status.PARTIAL]

    @property
    def evidenced_answers(self) -> int:
        """How many of them evidence in date supports."""
        return sum(cell.evidenced for row in self.glance for cell in row.cells)

    @property
    def next_assessment(self) -> date:
        """The day on which the firm is to be assessed again: a year later."""
        return add_months(self.assessment.date, 12)

    @property
    def valid_until(self) -> date:
        """The last day on which the result speaks for the firm."""
        return self.next_assessment - timedelta(days=1)

    @property
    def signers(self) -> tuple[Signer, ...]:
        """Who has signed it, in the order of the roles."""
        return signers_of(self.assessment.signoff)

    def signer(self, role: str) -> Signer | None:
        """Who has signed in that role."""
        return next((signer for signer in self.signers if signer.role == role), None)

    @property
    def signed_twice(self) -> bool:
        """Whether the same person stands under the assessment and under its review."""
        first, second = self.signer("assessor"), self.signer("reviewer")
        return first is not None and second is not None and same_name(first.name, second.name)

    @property
    def extent(self) -> Extent:
        """How much of what was asked an auditor has judged."""
        return extent(self.scorecard.questions)

    @property
    def unsigned_audit(self) -> bool:
        """Whether it tells of an audit that nobody has approved yet: a draft."""
        return self.audit is not None and self.audit.unsigned

    def told_case(self, question: Question) -> Case | None:
        """The real case of a question, where the report tells it."""
        return self.library.cases.get(question.case or "") if "cases" in self.sections else None


def _after(scorecard: Scorecard, steps: Iterable[RoadmapStep]) -> Fraction | None:
    """The score once those steps are done and nothing else changed; what they gain adds up."""
    return None if scorecard.score is None else scorecard.score + sum((step.points for step in steps), Fraction(0))


def _open(gap: Gap, profile: ReportProfile) -> Gap:
    """A question not answered; what last year's answer said of it is an answer, which only the full report tells."""
    if profile.whole:
        return gap
    return replace(gap, question_score=replace(gap.question_score, answer=Answer()))


def build(
    checklist: Checklist,
    assessment: Assessment,
    *,
    content_digest: str,
    version: str,
    signed_digest: str | None = None,
    library: Library = EMPTY,
    profile: ReportProfile = ReportProfile.FULL,
    brand: Brand = UNBRANDED,
    comparison: Comparison | None = None,
    peers: Peers | None = None,
    attachments: tuple[Attachment, ...] = (),
    issued: date | None = None,
) -> Report:
    """Compute the whole report of one assessment; ``signed_digest`` is over the names of the sign-off, too.

    Where nothing is known of an audit, its profile becomes the full one.
    """
    if profile is ReportProfile.AUDIT and assessment.audit is None:
        profile = ReportProfile.FULL
    scorecard = score(checklist, assessment)
    numbers = checklist.numbers()
    found = find(scorecard)
    steps = plan((gap for gap in found if gap.status is not None), assessment)
    gaps = with_history(steps, comparison)
    first = gaps[:FIRST]
    after_first = _after(scorecard, first)
    laid_out = lay_out(checklist, scorecard, gaps, assessment.date)
    pages = tuple(area_page(checklist, entry, scorecard, numbers, assessment) for entry in scorecard.areas)
    known = figures.on(assessment.date, library.figures)
    return Report(
        profile=profile,
        checklist=checklist,
        assessment=assessment,
        scorecard=scorecard,
        numbers=numbers,
        areas=pages,
        statuses=count_statuses(scorecard.questions),
        gaps=gaps,
        open=tuple(_open(gap, profile) for gap in found if gap.status is None),
        first=first,
        score_after_first=after_first,
        grade_after_first=None
        if after_first is None
        else grade_once_closed(checklist, scorecard, {step.gap.question.id for step in first}, after_first),
        plan=laid_out,
        next_grade=find_next_grade(checklist, scorecard, laid_out),
        glance=rows_of(pages, comparison),
        matrix=matrix_of(gaps),
        scope=find_scope(checklist, assessment),
        cases=cases_of(scorecard.questions, library),
        promises=count_promises(comparison),
        roadmap={
            phase: tuple(sorted((step for step in gaps if step.phase is phase), key=lambda step: step.due))
            for phase in Phase
        },
        coverage=tuple(coverage_of(standard, scorecard) for standard in library.standards),
        arithmetic=worked_out(checklist, scorecard),
        library=library,
        brand=brand,
        loss=estimate(assessment.exposure, known, found, law.on(assessment.date, library.law))
        if assessment.exposure and known and checklist.personal_data
        else None,
        light=lighter(checklist, assessment),
        content_digest=content_digest,
        version=version,
        comparison=comparison,
        peers=peers,
        issued=issued or (assessment.signoff.signed_on if assessment.signoff else None),
        audit=audit_report(
            checklist, assessment, scorecard, pages, content_digest=content_digest, signed_digest=signed_digest
        ),
        attachments=() if profile is ReportProfile.ATTESTATION else attachments,
    )
