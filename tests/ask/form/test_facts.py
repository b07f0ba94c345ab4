"""What is true of the firm, in the form: asked without a "not", not asked where a figure tells, saved as it is."""

import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from tests.ask.form.conftest import Desk, written
from tests.browser import expect
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.model import Assessment, Checklist, Exposure
from tenken.store.assessment import loader
from tenken.store.incoming import saved_form
from tenken.words import LANGUAGES, Language, Words

Sit = Callable[..., Desk]
DERIVED, ASKED = "few-employees", "no-entrusted-data"


def draft(*, employees: int | None, **profile: bool) -> tuple[Checklist, Assessment]:
    """The example half answered, of a firm with so many people."""
    checklist, assessment = loader.load(EXAMPLES / "2026-draft.toml", PLACES, TODAY)
    firm = replace(assessment.organisation, employees=employees)
    said = {key.replace("_", "-"): holds for key, holds in profile.items()}
    return checklist, replace(assessment, organisation=firm, profile=said, exposure=Exposure(persons=None))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fact_that_follows_from_a_figure_is_told_and_not_asked(lang: Language) -> None:
    w = Words(lang)
    for employees, answer in ((5, w("web.profile.yes")), (5_000, w("web.profile.no"))):
        checklist, assessment = draft(employees=employees)
        (fact,) = (fact for fact in checklist.facts if fact.id == DERIVED)
        page = written(checklist, assessment, lang).decode()
        assert f'name="fact.{DERIVED}"' not in page
        figure = w("subject.employees")
        assert w("web.about.derived", question=w.text(fact.text), answer=answer, figure=figure) in unescape(page)
    for asked in (draft(employees=None), draft(employees=5, few_employees=False)):
        assert f'name="fact.{DERIVED}"' in written(*asked, lang).decode(), "nothing to follow from, or against it"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fact_with_a_not_is_asked_without_and_saved_as_it_is(lang: Language, tmp_path: Path, desk: Sit) -> None:
    w = Words(lang)
    checklist, assessment = draft(employees=5)
    (tmp_path / "a.html").write_bytes(written(checklist, assessment, lang))
    seat = desk()
    page = seat.open(tmp_path / "a.html")
    group = page.get_by_role("group", name=w(f"subject.asked.{ASKED}"))
    yes, no = (group.get_by_role("radio", name=w(f"web.profile.{said}"), exact=True) for said in ("yes", "no"))
    expect(yes).to_be_checked()  # what the edition supposes: it is not true that there is none
    facts = json.loads(seat.save(page, "untouched.json").read_bytes())["facts"]
    assert facts == {}, "what nobody chose is not said"
    for choice, holds in ((no, True), (yes, False)):
        choice.check()
        saved = seat.save(page, f"{holds}.json")
        assert saved_form.read(saved).facts == {ASKED: holds}
        expect(choice).to_be_checked()
    page.once("dialog", lambda asked: asked.accept())  # it replaces what is chosen
    page.locator("#open").set_input_files(tmp_path / "True.json")
    expect(no).to_be_checked()


def test_a_saved_file_keeps_the_facts_that_the_page_does_not_ask(tmp_path: Path, desk: Sit) -> None:
    """An earlier form asked what follows from a figure by now."""
    (tmp_path / "a.html").write_bytes(written(*draft(employees=5)))
    seat = desk()
    page = seat.open(tmp_path / "a.html")
    earlier = json.loads(seat.save(page, "first.json").read_bytes())
    earlier["facts"][DERIVED] = False
    (tmp_path / "earlier.json").write_text(json.dumps(earlier), encoding="utf-8")
    page.locator("#open").set_input_files(tmp_path / "earlier.json")
    expect(page.locator("#kept")).to_contain_text("earlier.json")
    assert saved_form.read(seat.save(page)).facts == {DERIVED: False}
