"""Laws of the arithmetic, over any answers to any checklist, and an oracle that knows only DESIGN's four formulas."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tenken.core.model import (
    Answer,
    Area,
    Assessment,
    AssessmentKind,
    Checklist,
    Cost,
    Depth,
    Effort,
    Evidence,
    FirmRole,
    Gate,
    Grade,
    Organisation,
    Question,
    Remedy,
    Status,
    Text,
)
from tenken.core.scoring.gaps import find
from tenken.core.scoring.score import Scorecard, score, shown

DAY = date(2026, 11, 20)
BETTER = {None: Status.PARTIAL, Status.UNKNOWN: Status.PARTIAL, Status.NO: Status.PARTIAL, Status.PARTIAL: Status.YES}


@st.composite
def questions(draw: st.DrawFn, question_id: str) -> Question:
    remedy = Remedy(
        first=Text("する", "Do"),
        effort=draw(st.sampled_from(Effort)),
        cost=Cost.NONE,
        role=FirmRole.OWNER,
        within_days=30,
    )
    return Question(
        id=question_id,
        tier=draw(st.sampled_from(Depth)),
        text=Text("していますか。", "Is it so?"),
        weight=draw(st.integers(1, 5)),
        remedy=remedy,
        critical=draw(st.booleans()),
        renew_months=draw(st.none() | st.integers(1, 24)),
        when=draw(st.sampled_from([None, None, "website"])),
    )


@st.composite
def checklists(draw: st.DrawFn) -> Checklist:
    areas = []
    for at in range(draw(st.integers(1, 4))):
        asked = tuple(draw(questions(f"a{at}-{position}")) for position in range(draw(st.integers(1, 5))))
        areas.append(Area(id=f"a{at}", title=Text("領域", "Area"), weight=draw(st.integers(1, 5)), questions=asked))
    grades = (Grade("A", 90), Grade("B", 70), Grade("C", 50), Grade("D", 0))
    return Checklist(
        id="x", edition="1", title=Text("x", "x"), areas=tuple(areas), grades=grades, gate=Gate("C", "B"), digest="x"
    )


@st.composite
def answered(draw: st.DrawFn) -> tuple[Checklist, Assessment]:
    checklist = draw(checklists())
    days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
    evidence = st.lists(st.builds(Evidence, what=st.just("x"), dated=st.none() | days), max_size=2).map(tuple)
    answers = st.builds(
        Answer,
        status=st.none() | st.sampled_from(Status),
        confirmed=st.booleans(),
        evidence=evidence,
        note=st.just("x"),
    )
    given_answers = {question.id: draw(answers) for _, question in checklist.questions if draw(st.booleans())}
    return checklist, Assessment(
        checklist="x@1",
        digest="x",
        kind=AssessmentKind.SELF,
        depth=draw(st.sampled_from(Depth)),
        date=DAY,
        organisation=Organisation(name="x"),
        profile=draw(st.sampled_from([{}, {"website": True}, {"website": False}])),
        answers=given_answers,
    )


def oracle(checklist: Checklist, assessment: Assessment, unanswered: Fraction) -> Fraction | None:
    """The total as DESIGN's text has it, written without a look at the core."""
    value = {"yes": Fraction(1), "partial": Fraction(1, 2), "no": Fraction(0), "unknown": Fraction(0)}
    total, weights = Fraction(0), 0
    for area in checklist.areas:
        earned, possible = Fraction(0), 0
        for question in area.questions:
            order = ["quick", "standard", "full"]
            if order.index(question.tier) > order.index(assessment.depth):
                continue
            if question.when and not assessment.profile.get(question.when, True):
                continue
            answer = assessment.answers.get(question.id)
            status = str(answer.status) if answer and answer.status and answer.confirmed else None
            if status == "na":
                continue
            possible += question.weight
            earned += question.weight * (value[status] if status else unanswered)
        if possible:
            total += area.weight * earned / possible
            weights += area.weight
    return total / weights if weights else None


def rank(letters: Iterable[str | None]) -> list[int]:
    return ["ABCD".index(letter) for letter in letters if letter]


@given(answered())
def test_the_core_agrees_with_the_formulas(case: tuple[Checklist, Assessment]) -> None:
    card = score(*case)
    assert card.score == oracle(*case, Fraction(0))
    assert card.best == oracle(*case, Fraction(1))


@given(answered())
def test_everything_lies_where_it_must(case: tuple[Checklist, Assessment]) -> None:
    card = score(*case)
    tally = card.tally
    assert 0 <= tally.answered <= tally.applicable <= tally.total
    if card.score is None:
        assert tally.applicable == 0
        return
    assert card.best is not None
    assert card.evidenced is not None
    assert 0 <= card.evidenced <= card.score <= card.best <= 1
    assert (shown(card.score) == 100) == (card.score == 1)
    assert (shown(card.score) == 0) == (card.score == 0)
    assert card.draft == (tally.answered < tally.applicable)
    before, after = rank([card.grade_before_gate, card.grade])
    assert after >= before


@given(answered(), st.data())
def test_a_better_answer_never_lowers_anything(case: tuple[Checklist, Assessment], data: st.DataObject) -> None:
    checklist, assessment = case
    card = score(checklist, assessment)
    worse = [item for item in card.questions if item.status in BETTER]
    if not worse:
        return
    item = data.draw(st.sampled_from(worse))
    better = replace(item.answer, status=BETTER[item.status], confirmed=True)
    improved = score(checklist, replace(assessment, answers={**assessment.answers, item.question.id: better}))
    assert at_least(improved, card)
    assert len(find(improved)) <= len(find(card))


def at_least(left: Scorecard, right: Scorecard) -> bool:
    assert left.score is not None
    assert right.score is not None
    return left.score >= right.score and rank([left.grade]) <= rank([right.grade])


@given(answered(), st.randoms())
def test_the_order_of_answers_does_not_matter(case: tuple[Checklist, Assessment], random: object) -> None:
    checklist, assessment = case
    items = list(assessment.answers.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert score(checklist, replace(assessment, answers=dict(items))) == score(checklist, assessment)


@given(answered())
def test_answers_that_are_not_asked_do_not_count(case: tuple[Checklist, Assessment]) -> None:
    checklist, assessment = case
    card = score(checklist, assessment)
    asked = {item.question.id for item in card.questions}
    kept = {question_id: answer for question_id, answer in assessment.answers.items() if question_id in asked}
    assert score(checklist, replace(assessment, answers=kept)) == card


@given(answered())
def test_gaps_are_all_that_falls_short_in_order(case: tuple[Checklist, Assessment]) -> None:
    card = score(*case)
    findings = find(card)
    short = [item for item in card.questions if item.status not in (Status.YES, Status.NA)]
    assert sorted(f.question.id for f in findings) == sorted(item.question.id for item in short)
    assert [f.priority for f in findings] == sorted((f.priority for f in findings), reverse=True)
    assert all(f.priority > 0 for f in findings)
