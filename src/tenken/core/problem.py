"""What can go wrong, as values that know their place, and the exceptions that carry them.

A Problem names a sentence of ``templates/words`` by its key and brings the values to fill in: the sentence itself, and
its language, are chosen where it is shown. Everything wrong with a file is collected first and raised once.

    TenkenError
    ├── FileProblems      a file needs attention          exit 3
    ├── TooLarge          a file makes too much           exit 3
    ├── CheckFailed       an asked-for check failed       exit 1
    ├── UsageProblem      the command's words are off     exit 2
    ├── MachineLacks      the machine lacks something     exit 4
    └── Interrupted       the person stopped it           exit 130
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
Values: TypeAlias = Mapping[str, str | int]


MOST_TOLD = 50
"""Problems that are told at once; of the others only their number is."""
LONGEST_WORD = 80
MOST_COMPARED = 10_000
"""Pairs of words that are held against each other to guess what was meant in one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, where it stands, and what to do about it."""

    file: str
    """The file's name as the user wrote it."""
    what: str
    """Key of the sentence under ``[problem]`` in the interface words."""
    path: KeyPath = ()
    """Key path inside the file, e.g. ``("answers", "policy-05", "status")``."""
    values: Values = field(default_factory=dict)
    """What the sentence fills in."""
    on_key: bool = False
    """True where the key itself is at fault and not its value."""
    line: int | None = None
    column: int | None = None
    """Both from 1, in characters."""
    length: int = 1
    """How many characters the fault covers, in the source line."""
    source: str | None = None
    """The line as it stands in the file."""

    @property
    def where(self) -> str:
        """The key path as the file's reader knows it, e.g. ``question[3].weight``."""
        text = ""
        for part in self.path:
            name = f"[{part + 1}]" if isinstance(part, int) else part if len(part) <= LONGEST_WORD else f"{part[:40]}…"
            text += f".{name}" if text and not isinstance(part, int) else name
        return text


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that kept nothing from being read, and that whoever reads should know."""

    what: str
    """Key of the sentence, in the table of words of whoever tells it."""
    values: Values = field(default_factory=dict)


class TenkenError(Exception):
    """Anything tenken stops for and can explain."""

    exit_code = 1


class FileProblems(TenkenError):
    """One or more files need attention; nothing was written."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep all problems, in the order in which they should be read."""
        told = problems[:MOST_TOLD]
        super().__init__("; ".join(f"{problem.file}: {problem.where} {problem.what}" for problem in told))
        self.problems = tuple(problems)


class SayableError(TenkenError):
    """One sentence: a key of the interface words and the values to fill in."""

    def __init__(self, what: str, values: Values | None = None) -> None:
        """Name the sentence ``error.<what>``."""
        super().__init__(what)
        self.what = what
        self.values: Values = values or {}


class CheckFailed(SayableError):
    """The user asked for a check, and it failed."""

    exit_code = 1


class UsageProblem(SayableError):
    """The command was called in a way it cannot follow."""

    exit_code = 2


class TooLarge(SayableError):
    """What a file holds would make a document larger than can be made; nothing was written."""

    exit_code = 3


class MachineLacks(SayableError):
    """A library, a font or a program is missing on this machine."""

    exit_code = 4


class Interrupted(SayableError):
    """The person stopped what was going on, by Ctrl-C, and is told what has been kept."""

    exit_code = 130


class Guesses:
    """Guesses what was meant, a bounded number of times: behind the first fifty problems nobody reads them."""

    def __init__(self) -> None:
        """Begin with all the room there is."""
        self._room = MOST_COMPARED

    def close_to(self, word: str, known: Collection[str]) -> str | None:
        """The known word somebody probably meant, ``None`` where there is none or enough was guessed."""
        if self._room < len(known):
            return None
        self._room -= len(known)
        return close_to(word, known)


class DaysAhead(UserWarning):
    """A file that names days later than today: it was saved while a clock was wrong, or this machine's is."""

    def __init__(self, file: str, count: int, latest: date, today: date) -> None:
        """Name the file, how many such days there are, and the latest."""
        super().__init__(file, count, latest, today)
        self.values: Values = {"file": file, "n": count, "day": latest.isoformat(), "today": today.isoformat()}


def close_to(word: str, known: Iterable[str]) -> str | None:
    """The known word somebody probably meant; of equally close ones the first."""
    if len(word) > LONGEST_WORD:
        return None
    near = get_close_matches(word, sorted(known), n=5, cutoff=0.6)
    closeness = {match: SequenceMatcher(None, word, match).ratio() for match in near}
    return min((match for match in near if closeness[match] == max(closeness.values())), default=None)
