"""What comes back in the place of a saved form: every mistake has its sentence, and no input is more than a Problem."""

import contextlib
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.core.merge.answer_fields import AnswerField, AnswerPart
from tenken.core.model import Status
from tenken.core.problem import FileProblems, Problem
from tenken.store.incoming import received, saved_form
from tenken.words import LANGUAGES, Words

D = "sha256:" + "0" * 64
GOOD: dict[str, Any] = {
    "format": 1,
    "checklist": "club@1",
    "digest": D,
    "identity": D,
    "organisation": "北浜クラブ",
    "content": D,
    "by": " 森 ",
    "facts": {"website": True},
    "answers": {
        "people-01": {
            "status": "yes",
            "note": " 半分\r\n ",
            "due": "2026-12-31",
            "evidence": {"new-1": {"what": "か\u3099", "dated": "2026-09-01"}},
        }
    },
    "base": {"facts": {}, "answers": {"people-01": {}}},
}


def refused(content: bytes | dict[str, Any] | str) -> tuple[Problem, ...]:
    written = json.dumps(content) if isinstance(content, dict) else content
    with pytest.raises(FileProblems) as raised:
        saved_form.parse(written.encode() if isinstance(written, str) else written, "b.json")
    for problem in raised.value.problems:
        for lang in LANGUAGES:
            assert Words(lang).problem(problem)
    return raised.value.problems


def test_what_was_saved_comes_out_cleaned() -> None:
    filled = saved_form.parse(json.dumps(GOOD).encode(), "b.json")
    said = filled.theirs["people-01"]
    assert (filled.by, filled.facts, filled.base_facts) == ("森", {"website": True}, {})
    assert said[AnswerField(AnswerPart.STATUS)] is Status.YES
    assert said[AnswerField(AnswerPart.NOTE)] == "半分"
    assert said[AnswerField(AnswerPart.OWNER)] is None
    assert str(said[AnswerField(AnswerPart.DUE)]) == "2026-12-31"
    assert said[AnswerField(AnswerPart.WHAT, "new-1")] == "が"
    assert filled.base["people-01"] == dict.fromkeys(
        map(AnswerField, (AnswerPart.STATUS, AnswerPart.NOTE, AnswerPart.OWNER, AnswerPart.DUE))
    )
    assert saved_form.read_stream(io.BytesIO(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()), "-") == filled


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "form-empty"),
        (b" \r\n", "form-empty"),
        (b"PK\x03\x04", "form-is-office"),
        (b"{\\rtf1 }", "form-is-office"),
        (b"\xd0\xcf\x11\xe0", "form-is-old-office"),
        (b"%PDF-1.7", "form-is-pdf"),
        (b"\x89PNG\r\n", "form-is-picture"),
        (b"\xff\xd8\xff\xe0", "form-is-picture"),
        (b"\0\0\0\x18ftypheic", "form-is-picture"),
        (b"{}", "form-not-ours"),
        (b"[]", "form-not-ours"),
        (b"1", "form-not-ours"),
        (b'{"score": 60}', "form-not-ours"),
        (b"<!doctype html>", "form-is-html"),
        (b"\xef\xbb\xbf \n<html>", "form-is-html"),
        (b'<html><script type="application/json" id="data">{}</script>', "form-page"),
        (b"\xff\xfe{\0}\0", "utf-16"),
        ('{"x": "点検"}'.encode("cp932"), "cp932"),
        (b"\x80\x81\xff", "not-utf-8"),
        (b'{"identity": ', "form-cut-off"),
        (b'{"identity": "abc', "form-syntax"),
        (b'{"identity": 1,}', "form-syntax"),
        (b'> {"identity": 1}', "form-none-found"),
        ("{“identity”: 1}".encode(), "form-quotes-changed"),
        ("こんにちは。今日は晴れ。".encode(), "form-none-found"),
        (b'{"identity": 1, "identity": 2}', "form-twice"),
        (b'{"identity": 1, "answers": NaN}', "tangled"),
        (b'{"identity": 1, "answers": ' + b"9" * 5000 + b"}", "tangled"),
        (b'{"identity": 1, "answers": ' + b"[" * 100_000, "tangled"),
        (b'{"identity": 1, "answers": 1e999}', "no-decimals"),
    ],
)
def test_what_is_no_saved_form_is_told_as_what_it_is(content: bytes, what: str) -> None:
    assert [problem.what for problem in refused(content)] == [what]


def test_a_mistake_is_shown_with_its_line() -> None:
    text = json.dumps(GOOD, indent=1).replace('"organisation":', '"organisation"')
    (problem,) = refused(text)
    assert (problem.what, problem.line, problem.source) == (
        "form-syntax",
        6,
        ' "organisation" "\\u5317\\u6d5c\\u30af\\u30e9\\u30d6",',
    )


@pytest.mark.parametrize(
    ("path", "value", "what", "where"),
    [
        (("format",), 2, "form-newer", ""),
        (("format",), 0, "newer-format", "format"),
        (("format",), "1", "newer-format", "format"),
        (("checklist",), "club", "wrong-reference", "checklist"),
        (("digest",), "0", "wrong-digest", "digest"),
        (("identity",), 1, "wants-text", "identity"),
        (("organisation",), "x" * 201, "too-long-text", "organisation"),
        (("by",), "", "empty-text", "by"),
        (("extra",), 1, "unknown-key", "extra"),
        (("facts",), {"website": "yes"}, "wants-boolean", "facts.website"),
        (("facts",), {"Web": True}, "wrong-id", "facts.Web"),
        (("answers",), [], "wants-table", "answers"),
        (("answers", "people-01", "status"), "yess", "not-an-answer-near", "answers.people-01.status"),
        (("answers", "people-01", "note"), "a\u0007", "control-character", "answers.people-01.note"),
        (("answers", "people-01", "note"), "a" * 4001, "too-long", "answers.people-01.note"),
        (("answers", "people-01", "due"), "2026-02-30", "no-such-day", "answers.people-01.due"),
        (("answers", "people-01", "due"), "1999-01-01", "wrong-day", "answers.people-01.due"),
        (("answers", "people-01", "due"), "1767225600", "wrong-day", "answers.people-01.due"),
        (("answers", "people-01", "due"), 0, "wants-text", "answers.people-01.due"),
        (("answers", "people-01", "verdict"), {}, "unknown-key", "answers.people-01.verdict"),
        (("answers", "people-01", "confirmed"), True, "unknown-key", "answers.people-01.confirmed"),
        (("answers", "people-01", "evidence"), {"x": {}}, "wrong-piece", "answers.people-01.evidence.x"),
        (("base", "answers"), {"people-01": {"due": 1.5}}, "no-decimals", "base.answers.people-01.due"),
        (("answers", "a-1"), {"evidence": {"0": {"what": {"a": {"b": {"c": {"d": 1}}}}}}}, "too-deep", None),
    ],
)
def test_what_does_not_fit_is_named(path: tuple[str, ...], value: object, what: str, where: str | None) -> None:
    saved = json.loads(json.dumps(GOOD))
    at = saved
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    (problem,) = refused(saved)
    assert problem.what == what
    assert where is None or problem.where == where


@pytest.mark.parametrize("key", [key for key in GOOD if key not in ("by", "identity", "answers")])
def test_what_is_missing_is_named(key: str) -> None:
    (problem,) = refused({name: value for name, value in GOOD.items() if name != key})
    assert (problem.what, problem.where) == ("missing-key", key)


def test_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(FileProblems) as raised:
        saved_form.read_stream(io.BytesIO(b" " * (received.LARGEST + 1)), "-")
    assert raised.value.problems[0].what == "too-big"


KEYS = st.text(max_size=10) | st.sampled_from([*GOOD, "people-01", "evidence", "status"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda member: st.lists(member, max_size=3) | st.dictionaries(KEYS, member, max_size=4),
    max_leaves=20,
)
NEARLY = st.dictionaries(st.sampled_from([*GOOD]), JSON).map(lambda some: {**GOOD, **some})


@given(st.binary(max_size=200) | (JSON | NEARLY).map(lambda value: json.dumps(value).encode()))
def test_no_input_is_more_than_a_problem(content: bytes) -> None:
    with contextlib.suppress(FileProblems):
        saved_form.parse(content, "b.json")
