"""Where every call of tenken comes in: language, streams, errors and exit codes.

Exit codes: 0 done · 1 an asked-for check failed · 2 usage · 3 a file needs attention · 4 the machine lacks something ·
130 stopped. Standard output is the product, standard error is talk. The clock is read here once and passed along.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tenken import data
from tenken.cli.given import Hall
from tenken.core.problem import FileProblems, Problem, SayableError, TenkenError, UsageProblem
from tenken.screen import SUBSTITUTE, plain, width, wrap
from tenken.words import LANGUAGES, Language, Words

STOPPED = 130

SOURCE_COLUMNS = 100
"""How much of a source line an error shows."""

SENTENCE_COLUMNS = 110
"""Up to where the sentence stands beside the carets and not below them."""


@dataclass(frozen=True, slots=True)
class Common:
    """What may stand anywhere on the command line, and the rest of it."""

    lang: str | None
    debug: bool
    no_input: bool
    checklist_paths: tuple[str, ...]
    rest: list[str]


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    _let_every_character_pass()
    words = Words(_language(None))
    debug = "--debug" in argv
    try:
        common = _common(argv)
        debug = common.debug
        words = Words(_language(common.lang))
        return _run(common, words)
    except FileProblems as refused:
        _say(problem_text(words, problem) for problem in refused.problems)
        return refused.exit_code
    except SayableError as stop:
        _say(_lines(words.error(stop.what, stop.values)))
        return stop.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: be quiet at the end, too
        return 0
    except KeyboardInterrupt:
        _say(["", words("error.stopped")])
        return STOPPED
    except Exception as fault:
        if debug:
            raise
        _say([words("error.unexpected", kind=type(fault).__name__)])
        return 1


def problem_text(words: Words, problem: Problem) -> str:
    """A problem as somebody sitting beside the assessor would say it: where, the line, what to do."""
    place = problem.file
    if problem.line is not None:
        place += f":{problem.line}:{problem.column or 1}"
    head = f"{place}  {problem.where}".rstrip()
    sentence = words.problem(problem)
    if problem.source is None or problem.line is None or problem.column is None:
        return f"{head}\n   {sentence}"
    start = max(0, problem.column - 1 - SOURCE_COLUMNS // 2)
    shown = plain(problem.source[start : start + SOURCE_COLUMNS])
    before = plain(problem.source[start : problem.column - 1])
    marked = plain(problem.source[problem.column - 1 : problem.column - 1 + problem.length][:SOURCE_COLUMNS])
    gutter = f"{problem.line:>5} | "
    blank = " " * (len(gutter) - 2) + "| "
    carets = " " * width(before) + "^" * max(1, min(width(marked), SOURCE_COLUMNS - 2))
    between = " " if width(carets) + width(sentence) <= SENTENCE_COLUMNS else f"\n{blank}"
    return f"{head}\n{gutter}{shown}\n{blank}{carets}{between}{sentence}"


def _run(common: Common, words: Words) -> int:
    hall = Hall(
        words=words,
        today=_today(),
        places=(*_own_places(common.checklist_paths), data.folder("checklist")),
        can_ask=not common.no_input and sys.stdin.isatty() and sys.stderr.isatty(),
        debug=common.debug,
    )
    return 0 if _straight(hall, common.rest) else _through_typer(hall, common.rest)


def _straight(hall: Hall, argv: list[str]) -> bool:
    """Answer the plainest calls, ``score FILE`` and ``status FILE`` with or without ``--json``, without a parser.

    Typer takes longer to get ready than the score to compute. Whatever else is asked goes through Typer, to the same
    functions; returns whether the call was answered here.
    """
    match [word for word in argv if word != "--json"]:
        case [("score" | "status") as command, file] if not file.startswith("-"):
            from tenken.cli import telling  # noqa: PLC0415 - help and usage errors do without it

            tell = telling.score if command == "score" else telling.status
            tell(hall, Path(file), as_json="--json" in argv)
            return True
        case _:
            return False


def _through_typer(hall: Hall, argv: list[str]) -> int:
    import typer  # noqa: PLC0415 - see _straight

    from tenken.cli.commands import root  # noqa: PLC0415 - see _straight
    from tenken.cli.help import usage_problem  # noqa: PLC0415 - see _straight

    try:
        code = root().main(args=argv, prog_name="tenken", standalone_mode=False, obj=hall)
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
        hall.talk(hall.words.error(problem.what, problem.values))
        hall.talk(hall.words("error.see-help", command=getattr(getattr(fault, "ctx", None), "command_path", "tenken")))
        return problem.exit_code
    if code == STOPPED:  # how Typer passes Ctrl-C on
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _common(argv: Sequence[str]) -> Common:
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
    return Common(lang, flags["--debug"], flags["--no-input"], tuple(taken["--checklist-path"]), rest)


def _language(asked: str | None) -> Language:
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


def _today() -> date:
    """The machine's day, or TENKEN_TODAY for those who need another."""
    written = os.environ.get("TENKEN_TODAY")
    if written:
        from tenken.ask.parsing import day_of  # noqa: PLC0415 - only for those who need another day

        found = day_of(written)
        if found is None:
            raise UsageProblem("bad-day", {"written": written})
        return found
    return datetime.now(UTC).astimezone().date()


def _own_places(asked: tuple[str, ...]) -> tuple[Path, ...]:
    for place in asked:
        if not Path(place).is_dir():
            raise UsageProblem("bad-output", {"file": place})
    from_environment = os.environ.get("TENKEN_CHECKLISTS", "").split(os.pathsep)
    return tuple(Path(place) for place in (*asked, *from_environment) if place)


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
    for line in lines:
        print(plain(line), file=sys.stderr)  # noqa: T201 - talk
