"""The reports that strain the pages most, word for word: what a change of words or rules does to them is read here."""

import re
from html import unescape

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.render.report.verdict_cases import case

from tenken.render.report.page import report_html
from tenken.words import LANGUAGES, Language, Words

JAPANESE = ("first-year", "all-no", "all-yes", "all-yes-proved", "one-answer", "long", "no-exposure-first-year")
BOTH = ("example", "draft", "own", "audit")
KEPT = [*((name, "ja") for name in JAPANESE), *((name, lang) for name in BOTH for lang in LANGUAGES)]


@pytest.mark.parametrize(("name", "lang"), KEPT)
def test_the_owners_pages_say(name: str, lang: Language, snapshot: SnapshotAssertion) -> None:
    page = re.sub(r"<style>.*?</style>", "", report_html(case(name), Words(lang)).decode(), flags=re.DOTALL)
    lines = re.sub(r"</?(?:p|h\d|t[dhr]|div|svg|section|table|title|br)\b[^>]*>", "\n", page)
    text = unescape(re.sub(r"<[^>]+>", "", lines))
    assert "\n".join(line.strip() for line in text.split("\n") if line.strip()) == snapshot
