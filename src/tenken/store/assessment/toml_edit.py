"""Changing the text of a TOML file in place: answers, subject and audit, with a hand's comments and order kept.

How a change is read back and when it is written is ``editor``'s.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import tomlkit
from tomlkit.items import AoT, Comment, InlineTable, Table, Whitespace

from tenken.core.model import Answer
from tenken.store.assessment.document import answer_document

_STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|(?P<comment>#[^\n]*)",
    re.DOTALL,
)


def edited(
    text: str,
    *,
    plain: Mapping[str, date | str],
    facts: Mapping[str, bool] | None,
    exposure: Mapping[str, Any] | None,
    answers: Mapping[str, Answer],
    changed: Mapping[str, Answer],
    tables: Mapping[str, Mapping[str, Any] | None],
    gently: bool,
) -> str:
    """The text with other facts, exposure and the changed of all answers; ``None`` leaves that part as it is.

    ``plain`` are values at the head of the file by key, ``tables`` further tables by name; ``None`` takes one out.

    Not gently, what has no room for more (inline tables, dotted keys) is written anew as tables. No comment is lost.
    Raises what tomlkit raises for a layout that it cannot change.
    """
    page: Any = tomlkit.parse(text)
    for key, value in plain.items():
        page[key] = value
    if facts is not None:
        (_facts_gently if gently else _facts_anew)(page, facts)
    if exposure is not None:
        if not isinstance(page.get("exposure"), dict):
            page["exposure"] = tomlkit.table()
        _merge(page["exposure"], exposure)
    for name, members in tables.items():
        _other_table(page, name, members, gently=gently)
    if changed and gently:
        _gently(page, changed)
    elif changed:
        _anew(page, answers)
    return _with_comments(text, tomlkit.dumps(page), list(changed) if gently else list(answers))


def _other_table(page: Any, name: str, members: Mapping[str, Any] | None, *, gently: bool) -> None:
    """Make a table of the file say what is wanted; what stands behind the last of its lines stays behind it."""
    if members is None:
        page.pop(name, None)
    elif gently and isinstance(page.get(name), Table | InlineTable):
        table = page[name]
        tail = _taken(_last(table))
        _merge(table, members)
        if tail:
            _last(table).value.body.extend(tail)
    else:
        page.pop(name, None)
        page[name] = _table(members)


def _gently(page: Any, changed: Mapping[str, Answer]) -> None:
    """Change only these answers, so that comments and order stay."""
    if "answers" not in page:
        page["answers"] = tomlkit.table(is_super_table=True)
    answers: Any = page["answers"]
    for question_id, answer in changed.items():
        members = answer_document(answer)
        if not members:
            answers.pop(question_id, None)
        elif question_id in answers:
            table = answers[question_id]
            tail = _taken(_last(table))
            _merge(table, members)
            if tail:
                _last(table).value.body.extend(tail)
        else:
            answers[question_id] = _table(members)


def _anew(page: Any, wanted: Mapping[str, Answer]) -> None:
    """Write all answers as tables at the end, for layouts that have no room for more."""
    page.pop("answers", None)
    answers = tomlkit.table(is_super_table=True)
    for key, answer in wanted.items():
        answers[key] = _table(answer_document(answer))
    page["answers"] = answers


def _last(table: Any) -> Any:
    """The table whose lines stand last of all that belong to this one."""
    body = table.value.body if isinstance(table, Table) else []
    for key, item in reversed(body):
        if key is None:
            continue
        if isinstance(item, AoT) and len(item):
            return _last(item[-1])
        return _last(item) if isinstance(item, Table) else table
    return table


def _taken(table: Any) -> list[Any]:
    """Take out what follows the last value of a table from the first empty line on: it speaks of what comes next."""
    if not isinstance(table, Table):
        return []
    body = table.value.body
    start = len(body)
    while start and body[start - 1][0] is None and isinstance(body[start - 1][1], Comment | Whitespace):
        start -= 1
    while start < len(body) and not isinstance(body[start][1], Whitespace):
        start += 1
    tail = body[start:]
    del body[start:]
    return list(tail)


def _table(members: Mapping[str, Any]) -> Table:
    """A table whose plain values stand before its tables, as TOML wants it."""
    table = tomlkit.table()
    for key, value in sorted(members.items(), key=lambda member: _is_table(member[1])):
        table[key] = _item(value)
    return table


def _item(value: Any) -> Any:
    if isinstance(value, dict):
        return _table(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        tables = tomlkit.aot()
        for member in value:
            tables.append(_table(member))
        return tables
    return value


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _merge(table: Any, wanted: Mapping[str, Any]) -> None:
    """Make the table say what is wanted, touching only what differs, so that a hand's comments stay."""
    for key in [key for key in table if key not in wanted]:
        del table[key]
    for key, value in wanted.items():
        if key in table and _same(table[key], value):
            continue
        if key in table and isinstance(value, dict) and isinstance(table[key], dict):
            _merge(table[key], value)
        elif key in table and isinstance(table[key], AoT) and _is_table(value):
            _merge_tables(table[key], value)
        else:
            table[key] = _item(value)


def _merge_tables(tables: AoT, wanted: list[Mapping[str, Any]]) -> None:
    """The same for a row of tables: those that are there change in place, new ones follow, others go from the end."""
    for at in reversed(range(len(tables))):
        if len(tables) > len(wanted) and tables[at].unwrap() not in wanted:
            del tables[at]
    while len(tables) > len(wanted):
        del tables[-1]
    for table, value in zip(tables, wanted, strict=False):
        if not _same(table, value):
            _merge(table, value)
    for value in wanted[len(tables) :]:
        tables.append(_table(value))


def _same(written: Any, wanted: Any) -> bool:
    plain = written.unwrap() if hasattr(written, "unwrap") else written
    return bool(plain == wanted)


def _facts_gently(page: Any, facts: Mapping[str, bool]) -> None:
    """Change only what differs."""
    if "profile" not in page:
        _facts_anew(page, facts)
        return
    profile: Any = page["profile"]
    for fact in [fact for fact in profile if fact not in facts]:
        del profile[fact]
    for fact, holds in facts.items():
        if fact not in profile or profile[fact] != holds:
            profile[fact] = holds


def _facts_anew(page: Any, facts: Mapping[str, bool]) -> None:
    """Write all facts as one table, before the answers where there are any."""
    page.pop("profile", None)
    table = tomlkit.table()
    for fact, holds in facts.items():
        table[fact] = holds
    answers = page.pop("answers", None)
    page["profile"] = table
    if answers is not None:
        page["answers"] = answers


def _comments(text: str) -> list[tuple[int, str]]:
    """The comments of a valid file, each with the number (from 0) of its line."""
    found = []
    line, at = 0, 0
    for match in _STRING_OR_COMMENT.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if match["comment"]:
            found.append((line, match["comment"].rstrip()))
    return found


def _with_comments(before: str, after: str, ids: list[str]) -> str:
    """The edited text with the comments that it dropped: above the answer they stood with, or above what followed."""
    missing = Counter(comment for _, comment in _comments(before))
    missing.subtract(comment for _, comment in _comments(after))
    if not any(count > 0 for count in missing.values()):
        return after
    placed = _places(before.split("\n"), after.split("\n"), set(ids))
    inserted: dict[int, list[str]] = {}
    for line, comment in _comments(before):
        if missing[comment] > 0:
            missing[comment] -= 1
            inserted.setdefault(placed[line], []).append(comment)
    new = after.rstrip("\n").split("\n")
    for at in sorted(inserted, reverse=True):
        new[at:at] = inserted[at]
    return "\n".join(new) + "\n"


def _places(old: list[str], new: list[str], ids: set[str]) -> list[int]:
    """For each line of the old text the line of the new one before which its comment belongs."""
    heads: dict[str, int] = {}
    for at, text in enumerate(new):
        if text.lstrip().startswith("["):
            heads.setdefault(_code(text), at)
    places = []
    later = own = len(new)
    for text in reversed(old):
        code = _code(text)
        later = heads.get(code, later)
        if code:
            named = (heads.get(f"[answers.{word}]") for word in re.findall(r"[\w-]+", code) if word in ids)
            own = next((at for at in named if at is not None), later)
        places.append(own)
    return places[::-1]


def _code(line: str) -> str:
    """A line without the comment at its end."""
    return line.partition("#")[0].strip()
