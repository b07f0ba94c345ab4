"""Laws of the lines that a form copies: no mail program changes what they say, and damage is named, never read."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.mails import as_copied, chopped, copied, folded, quoted

from tenken.core.problem import FileProblems
from tenken.store.incoming import pasted_json, pasted_text

MOST = 1_000_000
CONTENT = st.text(max_size=400).map(lambda text: json.dumps({"format": 1, "note": text}).encode())
PROSE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="[]<"), max_size=80)
QUOTES = st.lists(st.sampled_from(["> ", ">", "＞ ", "｜", "| ", "KM> ", "木村> ", "\t", "  ", "\u3000"]), max_size=3)


def said(text: str) -> bytes | None:
    found = pasted_text.from_lines(text, "a", MOST)
    return found[0].encode() if found else None


@st.composite
def mails(draw: st.DrawFn, text: str) -> str:
    """A text quoted, folded and quoted again, with prose around it."""
    for sign in draw(QUOTES):
        text = quoted(text, sign)
    text = draw(st.sampled_from([folded, chopped]))(text, draw(st.integers(40, 100)))
    for sign in draw(QUOTES):
        text = quoted(text, sign)
    end = draw(st.sampled_from(["\n", "\r\n", " \n"]))
    return f"{draw(PROSE)}\n{text}\n{draw(PROSE)}".replace("\n", end)


def outcome(text: str) -> tuple[set[int | str], bytes | None]:
    """The lines that a refusal names, by their number or by where they stand, and what is said where there is none."""
    try:
        return set(), said(text)
    except FileProblems as raised:
        numbers = {value for one in raised.problems for key, value in one.values.items() if key in ("number", "first")}
        return numbers | {one.line for one in raised.problems if one.line}, None


@given(CONTENT, st.booleans(), st.data())
def test_no_mail_program_changes_what_is_said(content: bytes, packed: bool, data: st.DataObject) -> None:
    assert said(data.draw(mails(as_copied(content, packed=packed)))) == content


@given(CONTENT, st.data())
@example(b'{"format": 1}', None)
def test_a_changed_character_is_named_or_changes_nothing(content: bytes, data: st.DataObject | None) -> None:
    lines = copied(content)
    places = [(row, column) for row, line in enumerate(lines) for column in range(len(line))]
    drawn = (
        [(data.draw(st.sampled_from(places)), data.draw(st.characters(exclude_categories=["Cs"])))]
        if data
        else [(place, other) for place in places for other in "0aA+[]> =\n"]
    )
    for (row, column), other in drawn:
        changed = [line if at != row else line[:column] + other + line[column + 1 :] for at, line in enumerate(lines)]
        named, found = outcome("\n".join(changed))
        assert found == content or row + 1 in named or (found is None and len(lines) == 1)


@given(CONTENT.filter(lambda content: len(copied(content)) > 1), st.data())
def test_a_line_that_is_missing_doubled_or_moved(content: bytes, data: st.DataObject) -> None:
    lines = copied(content)
    row = data.draw(st.integers(0, len(lines) - 1))
    with pytest.raises(FileProblems) as raised:
        said("\n".join(lines[:row] + lines[row + 1 :]))
    assert [(one.values["first"], one.values["total"]) for one in raised.value.problems] == [(row + 1, len(lines))]
    moved = data.draw(st.permutations([*lines, lines[row]]))
    found = pasted_text.from_lines("\n".join(moved), "a", MOST)
    assert found
    assert found[0].encode() == content
    notices = {notice.what: notice.values for notice in found[1]}
    assert notices["lines_twice"] == {"number": row + 1, "n": 1}
    assert ("lines_sorted" in notices) == (list(dict.fromkeys(moved)) != lines)


@given(CONTENT, CONTENT, st.booleans())
def test_what_is_quoted_less_counts(new: bytes, old: bytes, headed: bool) -> None:
    earlier = "-----元のメッセージ-----\n" + as_copied(old) if headed else quoted(as_copied(old))
    assert said(f"{as_copied(new)}\n{earlier}") == new
    if new != old:
        with pytest.raises(FileProblems):
            said(f"{as_copied(new)}\n{as_copied(old)}")


@given(CONTENT, CONTENT, st.data())
def test_an_older_copy_never_stands_in_for_a_damaged_one(new: bytes, old: bytes, data: st.DataObject) -> None:
    lines = copied(new)
    row = data.draw(st.integers(0, len(lines) - 1))
    line = lines[row]
    lines[row] = line[:20] + ("A" if line[20] != "A" else "B") + line[21:]
    named, found = outcome("\n".join([*lines, quoted(as_copied(old))]))
    assert named or found == new == old


NOTES = st.text(
    st.characters(codec="ascii", exclude_categories=["Cc"], exclude_characters=">|") | st.sampled_from("あ漢字\n"),
    max_size=200,
)


@given(NOTES, PROSE, st.lists(st.sampled_from(["> ", ">", "＞ ", "\t", "  "]), max_size=3), st.integers(40, 100))
def test_an_older_copy_is_the_same_but_for_blanks(note: str, before: str, signs: list[str], width: int) -> None:
    """It has no checks. Blanks at folds may be lost or added; nothing else may."""
    text = folded(json.dumps({"format": 1, "digest": "0" * 71, "note": note}, indent=1).replace("\n ", "\n"), width)
    for sign in signs:
        text = quoted(text, sign)
    found = pasted_json.object_in(f"{before}\n{text}\nさようなら", "a")
    assert found
    told = json.loads(found[0])
    assert told["digest"] == "0" * 71
    assert "".join(told["note"].split()) == "".join(note.split())
