"""``client.toml`` as an editor checks it and as tenken reads it: both refuse the same."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Said
from tests.store.test_scaffold import plain

from tenken.core.portfolio.clients import Client, Sent
from tenken.core.problem import FileProblems
from tenken.store.portfolio import clients
from tenken.store.scaffold import written
from tenken.store.validation.toml_file import from_text

Tenken = Callable[..., Said]
Change = Callable[[dict[str, Any]], Any]
SCHEMA = jsonschema.Draft202012Validator(json.loads(written("client.schema.json")))
WHOLE: dict[str, Any] = {
    "format": 1,
    "name": "北浜テニスクラブ",
    "relation": "contractor",
    "sector": "スポーツ教室",
    "tags": ["大阪", "夜"],
    "contact": "木村",
    "mail": "kimura@example.com",
    "cycle_months": 6,
    "benchmark": True,
    "sent": [
        {"on": date(2026, 11, 1), "file": "sent/2026-11-01.xlsx", "token": "0" * 24},
        {
            "on": date(2026, 11, 2),
            "file": "sent/2026-11-02.xlsx",
            "token": "f" * 24,
            "due": date(2026, 11, 20),
            "received": date(2026, 11, 9),
        },
    ],
    "extra": {"mine": [1, {"deep": "x"}]},
}


def editor_takes(text: str) -> bool:
    return not list(SCHEMA.iter_errors(plain(text)))


def tenken_takes(text: str) -> bool:
    try:
        clients.interpret(from_text(text, "client.toml"))
    except FileProblems:
        return False
    return True


def changed(change: Change) -> str:
    data = copy.deepcopy(WHOLE)
    change(data)
    return tomli_w.dumps(data)


REFUSED: dict[str, Change] = {
    "no format": lambda data: data.pop("format"),
    "format 2": lambda data: data.update(format=2),
    "no name": lambda data: data.pop("name"),
    "empty name": lambda data: data.update(name=""),
    "long name": lambda data: data.update(name="あ" * 201),
    "name a number": lambda data: data.update(name=3),
    "unknown key": lambda data: data.update(naem="x"),
    "unknown relation": lambda data: data.update(relation="friend"),
    "tags a text": lambda data: data.update(tags="大阪"),
    "a tag empty": lambda data: data.update(tags=["大阪", ""]),
    "many tags": lambda data: data.update(tags=[str(at) for at in range(51)]),
    "no cycle": lambda data: data.update(cycle_months=0),
    "long cycle": lambda data: data.update(cycle_months=61),
    "cycle a text": lambda data: data.update(cycle_months="12"),
    "cycle a half": lambda data: data.update(cycle_months=1.5),
    "benchmark a text": lambda data: data.update(benchmark="yes"),
    "sent a table": lambda data: data.update(sent=data["sent"][0]),
    "sent without a day": lambda data: data["sent"][0].pop("on"),
    "sent without a file": lambda data: data["sent"][0].pop("file"),
    "sent without a token": lambda data: data["sent"][1].pop("token"),
    "short token": lambda data: data["sent"][0].update(token="0" * 23),
    "token of other letters": lambda data: data["sent"][0].update(token="G" * 24),
    "day a number": lambda data: data["sent"][0].update(on=20261101),
    "unknown key of sent": lambda data: data["sent"][0].update(by="x"),
    "extra a text": lambda data: data.update(extra="x"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_both_refuse(name: str) -> None:
    text = changed(REFUSED[name])
    assert (editor_takes(text), tenken_takes(text)) == (False, False)


SEEN_BY_TENKEN_ALONE: dict[str, Change] = {
    "a day in quotation marks": lambda data: data["sent"][0].update(on="2026-11-01"),
    "a whole number with a point": lambda data: data.update(cycle_months=12.0),
    "one token twice": lambda data: data["sent"][0].update(token="f" * 24),
    "characters that cannot be seen": lambda data: data.update(name="北浜\x1b"),
}
"""JSON knows no days and no points, and a schema sees each value for itself."""


@pytest.mark.parametrize("name", SEEN_BY_TENKEN_ALONE)
def test_tenken_sees_more_than_a_schema_can_say(name: str) -> None:
    text = changed(SEEN_BY_TENKEN_ALONE[name])
    assert (editor_takes(text), tenken_takes(text)) == (True, False)


VALUES = st.one_of(
    st.booleans(),
    st.integers(-2, 70),
    st.text("あa0f ", max_size=26).filter(lambda text: not text or text.strip()),
    st.lists(st.text("大阪", max_size=3), max_size=3),
    st.just({}),
    st.just("client"),
    st.just("0" * 24),
)
PLACES = [(key,) for key in (*WHOLE, "naem")] + [("sent", key) for key in (*WHOLE["sent"][1], "by")]


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.none() | VALUES), max_size=3))
def test_an_editor_and_tenken_say_the_same_of_whatever_is_changed(changes: list[tuple[tuple[str, ...], Any]]) -> None:
    """A value of another kind, one too many or one too few: what one refuses, the other refuses."""
    data = copy.deepcopy(WHOLE)
    for path, value in changes:
        sent = data.get("sent")
        if len(path) == 1:
            table = data
        elif isinstance(sent, list) and sent and isinstance(sent[0], dict):
            table = sent[0]
        else:
            continue
        if path[-1] in ("on", "due", "received") and isinstance(value, str):
            continue  # a day in quotation marks
        table.pop(path[-1], None)
        if value is not None:
            table[path[-1]] = value
    text = tomli_w.dumps(data)
    assert editor_takes(text) == tenken_takes(text), text


def test_what_tenken_writes_fits_and_a_comment_that_names_the_schema_stays(tenken: Tenken, tmp_path: Path) -> None:
    assert editor_takes(tomli_w.dumps(WHOLE))
    assert tenken_takes(tomli_w.dumps(WHOLE))
    made = tenken("clients", "new", "firms", "天満", "--tag", "大阪", "--mail", "a@example.com", "--cycle-months", "6")
    assert made.code == 0, made.err
    head = tmp_path / "firms" / "天満" / "client.toml"
    named = "#:schema ./client.schema.json\n"
    head.write_text(named + head.read_text(encoding="utf-8"), encoding="utf-8")
    assert tenken("clients", "send", "firms", "--due", "2026-12-20").code == 0
    text = head.read_text(encoding="utf-8")
    assert text.startswith(named)
    assert len(tomli.loads(text)["sent"]) == 1
    assert editor_takes(text)
    sent = tuple(Sent(**entry) for entry in WHOLE["sent"])
    members = {key: value for key, value in WHOLE.items() if key not in ("format", "extra")}
    assert editor_takes(clients.text_of(Client(**{**members, "sent": sent})))
