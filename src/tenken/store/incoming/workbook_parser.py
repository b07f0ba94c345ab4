"""Takes a workbook apart: the bytes of an .xlsx become its cells, or the reason why not.

Runs in the sandbox and imports nothing of tenken: a well-formed workbook of 4.6 kB with two cells far apart aborts
calamine's whole process, and a small file can ask for gigabytes. The checks before calamine are for the message, the
sandbox is for safety.
"""

import re
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_PARTS = 200
MOST_BYTES = 20_000_000
"""Of all parts together, unpacked."""
MOST_OUTLINE = 1_000_000
"""Bytes of a part that names other parts."""
MOST_ROWS = 10_000
MOST_COLUMNS = 256
MOST_CELLS = 100_000
"""That say something, of all sheets together."""
MOST_TEXT = 2_000_000
"""Characters of all cells together."""
LONGEST_NAME = 31
"""Characters of a sheet's name, as Excel has it."""
WHOLE = 10**15
"""Up to here a float holds every whole number."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ROOT = "_rels/.rels"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
"""Where every program that writes workbooks has them."""
# No two quantifiers meet in these, so that no text makes them slow.
_TAG = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(row|c|f)(?=[\s/>])([^<>]*)")
_PLACE = re.compile(rb"\sr=[\"']([A-Z]{0,3})([0-9]{1,7})[\"']")
_ERROR = re.compile(rb"\st=[\"']e[\"']")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding=[\"']([A-Za-z0-9_.-]+)[\"']")

At: TypeAlias = tuple[int, int]
Reason: TypeAlias = tuple[str, dict[str, str | int]]


class RefusedError(Exception):
    """Why the file is not read: the key of a sentence under ``[problem]`` and what it fills in."""

    def __init__(self, what: str, **values: str | int) -> None:
        """Name the sentence."""
        super().__init__(what)
        self.reason: Reason = (what, values)


def cells_of(content: bytes) -> list[dict[str, Any]]:
    """The sheets with their cells ``[row, column, kind, text]``; raises RefusedError."""
    _look_at_the_beginning(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = _parts(archive)
    except (BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError):
        raise RefusedError("sheet-damaged") from None
    marks = {name: dict(_marks(name, parts[path])) for name, path in _sheets(parts)}
    return list(_values(content, marks))


def _look_at_the_beginning(content: bytes) -> None:
    """What it is, where it is no .xlsx at all."""
    if not content:
        raise RefusedError("sheet-empty")
    if content.startswith(_OLE):
        raise RefusedError("sheet-password" if _PACKAGE in content else "sheet-xls")
    if content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").startswith(b"<"):
        raise RefusedError("sheet-html")
    if not content.startswith(b"PK"):
        raise RefusedError("sheet-no-workbook")


def _parts(archive: ZipFile) -> dict[str, bytes]:
    """Every XML part, unpacked; refuses what no program that writes workbooks does."""
    members = archive.infolist()
    names = [member.filename.casefold() for member in members]
    if len(names) != len(set(names)):
        raise RefusedError("sheet-twice")
    if any(member.flag_bits & 1 for member in members):
        raise RefusedError("sheet-password")
    if len(members) > MOST_PARTS or sum(member.file_size for member in members) > MOST_BYTES:
        raise RefusedError("sheet-bomb", most=MOST_BYTES // 1_000_000)
    if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
        raise RefusedError("sheet-damaged")
    if "content.xml" in names or "xl/workbook.bin" in names:
        raise RefusedError("sheet-other-kind")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise RefusedError("sheet-macros")
    parts = {member.filename: _part(archive, member) for member in members if not member.is_dir()}
    if not {_ROOT, _WORKBOOK, _RELATIONS} <= set(parts):
        raise RefusedError("sheet-no-workbook")
    return {name: content for name, content in parts.items() if name.endswith((".xml", ".rels"))}


def _part(archive: ZipFile, member: ZipInfo) -> bytes:
    """One part; a size or a checksum that lies is an error. XML is UTF-8 and has no DTD."""
    content = archive.read(member)
    if len(content) != member.file_size:
        raise RefusedError("sheet-damaged")
    if member.filename.endswith((".xml", ".rels")):
        declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf"))
        if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4] or b"<!DOCTYPE" in content:
            raise RefusedError("sheet-odd")
        if declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii"):
            raise RefusedError("sheet-odd")
    return content


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet."""
    try:
        if not any(target == _WORKBOOK for target in _targets(parts[_ROOT], "").values()):
            raise RefusedError("sheet-odd")
        targets = _targets(parts[_RELATIONS], "xl/")
        for element in _outline(parts[_WORKBOOK]).iter():
            if element.tag.rpartition("}")[2] == "sheet":
                relation = next(value for key, value in element.items() if key.rpartition("}")[2] == "id")
                if targets[relation] in parts:
                    yield str(element.get("name")), targets[relation]
    except (ET.ParseError, StopIteration, KeyError):
        raise RefusedError("sheet-damaged") from None


def _targets(part: bytes, folder: str) -> dict[str, str]:
    """The parts that a part points to, by the names of the relations."""
    told = ((str(relation.get("Id")), str(relation.get("Target"))) for relation in _outline(part))
    return {name: target[1:] if target.startswith("/") else folder + target for name, target in told}


def _outline(part: bytes) -> ET.Element:
    if len(part) > MOST_OUTLINE:
        raise RefusedError("sheet-odd")
    return ET.fromstring(part)  # noqa: S314 - no DTD, not large, and in a process of its own


def _marks(name: str, part: bytes) -> Iterator[tuple[At, str]]:
    """Where formulas and errors stand, which calamine does not tell; refuses cells far away from any questionnaire."""
    row, column = -1, -1
    for tag in _TAG.finditer(part):
        kind, attributes = tag.groups()
        place = _PLACE.search(attributes)
        if kind == b"row":
            row, column = (int(place.group(2)) - 1 if place else row + 1), -1
        elif kind == b"f":
            yield (row, column), "formula"
        else:
            column += 1
            if place:
                row, column = int(place.group(2)) - 1, _column(place.group(1))
            if row >= MOST_ROWS or column >= MOST_COLUMNS:
                cell = b"".join(place.groups()).decode() if place else str(row + 1)
                raise RefusedError("sheet-far", sheet=name[:LONGEST_NAME], cell=cell)
            if _ERROR.search(attributes):
                yield (row, column), "error"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


class _Room:
    """How much all cells together may say."""

    def __init__(self) -> None:
        """Begin with all there is."""
        self._cells, self._text = MOST_CELLS, MOST_TEXT

    def take(self, cells: int, text: int) -> None:
        """Take so many cells and characters; raises RefusedError where nothing is left."""
        self._cells -= cells
        self._text -= text
        if self._text < 0:
            raise RefusedError("sheet-bomb", most=MOST_BYTES // 1_000_000)
        if self._cells < 0:
            raise RefusedError("sheet-too-much")


def _values(content: bytes, marks: dict[str, dict[At, str]]) -> Iterator[dict[str, Any]]:
    # After the checks and within the bounds.
    from python_calamine import CalamineError, SheetTypeEnum, load_workbook  # noqa: PLC0415

    try:
        workbook = load_workbook(BytesIO(content))
        if workbook.sheet_names != list(marks):
            raise RefusedError("sheet-damaged")
        room = _Room()
        for sheet in workbook.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                found = workbook.get_sheet_by_name(sheet.name)
                rows = found.to_python(skip_empty_area=False)
                formulas = list(_formulas(rows, marks[sheet.name], room))
                merged = found.merged_cell_ranges or []
                room.take(len(merged), 0)
                cells = list(_cells(rows, marks[sheet.name], room))
                yield {"name": sheet.name[:LONGEST_NAME], "cells": cells, "formulas": formulas, "merged": merged}
    except (CalamineError, OSError, ValueError):
        raise RefusedError("sheet-damaged") from None


def _cells(rows: list[list[Any]], marks: dict[At, str], room: _Room) -> Iterator[list[Any]]:
    """The cells of one sheet that say something; marks that belong to no cell come last."""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            mark = marks.pop((row, column), None)
            kind, text = (mark, "") if mark else _plain(value)
            if kind != "text" or text:
                room.take(1, len(text))
                yield [row, column, kind, text]
    room.take(len(marks), 0)
    yield from ([*at, mark, ""] for at, mark in marks.items())


def _formulas(rows: list[list[Any]], marks: dict[At, str], room: _Room) -> Iterator[list[Any]]:
    """What each formula came to when the workbook was saved, where that was saved with it."""
    for (row, column), mark in marks.items():
        if mark == "formula" and row < len(rows) and column < len(rows[row]):
            _, text = _plain(rows[row][column])
            room.take(0, len(text))
            if text:
                yield [row, column, text]


def _plain(value: Any) -> tuple[str, str]:
    match value:
        case str():
            return "text", value
        case bool():
            return "other", str(value).upper()
        case datetime():
            return "day", value.date().isoformat()
        case date():
            return "day", value.isoformat()
        case int() | float():
            whole = value == value and abs(value) < WHOLE and value == int(value)  # noqa: PLR0124 - not NaN
            return "number", str(int(value)) if whole else repr(value)
        case _:
            return "other", str(value)


def grids(content: bytes) -> dict[str, Any]:
    """The sheets under ``sheets``, or under ``refused`` the reason why not."""
    try:
        return {"sheets": cells_of(content)}
    except RefusedError as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"refused": ("sheet-too-much", {})}
