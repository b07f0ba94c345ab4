"""Where every call of tenken comes in: language, streams, errors and exit codes.

Exit codes: 0 done · 1 an asked-for check failed · 2 usage · 3 a file needs attention · 4 the machine lacks something ·
130 stopped. Standard output is the product, standard error is talk. The clock is read here once and passed along.
"""

import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import typer

from tenken import data
from tenken.cli import STOPPED
from tenken.cli.commands import root
from tenken.cli.context import AppContext, GlobalOptions, global_options, language_of, own_places, today
from tenken.cli.help import usage_problem
from tenken.cli.help.names import ASKED
from tenken.cli.machine import open_what_is_closed, product, sayable, silence, talk
from tenken.core.problem import DaysAhead, FileProblems, SayableError, TenkenError
from tenken.screen import SUBSTITUTE, plain, problem_texts, wrap
from tenken.words import Words

MOST_NAMED = 5
"""Assessments of a folder that are named to somebody who named one that is not there."""


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    open_what_is_closed()
    _let_every_character_pass()
    if os.environ.get(ASKED):
        from tenken.cli.help.completion import answer  # noqa: PLC0415 - only for a shell that completes

        return answer(root(), os.environ)
    words = Words(language_of(None))
    debug = "--debug" in argv
    try:
        common = global_options(argv)
        debug = common.debug
        words = Words(language_of(common.lang))
        try:
            return _run(common, words)
        finally:
            with product():
                sys.stdout.flush()  # what does not fit any more is seen now, and not when nobody can be told
    except FileProblems as refused:
        _say(problem_texts(words, refused.problems))
        _say(_where_to_begin(words, refused))
        return refused.exit_code
    except SayableError as stop:
        return _told(words, stop)
    except BrokenPipeError:
        silence(sys.stdout)  # nobody reads on: be quiet at the end, too
        return 0
    except KeyboardInterrupt:
        return stopped(words)
    except Exception as fault:
        if debug:
            raise
        told = sayable(fault)
        if told:
            return _told(words, told)
        _say([words("error.unexpected", kind=type(fault).__name__)])
        return 1


def _where_to_begin(words: Words, refused: FileProblems) -> Iterable[str]:
    """For somebody who named an assessment that is not there: those that are, and how to begin one."""
    from tenken.store.assessment.nearby import assessments_in  # noqa: PLC0415 - loaded only where a file is missing
    from tenken.store.checklist.editions import HEAD  # noqa: PLC0415 - see above

    missing = [problem.file for problem in refused.problems if problem.what == "not-found"]
    if not missing or not missing[0].endswith(".toml") or missing[0].endswith(HEAD):
        return
    folder = Path(missing[0]).parent
    if found := assessments_in(folder, MOST_NAMED):
        yield words("error.assessments-there", files=words("report.join").join(found))
    yield words("next.doctor")


def stopped(words: Words | None = None) -> int:
    """Say that the person stopped it, and that nothing is half done; the exit code."""
    _say(["", (words or Words(language_of(None)))("error.stopped")])
    return STOPPED


def _told(words: Words, stop: SayableError) -> int:
    """Say what stopped the command."""
    _say(_lines(words.error(stop.what, stop.values)))
    return stop.exit_code


def _run(common: GlobalOptions, words: Words) -> int:
    app = AppContext(
        words=words,
        today=today(),
        checklist_path=(*own_places(common.checklist_paths), data.folder("checklist")),
        can_ask=not common.no_input and sys.stdin.isatty() and sys.stderr.isatty(),
        debug=common.debug,
        repeated=common.repeated,
    )
    try:
        with _warned_of_days_ahead(app):
            code = root().main(args=common.rest, prog_name="tenken", standalone_mode=False, obj=app)
    except TenkenError:
        raise
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as fault:
        problem = usage_problem(fault)
        if problem is None:
            raise
        app.message(app.words.error(problem.what, problem.values))
        app.message(app.words("error.see-help", command=getattr(getattr(fault, "ctx", None), "command_path", "tenken")))
        return problem.exit_code
    if code == STOPPED:  # how Typer passes Ctrl-C on
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


@contextmanager
def _warned_of_days_ahead(app: AppContext) -> Iterator[None]:
    """Say once of each file that it names days later than today; a command goes on all the same."""
    told: set[str] = set()
    with warnings.catch_warnings():
        others = warnings.showwarning

        def show(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if not isinstance(message, DaysAhead):
                others(message, category, filename, lineno, file, line)
            elif (sentence := app.words("error.days-ahead", **message.values)) not in told:
                told.add(sentence)
                app.message(sentence)

        warnings.showwarning = show
        warnings.simplefilter("always", DaysAhead)
        yield


def _let_every_character_pass() -> None:
    """A console that lacks a character shows a substitute instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=SUBSTITUTE)


def _lines(sentence: str) -> Iterable[str]:
    """The sentence as a terminal of its width shows it; lines with a command stay whole, to be copied."""
    if not sys.stderr.isatty():
        return [sentence]
    columns = os.get_terminal_size(sys.stderr.fileno()).columns - 2
    return [line if "tenken " in line else wrap(line, columns) for line in sentence.split("\n")]


def _say(lines: Iterable[str]) -> None:
    with talk():
        for line in lines:
            print(plain(line), file=sys.stderr)  # noqa: T201 - talk
