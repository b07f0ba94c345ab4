"""The lighter methods for small businesses, told while a question is answered and only where they apply."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.ask.web.conftest import Site
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.ask.form.write import write
from tenken.ask.handout import Handout
from tenken.ask.interview.question_menu import reading
from tenken.core.model import Assessment
from tenken.store.assessment import loader
from tenken.store.checklist import library
from tenken.words import Words

METHOD = "データの集め方・使い方・しまい方の基本を決めます。"
TEXT = (EXAMPLES / "2026-draft.toml").read_text(encoding="utf-8")
SMALL = TEXT.replace("[profile]\n", "[profile]\nno-entrusted-data = true\n")
EDITION, DRAFT = loader.load(EXAMPLES / "2026-draft.toml", PLACES, TODAY)
LIBRARY = library.load(PLACES)


def small() -> Assessment:
    return replace(DRAFT, profile={**DRAFT.profile, "no-entrusted-data": True})


@pytest.mark.parametrize(("whole", "told"), [(SMALL, True), (TEXT, False)])
def test_the_browser_tells_them_beside_the_question(serve: Callable[..., Site], whole: str, told: bool) -> None:
    assert (METHOD in serve(whole=whole).person().go("q/policy-03?walk=all").text) is told


@pytest.mark.parametrize(("assessment", "told"), [(small(), True), (DRAFT, False)])
def test_the_form_tells_them(assessment: Assessment, told: bool) -> None:
    handout = Handout(
        checklist=EDITION,
        assessment=assessment,
        words=Words("ja"),
        today=TODAY,
        identity="sha256:" + "0" * 64,
        content="sha256:" + "0" * 64,
        library=LIBRARY,
    )
    assert (METHOD in write(handout, "a").decode()) is told


def test_the_terminal_tells_them_with_the_guidance() -> None:
    question = EDITION.question("policy-03")
    assert question
    told = [text for _, text in reading(Words("ja"), "1-3", question, LIBRARY, (), small=True).blocks]
    assert METHOD in told
    assert METHOD not in [text for _, text in reading(Words("ja"), "1-3", question, LIBRARY, ()).blocks]
