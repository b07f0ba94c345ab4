"""The plan of all gaps, the way to the next grade and what was not asked, over random assessments."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import EXAMPLES, PLACES, TODAY
from tests.render.report.owner_cases import answered

from tenken.core.model import (
    Action,
    Answer,
    Assessment,
    AssessmentKind,
    Checklist,
    Depth,
    FirmRole,
    Organisation,
    Status,
)
from tenken.core.report.report import Report, build
from tenken.core.scoring.applicability import asked
from tenken.core.scoring.capacity import MOST_A_MONTH
from tenken.core.scoring.gaps import Importance
from tenken.core.scoring.roadmap import Phase
from tenken.core.scoring.score import score, scored
from tenken.core.years.comparison import compare
from tenken.store import years
from tenken.store.checklist import editions

ON = date(2026, 11, 14)
STATUSES = [Status.YES, Status.PARTIAL, Status.NO, Status.UNKNOWN, Status.NA]


@cache
def edition() -> Checklist:
    return editions.load_by_reference("member-data@2026", PLACES)


def report_of(assessment: Assessment) -> Report:
    return build(edition(), assessment, content_digest="sha256:" + "0" * 64, version="0")


@st.composite
def assessments(draw: st.DrawFn, *, complete: bool = False) -> Assessment:
    depth = draw(st.sampled_from(Depth))
    empty = Assessment(
        checklist="member-data@2026",
        digest=edition().digest,
        kind=AssessmentKind.SELF,
        depth=depth,
        date=ON,
        organisation=Organisation(name="北浜"),
        profile={fact.id: draw(st.booleans()) for fact in edition().facts},
        roles=draw(st.dictionaries(st.sampled_from(FirmRole), st.sampled_from(["木村", "北浜"]))),
    )
    random = Random(draw(st.integers(0, 2**32)))
    wanted: list[Status | None] = [*STATUSES, *([] if complete else [None])]
    weights = [random.random() for _ in wanted]
    answers = {}
    for _, question in asked(edition(), empty):
        status = random.choices(wanted, weights)[0]
        due = ON + timedelta(days=random.randrange(-90, 500)) if random.random() < 0.4 else None
        action = Action(owner=random.choice([None, "木村", "佐藤"]), due=due) if random.random() < 0.5 else None
        answers[question.id] = Answer(status=status, note="x" if status is Status.NA else None, action=action)
    return replace(empty, answers=answers)


@given(assessments())
def test_every_gap_stands_in_the_plan_once(assessment: Assessment) -> None:
    report = report_of(assessment)
    planned = [step.gap.question.id for group in report.plan.groups for step in group.steps]
    planned += [step.gap.question.id for step in report.plan.later]
    assert sorted(planned) == sorted(step.gap.question.id for step in report.gaps)
    assert len({group.person for group in report.plan.groups}) == len(report.plan.groups)
    assert sum(load.promised + load.proposed for load in report.plan.months) == len(planned) - len(report.plan.later)
    assert not any(step.promised for step in report.plan.later)
    assert report.plan.promised + report.plan.proposed == len(report.gaps)


@given(assessments())
def test_a_gap_falls_to_the_promised_name_the_holder_of_its_role_or_the_owner(assessment: Assessment) -> None:
    roles = assessment.roles
    for step in report_of(assessment).gaps:
        assert step.person == (step.owner or roles.get(step.role) or roles.get(FirmRole.OWNER))


@given(assessments())
def test_the_score_grows_by_the_points_of_what_is_closed(assessment: Assessment) -> None:
    report = report_of(assessment)
    if report.scorecard.score is None:
        assert report.plan.track == ()
        return
    soon = [step for step in report.gaps if not step.later]
    for point in (report.plan.track[0], report.plan.track[len(report.plan.track) // 2], report.plan.track[-1]):
        done = {step.gap.question.id for step in soon if max(step.due, ON) <= point.on}
        kept = {step.gap.question.id for step in soon if step.promised and max(step.due, ON) <= point.on}
        started = point is report.plan.track[0]
        for closed, told in ((set() if started else done, point.all), (set() if started else kept, point.promised)):
            answers = {**assessment.answers, **{key: Answer(status=Status.YES) for key in closed}}
            assert score(edition(), replace(assessment, answers=answers)).score == told


@given(assessments(complete=True))
def test_the_way_to_the_next_grade_leads_there_and_no_part_of_it_is_enough(assessment: Assessment) -> None:
    report = report_of(assessment)
    found = report.next_grade
    letters = [grade.letter for grade in edition().grades]
    if found is None:
        assert report.scorecard.grade in (None, letters[0]) or report.scorecard.draft
        return
    assert letters.index(found.letter) == letters.index(report.scorecard.grade or "") - 1

    def grade(closed: list[str]) -> int:
        answers = {**assessment.answers, **{key: Answer(status=Status.YES) for key in closed}}
        return letters.index(score(edition(), replace(assessment, answers=answers)).grade or "")

    way = [step.gap.question.id for step in found.shortest]
    assert grade(way) <= letters.index(found.letter)
    assert not way or grade(way[:-1]) > letters.index(found.letter)
    assert score(edition(), assessment).score == report.scorecard.score
    if found.reached_on:
        kept = [step.gap.question.id for step in report.gaps if step.promised and max(step.due, ON) <= found.reached_on]
        assert len(kept) == found.promises
        assert grade(kept) <= letters.index(found.letter)


@given(assessments())
def test_the_matrix_holds_every_gap_once_and_importance_follows_the_printed_rule(assessment: Assessment) -> None:
    report = report_of(assessment)
    cells = [(row.importance, step) for row in report.matrix.rows for cell in row.cells for step in cell]
    assert len(cells) == len(report.gaps) == sum(report.matrix.totals)
    for importance, step in cells:
        question, partial = step.gap.question, step.gap.status is Status.PARTIAL
        heavy = question.weight * (Fraction(1, 2) if partial else 1) >= 3
        usual = Importance.MIDDLE if heavy else Importance.LOW
        assert importance is ((Importance.HIGH if partial else Importance.TOP) if question.critical else usual)


@given(assessments())
def test_what_was_asked_and_what_was_not_are_together_all_that_applies(assessment: Assessment) -> None:
    report = report_of(assessment)
    whole = list(asked(edition(), replace(assessment, depth=Depth.FULL)))
    assert report.scorecard.tally.total + report.scope.all_questions == len(whole)
    critical = [item for item in report.scorecard.questions if item.question.critical]
    assert len(critical) + report.scope.all_critical == sum(question.critical for _, question in whole)
    assert (report.scope.next_depth is None) == (report.scope.all_questions == 0)
    said = report.every_critical_in_place
    if said:
        assert critical
        assert not report.scope.all_critical
        assert all(item.status in (Status.YES, Status.NA) for item in critical)


def test_the_example_reaches_b_in_december_as_a_hand_calculation_gives_it() -> None:
    this, last = (years.load(EXAMPLES / f"{year}.toml", PLACES, TODAY) for year in (2026, 2025))
    between = editions.between(last.checklist, this.checklist, PLACES)
    compared = compare(scored(last.checklist, last.assessment), scored(this.checklist, this.assessment), between)
    report = years.report_of(this, PLACES, comparison=compared)
    found = report.next_grade
    assert found
    assert (found.letter, found.points, found.gate_status, found.promises) == ("B", 10, Status.PARTIAL, 9)
    assert (found.reached_on, len(found.shortest)) == (date(2026, 12, 14), 5)
    plan = report.plan
    assert (plan.promised, plan.overdue, plan.put_off, plan.put_off_twice) == (21, 1, 7, 2)
    assert [report.numbers[step.gap.question.id] for step in plan.dropped] == ["3-6"]
    told = report.promises
    assert told
    assert (told.total, told.kept, told.put_off, told.overdue, told.dropped) == (14, 6, 6, 1, 1)
    assert [(entry.number, entry.questions, entry.critical) for entry in report.scope.areas] == [
        (8, 9, 3),
        (9, 9, 3),
        (11, 8, 5),
    ]


def test_a_fiscal_year_is_named_only_where_the_firm_says_when_it_begins() -> None:
    this = years.load(EXAMPLES / "2026.toml", PLACES, TODAY)
    for first, expected in ((None, None), (4, 2026), (12, 2025)):
        organisation = replace(this.assessment.organisation, fiscal_year_starts=first)
        assert report_of(replace(this.assessment, organisation=organisation)).fiscal_year == expected


def test_a_firm_where_nothing_is_in_place_is_asked_within_90_days_for_what_is_critical_and_little_else() -> None:
    report = answered(Status.NO)
    soon = [step for step in report.gaps if step.phase is not Phase.YEAR]
    others = [step for step in soon if not step.gap.question.critical]
    assert len(report.gaps) == 78
    assert len(others) <= 3 * MOST_A_MONTH
    assert len(soon) < len(report.gaps) / 2
    assert not any(step.promised for step in report.gaps)
    assert {step.person for step in report.gaps} == {None}  # nobody holds a role: all of it is the owner's
