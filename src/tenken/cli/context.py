"""What every command is given, and through which everything it shows goes."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from tenken.cli.machine import product, talk
from tenken.core.model import Checklist
from tenken.core.problem import UsageProblem
from tenken.screen import json_on_screen, plain
from tenken.shell import quoted
from tenken.words import LANGUAGES, Language, Words


@dataclass(frozen=True, slots=True)
class AppContext:
    """What every command is given: the language, today, where editions are, and whether a person can be asked."""

    words: Words
    today: date
    checklist_path: tuple[Path, ...]
    """Folders in which editions are looked for, the user's own first."""
    can_ask: bool
    debug: bool = False
    """Whether a developer wants to see where a fault came from."""
    repeated: tuple[tuple[str, str], ...] = ()
    """What was given on the command line and holds for the next command as well, e.g. ``--checklist-path``."""
    suggested: list[str] = field(default_factory=list)
    """What the command that is under way wants to say about the next step; the last one counts."""

    def about(self, checklist: Checklist, *, reopened: bool = False) -> "AppContext":
        """The same, with the words of what that edition is about, and of answers that an earlier text of it got."""
        words = self.words.about(checklist, reopened=reopened)
        return self if words is self.words else replace(self, words=words)

    def result(self, text: str = "") -> None:
        """Print something that was asked for, on standard output."""
        with product():
            print(plain(text))  # noqa: T201 - the product

    def data(self, told: Any) -> None:
        """Print a value as JSON on standard output; on a terminal what that could obey is escaped."""
        text = json.dumps(told, ensure_ascii=False, indent=2)
        with product():
            print(json_on_screen(text) if sys.stdout.isatty() else text)  # noqa: T201 - the product

    def message(self, text: str = "") -> None:
        """Say something beside the product, on standard error."""
        with talk():
            print(plain(text), file=sys.stderr)  # noqa: T201 - talk

    def lead_to(self, key: str, **values: str | int) -> None:
        """Choose the next step that is told once the command has done its work: a sentence that ends in a command."""
        self.suggested.append(self.words(key, **values))

    def tell_next(self, command: str, given: Mapping[str, Any]) -> None:
        """Tell the next step: the one that was chosen, else the usual one after that command, ``sheet.write``.

        A command that printed JSON was called by a program, which needs no advice.
        """
        if given.get("as_json"):
            return
        usual = f"next.{command}"
        if not self.suggested and self.words.knows(usual):
            self.lead_to(usual, **{name: str(value) for name, value in given.items() if isinstance(value, str | Path)})
        if self.suggested:
            as_well = (f"{option} {quoted(value)}" for option, value in self.repeated)
            self.message(" ".join([self.suggested[-1], *as_well]))


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """What may stand anywhere on the command line, and the rest of it."""

    lang: str | None
    debug: bool
    no_input: bool
    checklist_paths: tuple[str, ...]
    rest: list[str]

    @property
    def repeated(self) -> tuple[tuple[str, str], ...]:
        """What the next command needs as well: options with their values."""
        places = [("--checklist-path", place) for place in self.checklist_paths]
        return (*places, *([("--lang", self.lang)] if self.lang else []))


def global_options(argv: Sequence[str]) -> GlobalOptions:
    """Take out what every command understands, wherever it stands before ``--``."""
    taken: dict[str, list[str]] = {"--lang": [], "--checklist-path": []}
    flags = {"--debug": False, "--no-input": False}
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif name in taken:
            given = value if equals else next(words, None)
            if given is None:
                raise UsageProblem("option-value", {"name": name})
            taken[name].append(given)
        elif word in flags:
            flags[word] = True
        else:
            rest.append(word)
    lang = taken["--lang"][-1] if taken["--lang"] else None
    return GlobalOptions(lang, flags["--debug"], flags["--no-input"], tuple(taken["--checklist-path"]), rest)


def language_of(asked: str | None) -> Language:
    """``--lang``, then TENKEN_LANG, then the locale, then Japanese."""
    if asked is not None:
        for language in LANGUAGES:
            if asked == language:
                return language
        raise UsageProblem("bad-lang", {"written": asked})
    for name in ("TENKEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        for language in LANGUAGES:
            if os.environ.get(name, "").lower().startswith(language):
                return language
    return "ja"


def today() -> date:
    """The machine's day, or TENKEN_TODAY for those who need another."""
    written = os.environ.get("TENKEN_TODAY")
    if written:
        from tenken.ask.reading import NotUnderstood, read_day  # noqa: PLC0415 - only for those who need another day

        found = read_day(written, None, meant="past")
        if isinstance(found, NotUnderstood):
            raise UsageProblem(found.what, {**found.values, "option": "TENKEN_TODAY"})
        return found.day
    return datetime.now(UTC).astimezone().date()


def moment(day: date) -> datetime:
    """Now where it is that day, else noon of it: when something is signed, or a signature looked at."""
    now = datetime.now(UTC).astimezone()
    return now if now.date() == day else datetime.combine(day, time(12)).astimezone()


def own_places(asked: tuple[str, ...]) -> tuple[Path, ...]:
    """Where the user's own editions are: ``--checklist-path``, then TENKEN_CHECKLISTS."""
    for place in asked:
        if not Path(place).is_dir():
            raise UsageProblem("bad-output", {"file": place})
    from_environment = os.environ.get("TENKEN_CHECKLISTS", "").split(os.pathsep)
    return tuple(Path(place) for place in (*asked, *from_environment) if place)
