"""The papers cannot lie: every command, rule, renderer and word is where the reader is told it is."""

import re
from pathlib import Path
from typing import Any

import pytest

import tenken.store.scaffold  # noqa: F401 - it loads every schema, and with them all patterns
from tenken.cli.assessment.evidence import EvidenceFiles
from tenken.cli.assessment.form import Forms
from tenken.cli.assessment.sheet import Sheets
from tenken.cli.audit.audit import Audits
from tenken.cli.audit.followup.commands import Followups
from tenken.cli.checklist.checklist import Checklists
from tenken.cli.clients.clients import Clients
from tenken.cli.commands import Root
from tenken.core.library import GuidanceField
from tenken.core.lint import RULES
from tenken.render.formats import REPORTS
from tenken.sentences import sentences
from tenken.store.validation.schema import PATTERNS
from tenken.words import LANGUAGES

ROOT = Path(__file__).parents[1]
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
TEMPLATES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))


WIDE = {"report.", "cli."}
"""Too wide to say anything of the words below them."""


def families() -> tuple[str, ...]:
    """The beginnings of keys to which the sources add a value, as ``"status." ~ status`` and ``f"role.{role}"`` do."""
    text = SOURCES + TEMPLATES
    found = set(re.findall(r"""["']([a-z][\w.-]*\.[\w.-]*[._]|date\.\w+)["'] ~""", text))
    found |= set(re.findall(r"""f["']([a-z][\w.-]*\.[\w.-]*?)\{""", text))
    found |= set(re.findall(r"""["']([a-z][\w-]*(?:\.[\w-]+)*\.(?:\w+_)?)["']""", text))
    return tuple(found - WIDE)


"""Words of which a value chooses one."""
CHOSEN = {
    *(f"report.{name}.title" for name in ("answers", "coverage")),
    *(f"cost_breach.{name}" for name in ("report", "exemption", "law", "beside", "of_cash", "of_profit")),
    *(f"cli.exposure.{name}" for name in ("wrongdoing", "accident", "self", "others")),
    *(f"cli.{name}" for name in ("lang", "debug", "no_input", "checklist_path", "help")),
    *(f"cli.start.{name}" for name in ("web", "see", "new", "sheet", "answer", "report")),
    *(f"cli.status.{name}" for name in ("open", "unconfirmed", "stale")),
    *(f"cli.doctor.{name}" for name in ("ok", "lacks", "note")),
    *(f"cli.returning.{name}" for name in ("taken", "changed", "cleared")),
    *(f"cli.returning.fact_{name}" for name in ("taken", "changed", "kept")),
    *(
        f"cli.{channel}.{name}"
        for channel in ("sheet", "form")
        for name in ("choose_theirs", "kept", "left_out", "newer", "some_refused", "conflicts")
    ),
    *(f"sheet.guidance.{name}" for name in ("yes", "partial", "proof")),
    *(f"cli.guidance.{name}" for name in GuidanceField),
    *(f"web.question.{name}_means" for name in ("no", "unknown", "na")),
}
"""Others that are put together from a name."""


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_readme_names_every_command_and_format(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for command in Root.targets:
        assert f"tenken {command}" in text
    for form in REPORTS:
        assert form in text.lower()
    for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text):
        assert (ROOT / picture).is_file()


def test_contributing_says_how_to_add_each_kind_of_thing() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").lower()
    for thing in ("question", "lint rule", "renderer", "way of asking"):
        assert thing in text


def test_both_languages_have_the_same_words_with_the_same_values() -> None:
    def shape(sentence: Any) -> set[str]:
        written = " ".join(sentence.values()) if isinstance(sentence, dict) else sentence
        return set(re.findall(r"\{(\w+)\}", written))

    ja, en = (sentences(lang) for lang in LANGUAGES)
    assert list(ja) == list(en)
    own = {"report.full.day", "report.verdict.day"}  # days, which each language writes in its own way
    assert {key: shape(ja[key]) for key in ja if key not in own} == {
        key: shape(en[key]) for key in en if key not in own
    }


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    known = set(sentences("ja"))
    used = set(re.findall(r"""\bw(?:ords)?\(\s*"([\w.-]+[\w-])"[,)]""", SOURCES + TEMPLATES))
    used |= {
        f"error.{what}"
        for what in re.findall(r'(?:UsageProblem|MachineLacks|CheckFailed|CannotUse)\("([\w-]+)"', SOURCES)
    }
    used |= {f"problem.{what}" for what in re.findall(r'what="([\w-]+)"', SOURCES)}
    used |= {f"lint.{rule.__name__}" for rule in RULES}
    used |= {f"cli.{name}.help" for name in Root.targets}
    for group in (Checklists, Clients, Sheets, Forms, Audits, EvidenceFiles, Followups):
        used |= {group.help_key.format(name=name) for name in group.targets}
    assert used <= known
    begun = families()
    literal = set(re.findall(r"""["']([\w.-]+)["']""", SOURCES + TEMPLATES))
    for key in known - used:
        assert key in literal or key.startswith(begun) or key in CHOSEN, key


def test_every_sentence_about_a_problem_is_said_somewhere() -> None:
    named = {f"wrong-{name}" for name in PATTERNS.values()}
    begun = tuple(re.findall(r"""f"([a-z]+-(?:[a-z]+-)?)\{""", SOURCES))  # one for each role, each missing part
    for key in sentences("ja"):
        what = key.removeprefix("problem.").removesuffix("-near")
        if key.startswith("problem."):
            assert what in named or f'"{what}"' in SOURCES or what.startswith(begun), key


def test_nothing_committed_names_a_machine_or_a_registry() -> None:
    for path in (*ROOT.glob("requirements*.txt"), *ROOT.glob("*.md"), ROOT / "Makefile"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://(files|registry|deb|ftp|pypi)\.|/simple/|/home/|/Users/", text), path
