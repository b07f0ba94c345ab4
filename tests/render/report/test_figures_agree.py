"""One number on several pages is one number: what the pages of random years print is held against each other.

Figures are read off the finished pages by the sentences of the words files, and against the JSON of the same report.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

import pytest
from tests.render.report.owner_cases import at_random

from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.render.report import as_json
from tenken.render.report.page import report_html
from tenken.words import LANGUAGES, Language, Words

SEEDS = range(12)


@cache
def report(seed: int) -> Report:
    return replace(at_random(seed), profile=ReportProfile.FULL)


@cache
def text(seed: int, lang: Language) -> str:
    """What the pages say, without blanks, a bar between two paragraphs or cells."""
    page = report_html(report(seed), Words(lang)).decode()
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    parted = re.sub(r"</?(?:p|h\d|small|t[dhr]|div|svg|section)\b[^>]*>", "|", body)
    return "".join(unescape(re.sub(r"<[^>]+>", "", parted)).split())


@cache
def data(seed: int, lang: Language) -> Any:
    return json.loads(as_json.render(report(seed), Words(lang)))


def said(seed: int, lang: Language, key: str, **known: str) -> Iterator[dict[str, int]]:
    """The numbers of every place where the pages say that sentence."""
    sentence = Words(lang)._sentences[key]
    for form in sentence.values() if not isinstance(sentence, str) else [sentence]:
        parts = re.split(r"\{(\w+)\}", "".join(form.split()))
        pattern = "".join(
            re.escape("".join(known[part].split()))
            if at % 2 and part in known
            else rf"(?P<{part}>[\d,]+)"
            if at % 2
            else re.escape(part)
            for at, part in enumerate(parts)
        )
        for found in re.finditer(pattern, text(seed, lang)):
            yield {name: int(value.replace(",", "")) for name, value in found.groupdict().items()}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_number_is_the_same_wherever_it_stands(seed: int, lang: Language) -> None:
    words, told, made = Words(lang), data(seed, lang), report(seed)
    gaps = len(told["gaps"])
    promised = sum(gap["promised"] for gap in told["gaps"])
    overdue = sum(gap["overdue"] for gap in told["gaps"])
    read = 0
    for key, expected in (
        ("report.glance.gaps", {"n": gaps}),
        ("report.plan.counts", {"promised": promised, "n": gaps - promised}),
        ("report.plan.counts_promised", {"n": gaps}),
        ("report.plan.counts_proposed", {"n": gaps}),
        ("report.plan.overdue", {"n": overdue}),
        ("report.verdict.overdue", {"n": overdue}),
        ("report.plan.put_off", {"n": made.plan.put_off}),
        ("report.plan.put_off_twice", {"n": made.plan.put_off, "twice": made.plan.put_off_twice}),
    ):
        for numbers in said(seed, lang, key):
            assert numbers == expected, key
            read += 1
    assert read >= 2
    for status, count in told["statuses"].items():
        symbol = {"yes": "●", "partial": "◐", "no": "○", "unknown": "﹖", "na": "－"}.get(status, "|・")
        for numbers in said(seed, lang, "report.glance.count", symbol=symbol, status=words(f"status.{status}")):
            assert numbers == {"n": count}, status
            read += 1
    months = list(made.plan.months)
    assert sum(load.promised + load.proposed for load in months) + len(made.plan.later) == gaps
    likely = told["cost"] and told["cost"]["total"]["likely"]
    if likely:
        assert text(seed, lang).count("".join(words.yen(likely).split())) >= 2, "page 1 and page 4"
    for area in told["areas"]:
        assert area["score"] is None or str(area["score"]) in text(seed, lang)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_became_of_last_years_promises_adds_up(seed: int) -> None:
    counts = report(seed).promises
    if counts is None:
        return
    parts = (counts.kept, counts.put_off, counts.overdue, counts.dropped)
    assert sum(parts) + counts.running + counts.unconfirmed + counts.moot == counts.total
    for numbers in said(seed, "ja", "report.money_page.promises"):
        assert numbers == {"n": counts.total}
