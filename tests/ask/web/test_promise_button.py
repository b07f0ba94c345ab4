"""A proposal on the page of a question: one button makes it a promise, and nothing else does."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import pytest
from tests.ask.web.conftest import Site
from tests.conftest import Said

from tenken.core.model import Action

Serve = Callable[..., Site]
NO = '[roles]\nowner = "田中"\n[answers.people-01]\nstatus = "no"\n'


def test_one_button_promises_what_the_page_and_set_propose(serve: Serve, tenken: Callable[..., Said]) -> None:
    site = serve(NO)
    person = site.person()
    page = person.go("q/people-01")
    assert "案：担当 田中、期限 " in page.text
    proposed = date.fromisoformat(page.form.fields["proposed-due"])
    page = person.send(page, "promise")
    promised = site.assessment.answer("people-01").action
    assert promised == Action(owner="田中", due=proposed)
    assert "案:" not in page.text
    assert "promise" not in page.form.buttons
    assert tenken("set", site.file, "people-01", "--clear").code == 0
    assert tenken("set", site.file, "people-01", "no", "--promise").code == 0
    assert site.assessment.answer("people-01").action == promised


@pytest.mark.parametrize("button", ["save", "next", "later", "back", "auto"])
def test_no_other_button_and_no_script_makes_it_a_promise(serve: Serve, button: str) -> None:
    site = serve(NO)
    person = site.person()
    page = person.go("q/people-01")
    fields = page.form.fields | {"go": button, "note": "今日の分", "status": "no"}
    person.ask("POST", page.form.action, urlencode(fields).encode())
    assert site.assessment.answer("people-01").note == "今日の分"
    assert site.assessment.answer("people-01").action is None


def test_what_was_typed_goes_before_what_is_proposed(serve: Serve) -> None:
    site = serve(NO)
    person = site.person()
    page = person.go("q/people-01")
    proposed = date.fromisoformat(page.form.fields["proposed-due"])
    person.send(page, "promise", owner="木村")
    assert site.assessment.answer("people-01").action == Action(owner="木村", due=proposed)


def test_what_is_answered_yes_in_the_same_breath_is_not_promised(serve: Serve) -> None:
    site = serve(NO)
    person = site.person()
    person.send(person.go("q/people-01"), "promise", status="yes")
    assert site.assessment.answer("people-01").status == "yes"
    assert site.assessment.answer("people-01").action is None


def test_the_list_of_what_is_not_promised_leads_from_one_to_the_next(serve: Serve) -> None:
    site = serve(NO + '[answers.machines-01]\nstatus = "partial"\n')
    person = site.person()
    page = person.send(person.go("q/people-01?walk=proposed"), "promise")
    assert "/q/machines-01" in page.form.action
    person.send(page, "promise")
    assert site.assessment.answer("machines-01").action is not None
