"""Laws of reading a file: what is written is what is read, and no input, however odd, is more than a Problem."""

import contextlib
import unicodedata
from datetime import date
from pathlib import Path

import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import EXAMPLES, PLACES, TODAY, save_answer
from tests.limits import at_most

from tenken.core.model import (
    Action,
    Answer,
    Assessment,
    AssessmentKind,
    Checklist,
    Evidence,
    Organisation,
    Status,
    Verdict,
)
from tenken.core.problem import FileProblems
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest, document
from tenken.store.assessment.loader import interpret
from tenken.store.validation.characters import INVISIBLE
from tenken.store.validation.digest import digest
from tenken.store.validation.sanitize import clean
from tenken.store.validation.toml_file import decode, from_text

QUESTIONS = ["people-01", "people-02", "machines-01", "machines-02", "machines-03"]
FREE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Mn"]), min_size=1, max_size=30)
TEXTS = FREE.map(clean).filter(lambda text: bool(text.strip()) and not INVISIBLE.search(text))
DAYS = st.dates(date(2000, 1, 1), TODAY)
EVIDENCE = st.builds(Evidence, what=TEXTS, file=st.none() | TEXTS, dated=st.none() | DAYS)
ACTIONS = st.builds(Action, owner=TEXTS, due=st.none() | DAYS, moved=st.lists(DAYS, max_size=3).map(tuple))
REASONS = TEXTS.map(lambda text: f"{text}字")  # whoever leaves a question out says why, in letters
VERDICTS = st.builds(
    Verdict, status=st.sampled_from(Status), finding=REASONS, by=st.none() | TEXTS, on=st.none() | DAYS
)
ANSWERS = st.builds(
    Answer,
    status=st.sampled_from(Status),
    note=REASONS,
    on=st.none() | DAYS,
    by=st.none() | TEXTS,
    confirmed=st.booleans(),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
    action=st.none() | ACTIONS,
    verdict=st.none() | VERDICTS,
)


@given(answers=st.dictionaries(st.sampled_from(QUESTIONS), ANSWERS), name=TEXTS, extra=st.dictionaries(TEXTS, TEXTS))
def test_what_is_written_is_what_is_read(
    club: Checklist, answers: dict[str, Answer], name: str, extra: dict[str, object]
) -> None:
    assessment = Assessment(
        checklist="club@1",
        digest=club.digest,
        kind=AssessmentKind.AUDIT,
        depth="full",  # type: ignore[arg-type]  # a StrEnum is its word
        date=TODAY,
        organisation=Organisation(name=name, employees=3),
        profile={"website": True},
        answers=answers,
        extra=extra,
    )
    text = tomli_w.dumps(document(assessment))
    assert interpret(from_text(text, "x.toml"), PLACES, TODAY)[1] == assessment


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changes=st.lists(st.tuples(st.sampled_from(QUESTIONS), ANSWERS), min_size=1, max_size=5))
def test_after_any_changes_the_file_says_exactly_that(
    tmp_path: Path, head: str, changes: list[tuple[str, Answer]]
) -> None:
    file = tmp_path / "x.toml"
    file.write_text(head + "# mine\n[answers.people-01]\nstatus = 'no' # why\n", encoding="utf-8")
    expected: dict[str, Answer] = {"people-01": Answer(status=Status.NO)}
    for question_id, answer in changes:
        save_answer(file, question_id, lambda _, answer=answer: answer, PLACES, TODAY)  # type: ignore[misc]
        expected[question_id] = answer
    assert loader.load(file, PLACES, TODAY)[1].answers == expected
    text = file.read_text(encoding="utf-8")
    assert ("# mine" in text, "# why" in text) == (True, True)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.dates(), min_size=2))
def test_the_digest_does_not_depend_on_the_order_of_keys(content: dict[str, object]) -> None:
    assert digest(content) == digest(dict(reversed(content.items())))


def test_comments_and_layout_do_not_change_the_content_digest(head: str) -> None:
    plain = interpret(from_text(head + '[answers.people-01]\nstatus = "yes"\n', "x"), PLACES, TODAY)[1]
    decorated = interpret(
        from_text("# hello\n" + head + "answers.people-01.status  =  'yes' # !\n", "x"), PLACES, TODAY
    )[1]
    assert content_digest(plain) == content_digest(decorated)


WHOLE = (EXAMPLES / "2026.toml").read_bytes()
SEED = WHOLE[: WHOLE.index(b"\n[answers.policy-11]")]


def test_the_file_that_is_mutilated_is_whole_before() -> None:
    assert interpret(from_text(decode(SEED, "x.toml"), "x.toml"), PLACES, TODAY)[1].answers


@given(st.data())
def test_a_mutilated_file_is_a_problem_and_never_a_crash(data: st.DataObject) -> None:
    content = bytearray(SEED)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        what = data.draw(st.integers(0, 3))
        if what == 0:
            content[at] = data.draw(st.integers(0, 255))
        elif what == 1:
            del content[at : at + data.draw(st.integers(1, 40))]
        elif what == 2:
            content[at:at] = data.draw(st.binary(max_size=12))
        else:
            content[at:at] = data.draw(st.sampled_from([b"[[", b'"""', b"1e999", b"\xe3\x80\x80", b"=", b"0x", b"}"]))
    with at_most(2), contextlib.suppress(FileProblems):
        interpret(from_text(decode(bytes(content), "x.toml"), "x.toml"), PLACES, TODAY)
