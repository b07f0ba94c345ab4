"""Laws of two years and many, over any edition, any successor of it and any answers to both."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.laws.test_score_laws import BETTER

from tenken.core.model import (
    LONGEST_NOTE,
    Action,
    Answer,
    Area,
    Assessment,
    Checklist,
    Cost,
    Depth,
    Effort,
    Fact,
    FirmRole,
    Gate,
    Grade,
    Organisation,
    Previous,
    Question,
    Remedy,
    Status,
    Text,
    Verdict,
)
from tenken.core.model import AssessmentKind as Who
from tenken.core.scoring.score import ScoredAssessment, scored
from tenken.core.years.changes import ChangeKind
from tenken.core.years.comparison import compare
from tenken.core.years.lineage import relate
from tenken.core.years.promises import PromiseOutcome
from tenken.core.years.renewal import inherit, renew
from tenken.core.years.trend import follow

LAST_DAY, THIS_DAY = date(2025, 11, 20), date(2026, 11, 20)
GRADES = (Grade("A", 90), Grade("B", 70), Grade("C", 50), Grade("D", 0))
EDITION = Checklist(id="x", edition="1", title=Text("x"), areas=(), grades=GRADES, gate=Gate("C", "B"), digest="1")
REMEDY = Remedy(first=Text("する"), effort=Effort.HOURS, cost=Cost.NONE, role=FirmRole.OWNER, within_days=30)
QUESTION = Question(id="q", tier=Depth.QUICK, text=Text("していますか。"), weight=1, remedy=REMEDY)
FACTS = (Fact(id="website", text=Text("サイトがありますか。", "Is there a website?"), default=True),)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
ACTIONS = st.builds(Action, owner=st.just("x"), due=st.none() | DAYS, moved=st.lists(DAYS, max_size=2).map(tuple))
VERDICTS = st.builds(Verdict, status=st.sampled_from(Status), finding=st.just("x"))


LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Laws hold on a slow machine, too."""


@st.composite
def questions(draw: st.DrawFn, question_id: str) -> Question:
    tier = draw(st.sampled_from([Depth.QUICK, *Depth]))
    when = draw(st.sampled_from([None, None, "website"]))
    weight, critical = draw(st.integers(1, 5)), draw(st.booleans())
    return replace(QUESTION, id=question_id, tier=tier, weight=weight, critical=critical, when=when)


def grouped(draw: st.DrawFn, asked: list[Question]) -> tuple[Area, ...]:
    groups: dict[str, list[Question]] = {}
    for question in asked:
        groups.setdefault(f"a{draw(st.integers(0, 2))}", []).append(question)
    return tuple(
        Area(id=key, title=Text("領域"), weight=draw(st.integers(1, 5)), questions=tuple(found))
        for key, found in groups.items()
    )


@st.composite
def editions(draw: st.DrawFn) -> Checklist:
    asked = [draw(questions(f"q{at}")) for at in range(draw(st.integers(1, 6)))]
    return replace(EDITION, areas=grouped(draw, asked), facts=FACTS)


@st.composite
def successors(draw: st.DrawFn, before: Checklist) -> Checklist:
    """An edition after that one: questions kept, reweighted, reworded, split, merged, retired, moved and new."""
    made: list[Question] = []
    left = [question for _, question in before.questions]
    while left:
        question = left.pop(0)
        fresh = f"n{len(made)}"
        what = draw(st.sampled_from(["keep", "reweigh", "reword", "retire", "split", "merge", "merge"]))
        if what == "keep":
            made.append(question)
        elif what == "reweigh":
            made.append(draw(questions(question.id)))
        elif what == "reword":
            text = Text("変わりましたか。", "Is it changed?")
            made.append(replace(draw(questions(fresh)), text=text, replaces=(question.id,)))
        elif what == "split":
            made += [replace(draw(questions(f"{fresh}-{part}")), replaces=(question.id,)) for part in "ab"]
        elif what == "merge" and left:
            other = left.pop(draw(st.integers(0, len(left) - 1)))
            made.append(replace(draw(questions(fresh)), replaces=(question.id, other.id)))
    made += [draw(questions(f"new-{at}")) for at in range(draw(st.integers(0 if made else 1, 2)))]
    return replace(before, edition="2", predecessor=before.reference, areas=grouped(draw, made), digest="2")


@st.composite
def assessments(draw: st.DrawFn, checklist: Checklist, on: date) -> Assessment:
    answers = st.builds(
        Answer,
        status=st.none() | st.sampled_from(Status),
        note=st.just("x"),
        confirmed=st.sampled_from([True, True, True, False]),
        action=st.none() | ACTIONS,
        verdict=st.sampled_from([None, None, None]) | VERDICTS,
    )
    return Assessment(
        checklist=checklist.reference,
        digest=checklist.digest,
        kind=Who.SELF,
        depth=draw(st.sampled_from([Depth.FULL, *Depth])),
        date=on,
        organisation=Organisation(name="x"),
        profile=draw(st.sampled_from([{}, {"website": True}, {"website": False}])),
        answers={question.id: draw(answers) for _, question in checklist.questions if draw(st.integers(0, 5))},
    )


@st.composite
def two_years(draw: st.DrawFn) -> tuple[ScoredAssessment, ScoredAssessment]:
    before = draw(editions())
    after = draw(st.just(before) | successors(before))
    last, this = draw(assessments(before, LAST_DAY)), draw(assessments(after, THIS_DAY))
    return scored(before, last), scored(after, this)


def statuses(year: ScoredAssessment) -> dict[str, Status | None]:
    return {item.question.id: item.status for item in year.scorecard.questions}


def oracle(year: Checklist, counted: Mapping[str, Status | None]) -> Fraction | None:
    """The score of those questions of an edition, as DESIGN's text has it."""
    value = {Status.YES: Fraction(1), Status.PARTIAL: Fraction(1, 2)}
    total, weights = Fraction(0), 0
    for area in year.areas:
        inside = [question for question in area.questions if question.id in counted]
        if inside:
            earned = sum(question.weight * value.get(counted[question.id] or Status.NO, 0) for question in inside)
            total += area.weight * Fraction(earned) / sum(question.weight for question in inside)
            weights += area.weight
    return total / weights if weights else None


@LAW
@given(two_years())
def test_a_year_compared_with_itself_shows_no_change_and_no_step(
    years: tuple[ScoredAssessment, ScoredAssessment],
) -> None:
    for year in years:
        same = compare(year, year)
        assert same.changed == ()
        assert all(change.kind is ChangeKind.SAME for change in same.changes)
        assert [fall.effect for fall in same.steps] == ([] if year.scorecard.score is None else [Fraction(0)] * 7)
        assert same.as_scored.last == same.as_scored.this == year.scorecard.score
        assert same.like_for_like.last == same.like_for_like.this
        assert not same.only_rose_by_omission


@LAW
@given(two_years())
def test_the_waterfall_sums_exactly_and_so_does_what_is_printed(
    years: tuple[ScoredAssessment, ScoredAssessment],
) -> None:
    found = compare(*years)
    last, this = (year.scorecard.score for year in years)
    if last is None or this is None:
        assert found.steps == ()
        assert found.as_scored.difference is None
        return
    assert found.steps[0].before == last
    assert found.steps[-1].after == this
    assert sum(fall.effect for fall in found.steps) == this - last == found.as_scored.difference
    assert found.printed_start is not None
    assert found.printed_start + sum(fall.printed_effect for fall in found.steps) == found.printed_end
    assert all(abs(fall.printed_effect - 100 * fall.effect) <= Fraction(1, 100) for fall in found.steps)


@LAW
@given(two_years())
def test_like_for_like_is_the_score_of_the_questions_that_count_in_both_years(
    years: tuple[ScoredAssessment, ScoredAssessment],
) -> None:
    last, this = years
    origins = relate(last.checklist, this.checklist).origins
    then, now = statuses(last), statuses(this)
    before: dict[str, Status | None] = {}
    for key in now:
        asked = [then[parent] for parent in origins[key] if parent in then]
        applies = [status for status in asked if status is not Status.NA]
        worth = [
            ("yes" if status is Status.YES else "partial" if status is Status.PARTIAL else "") for status in applies
        ]
        if applies and now[key] is not Status.NA:
            before[key] = Status(min(worth, key=["", "partial", "yes"].index) or "no")
    found = compare(last, this)
    assert found.like_for_like.last == oracle(this.checklist, before)
    assert found.like_for_like.this == oracle(this.checklist, {key: now[key] for key in before})
    assert found.common == len(before)
    if found.steps and before:
        states = [fall.after for fall in found.steps]
        assert (states[2], states[5]) == (found.like_for_like.last, found.like_for_like.this)


@LAW
@given(two_years())
def test_every_question_of_either_year_is_told_once(years: tuple[ScoredAssessment, ScoredAssessment]) -> None:
    last, this = years
    found = compare(last, this)
    told = [change.question.id for change in found.changes if change.kind is not ChangeKind.RETIRED]
    retired = [change.question.id for change in found.of(ChangeKind.RETIRED)]
    assert len(told) == len(set(told))
    assert set(told) >= set(this.questions)
    followed = {origin.id for change in found.changes for origin in change.origins}
    assert set(last.questions) <= followed
    assert not set(retired) & {
        origin.id for change in found.changes if change.kind is not ChangeKind.RETIRED for origin in change.origins
    }


@LAW
@given(two_years())
def test_what_is_not_confirmed_is_neither_improved_nor_worsened(
    years: tuple[ScoredAssessment, ScoredAssessment],
) -> None:
    for change in compare(*years).of(ChangeKind.IMPROVED, ChangeKind.WORSENED):
        assert change.last.status is not None
        assert change.this.status is not None


@LAW
@given(two_years(), st.data())
def test_a_better_answer_lowers_nothing_and_worsens_nothing(
    years: tuple[ScoredAssessment, ScoredAssessment], data: st.DataObject
) -> None:
    last, this = years
    worse = [item for item in this.scorecard.questions if item.status in BETTER and item.status is not None]
    if not worse:
        return
    item = data.draw(st.sampled_from(worse))
    better = replace(item.answer, status=BETTER[item.status], confirmed=True, verdict=None)
    answers = {**this.assessment.answers, item.question.id: better}
    before, after = (
        compare(last, this),
        compare(last, scored(this.checklist, replace(this.assessment, answers=answers))),
    )
    for old, new in ((before.as_scored, after.as_scored), (before.like_for_like, after.like_for_like)):
        assert (old.this is None) == (new.this is None)
        assert old.this is None or new.this is None or new.this >= old.this
        assert new.last == old.last
    assert {change.question.id for change in after.of(ChangeKind.WORSENED)} <= {
        change.question.id for change in before.of(ChangeKind.WORSENED)
    }


@LAW
@given(two_years(), st.randoms())
def test_the_order_of_answers_does_not_matter(years: tuple[ScoredAssessment, ScoredAssessment], random: object) -> None:
    shuffled = []
    for year in years:
        items = list(year.assessment.answers.items())
        random.shuffle(items)  # type: ignore[attr-defined]
        shuffled.append(scored(year.checklist, replace(year.assessment, answers=dict(items))))
    assert compare(shuffled[0], shuffled[1]) == compare(*years)


@LAW
@given(two_years())
def test_renewed_and_all_confirmed_scores_what_last_year_scores_like_for_like(
    years: tuple[ScoredAssessment, ScoredAssessment],
) -> None:
    last, this = years
    new = renewed(last, this.checklist)
    assert all(answer.counted is None and answer.verdict is None for answer in new.answers.values())
    assert new.signoff is None
    confirmed = {key: replace(answer, confirmed=True) for key, answer in new.answers.items()}
    found = compare(last, scored(this.checklist, replace(new, answers=confirmed)))
    assert found.like_for_like.this == found.like_for_like.last
    assert not found.of(ChangeKind.IMPROVED, ChangeKind.WORSENED)
    if last.checklist == this.checklist:
        assert found.as_scored.this == found.as_scored.last


def renewed(last: ScoredAssessment, checklist: Checklist, remark: str = "") -> Assessment:
    return renew(
        last,
        checklist,
        relate(last.checklist, checklist),
        on=THIS_DAY,
        previous=Previous("last.toml", "0" * 64),
        remark=lambda _: remark,
    )


@LAW
@given(two_years(), st.integers(0, 5_000), st.integers(0, 5_000))
def test_a_note_never_grows_beyond_what_a_file_may_hold(
    years: tuple[ScoredAssessment, ScoredAssessment], note: int, remark: int
) -> None:
    last, this = years
    answers = {key: replace(answer, note="n" * min(note, 4_000)) for key, answer in last.assessment.answers.items()}
    long = scored(last.checklist, replace(last.assessment, answers=answers))
    new = renewed(long, this.checklist, "r" * remark)
    assert all(len(answer.note or "") <= LONGEST_NOTE for answer in new.answers.values())
    assert all("r" * min(remark, LONGEST_NOTE) in (answer.note or "") for answer in new.answers.values())


@LAW
@given(two_years())
def test_a_renewed_file_claims_nothing(years: tuple[ScoredAssessment, ScoredAssessment]) -> None:
    last, this = years
    new = scored(this.checklist, renewed(last, this.checklist))
    found = compare(last, new)
    assert not found.of(ChangeKind.IMPROVED, ChangeKind.WORSENED)
    assert not found.promised(PromiseOutcome.KEPT)
    suggested = {entry.question.id: entry.status for entry in inherit(last, this.checklist, found.lineage)}
    assert {key: answer.status for key, answer in new.assessment.answers.items()}.items() <= suggested.items()


@LAW
@given(two_years())
def test_every_promise_on_a_gap_has_one_outcome(years: tuple[ScoredAssessment, ScoredAssessment]) -> None:
    last, this = years
    found = compare(last, this)
    promised = {
        item.question.id
        for item in last.scorecard.questions
        if item.answer.action and item.status not in (Status.YES, Status.NA)
    }
    assert {promise.question.id for promise in found.promises} == promised
    assert sum(len(found.promised(outcome)) for outcome in PromiseOutcome) == len(promised)
    for promise in found.promised(PromiseOutcome.SLIPPED):
        assert promise.times or promise.days_late


@LAW
@given(two_years())
def test_a_rise_by_omission_needs_something_omitted(years: tuple[ScoredAssessment, ScoredAssessment]) -> None:
    found = compare(*years)
    if found.only_rose_by_omission:
        assert found.of(ChangeKind.RETIRED, ChangeKind.NO_LONGER_APPLICABLE)
        assert found.as_scored.difference


@LAW
@given(two_years(), st.data())
def test_many_years_keep_each_years_score_and_compare_the_same_questions(
    years: tuple[ScoredAssessment, ScoredAssessment], data: st.DataObject
) -> None:
    last, this = years
    middle = scored(last.checklist, data.draw(assessments(last.checklist, date(2026, 5, 1))))
    found = follow([last, middle, this], [(), ()])
    assert [point.card.score for point in found.points] == [year.scorecard.score for year in (last, middle, this)]
    only_two = follow([last, this], [()])
    assert [point.like_for_like for point in only_two.points] == [
        compare(last, this).like_for_like.last,
        compare(last, this).like_for_like.this,
    ]
    assert found.common <= only_two.common
    for entry in found.long_open:
        assert entry.years == len(found.points) or not entry.standings[-entry.years - 1].gap
        assert all(standing.gap for standing in entry.standings[-entry.years :])


def test_lineage_goes_through_any_number_of_editions() -> None:
    def edition(name: str, before: str | None, **replaces: tuple[str, ...]) -> Checklist:
        asked = tuple(replace(QUESTION, id=key, replaces=parents) for key, parents in replaces.items())
        area = Area(id="a", title=Text("領域", "Area"), weight=1, questions=asked)
        return replace(EDITION, edition=name, digest=name, predecessor=before, areas=(area,))

    first = edition("1", None, a=(), b=(), c=(), d=())
    second = edition("2", "x@1", a=(), bc=("b", "c"), e=(), ghost=("never",))
    third = edition("3", "x@2", a1=("a",), a2=("a",), f=("bc",), e=())
    assert relate(first, third, [second]).origins == {"a1": ("a",), "a2": ("a",), "f": ("b", "c"), "e": ()}
    assert relate(second, third).origins == {"a1": ("a",), "a2": ("a",), "f": ("bc",), "e": ("e",)}
    assert relate(first, third).origins == {"a1": (), "a2": (), "f": (), "e": ()}
    assert relate(first, third).kinship == "by_id"
    assert relate(third, first).kinship == "by_id"
    assert relate(first, first).origins["d"] == ("d",)
