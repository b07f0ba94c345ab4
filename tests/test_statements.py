"""Every statement of the source texts is followed to an output that a user reads at standard depth, not to a file."""

import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli
from syrupy.assertion import SnapshotAssertion

from tenken.ask.form.write import write
from tenken.ask.handout import Handout
from tenken.ask.web.pages.frame import Frame
from tenken.ask.web.pages.question import question_page
from tenken.ask.web.pages.site import Site
from tenken.cli.context import AppContext
from tenken.cli.web.backend import backend_of
from tenken.core.report.report import build
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.question_filters import QuestionFilter
from tenken.render.report.page import report_markup
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest, identity
from tenken.store.checklist import editions, library
from tenken.words import LANGUAGES, Language, Words
from tests.conftest import CASES, PLACES, TODAY

STATEMENTS: list[dict[str, Any]] = tomli.loads((CASES / "statements.toml").read_text(encoding="utf-8"))["statement"]
EDITIONS = ("member-data@2026", "member-data@2027")
"""Those that are answered now: every statement is to be found with each."""
LIBRARY = library.load(PLACES)
HIDDEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
SECTION = re.compile(r'<section id="([^"]+)".*?</section>', re.DOTALL)


def squeezed(text: str) -> str:
    """A text without blanks and without what only steers line breaks."""
    return re.sub(r"[\s\u200b\u2060]+", "", text)


def read(markup: str) -> str:
    """What a reader sees of a page, squeezed; what is folded counts, since one press shows it."""
    return squeezed(html.unescape(re.sub(r"<[^>]*>", "", HIDDEN.sub("", markup))))


@pytest.fixture(scope="module", params=EDITIONS)
def file(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A new assessment at standard depth, of a firm of which nothing is said."""
    path = tmp_path_factory.mktemp("statements") / "firm.toml"
    digest = editions.load_by_reference(request.param, PLACES).digest
    path.write_text(
        f'format = 1\nchecklist = "{request.param}"\ndigest = "{digest}"\nkind = "self"\ndepth = "standard"\n'
        'date = 2026-11-20\norganisation = { name = "北浜クラブ" }\n',
        encoding="utf-8",
    )
    return path


@cache
def outputs(file: Path, lang: Language) -> dict[str, str]:
    """Everything that is looked through, by the name under which a user finds it."""
    return dict(_outputs(file, lang))


def _outputs(file: Path, lang: Language) -> Iterator[tuple[str, str]]:
    words = Words(lang)
    checklist, assessment = loader.load(file, PLACES, TODAY)
    told: dict[str, Any] = {"content_digest": content_digest(assessment), "version": "0", "library": LIBRARY}
    report = build(checklist, assessment, profile=ReportProfile.FULL, **told)
    for section in SECTION.finditer(report_markup(report, words)):
        yield f"full report, {section[1]}", read(section[0])
    handout = Handout(
        checklist=checklist,
        assessment=assessment,
        words=words,
        today=TODAY,
        identity=identity(assessment),
        content=content_digest(assessment),
        library=LIBRARY,
    )
    yield "form", read(write(handout, "firm").decode())
    site = Site(base="/room", csrf="", lang=lang)
    frame = Frame(backend_of(AppContext(words, TODAY, PLACES, can_ask=False), file), site)
    snapshot = frame.snapshot(lang)
    for item in snapshot.card.questions:
        page = question_page(frame, snapshot, item.question.id, QuestionFilter.ALL)
        assert page
        yield f"page q/{item.question.id}", read(bytes(page.body).decode())


def place(statement: dict[str, Any], found: dict[str, str], lang: Language) -> str:
    """Where the words of a statement stand: the commands and pages, of many questions the first and how many more."""
    words = squeezed(statement["words"][lang])
    at = [name for name, text in found.items() if words in text]
    pages = [name for name in at if name.startswith("page ")]
    several = [f"{pages[0]} and {len(pages) - 1} more"] if len(pages) > 1 else pages
    asked = [f"page q/{question}" for question in statement.get("questions", ()) if f"page q/{question}" in found]
    own = [f"asked on {', '.join(asked[:2])}"] if asked and not pages else []
    return ", ".join([name for name in at if name not in pages] + several + own)


def test_every_statement_stands_where_a_user_reads_it_at_standard_depth(
    file: Path, tenken: Any, snapshot: SnapshotAssertion
) -> None:
    table: dict[str, dict[str, str]] = {}
    for lang in LANGUAGES:
        told = {
            f"cost --case {case}": squeezed(tenken("cost", "--case", case, lang=lang).out) for case in LIBRARY.cases
        }
        found = told | outputs(file, lang)
        table[lang] = {statement["id"]: place(statement, found, lang) for statement in STATEMENTS}
        assert [key for key, at in table[lang].items() if not at] == []
    assert table["ja"] == table["en"]
    assert "\n".join(f"{key:9} {at}" for key, at in table["ja"].items()) == snapshot
