"""Laws of sampling: it depends on seed and frame alone, covers what it must, and never shrinks where it should grow."""

import random
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.test_score_laws import answered

from tenken.core.audit.records import Design, RecordDraw, design_size, record_sample, sample_faults, upper_bound
from tenken.core.audit.sampling import FrameEntry, Why, draw, draw_answers, drawn_again, frame_of, frame_text
from tenken.core.model import AddedQuestion, Answer, Assessment, Checklist, Organisation, Status, Text, Verdict

SEEDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
POPULATIONS = st.integers(1, 3_000)
DESIGNS = st.sampled_from(Design)


@st.composite
def frames(draw_: st.DrawFn) -> list[FrameEntry]:
    ids = draw_(st.lists(st.integers(0, 99), unique=True, max_size=20))
    return [
        FrameEntry(
            f"q-{number:02}",
            draw_(st.sampled_from("abcd")),
            draw_(st.integers(1, 5)),
            draw_(st.sampled_from((Status.YES, Status.PARTIAL, Status.NA))),
            draw_(st.sampled_from((None, None, None, Why.CRITICAL, Why.EARLIER))),
        )
        for number in ids
    ]


@given(frame=frames(), seed=SEEDS, size=st.integers(0, 25), mixed=st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(
    frame: list[FrameEntry], seed: str, size: int, mixed: random.Random
) -> None:
    other = mixed.sample(frame, len(frame))
    assert draw(other, seed, size) == draw(frame, seed, size)


@given(pair=answered(), seed=SEEDS, size=st.integers(0, 10), at=st.integers(0, 10_000))
def test_a_sample_depends_on_nothing_but_seed_and_frame(
    pair: tuple[Checklist, Assessment], seed: str, size: int, at: int
) -> None:
    checklist, assessment = pair
    verdict = Verdict(status=list(Status)[at % 5], finding="x", by="堺")
    dressed = {
        question_id: replace(answer, note="別", by="別", on=date(2026, 1, 1), evidence=(), verdict=verdict)
        for question_id, answer in assessment.answers.items()
    }
    unasked = {"gone-01": Answer(status=Status.YES)}
    other = replace(
        assessment,
        digest=str(at),
        organisation=Organisation(name="別"),
        date=date(2026, 1, 1),
        answers={**dict(reversed(dressed.items())), **unasked},
    )
    renamed = replace(
        checklist,
        title=Text("別", "other"),
        digest=str(at),
        areas=tuple(replace(area, title=Text("別"), weight=9) for area in reversed(checklist.areas)),
    )
    assert draw_answers(renamed, other, seed, size) == draw_answers(checklist, assessment, seed, size)
    assert drawn_again(renamed, other, draw_answers(checklist, assessment, seed, size).sample).same


@given(pair=answered(), seed=SEEDS, size=st.integers(0, 10), data=st.data())
def test_another_own_answer_is_another_frame(
    pair: tuple[Checklist, Assessment], seed: str, size: int, data: st.DataObject
) -> None:
    checklist, assessment = pair
    sample = draw_answers(checklist, assessment, seed, size).sample
    frame = frame_of(checklist, assessment)
    if not frame:
        return
    entry = data.draw(st.sampled_from(frame))
    status = data.draw(st.sampled_from([status for status in Status if status is not entry.status]))
    changed = assessment.with_answer(entry.id, replace(assessment.answer(entry.id), status=status))
    assert drawn_again(checklist, changed, sample).changed
    taken_back = assessment.with_answer(entry.id, replace(assessment.answer(entry.id), confirmed=False))
    assert drawn_again(checklist, taken_back, sample).changed


@given(frame=frames(), seed=SEEDS, size=st.integers(0, 25))
def test_the_list_covers_what_it_must_and_no_more(frame: list[FrameEntry], seed: str, size: int) -> None:
    found = draw(frame, seed, size, (AddedQuestion("x", "y"),))
    listed = {*found.sample.always, *found.sample.drawn}
    areas = {entry.id: entry.area for entry in frame}
    assert {entry.id for entry in frame if entry.always} == set(found.sample.always)
    assert not set(found.sample.always) & set(found.sample.drawn)
    assert {areas[id_] for id_ in listed} == set(areas.values())
    free = [entry for entry in frame if not entry.always]
    assert min(size, len(free)) <= len(found.sample.drawn) <= min(len(free), size + len(set(areas.values())))
    assert len(found.steps) == len(frame)
    assert found.frame == frame_text(frame)


@given(frame=frames(), seed=SEEDS, size=st.integers(0, 20))
def test_a_larger_sample_keeps_what_was_drawn_by_key(frame: list[FrameEntry], seed: str, size: int) -> None:
    def by_key(many: int) -> list[str]:
        return [step.entry.id for step in draw(frame, seed, many).steps if step.why is Why.DRAWN]

    assert by_key(size + 1)[: len(by_key(size))] == by_key(size)


@given(population=POPULATIONS, more=POPULATIONS, design=DESIGNS)
def test_more_records_never_need_a_smaller_sample(population: int, more: int, design: Design) -> None:
    assert design_size(population, design) <= design_size(population + more, design)


@given(population=POPULATIONS, design=DESIGNS, seed=SEEDS, failed=st.integers(0, 50))
def test_what_is_drawn_has_no_faults(population: int, design: Design, seed: str, failed: int) -> None:
    found = record_sample(population, design, seed, "nda-01")
    assert isinstance(found, RecordDraw)
    assert (*sample_faults(found.seen(min(failed, found.size))),) == ()


@given(data=st.data(), population=st.integers(1, 500), confidence=st.integers(1, 99))
def test_the_bound_moves_the_way_it_should(data: st.DataObject, population: int, confidence: int) -> None:
    size = data.draw(st.integers(0, population))
    failed = data.draw(st.integers(0, size))
    most = upper_bound(population, size, failed, confidence)
    assert failed <= most <= population - (size - failed)
    assert most <= upper_bound(population, size, failed, confidence + 1 if confidence < 99 else 99)
    if failed < size:
        assert most <= upper_bound(population, size, failed + 1, confidence)
    if size < population:  # one more good record
        assert upper_bound(population, size + 1, failed, confidence) <= most
    if size == population:
        assert most == failed
