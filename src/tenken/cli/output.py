"""Where a command's document goes: which format, into which file or stream, and what is said while it is made.

Every command that makes a document comes through here, so that endings, ``--force`` and ``-`` mean the same everywhere.
"""

import logging
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from tenken.cli.context import AppContext
from tenken.cli.machine import product
from tenken.core.problem import UsageProblem, Values
from tenken.render.formats import MEDIA_TYPES, Formats, OutputFormat, format_of
from tenken.render.pdf.printer import PROGRESS, MissingGlyphs, started_ahead
from tenken.store import atomic_file

MOST_NAMED = 20
"""How many substituted characters are named."""

STREAM = Path("-")
"""What is written for standard output."""


def chosen(formats: Formats, output: Path | None, asked: str | None) -> OutputFormat | None:
    """The format that was asked for, or the one that the file's name ends in; ``None`` where there is no name.

    Raises UsageProblem where the name ends in nothing that tenken makes: what lies there would not be what it says.
    """
    if asked is not None:
        return formats[asked]
    if output is None or output == STREAM:
        return None
    found = format_of(formats, output.name)
    if found is None:
        raise UsageProblem("unknown-ending-format", _ending(output, [form.ending for form in formats.values()]))
    return found


def refuse_ending(output: Path | None, *endings: str) -> None:
    """Raise UsageProblem where a name ends otherwise than the one kind of file that the command makes."""
    if output is not None and output != STREAM and output.suffix.lower().removeprefix(".") not in endings:
        raise UsageProblem("unknown-ending", _ending(output, endings))


def _ending(output: Path, known: Iterable[str]) -> Values:
    choices = " / ".join(dict.fromkeys(f".{ending}" for ending in known))
    return {"file": str(output), "ending": output.suffix or "-", "choices": choices}


def refuse_early(target: Path | None, *sources: Path | None, force: bool) -> None:
    """Say what stands in the way of writing there before anything slow is done; raises UsageProblem.

    A document never takes the place of a file from which it is made, whatever is forced.
    """
    if target is None or target == STREAM:
        return
    if any(source and source.exists() and target.exists() and target.samefile(source) for source in sources):
        raise UsageProblem("over-source", {"file": str(target)})
    refuse_standing(target, force=force)
    if not target.parent.is_dir():
        raise UsageProblem("bad-output", {"file": str(target.parent)})


def refuse_standing(target: Path, *, force: bool) -> None:
    """Raise UsageProblem where a file lies there already, unless it may be replaced, or something that is no file."""
    if target.exists() and not target.is_file():
        raise UsageProblem("not-a-file", {"file": str(target)})
    if target.exists() and not force:
        raise UsageProblem("exists", {"file": str(target)})


def started(form: OutputFormat | None) -> AbstractContextManager[None]:
    """Around everything that leads to a document of that form: what takes long to load is loaded meanwhile."""
    return started_ahead() if form and form.media_type == MEDIA_TYPES["pdf"] else nullcontext()


def deliver(content: bytes, target: Path | None, *, force: bool) -> bool:
    """Write the document into its file, or on standard output; returns whether there is a file to speak of."""
    if target is None or target == STREAM:
        with product():
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        return False
    atomic_file.write(target, content, replace=force)
    return True


def make(app: AppContext, produce: Callable[[], bytes]) -> bytes:
    """What ``produce`` makes; a terminal shows how far it is, and characters that no font has are named."""
    with warnings.catch_warnings(record=True) as warned, _progress(app):
        warnings.simplefilter("always", MissingGlyphs)
        content = produce()
    for warning in warned:
        if isinstance(warning.message, MissingGlyphs):
            app.message(_named(app, warning.message.characters))
    return content


def _named(app: AppContext, characters: tuple[str, ...]) -> str:
    first = " ".join(f"{character} (U+{ord(character):04X})" for character in characters[:MOST_NAMED])
    rest = len(characters) - MOST_NAMED
    return app.words("cli.report.substituted", characters=first + (f" +{rest}" if rest > 0 else ""))


@contextmanager
def _progress(app: AppContext) -> Iterator[None]:
    """A line on standard error that counts the pages, where that is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks

    with Console(stderr=True).status(app.words("cli.report.working")) as status:
        listener = _PageCounter(lambda page: status.update(app.words("cli.report.working_page", n=page)))
        level = PROGRESS.level
        PROGRESS.addHandler(listener)
        PROGRESS.setLevel(logging.INFO)
        try:
            yield
        finally:
            PROGRESS.removeHandler(listener)
            PROGRESS.setLevel(level)


class _PageCounter(logging.Handler):
    """Hears of each page that is laid out; never of what stands on it."""

    def __init__(self, show: Callable[[int], None]) -> None:
        super().__init__()
        self.show = show

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and record.args and isinstance(record.args[0], int):
            self.show(record.args[0])
