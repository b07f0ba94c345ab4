"""The critical questions that hold the grade are as many wherever they are told: commands, browser, sheet, report."""

import io
import json
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from tests.ask.sheet.excel import written
from tests.ask.web.conftest import Site
from tests.conftest import EXAMPLES, PLACES, TODAY, Said
from tests.render.report.owner_cases import told as report_of

from tenken.core.model import Assessment, Checklist, Status
from tenken.core.scoring.applicability import asked
from tenken.core.scoring.score import score
from tenken.render.owner import glance, verdict
from tenken.render.report.score_text import interview_lines
from tenken.store.assessment import loader
from tenken.words import LANGUAGES, Language, Words

Serve = Callable[..., Site]
NO, PARTLY = 13, 5


def held(checklist: Checklist, assessment: Assessment) -> Assessment:
    """All in place, but of the critical questions 13 not, and 5 only partly."""
    critical = [question.id for _, question in asked(checklist, assessment) if question.critical]
    short = dict.fromkeys(critical[:NO], Status.NO) | dict.fromkeys(critical[NO : NO + PARTLY], Status.PARTIAL)
    for _, question in asked(checklist, assessment):
        answer = replace(assessment.answer(question.id), status=short.get(question.id, Status.YES), confirmed=True)
        assessment = assessment.with_answer(question.id, answer)
    return assessment


@pytest.fixture(scope="module")
def whole() -> str:
    """The example with these answers, as a file."""
    text = (EXAMPLES / "2026.toml").read_text(encoding="utf-8")
    head, _, _ = text.partition("\n[answers.")
    checklist, assessment = loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)
    answers = held(checklist, assessment).answers
    return head + "".join(f'\n[answers.{name}]\nstatus = "{said.status}"\n' for name, said in answers.items())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_channel_tells_the_same_two_numbers(
    serve: Serve, tenken: Callable[..., Said], whole: str, lang: Language
) -> None:
    words, site = Words(lang), serve(whole=whole)
    checklist, assessment = loader.load(site.file, PLACES, TODAY)
    card = score(checklist, assessment)
    assert (len(card.gate), len(card.critical_open), card.cap, card.grade) == (NO, NO + PARTLY, "C", "C")
    holds, best = words("gate.holds", n=NO, cap="C"), words("gate.best", n=NO + PARTLY, best="A")

    assert [str(NO) in holds, str(NO + PARTLY) in best] == [True, True]
    for command in ("score", "status"):
        said = tenken(command, site.file, lang=lang).out
        assert holds in said, command
        assert best in said, command
        data = json.loads(tenken(command, site.file, "--json").out)
        assert (data["cap"], len(data["gate"]), len(data["critical_open"])) == ("C", NO, NO + PARTLY)
    ended = "\n".join(interview_lines(words, checklist, assessment))
    assert holds in ended
    assert best in ended

    person = site.person()
    for path in ("score", "done"):
        page = person.go(f"../{lang}/{path}")
        assert holds in page.text, path
        assert best in page.text, path
    page = person.go(f"../{lang}/overview?show=critical")
    listed = {a["href"].rpartition("/q/")[2].partition("?")[0] for tag, a in page.read.elements if "/q/" in str(a)}
    assert listed - {""} == {item.question.id for item in card.critical_open}

    cover = openpyxl.load_workbook(io.BytesIO(written(checklist, assessment, lang)), data_only=True).worksheets[0]
    cells = [cell.value for row in cover.iter_rows() for cell in row]
    assert words("sheet.critical_open", n=NO + PARTLY) in cells

    report = report_of((checklist, assessment))
    assert words("report.glance.critical_short", n=NO + PARTLY) in glance.legend(report, words)
    assert verdict.cap(report, words).count(str(NO)) == 1
    assert report.next_grade
    assert {step.gap.question.id for step in report.next_grade.gate} == {item.question.id for item in card.gate}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_score_says_how_much_of_a_list_it_shows_and_shows_all_of_it_when_asked(
    serve: Serve, tenken: Callable[..., Said], whole: str, lang: Language
) -> None:
    words, file = Words(lang), serve(whole=whole).file
    some, every = tenken("score", file, lang=lang).out, tenken("score", file, "--all", lang=lang).out
    for total in (NO, NO + PARTLY):
        told = words("cli.score.shown_of", n=5, total=total)
        assert told in some
        assert told not in every
    checklist, assessment = loader.load(file, PLACES, TODAY)
    card, numbers = score(checklist, assessment), checklist.numbers()
    lines = {
        words(
            "cli.score.gate_item",
            number=numbers[item.question.id],
            label=words.text(item.question.name),
            status=words.status(item.status),
        )
        for item in card.gate
    }
    assert len(lines & {line.strip() for line in some.splitlines()}) == 5
    assert lines <= {line.strip() for line in every.splitlines()}
