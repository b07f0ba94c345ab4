"""Real cases in the form: each told in full once, and linked from every question behind which it stands."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ask.form.conftest import Desk, written
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.store.assessment import loader
from tenken.store.checklist import library
from tenken.words import LANGUAGES, Language, Words

CASES = library.load(PLACES).cases


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_of_a_case_stands_once_however_many_questions_point_to_it(lang: Language) -> None:
    checklist, assessment = loader.load(EXAMPLES / "2026-draft.toml", PLACES, TODAY)
    page = written(checklist, assessment, lang).decode()
    depth = assessment.depth
    behind = [q.case for _, q in checklist.questions if depth.includes(q.tier) and q.case]
    assert len(behind) > len(set(behind)) > 2
    assert sorted(re.findall(r'href="#case-([^"]+)"', page)) == sorted(behind)
    assert sorted(re.findall(r'<details id="case-([^"]+)"', page)) == sorted(set(behind))
    text = re.sub(r"<[^>]*>", "", page)
    for name in set(behind):
        moment = CASES[name].timeline[-1]
        assert text.count(Words(lang).text(moment.text).replace("'", "&#39;")) == 1


def test_a_link_opens_the_case_and_leads_to_it(tmp_path: Path, desk: Callable[..., Desk]) -> None:
    checklist, assessment = loader.load(EXAMPLES / "2026-draft.toml", PLACES, TODAY)
    form = tmp_path / "form.html"
    form.write_bytes(written(checklist, assessment))
    page = desk().open(form)
    page.locator('a[href="#case-alico-2009"]:visible').first.click()
    assert page.locator("#case-alico-2009").evaluate("(one) => one.open")
    assert page.locator("#case-alico-2009 ul").first.is_visible()
