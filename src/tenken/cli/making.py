"""Making a document while somebody waits: progress on the terminal, and what the renderer has to say afterwards."""

import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tenken.cli.given import Hall
from tenken.render.pdf import Substituted

MOST_NAMED = 20
"""How many substituted characters are named."""


def make(hall: Hall, produce: Callable[[], bytes]) -> bytes:
    """What ``produce`` makes; a terminal shows how far it is, and characters that no font has are named."""
    with warnings.catch_warnings(record=True) as warned, _progress(hall):
        warnings.simplefilter("always", Substituted)
        content = produce()
    for warning in warned:
        if isinstance(warning.message, Substituted):
            hall.talk(_named(hall, warning.message.characters))
    return content


def _named(hall: Hall, characters: tuple[str, ...]) -> str:
    first = " ".join(f"{character} (U+{ord(character):04X})" for character in characters[:MOST_NAMED])
    rest = len(characters) - MOST_NAMED
    return hall.words("cli.report.substituted", characters=first + (f" +{rest}" if rest > 0 else ""))


@contextmanager
def _progress(hall: Hall) -> Iterator[None]:
    """A line on standard error that counts the pages, where that is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks

    with Console(stderr=True).status(hall.words("cli.report.working")) as status:
        listener = _PageCounter(lambda page: status.update(hall.words("cli.report.working_page", n=page)))
        logger = logging.getLogger("weasyprint.progress")  # its name is public; the library itself is not known here
        level = logger.level
        logger.addHandler(listener)
        logger.setLevel(logging.INFO)
        try:
            yield
        finally:
            logger.removeHandler(listener)
            logger.setLevel(level)


class _PageCounter(logging.Handler):
    """Hears of each page that is laid out; never of what stands on it."""

    def __init__(self, show: Callable[[int], None]) -> None:
        super().__init__()
        self.show = show

    def emit(self, record: logging.LogRecord) -> None:
        if record.args and "Page" in str(record.msg):
            page = record.args[0] if isinstance(record.args, tuple) else None
            if isinstance(page, int):
                self.show(page)
