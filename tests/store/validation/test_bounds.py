"""However a file is wrong, it is said in bounded time and bounded text."""

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import CLUB, PLACES, TODAY, Said
from tests.limits import at_most
from tests.wider import slow

from tenken.core import problem as core
from tenken.core.problem import MOST_COMPARED, MOST_TOLD, FileProblems, Guesses, Problem
from tenken.screen import problem_texts
from tenken.store.assessment.loader import interpret
from tenken.store.incoming import saved_form
from tenken.store.validation.sanitize import MOST_VALUES
from tenken.store.validation.toml_file import from_text
from tenken.words import Words

SECONDS = 2
"""Of this thread's own work, however busy the machine is."""

HOSTILE = {
    "escaped quotes, not closed": 'x = "' + '\\"' * 900_000,
    "escaped quotes and a wide sign": 'x = "' + '\\"a' * 500_000 + " ＝\n",
    "backslashes and quotes of both kinds": 'x = "' + "\\\\'" * 600_000,
    "numbers on one line": "[extra]\nx = [" + "1," * 600_000 + "1.5]\n",
    "faults on one line": "[extra]\nx = [" + "1.5," * 49_000 + "]\n",
    "one fault behind many words": "[extra]\nx = [" + '"あ",' * 49_000 + "1.5]\n",
    "one inline table": "[extra]\nx = {" + ",".join(f"b{at} = 1.5" for at in range(49_000)) + "}\n",
    "unknown questions": "".join(f"[answers.people-{at}x]\nstatus = 'yes'\n" for at in range(20_000)),
    "unknown answers": "".join(f"[answers.people-{at}x]\nstatus = 'yeah'\n" for at in range(20_000)),
    "unknown keys": "".join(f"k{at} = 1\n" for at in range(49_000)),
    "a key given twice": "".join(f"k{at} = 1\n" for at in range(170_000)) + "k5 = 2\n",
    "long keys": "".join(f'"{"k" * 180}{at}" = 1.5\n' for at in range(9_900)),
    "tables": "".join(f"[extra.a{at}]\n" for at in range(100_000)),
    "dots": "".join(f"extra.a{at}.b.c.d.e.f = 1.5\n" for at in range(40_000)),
    "pieces of evidence": "[[answers.people-01.evidence]]\nx = 1\n" * 24_000,
    "joined pictures": '[extra]\nx = "' + "👨\u200d" * 250_000 + '"\n',
}


SLOW = {
    *("escaped quotes and a wide sign", "backslashes and quotes of both kinds", "one fault behind many words"),
    *("unknown answers", "a key given twice", "tables"),
}


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(FileProblems) as stopped:
        interpret(from_text(text, "x.toml"), PLACES, TODAY)
    return stopped.value.problems


@pytest.fixture
def uncollected() -> Iterator[None]:
    """No search for garbage, as in every command: here it would go through what all other tests have left."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize(
    "more", [slow(text, id=name) if name in SLOW else pytest.param(text, id=name) for name, text in HOSTILE.items()]
)
def test_a_file_full_of_mistakes_is_refused_soon_and_briefly(more: str, head: str) -> None:
    with at_most(SECONDS):
        told = "\n".join(problem_texts(Words("ja"), refused(head + more)))
    assert told.count("\n") < 5 * MOST_TOLD
    assert len(told) < 50_000


def test_fifty_problems_are_told_and_how_many_more(tenken: Callable[..., Said], tmp_path: Path, head: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(head + "".join(f"k{at} = 1\n" for at in range(57)), encoding="utf-8")
    said = tenken("score", file, lang="en")
    assert said.code == 3
    assert said.err.count("x.toml:") == MOST_TOLD
    assert said.err.splitlines()[-1] == "There are 7 more. Put right those above first, then try again."
    file.write_text(head + "".join(f"k{at} = 1\n" for at in range(51)), encoding="utf-8")
    assert tenken("score", file).err.splitlines()[-1].startswith("ほかに1件")


def test_no_value_makes_a_sentence_long() -> None:
    problem = Problem(file="x", what="unknown-key", values={"key": "k" * 100_000}, path=("k" * 100_000, 0, "b"))
    assert len("".join(problem_texts(Words("ja"), [problem]))) < 1000
    assert problem.where == f"{'k' * 40}…[1].b"


def test_guesses_end_after_a_number_of_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def count(_: str, known: list[str]) -> None:
        nonlocal compared
        compared += len(known)

    monkeypatch.setattr(core, "close_to", count)
    guesses = Guesses()
    for at in range(5000):
        guesses.close_to(f"people-{at}x", ["people-01"] * 119)
    assert MOST_COMPARED - 119 < compared <= MOST_COMPARED


def test_nothing_is_guessed_of_a_word_that_is_none() -> None:
    assert core.close_to("policy-1", ["policy-01"]) == "policy-01"
    assert core.close_to("p" * 4000, ["p" * 3999]) is None


def test_a_document_of_too_many_values_is_refused_as_that(head: str) -> None:
    assert [problem.what for problem in refused(head + "[extra]\nx = [" + "1," * MOST_VALUES + "]\n")] == [
        "too-many-values"
    ]


def test_a_double_key_among_many_is_named() -> None:
    members = ",".join(f'"k{at}": 1' for at in (*range(300_000), 299_999))
    with at_most(SECONDS), pytest.raises(FileProblems) as stopped:
        saved_form.parse(f"{{{members}}}".encode(), "x.json")
    assert [(problem.what, problem.values) for problem in stopped.value.problems] == [
        ("form-twice", {"key": "k299999"})
    ]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"identity": "x", "answers": {f"policy-{at}x": {"status": "yeah"} for at in range(16_000)}}),
        json.dumps({"identity": "x", "answers": {}, **{f"k{at}": at for at in range(49_000)}}),
        json.dumps({"identity": "e" + "\u0301" * 900_000, "answers": {}}),
        '{"identity": "x", "answers": ' + "[" * 900_000,
        '{"identity": "x", "answers": [' + "{}," * 1_900_000 + "1]}",
        '{"identity": "x", "answers": "' + '\\"' * 2_900_000,
        '{"identity": "x", "answers": [' + "1," * 2_900_000 + "]}",
    ],
    ids=["answers", "keys", "marks", "brackets", "objects", "escapes", "numbers"],
)
def test_a_form_full_of_mistakes_is_refused_soon(content: str) -> None:
    with at_most(SECONDS):
        with pytest.raises(FileProblems) as stopped:
            saved_form.parse(content.encode(), "x.json")
        told = "\n".join(problem_texts(Words("en"), stopped.value.problems))
    assert len(told) < 50_000


@pytest.mark.parametrize("written", ["2026/11/01", "2026.11.1", "2026年11月1日", "令和8年11月1日", "H30/4/1"])
def test_a_day_written_as_people_do_is_told_as_a_day(written: str, head: str) -> None:
    text = head.replace("date = 2026-11-20", f"date = {written}")
    assert [problem.what for problem in refused(text)] == ["no-such-day"]


def test_json_tells_fifty_problems_of_an_edition_and_how_many_there_are(
    tenken: Callable[..., Said], tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for file in (CLUB / "club-1").glob("*.toml"):
        more = "".join(f"k{at} = 1\n" for at in range(57)) if file.name == "checklist.toml" else ""
        (own / file.name).write_text(more + file.read_text(encoding="utf-8"), encoding="utf-8")
    said = tenken("checklist", "lint", "own", "--json")
    told = json.loads(said.out)
    assert (said.code, said.err) == (3, "")
    assert (told["format"], told["total"], len(told["problems"])) == (1, 57, MOST_TOLD)
    assert told["problems"][0] == {
        "file": "own/checklist.toml",
        "line": 1,
        "column": 1,
        "where": "k0",
        "what": "unknown-key",
        "values": {"key": "k0"},
    }
    clean = json.loads(tenken("checklist", "lint", str(CLUB / "club-1"), "--json").out)
    assert clean == {"format": 1, "total": 0, "problems": [], "notes": []}
