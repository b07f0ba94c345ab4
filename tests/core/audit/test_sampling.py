"""Which claims are checked: the frame, what is always on the list, the draw, and the same by ``sha256sum``."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.audit.sampling import (
    FrameEntry,
    Why,
    default_seed,
    draw,
    draw_answers,
    drawn_again,
    frame_digest,
    frame_of,
    frame_text,
    ticket,
)
from tenken.core.model import AddedQuestion, Assessment, Checklist, Status
from tenken.render.audit.sample import ticket_command
from tenken.store.assessment import loader

Assess = Callable[[str], tuple[Checklist, Assessment]]
SEED = "kitahama-2026-11-19"


@pytest.fixture(scope="module")
def kitahama() -> tuple[Checklist, Assessment]:
    return loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)


@pytest.fixture
def bash() -> Callable[[str, str], str]:
    """The first word that a shell command says, of what it is given."""
    if not shutil.which("sha256sum") or not shutil.which("bash"):
        pytest.skip("sha256sum and bash are missing")

    def run(command: str, given: str = "") -> str:
        done = subprocess.run(["bash", "-c", command], input=given.encode(), capture_output=True, check=True)
        return done.stdout.decode().split()[0]

    return run


CLUB = """
[answers.people-01]
status = "yes"
[answers.people-02]
status = "no"
[answers.machines-01]
status = "partial"
confirmed = false
[answers.machines-02]
status = "na"
note = "なし"
[answers.machines-02.verdict]
status = "no"
finding = "ある"
"""


def test_the_frame_is_what_the_firm_claims_whatever_the_verdict_says(assess: Assess) -> None:
    frame = frame_of(*assess(CLUB))
    assert frame_text(frame) == "machines-02 machines 3 na draw\npeople-01 people 4 yes critical\n"


def test_an_earlier_finding_puts_its_question_on_the_list_whatever_was_answered(assess: Assess) -> None:
    frame = frame_of(*assess(CLUB), earlier=("people-02", "machines-01", "people-01", "gone-09"))
    assert frame_text(frame).splitlines() == [
        "machines-01 machines 5 - earlier",
        "machines-02 machines 3 na draw",
        "people-01 people 4 yes critical",
        "people-02 people 2 no earlier",
    ]


def test_a_critical_partial_is_left_to_chance(assess: Assess) -> None:
    frame = frame_of(*assess('[answers.people-01]\nstatus = "partial"\n'))
    assert [entry.line for entry in frame] == ["people-01 people 4 partial draw"]


def test_every_claim_of_the_example_is_on_the_list_once(kitahama: tuple[Checklist, Assessment]) -> None:
    frame = frame_of(*kitahama)
    assert len({entry.id for entry in frame}) == len(frame) == 61  # as measured by hand
    assert frame_digest(frame) == frame_digest(frame[::-1])


def test_the_example_is_drawn_as_it_was_before(kitahama: tuple[Checklist, Assessment]) -> None:
    found = draw_answers(*kitahama, SEED, 10)
    always = [entry.id for entry in frame_of(*kitahama) if entry.always]
    assert list(found.sample.always) == always
    assert found.sample.drawn == (
        *("policy-11", "software-11", "encryption-02", "access-04", "nda-08"),
        *("incident-01", "web-08", "software-01", "incident-13", "software-12"),
    )
    assert {step.entry.id for step in found.steps} == {entry.id for entry in frame_of(*kitahama)}
    keys = [step.key for step in found.steps[len(always) :]]
    assert keys == sorted(keys)
    areas = {entry.area for entry in frame_of(*kitahama)}
    assert areas == {step.entry.area for step in found.steps if step.why is not Why.LEFT}


def test_anybody_draws_the_same_with_sha256sum(
    kitahama: tuple[Checklist, Assessment], bash: Callable[..., str]
) -> None:
    found = draw_answers(*kitahama, SEED, 10)
    assert "sha256:" + bash("sha256sum", found.frame) == found.sample.frame
    assert "sha256:" + bash("LC_ALL=C sort -s -k1,1 | sha256sum", found.frame) == found.sample.frame
    for step in found.steps[-3:]:
        tickets = [
            bash(f"printf '%s\\n%s\\n%s' {SEED} {step.entry.id} {number} | sha256sum")
            for number in range(1, step.entry.weight + 1)
        ]
        assert (min(tickets), tickets[step.ticket - 1]) == (step.key, step.key)


@pytest.mark.parametrize("seed", ["x", "北浜'; echo $(id) `id` \\ %s \" 種", "-n"])
def test_the_printed_command_gives_the_ticket_whatever_the_seed(seed: str, bash: Callable[..., str]) -> None:
    found = draw([FrameEntry("nda-01", "nda", 3, Status.YES)], seed, 1)
    assert bash(ticket_command(found.sample, "nda-01", 2)) == ticket(seed, "nda-01", 2)


def test_a_key_is_the_least_of_as_many_tickets_as_the_weight() -> None:
    (step,) = draw([FrameEntry("a-1", "a", 5, Status.YES)], "s", 1).steps
    tickets = [ticket("s", "a-1", number) for number in (1, 2, 3, 4, 5)]
    assert (step.key, step.ticket) == (min(tickets), tickets.index(min(tickets)) + 1)


def test_draws_follow_the_weights() -> None:
    frame = [FrameEntry(f"a-{weight}", "a", weight, Status.YES) for weight in (1, 3, 5)]
    first = Counter(draw(frame, f"seed {number}", 1).sample.drawn[0] for number in range(4_000))
    for weight in (1, 3, 5):
        assert abs(first[f"a-{weight}"] - 4_000 * weight / 9) < 140  # more than four standard deviations


def test_an_area_left_empty_gives_its_least_key_and_no_other_does() -> None:
    frame = [FrameEntry(f"{area}-{number}", area, 1, Status.YES) for area in "abc" for number in range(5)]
    frame.append(FrameEntry("d-0", "d", 1, Status.YES, Why.EARLIER))
    frame.append(FrameEntry("d-1", "d", 1, Status.YES))  # its area has something on the list already
    found = draw(frame, "s", 1)
    assert len(found.sample.drawn) == 3
    assert {id_[0] for id_ in found.sample.drawn} == {"a", "b", "c"}
    assert Counter(step.why for step in found.steps) == {Why.EARLIER: 1, Why.DRAWN: 1, Why.AREA: 2, Why.LEFT: 13}
    keys = {step.entry.id: step.key for step in found.steps}
    for id_ in found.sample.drawn:
        assert keys[id_] == min(key for other, key in keys.items() if other[0] == id_[0])


def test_where_fewer_are_left_all_are_drawn() -> None:
    frame = [FrameEntry(f"a-{number}", "a", 1, Status.YES) for number in range(3)]
    assert sorted(draw(frame, "s", 10).sample.drawn) == ["a-0", "a-1", "a-2"]
    assert (draw([], "s", 10).sample.drawn, draw([], "s", 10).frame) == ((), "")


def test_what_was_added_by_hand_changes_nothing(kitahama: tuple[Checklist, Assessment]) -> None:
    added = (AddedQuestion("policy-02", "電話で気になった"),)
    plain, more = draw_answers(*kitahama, SEED, 10), draw_answers(*kitahama, SEED, 10, added=added)
    assert more.sample == replace(plain.sample, added=added)


def test_a_sample_is_found_again(kitahama: tuple[Checklist, Assessment]) -> None:
    sample = draw_answers(*kitahama, SEED, 10, earlier=("policy-02",)).sample
    assert "policy-02" in sample.always
    assert drawn_again(*kitahama, sample).same
    assert drawn_again(*kitahama, sample, earlier=("policy-02",)).same


def test_what_differs_is_said(kitahama: tuple[Checklist, Assessment]) -> None:
    checklist, assessment = kitahama
    found = draw_answers(*kitahama, SEED, 10)
    sample, left = found.sample, next(step.entry.id for step in found.steps if step.why is Why.LEFT)

    chosen = drawn_again(*kitahama, replace(sample, drawn=(*sample.drawn[1:], left)))
    assert (chosen.changed, chosen.missing, chosen.extra) == (False, (sample.drawn[0],), (left,))

    twice = drawn_again(*kitahama, replace(sample, drawn=(*sample.drawn, sample.drawn[0])))
    assert (twice.missing, twice.extra) == ((), (sample.drawn[0],))

    dropped = drawn_again(*kitahama, replace(sample, always=sample.always[1:]))
    assert dropped.missing == (sample.always[0],)

    unknown = drawn_again(*kitahama, replace(sample, always=(*sample.always, "gone-09")))
    assert (unknown.changed, unknown.extra) == (False, ("gone-09",))

    invented = drawn_again(*kitahama, replace(sample, always=(*sample.always, left)), earlier=())
    assert (invented.same, invented.extra) == (False, (left,))

    of_size = drawn_again(*kitahama, replace(sample, size=11))
    assert not of_size.same

    answer = assessment.answer(left)
    now = assessment.with_answer(left, replace(answer, status=Status.NO))
    assert drawn_again(checklist, now, sample).changed
    noted = assessment.with_answer(left, replace(answer, note="別のメモ"))
    assert drawn_again(checklist, noted, sample).same


@pytest.mark.parametrize(
    ("stem", "seed"),
    [
        ("kitahama", "kitahama-2026-11-19"),
        ("か\u3099き 監査", "がき 監査-2026-11-19"),
        ("a\nb\udcff\u202ec\u3000", "a_b__c_-2026-11-19"),
        ("x" * 300, "x" * 189 + "-2026-11-19"),
    ],
)
def test_a_seed_that_nobody_gave_is_name_and_day(stem: str, seed: str) -> None:
    assert default_seed(stem, date(2026, 11, 19)) == seed
    assert len(ticket(default_seed(stem, date(2026, 11, 19)), "a-1", 1)) == 64
