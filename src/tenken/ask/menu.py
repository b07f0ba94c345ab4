"""Choosing by keys, as values: what stands on the screen, what each key means, what has been typed so far.

Nothing here knows a terminal: ``draw`` gives the lines for a screen of some size, and ``Typing`` says what a key does.
A choice is made by its key and Enter, or with the arrows and Enter. Any other text chooses nothing, however it ends, so
that a note written in the wrong place can never become an answer.
"""

import shutil
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tenken.screen import COLUMNS, pad, plain, shorten, width, wrap

LONGEST_TYPED = 200
"""Characters of a line in which a key is looked for."""

LEAST_BESIDE = 24
"""Columns that the meaning of a choice has at least beside it; with fewer it is shown on request only."""

LEAST_TOLD, MOST_TOLD = 2, 5
"""Lines of what is said about choosing: on the smallest screen, and at most."""

LEAST_SIGNED = 3
"""Lines that a list has at least where signs say that it goes on above and below."""

_DASHES = str.maketrans(dict.fromkeys("ー−‐–—―", "-"))
"""What Japanese input makes of the sign in 3-2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that can be chosen, by the key that stands before it."""

    key: str
    value: str
    label: str
    meaning: str = ""
    """What choosing it says, shown beside it where there is room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """What can be read on request: blocks of a heading and a text, page by page."""

    keys: Sequence[str]
    """What opens it; the first one is shown."""
    label: str
    title: str
    hint: str
    """How to turn the pages and to come back."""
    blocks: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A question with its choices, and what else can be done there."""

    message: str
    choices: Sequence[Choice]
    hint: str
    """How to choose, in one line."""
    refuse: Callable[[str], str]
    """Why a line that is none of the keys chooses nothing; the line may be empty."""
    head: Sequence[str] = ()
    """Where one is, in one line; its last parts are left out where it is too long."""
    known: Sequence[str] = ()
    """What is known so far, the most important first."""
    standing: str | None = None
    """The value of the choice that stands, where there is one."""
    enter: str | None = None
    """What Enter alone brings back; ``None`` where something has to be chosen."""
    actions: Sequence[Choice] = ()
    """What can be done instead of choosing, named in a few words each."""
    others: Mapping[str, str] = field(default_factory=dict)
    """Further lines that can be typed, with what they bring back."""
    guidance: Guidance | None = None
    fills: bool = False
    """Whether it takes the whole screen, so that each question stands in the same place."""


class Look(StrEnum):
    """How a line is set off, without any colour."""

    PLAIN = ""
    BOLD = "bold"
    CHOSEN = "reverse"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the screen."""

    text: str
    look: Look = Look.PLAIN


def key_of(typed: str) -> str:
    """The key that a typed line means: full-width letters and signs count as the plain ones, capitals as small."""
    return unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).translate(_DASHES).strip().lower()


class Typing:
    """What a person has typed at a menu, where the arrows point, and which page of the guidance is open."""

    def __init__(self, menu: Menu) -> None:
        """Begin with nothing typed and nothing pointed at."""
        self.menu = menu
        self.typed = ""
        self.pointer: int | None = None
        self.told = ""
        self.page: int | None = None

    @property
    def at(self) -> int | None:
        """The place of the choice that Enter would take: the one pointed at, or the one whose key is typed."""
        if self.pointer is not None:
            return self.pointer
        key = key_of(self.typed)
        return next((at for at, choice in enumerate(self.menu.choices) if choice.key == key), None)

    def write(self, text: str) -> None:
        """Add what was typed or pasted; it takes the place of what the arrows point at."""
        visible = "".join(character for character in text if character.isprintable())
        self.typed = (self.typed + visible)[:LONGEST_TYPED]
        self.pointer, self.told = None, ""

    def erase(self, count: int = 1) -> None:
        """Take back the last characters."""
        self.typed, self.pointer = self.typed[: max(0, len(self.typed) - count)], None

    def move(self, step: int) -> None:
        """Point at the next choice or the one before, beginning at the one that stands."""
        last = len(self.menu.choices) - 1
        standing = next((at for at, one in enumerate(self.menu.choices) if one.value == self.menu.standing), None)
        at = self.at if self.at is not None else standing
        self.pointer = (0 if step > 0 else last) if at is None else min(max(0, at + step), last)
        self.typed, self.told = "", ""

    def turn(self, step: int, pages: int) -> None:
        """Turn a page of the guidance; beyond the first and the last stands the question."""
        at = (self.page or 0) + step
        self.page = at if 0 <= at < pages else None

    def enter(self) -> str | None:
        """What was chosen; ``None`` where nothing was, after which ``told`` or ``page`` says what to show."""
        menu, key = self.menu, key_of(self.typed)
        if self.at is not None:
            return menu.choices[self.at].value
        if not key:
            self.told = "" if menu.enter is not None else menu.refuse("")
            return menu.enter
        keys = {choice.key: choice.value for choice in menu.actions} | dict(menu.others)
        if key in keys:
            return keys[key]
        if menu.guidance and key in menu.guidance.keys:
            self.page, self.typed = 0, ""
            return None
        self.told = menu.refuse(self.typed)
        return None


@dataclass(frozen=True, slots=True)
class Room:
    """How much is shown of what can be shortened."""

    meaning: int = 0
    """Lines of what a choice says."""
    known: int = 1
    """Lines of each thing that is known."""
    facts: int = 99
    """How many things that are known."""
    blanks: bool = True


ROOMS = (
    Room(99, 99),
    Room(99, 2),
    *(Room(meaning) for meaning in (99, 6, 5, 4, 3, 2, 1, 0)),
    *(Room(facts=facts, blanks=False) for facts in (99, 2, 1)),
)
"""From a large screen to a small one: the question and its choices are whole in each."""


def draw(typing: Typing, columns: int, rows: int) -> tuple[list[Line], int | None]:
    """The lines of a screen, none longer and not more than fit, and the line whose end the cursor stands at."""
    menu, room = typing.menu, min(COLUMNS, columns - 2)
    if typing.page is not None and menu.guidance:
        shown = pages(menu.guidance, columns, rows)
        at = min(typing.page, len(shown) - 1)
        return [*shown[at], Line(""), Line(shorten(menu.guidance.hint, room), Look.BOLD)], None
    for sizes in ROOMS:
        below = _below(typing, room, sizes)
        above = _above(menu, room, sizes)
        choices = _choices(typing, room, sizes)
        lines = [*above, *choices, *([Line("")] if sizes.blanks else []), *below]
        if len(lines) <= rows:
            break
    else:
        above, choices = _cut(above, choices, typing.at or 0, rows - len(below))
        lines = [*above, *choices, *below][-max(1, rows) :]
    return lines, len(lines) - 1


def _above(menu: Menu, columns: int, sizes: Room) -> list[Line]:
    """Where one is, the question, and what is known."""
    head = list(menu.head)
    while len(head) > 1 and width("  ".join(head)) > columns:
        head.pop()
    lines = [Line(shorten(plain("  ".join(head)), columns))] if head else []
    if head and sizes.blanks:
        lines.append(Line("-" * columns))
    lines += [Line(text, Look.BOLD) for text in wrap(menu.message, columns).split("\n")]
    known = [Line(text) for told in menu.known[: sizes.facts] for text in _first(told, columns, sizes.known)]
    blank = [Line("")] if sizes.blanks else []
    return [*lines, *(blank if known and sizes.meaning > 1 else []), *known, *blank]


def _choices(typing: Typing, columns: int, sizes: Room) -> list[Line]:
    """Each choice with its key, and with what it says beside it."""
    menu = typing.menu
    keys = max(width(choice.key) for choice in menu.choices)
    label = max(width(plain(choice.label)) for choice in menu.choices)
    beside = columns - keys - label - 5
    lines = []
    for at, choice in enumerate(menu.choices):
        mark = ">" if at == typing.at else "*" if choice.value == menu.standing else " "
        look = Look.CHOSEN if at == typing.at else Look.PLAIN
        before = f"{mark} {choice.key.rjust(keys)} "
        named = shorten(plain(choice.label).replace("\n", " "), columns - width(before))
        told = _first(choice.meaning, beside, sizes.meaning) if choice.meaning and beside >= LEAST_BESIDE else []
        first = f"{before}{pad(named, label)}  {told[0]}" if told else f"{before}{named}"
        lines.append(Line(first, look))
        lines += [Line(" " * (columns - beside) + text, look) for text in told[1:]]
    return lines


def _below(typing: Typing, columns: int, sizes: Room) -> list[Line]:
    """What else can be done, how to choose or why nothing was chosen, and the line that is typed."""
    menu = typing.menu
    named = [f"{action.key} {action.label}" for action in menu.actions]
    if menu.guidance:
        named.insert(0, f"{menu.guidance.keys[0]} {menu.guidance.label}")
    lines = [""]
    for text in named:
        longer = f"{lines[-1]}  {text}".strip()
        lines[-1:] = [longer] if width(longer) <= columns else [lines[-1], text]
    told = [
        Line(text, Look.BOLD if typing.told else Look.PLAIN)
        for text in _first(typing.told or menu.hint, columns, MOST_TOLD if sizes.blanks else LEAST_TOLD)
    ]
    typed = plain(typing.typed)
    while typed and width(typed) > columns - 4:
        typed = typed[1:]
    return [*(Line(shorten(text, columns)) for text in lines if text), *told, Line(f"> {typed}")]


def _first(text: str, columns: int, count: int) -> list[str]:
    """The text in as many lines as are allowed, with … where something is left out."""
    lines = wrap(text, columns).split("\n")
    if len(lines) <= count:
        return lines
    return [*lines[: count - 1], shorten(lines[count - 1] + " …", columns)] if count else []


def _cut(above: list[Line], choices: list[Line], at: int, rows: int) -> tuple[list[Line], list[Line]]:
    """As much of a menu as a screen shows that is too small for it: around the choice that is pointed at."""
    kept = max(1, min(len(above), rows - min(len(choices), 5)))
    if kept < len(above):
        above = [*above[: kept - 1], Line("…")]
    left = max(1, rows - len(above))
    first = min(max(0, at - left // 2), max(0, len(choices) - left))
    shown = choices[first : first + left]
    more = Line("…")
    signs = left >= LEAST_SIGNED
    before, after = signs and first > 0, signs and first + left < len(choices)
    return above, [more] * before + shown[before : left - after] + [more] * after


def pages(guidance: Guidance, columns: int, rows: int) -> list[list[Line]]:
    """The guidance in pages for a screen of that size; a heading stands with the text below it."""
    room, most = min(COLUMNS, columns - 2), max(3, rows - 4)
    bare: list[list[Line]] = [[]]
    for heading, text in guidance.blocks:
        lines = [Line(line) for line in wrap(text, room, "  ").split("\n")]
        heads = [Line(line, Look.BOLD) for line in wrap(heading, room).split("\n")]
        if bare[-1] and len(bare[-1]) + 1 + len(heads) + min(len(lines), 2) > most:
            bare.append([])
        bare[-1] += [*([Line("")] if bare[-1] else []), *heads]
        for line in lines:
            if len(bare[-1]) == most:
                bare.append([])
            bare[-1].append(line)
    total = len(bare)
    return [
        [Line(shorten(f"{plain(guidance.title)}  {at}/{total}", room), Look.BOLD), Line(""), *lines]
        for at, lines in enumerate(bare, 1)
    ]


def in_lines(menu: Menu, show: Callable[[str], None], read: Callable[[str], str]) -> str:
    """What was chosen at a terminal on which nothing can be drawn: the lines are shown, and one line is read."""
    typing = Typing(menu)
    while True:
        size = shutil.get_terminal_size()
        show("\n".join(line.text for line in draw(typing, *size)[0][:-1]))
        typing.typed = read("> ")
        chosen = typing.enter()
        if chosen is not None:
            return chosen
        if typing.page is not None and menu.guidance:
            show("\n".join(line.text for page in pages(menu.guidance, *size) for line in page))
            typing.page = None
