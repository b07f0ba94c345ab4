"""The rows of a list become the areas and questions of an edition: ids, languages, values, references.

What the list does not say stays open here (``None``, an empty text); what it is filled with is said where the edition
is written. Whatever is left out or set otherwise than the list says is a Notice.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tenken.core.lint import LEAST_CRITICAL_WEIGHT
from tenken.core.merge.grid import CellPosition
from tenken.core.model import NO_TEXT, Depth, Text
from tenken.core.problem import FileProblems, Notice, Problem
from tenken.core.question_list.headings import TEXTS, ListField, language_of
from tenken.core.question_list.references import Holders, references
from tenken.core.question_list.rows import CheckText, QuestionRow, ReadRows, joined, read_rows
from tenken.core.question_list.table import ListTable
from tenken.core.question_list.values import value_of

MOST_AREAS = 100
LONGEST_ID = 40
FROM_THE_START = 3
"""Questions of an area that its shortest assessment asks at least, or all where there are fewer."""
MOST_REFS = 50

VALUES = (
    *(ListField.WEIGHT, ListField.CRITICAL, ListField.DEPTH, ListField.EFFORT, ListField.COST, ListField.ROLE),
    *(ListField.WITHIN_DAYS, ListField.RENEW_MONTHS),
)
OWN_TEXTS = tuple(name for name in ListField if name in TEXTS and name is not ListField.AREA)
"""What is written of one question."""
FILLED = (ListField.WEIGHT, ListField.YES, ListField.PARTIAL, ListField.PROOF, ListField.REMEDY)
"""What an edition has to say of each question."""

OF_PERSONS = re.compile(
    "個人情報|個人データ|会員|顧客|名簿|プライバシー|personal(?:ly)? (?:data|information|identifiable)|privacy"
    r"|\b(?:member|customer|client)s?['’]?s? (?:data|information|records?|lists?)",
    re.IGNORECASE,
)
"""What a list says that is about persons' data."""

RESERVED = frozenset(
    {"checklist", "con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
)
"""Names that no area's file may have."""


@dataclass(slots=True)
class ListQuestion:
    """One question as the list has it."""

    id: str
    place: str
    """Where it stands in the list."""
    texts: dict[ListField, Text]
    values: dict[ListField, Any]
    refs: dict[str, list[str]] = field(default_factory=dict)
    other_refs: list[str] = field(default_factory=list)
    """References that stand in none of the lists of standards."""

    @property
    def missing(self) -> tuple[ListField, ...]:
        """What has to be filled in."""
        return tuple(name for name in FILLED if not self.texts.get(name) and self.values.get(name) is None)


@dataclass(slots=True)
class ListArea:
    """An area with its questions."""

    id: str
    title: Text
    """Empty where the list names none."""
    questions: list[ListQuestion]


@dataclass(slots=True)
class QuestionList:
    """All that a list says."""

    table: ListTable
    areas: list[ListArea]
    languages: tuple[str, ...]
    """The languages of its texts, the main one first."""
    notices: list[Notice]

    @property
    def questions(self) -> list[ListQuestion]:
        """Every question, in order."""
        return [question for area in self.areas for question in area.questions]

    @property
    def of_persons(self) -> ListQuestion | None:
        """The first question that names persons' data."""
        return next((one for one in self.questions if any(map(names_persons, one.texts.values()))), None)

    @property
    def filled(self) -> Counter[ListField]:
        """How many questions lack what."""
        return Counter(name for question in self.questions for name in question.missing)


def names_persons(text: Text) -> bool:
    """Whether a text names persons' data."""
    return bool(OF_PERSONS.search(f"{text.ja} {text.en}"))


def question_list(
    table: ListTable, file: str, check: CheckText, holders: Holders, language: str | None = None
) -> QuestionList:
    """The areas and questions of a table; raises FileProblems with all that is wrong in it.

    ``language`` is that of the texts whose heading names none; left out, it follows from the questions.
    """
    read = read_rows(table, file, check)
    if read.problems:
        raise FileProblems(read.problems)
    return _Maker(table, file, read, holders, language or _language(read)).made()


def _language(read: ReadRows) -> str:
    """The language of most questions whose heading names none, else of the first that is named."""
    asked = [pair for row in read.rows for pair in row.said(ListField.QUESTION)]
    plain = [language_of(said.text) for heading, said in asked if heading.language is None]
    named = [heading.language for heading, _ in asked if heading.language]
    if plain:
        return "ja" if 2 * plain.count("ja") >= len(plain) else "en"
    return "ja" if "ja" in named else "en"


class _Maker:
    """Makes the questions of the rows, one after the other."""

    def __init__(self, table: ListTable, file: str, read: ReadRows, holders: Holders, language: str) -> None:
        self.table, self.file, self.read, self.holders, self.language = table, file, read, holders, language
        self.problems: list[Problem] = []
        self.notices = [_notice(f"rows_{what}", n, read.first[what]) for what, n in read.counts.items()]
        self.taken: dict[str, str] = {}
        """Ids with their places."""

    def made(self) -> QuestionList:
        rows: dict[str, list[QuestionRow]] = {}
        runs = [row.area for at, row in enumerate(self.read.rows) if not at or row.area != self.read.rows[at - 1].area]
        for row in self.read.rows:
            rows.setdefault(row.area, []).append(row)
        if len(rows) > MOST_AREAS:
            self.fault("list-too-many-areas", self.read.rows[-1].at, {"n": len(rows), "most": MOST_AREAS})
        again = [name for name, n in Counter(runs).items() if n > 1]
        if again:
            self.notices.append(Notice("area_again", {"n": len(again), "area": again[0]}))
        areas = [self._area(at, name, found) for at, (name, found) in enumerate(rows.items(), 1)]
        if self.problems:
            raise FileProblems(self.problems)
        for area in areas:
            self._settle(area)
        used = {language for area in areas for language in _spoken(area)}
        languages = (self.language, *sorted(used - {self.language}))
        asked = [question for area in areas for question in area.questions]
        if kept := [question for question in asked if question.other_refs]:
            self.notices.append(_notice("other_refs", len(kept), kept[0].place))
        if bare := [area.questions for area in areas if not area.title]:
            self.notices.append(_notice("no_area", len(bare[0]), bare[0][0].place))
        if self.table.of(ListField.NUMBER):
            self.notices.append(Notice("numbers_dropped"))
        return QuestionList(self.table, areas, tuple(entry for entry in languages if entry in used), self.notices)

    def fault(self, what: str, at: CellPosition, values: dict[str, str | int]) -> None:
        self.problems.append(Problem(file=self.file, what=what, path=(self.table.grid.address(at),), values=values))

    def _area(self, number: int, name: str, rows: list[QuestionRow]) -> ListArea:
        titles = {language_of(name) if len(self.table.of(ListField.AREA)) < 2 else self.language: name}  # noqa: PLR2004 - one for each language
        for heading, said in rows[0].said(ListField.AREA):
            titles[heading.language or self.language] = " ".join(said.text.split())
        if not any(heading.language for heading, _ in rows[0].said(ListField.AREA)):
            titles = {self.language: name}
        plain = {language: _unnumbered(title) for language, title in titles.items() if title}
        if plain != {language: title for language, title in titles.items() if title}:
            self.notices.append(Notice("area_number", {"area": name}))
        slug = _slug(plain.get("en", "") or name)
        area_id = slug if slug and slug not in RESERVED else f"area-{number}"
        if area_id in self.taken:
            area_id = f"{area_id}-{number}"
        self.taken[area_id] = name
        area = ListArea(area_id, Text(**plain), [])
        for position, row in enumerate(rows, 1):
            area.questions.append(self._question(area_id, position, row))
        return area

    def _question(self, area_id: str, position: int, row: QuestionRow) -> ListQuestion:
        place = self.table.grid.address(row.at)
        texts: dict[ListField, Text] = {name: text for name in OWN_TEXTS if (text := self._text(row, name))}
        values: dict[ListField, Any] = {name: value for name in VALUES if (value := self._value(row, name)) is not None}
        made = ListQuestion(self._id(area_id, position, row), place, texts, values)
        for heading, said in row.said(ListField.REFS):
            self._refer(made, heading.standard, said.text)
        return made

    def _text(self, row: QuestionRow, name: ListField) -> Text:
        found: dict[str, list[str]] = {}
        for heading, said in row.said(name):
            text = " ".join(said.text.split()) if name is ListField.LABEL else said.text
            found.setdefault(heading.language or self.language, []).append(text)
        return Text(**joined(found)) if found else NO_TEXT

    def _value(self, row: QuestionRow, name: ListField) -> object | None:
        values = []
        for _, said in row.said(name):
            value = value_of(name, said.text)
            if value is None:
                self.fault(f"list-value-{name}", said.at, {"written": said.text[:60]})
            values.append(value)
        return values[0] if values else None

    def _id(self, area_id: str, position: int, row: QuestionRow) -> str:
        """The list's own id, else one of its number, else one of the place in its area."""
        given = [said.text for _, said in row.said(ListField.ID)]
        number = [said.text for _, said in row.said(ListField.NUMBER)]
        made = _slug(given[0]) if given else ""
        if given and not made:
            self.fault("list-odd-id", row.said(ListField.ID)[0][1].at, {"written": given[0][:60]})
        if not made:
            tail = _slug(number[0], first="") if number else ""
            made = f"{area_id}-{tail or f'n{position}'}"
        if len(made) > LONGEST_ID:
            made = f"{made[: LONGEST_ID - 6].rstrip('-')}-n{position}"
        key = f"q {made}"
        told = row.said(ListField.ID) or row.said(ListField.NUMBER) or row.said(ListField.QUESTION)
        if key in self.taken:
            written = (given or number or [made])[0][:60]
            self.fault("list-id-twice", told[0][1].at, {"written": written, "first": self.taken[key]})
        self.taken[key] = self.table.grid.address(told[0][1].at)
        return made

    def _refer(self, question: ListQuestion, standard: str | None, written: str) -> None:
        """References that are known become refs; the others are kept as they are written."""
        for part in re.split(r"[,;、；\n]+", unicodedata.normalize("NFKC", written)):
            refs, whole = references(part, standard, self.holders)
            for key, item in refs:
                listed = question.refs.setdefault(key, [])
                if item not in listed and len(listed) < MOST_REFS:
                    listed.append(item)
            if not whole:
                question.other_refs.append(part.strip())

    def _settle(self, area: ListArea) -> None:
        """Keep the rules that an edition must keep, and tell what that changed."""
        for question in area.questions:
            weight = question.values.get(ListField.WEIGHT)
            if question.values.get(ListField.CRITICAL) and weight is not None and weight < LEAST_CRITICAL_WEIGHT:
                question.values[ListField.WEIGHT] = LEAST_CRITICAL_WEIGHT
                self.notices.append(Notice("critical_heavier", {"place": question.place, "weight": weight}))
        order = tuple(Depth)
        least = min((order.index(_depth(question)) for question in area.questions), default=0)
        first = [question for question in area.questions if order.index(_depth(question)) == least]
        later = [question for question in area.questions if order.index(_depth(question)) > least]
        moved = [question for question in later if question.values.get(ListField.CRITICAL)]
        others = [question for question in later if question not in moved]
        moved += others[: max(0, FROM_THE_START - len(first) - len(moved))]
        for question in moved:
            question.values[ListField.DEPTH] = order[least]
            self.notices.append(Notice("asked_earlier", {"place": question.place, "depth": str(order[least])}))


def named_apart(found: QuestionList) -> None:
    """Take the label from questions that share it with another; a notice tells of them."""
    for language in ("ja", "en"):
        count = Counter(getattr(question.texts.get(ListField.LABEL, NO_TEXT), language) for question in found.questions)
        for question in found.questions:
            name = getattr(question.texts.get(ListField.LABEL, NO_TEXT), language)
            if name and count[name] > 1:
                del question.texts[ListField.LABEL]
                found.notices.append(Notice("label_shared", {"place": question.place, "label": name[:60]}))


def _depth(question: ListQuestion) -> Depth:
    return Depth(question.values.get(ListField.DEPTH, Depth.QUICK))


def _spoken(area: ListArea) -> Iterator[str]:
    for question in area.questions:
        for text in (area.title, *question.texts.values()):
            yield from (language for language in ("ja", "en") if getattr(text, language))


def _slug(text: str, first: str = "q-") -> str:
    """A text as an id: small letters, digits and hyphens; empty where nothing is left of it."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if any(letter.isalnum() and not letter.isascii() for letter in plain):
        return ""
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_ID - 10].strip("-")
    return f"{first}{made}" if made and not made[0].isalpha() else made


def _unnumbered(title: str) -> str:
    """The name of an area without the number before it, since areas are numbered anyway."""
    return re.sub(r"^\s*[0-9０-９]{1,3}\s*[.．、)）:：\s]\s*(?=\S)", "", title)


def _notice(what: str, n: int, place: str) -> Notice:
    return Notice(what, {"n": n, "place": place})
