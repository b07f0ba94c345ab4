"""What every command is given, and through which everything it shows goes."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tenken.screen import plain
from tenken.words import Words

SECONDS_A_QUESTION = 17
"""How long somebody who knows the firm thinks about one question."""


@dataclass(frozen=True, slots=True)
class Hall:
    """What every command is given: the language, today, where editions are, and whether a person can be asked."""

    words: Words
    today: date
    places: tuple[Path, ...]
    can_ask: bool
    debug: bool = False
    """Whether a developer wants to see where a fault came from."""

    def tell(self, text: str = "") -> None:
        """Print something that was asked for, on standard output."""
        print(plain(text))  # noqa: T201 - the product

    def talk(self, text: str = "") -> None:
        """Say something beside the product, on standard error."""
        print(plain(text), file=sys.stderr)  # noqa: T201 - talk
