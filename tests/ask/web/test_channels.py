"""One law for all channels: what a person says comes out as the same file, whichever way she says it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ask.sheet.excel import Paper
from tests.ask.sheet.test_sheet import HOSTILE
from tests.ask.web.conftest import Person, Site
from tests.conftest import CLUB, PLACES, TODAY, rounds, save_answer
from tests.laws.test_file_laws import DAYS, QUESTIONS, TEXTS

from tenken.ask.form.script_data import document
from tenken.ask.interview.context import InterviewContext, NamedFile
from tenken.ask.interview.navigation import Navigation, interview
from tenken.ask.menu import Menu
from tenken.cli.run import run
from tenken.core.model import Action, Answer, Assessment, Checklist, Evidence, Status
from tenken.core.scoring.question_filters import QuestionFilter
from tenken.core.scoring.score import score
from tenken.store.assessment import editor, loader
from tenken.store.validation.sanitize import clean
from tenken.words import Words

Given = Mapping[str, Answer]
WORDS = Words("ja")

PEN = "_x0041_"
"""What the pen that fills in the sheet for us would write as another text."""
LINES = (
    (TEXTS | st.sampled_from(HOSTILE).map(clean))
    .map(str.strip)
    .filter(lambda text: text and text.isprintable() and text != PEN)
)
NAMES = LINES.map(lambda text: text[:200].strip())
ASKED = [question_id for question_id in QUESTIONS if question_id != "machines-03"]
"""Those that an assessment of the standard depth asks."""


@st.composite
def said(draw: st.DrawFn) -> Answer:
    """What somebody says to one question; whoever leaves it out says why."""
    status = draw(st.sampled_from(Status))
    action = Action(owner=draw(st.none() | NAMES), due=draw(st.none() | DAYS))
    pieces = st.builds(Evidence, what=LINES, file=st.none() | NAMES, dated=st.none() | DAYS)
    return Answer(
        status=status,
        note=draw(LINES.map(lambda text: f"{text}字") if status is Status.NA else st.none() | LINES),
        on=TODAY,
        by="北浜 みどり",
        evidence=tuple(draw(st.lists(pieces, max_size=2, unique=True))),
        action=None if action == Action() else action,
    )


class Keys:
    """Somebody at the terminal who knows what she will say to each question."""

    def __init__(self, checklist: Checklist, wanted: Given) -> None:
        self.queue = [self.script(wanted[q.id]) if q.id in wanted else ["later"] for _, q in checklist.questions]
        self.queue = [script for (_, q), script in zip(checklist.questions, self.queue, strict=True) if q.id in ASKED]

    @staticmethod
    def script(answer: Answer) -> list[str]:
        replies: list[str] = []
        if answer.action:
            due = answer.action.due.isoformat() if answer.action.due else ""
            replies += ["more", "plan", answer.action.owner or "", due]
        for piece in answer.evidence:
            named = [piece.file, "named"] if piece.file else [""]
            replies += ["more", "evidence", piece.what, *named, piece.dated.isoformat() if piece.dated else ""]
        if answer.note and answer.status is not Status.NA:
            replies += ["more", "note", answer.note]
        return [*replies, str(answer.status), *([answer.note or ""] if answer.status is Status.NA else [])]

    def show(self, text: str) -> None:
        assert text

    def menu(self, menu: Menu) -> str:
        reply = self.write(menu.message)
        assert reply in [choice.value for choice in (*menu.choices, *menu.actions)]
        return reply

    def choose(self, message: str, choices: list[tuple[str, str]], hint: str, preset: str | None) -> str:  # noqa: ARG002 - the Prompter's shape
        reply = self.write(message)
        assert reply in [key for key, _ in choices]
        return reply

    def choose_several(self, message: str, choices: list[tuple[str, str]], hint: str, preset: list[str]) -> list[str]:
        raise AssertionError(message, choices, hint, preset)

    def write(self, message: str, preset: str = "") -> str:  # noqa: ARG002 - the Prompter's shape
        while not self.queue[0]:
            del self.queue[0]
        return self.queue[0].pop(0)


def by_terminal(file: Path, wanted: Given) -> None:
    checklist, assessment = loader.load(file, PLACES, TODAY)

    def save(question_id: str, change: Callable[[Answer], Answer]) -> Assessment:
        return save_answer(file, question_id, change, PLACES, TODAY)[1]

    setting = InterviewContext(
        checklist=checklist,
        words=WORDS,
        prompter=Keys(checklist, wanted),
        save=save,
        take=lambda written: NamedFile(written, refused="…"),
        clean=clean,
        faults=lambda question_id, answer: editor.faults(question_id, answer, TODAY),
        today=TODAY,
    )
    interview(setting, assessment, Navigation(QuestionFilter.WAITING))


def by_browser(person: Person, wanted: Given) -> None:
    for question_id, answer in wanted.items():
        page = person.go(f"q/{question_id}?walk=all")
        action = answer.action or Action()
        typed = {"note": answer.note or "", "owner": action.owner or "", "due": str(action.due or "")}
        for row, piece in enumerate(answer.evidence):
            values = {"what": piece.what, "file": piece.file or "", "dated": str(piece.dated or "")}
            typed |= {f"evidence-{row}-{name}": value for name, value in values.items()}
            page = person.send(page, "save", **typed)
        page = person.send(page, "save", status=str(answer.status), **typed)
        assert page.status == 200
        assert "error" not in page.html


def by_sheet(file: Path, wanted: Given) -> None:
    book = file.with_name("a.xlsx")
    assert run(["sheet", "write", str(file), "-o", str(book), "--force"]) == 0
    checklist, _ = loader.load(file, PLACES, TODAY)
    paper = Paper(book.read_bytes())
    for question_id, answer in wanted.items():
        paper.answer(checklist, question_id, answer, WORDS)
    book.write_bytes(paper.content)
    assert run(["sheet", "read", str(book), "--into", str(file)]) == 0


def by_form(file: Path, wanted: Given) -> None:
    page, saved = file.with_name("a.html"), file.with_name("a.json")
    assert run(["form", "write", str(file), "-o", str(page), "--force"]) == 0
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert block
    told = json.loads(block.group(1))
    filled = {**told["base"]["answers"], **{name: document(answer) for name, answer in wanted.items()}}
    content = {**told["head"], "facts": told["base"]["facts"], "answers": filled, "base": told["base"]}
    saved.write_text(json.dumps(content), encoding="utf-8")
    assert run(["form", "read", str(saved), "--into", str(file)]) == 0


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENKEN_TODAY", TODAY.isoformat())
    monkeypatch.setenv("TENKEN_CHECKLISTS", str(CLUB))
    monkeypatch.setenv("TENKEN_LANG", "ja")


@settings(
    max_examples=rounds(12, 1000),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_all_channels_lead_to_the_same_file(site: Site, head: str, data: st.DataObject) -> None:
    wanted = data.draw(st.dictionaries(st.sampled_from(ASKED), said(), min_size=1))
    begun = head + 'assessor = { name = "北浜 みどり" }\n'
    person = site.person()
    channels: dict[str, Callable[[Path], None]] = {
        "terminal": lambda file: by_terminal(file, wanted),
        "browser": lambda _: by_browser(person, wanted),
        "sheet": lambda file: by_sheet(file, wanted),
        "form": lambda file: by_form(file, wanted),
    }
    expected: Assessment | None = None
    for name, answer_by in channels.items():
        site.file.write_text(begun, encoding="utf-8")
        answer_by(site.file)
        checklist, found = loader.load(site.file, PLACES, TODAY)
        expected = expected or replace(found, answers=dict(wanted))
        assert found == expected, name
        assert score(checklist, found) == score(checklist, expected)
