"""Help pages: two examples of every command that work, usage, values and defaults; and the step that comes next."""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY, Said
from tests.wider import usually

from tenken.cli.commands import Root, root
from tenken.cli.context import AppContext, global_options
from tenken.cli.help import HelpfulGroup
from tenken.cli.help.names import name_of
from tenken.cli.help.page import examples
from tenken.screen import width, wrap
from tenken.words import LANGUAGES, Language, Words

Tenken = Callable[..., Said]
TERMINAL = 80
MOST_OF_A_GROUP = 12
"""Options that one still takes in without a heading between them."""

ASKING = {"web", "clients.web", "answer", "audit.check"}
"""They wait for a person, and are called in tests of their own."""
NOT_RUN = {
    ("new", 0): "asks a person",
    ("form.read", 0): "needs what a browser saved",
    ("form.read", 1): "reads what is pasted",
    ("audit.begin", 1): "needs an audit of the year before",
    ("verify", 1): "needs the digest of the day",
    ("calendar", 1): "needs a person of the firm's own",
    ("clients.forget", 0): "asks a person",
}
FOR_A_SHELL = {"completion"}
"""What they print is read by a shell at every start, which needs no advice."""
PRINTED = {"demo", "report", "verify", "renew"}
"""They make a PDF, or need one."""
BEFORE = {
    "sheet.read": ["tenken sheet write 2026-draft.toml -o answers.xlsx", "cp 2026-draft.toml 2026.toml"],
    "evidence.add": ["cp 2026-draft.toml 2026.toml", "touch training.pdf"],
    "new": ["rm 2026.toml"],
    "set": ["cp 2026-draft.toml 2026.toml"],
    "signoff": ["cp 2025.toml 2026.toml"],
    "verify": ["tenken report 2026.toml"],
    "renew": ["tenken report 2026.toml"],
    "checklist.lint": ["tenken checklist new my-checklist --from member-data@2027"],
    "checklist.adopt": [
        "tenken checklist new own-checklist",
        "tenken new own.toml --organisation X --checklist own-checklist@1 --checklist-path own-checklist --no-input",
    ],
    "clients.send": ["tenken demo clients --clients 12"],
    "clients.receive": ["tenken demo clients --clients 12", "mkdir inbox"],
    "clients.report": ["tenken demo clients --clients 12"],
    "clients.table": ["tenken demo clients --clients 12"],
    "clients.gaps": ["tenken demo clients --clients 12"],
    "doctor": ["mkdir clients"],
    "clients.forget": [f"tenken clients new clients '{name}'" for name in ("北浜テニスクラブ", "Kitahama Tennis Club")],
    "clients.calendar": ["tenken demo clients --clients 12"],
    "clients.findings": ["tenken demo clients --clients 12"],
    "clients.benchmark": ["tenken demo clients --clients 40"],
    "checklist.import": ["tenken checklist show member-data@2027 -o questions.csv"],
    "followup.accept": ["followup.reply"],
    "followup.return": ["followup.reply"],
    "followup.done": ["followup.reply", "followup.accept"],
    "followup.verify": ["followup.reply", "followup.accept", "followup.done"],
    "followup.extend": ["followup.reply", "followup.accept"],
    "followup.read": ["tenken followup form followup.toml -o replies.xlsx"],
}
"""What has to be there, as commands, or as the first example of another command."""


def every(kind: type[HelpfulGroup] = Root, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The names that lead to each command, groups left out."""
    from importlib import import_module

    for name, target in kind.targets.items():
        module, what = target.split(":")
        found = getattr(import_module(f"tenken.cli.{module}"), what)
        if isinstance(found, type) and issubclass(found, HelpfulGroup):
            yield from every(found, (*before, name))
        else:
            yield (*before, name)


COMMANDS = [".".join(names) for names in every()]
GROUPS = sorted({name.rpartition(".")[0] for name in COMMANDS})


def parsed(line: str, lang: Language = "ja") -> tuple[Any, Any]:
    """The command and the context of a command line, read by the parser and not run."""
    app = AppContext(Words(lang), TODAY, PLACES, can_ask=False)
    words = shlex.split(line)
    assert words[0] == "tenken"
    words = ["tenken", *global_options(words[1:]).rest]
    command: Any = root()
    context = command.make_context("tenken", words[1:], obj=app)
    while isinstance(command, HelpfulGroup):
        rest = [*context._protected_args, *context.args]
        name, command, rest = command.resolve_command(context, rest)
        context = command.make_context(name, rest, parent=context)
    return command, context


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_two_examples_that_can_be_read(command: str, lang: Language) -> None:
    shown = examples(Words(lang), command)
    assert len(shown) == 2, command
    assert len({typed for _, typed in shown}) == 2
    for what, typed in shown:
        assert what.endswith("。" if lang == "ja" else "."), what
        _, context = parsed(typed, lang)
        assert ".".join(context.command_path.split()[1:]) == command


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", [*COMMANDS, *GROUPS])
def test_a_help_page_fits_the_terminal(tenken: Tenken, command: str, lang: Language) -> None:
    page = tenken(*command.split("."), "--help", lang=lang) if command else tenken("--help", lang=lang)
    assert page.code == 0
    assert [line for line in page.out.splitlines() if width(line) > TERMINAL] == []
    assert not re.search(r"\bcli\.[a-z]|\{\w+\}", page.out)
    lines = [line for line in page.out.splitlines() if line]
    assert lines[1] == ("例：" if lang == "ja" else "Examples:") or lines[2].endswith(("：", ":"))
    assert sum(line.startswith("    tenken ") for line in lines) == 2
    if command in GROUPS:
        names = ["tenken", *filter(None, command.split("."))]
        assert lines[-1].endswith(f"{' '.join(names)} {'コマンド' if lang == 'ja' else 'COMMAND'} --help")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_group_of_options_is_long(tenken: Tenken, command: str, lang: Language) -> None:
    page = tenken(*command.split("."), "--help", lang=lang).out
    blocks = [block for block in page.split("\n\n") if re.search(r"(?m)^  -", block)]
    assert all(len(re.findall(r"(?m)^  -", block)) <= MOST_OF_A_GROUP for block in blocks)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_usage_line_names_what_must_be_given(tenken: Tenken, command: str) -> None:
    page = tenken(*command.split("."), "--help").out
    usage = " ".join(page.partition("使い方：")[2].partition("\n\n")[0].split())
    found, _ = parsed(examples(Words("ja"), command)[0][1])
    for parameter in found.params:
        assert name_of(parameter) in usage.replace("[", " [").split() or not parameter.required, parameter.name
        assert not parameter.required or f"[{name_of(parameter)}]" not in usage


def test_the_dash_for_a_stream_stays_with_what_it_does() -> None:
    assert wrap("作るファイルの名前(.pdf、.txt)。- なら標準出力。", 32).splitlines()[1] == "- なら標準出力。"
    assert wrap("Name of the file. - for standard output.", 20).splitlines()[1].startswith("- for")


def test_values_ranges_and_defaults_are_shown(tenken: Tenken) -> None:
    page = " ".join(tenken("new", "--help").out.split())
    for shown in (
        "値：quick / standard / full",
        "1〜12",
        "省略時：self",
        "bank-name / id-number",
        "--fact の値",
        "few-employees",
    ):
        assert shown in page
    assert "--into FILE" in tenken("sheet", "read", "--help").out
    assert (
        "1 Policy" in re.sub(" +", " ", tenken("answer", "--help", lang="en").out)
        or "--area" in tenken("answer", "--help").out
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_is_written_in_one_style(lang: Language) -> None:
    w = Words(lang)
    for command in [*COMMANDS, *filter(None, GROUPS)]:
        head, _, _ = command.rpartition(".")
        if command in GROUPS:
            said = w(f"cli.{command}.help")
        else:
            found, _ = parsed(examples(w, command)[0][1])
            said = w(found.help)
        first = said.split()[0]
        assert said.endswith("。" if lang == "ja" else "."), (head, said)
        if lang == "en":
            assert not re.fullmatch(r"[A-Z][a-z]+[^s]s", first), said
        else:
            assert re.search(r"(ます|ません)。$", said), said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which the examples find what they name."""
    for name in ("2024.toml", "2025.toml", "2026.toml", "2026-draft.toml", "2026-audit.toml"):
        shutil.copy(EXAMPLES / name, tmp_path / name)
    return tmp_path


def by_the_auditor(line: str) -> str:
    """The command as it is for the example, which has an auditor of its own."""
    return line.replace("--by Sakai", "--by '堺 直樹'").replace("--by 堺 ", "--by '堺 直樹' ")


def made_ready(tenken: Tenken, folder: Path, command: str, lang: Language) -> None:
    if command.startswith("audit.") and command != "audit.begin":
        line = examples(Words(lang), "audit.begin")[0][1]
        assert tenken(*shlex.split(line)[1:], lang=lang).code == 0
    if command.startswith("followup.") and command != "followup.begin":
        assert tenken("followup", "begin", "2026-audit.toml", "followup.toml").code == 0
    if command == "followup.begin":
        (folder / "audits").mkdir()
        shutil.copy(EXAMPLES / "2026-audit.toml", folder / "audits" / "2026.toml")
    if command == "audit.status":
        shutil.copy(EXAMPLES / "2026.toml", folder / "audit.pdf")
    for step in BEFORE.get(command, []):
        line = examples(Words(lang), step)[0][1] if step.startswith("followup.") else step
        program, *words = shlex.split(by_the_auditor(line))
        if program == "cp":
            shutil.copy(folder / words[0], folder / words[1])
        elif program == "rm":
            (folder / words[0]).unlink()
        elif program == "mkdir":
            (folder / words[0]).mkdir()
        elif program == "touch":
            (folder / words[0]).write_bytes(b"%PDF-1.7")
        else:
            said = tenken(*words, lang=lang)
            assert said.code == 0, said.err


def cases() -> Iterator[Any]:
    for command in COMMANDS:
        for at in range(2):
            if command not in ASKING and (command, at) not in NOT_RUN:
                marks = [pytest.mark.pdf] if command in PRINTED else []
                yield pytest.param(command, at, marks=marks, id=f"{command}-{at + 1}")


@pytest.mark.parametrize("lang", usually(LANGUAGES, ["ja"]))
@pytest.mark.parametrize(("command", "at"), list(cases()))
def test_an_example_works_and_leads_to_the_next_step(
    tenken: Tenken, folder: Path, command: str, at: int, lang: Language
) -> None:
    made_ready(tenken, folder, command, lang)
    line = examples(Words(lang), command)[at][1]
    said = tenken(*shlex.split(by_the_auditor(line))[1:], lang=lang)
    assert said.code == 0, said.err
    last = said.err.strip().splitlines()[-1] if said.err.strip() else ""
    if "--json" in line or command in FOR_A_SHELL:
        assert "tenken " not in said.err
    else:
        assert len(re.findall(r"tenken [a-z]", last)) == 1, said.err
        leads = "tenken " + last.partition("tenken ")[2]
        parsed(leads, lang)
