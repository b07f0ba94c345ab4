"""The cost of a leak on the pages: a line on page 1 that still is one page, the working, the law, no promise."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import page as page_checker
import pypdfium2
import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY
from tests.wider import slow

from tenken import data
from tenken.core.model import Assessment, Cause, Checklist, DataItem, Exposure, Finder
from tenken.core.report.brand import UNBRANDED, Brand
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.render.report import as_json
from tenken.render.report.as_markdown import report_markdown
from tenken.render.report.page import report_html, report_pdf
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import library
from tenken.words import LANGUAGES, Language, Words

Assess = Callable[[str], tuple[Checklist, Assessment]]
LIBRARY = library.load([data.folder("checklist")])
EXPOSED = "[exposure]\npersons = 1200\nitems = ['name', 'address']\nyearly_sales = 98000000\ncash = 9000000\n"


def report(
    case: tuple[Checklist, Assessment], profile: ReportProfile = ReportProfile.FULL, brand: Brand = UNBRANDED
) -> Report:
    digest = content_digest(case[1])
    return build(*case, content_digest=digest, version="0", library=LIBRARY, profile=profile, brand=brand)


def page_of(
    case: tuple[Checklist, Assessment], profile: ReportProfile = ReportProfile.FULL, lang: Language = "ja"
) -> str:
    return report_html(report(case, profile), Words(lang)).decode()


def section(page: str) -> str:
    """What the pages say of the cost, as text: the owner's page of money, and how it was worked out."""
    found = re.findall(r'<section[^>]* id="money".*?</section>|<section id="cost-method".*?</section>', page, re.DOTALL)
    assert found
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", re.sub(r"</(?:td|th|p|h\d|tr)>", " ", " ".join(found))))


def exposed(case: tuple[Checklist, Assessment], **known: object) -> tuple[Checklist, Assessment]:
    return case[0], replace(case[1], exposure=Exposure(**known))  # type: ignore[arg-type]


def example(name: str = "2026.toml") -> tuple[Checklist, Assessment]:
    return loader.load(EXAMPLES / name, PLACES, TODAY)


FULL_BRAND = Brand(name="港北データ保護相談室" * 4, cover="文" * 120, footer="文" * 80, contact=("文" * 60,) * 3)


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("name", "lang", "brand"),
    [
        pytest.param("2026.toml", "ja", UNBRANDED, id="year-ja-plain"),
        pytest.param("2026-draft.toml", "en", UNBRANDED, id="draft-en-plain"),
        pytest.param("2026-draft.toml", "ja", FULL_BRAND, id="draft-ja-branded"),
        pytest.param("2026.toml", "en", FULL_BRAND, id="year-en-branded"),
        slow("2026.toml", "en", UNBRANDED, id="year-en-plain"),
        slow("2026-draft.toml", "ja", UNBRANDED, id="draft-ja-plain"),
        slow("2026-draft.toml", "en", FULL_BRAND, id="draft-en-branded"),
        slow("2026.toml", "ja", FULL_BRAND, id="year-ja-branded"),
    ],
)
def test_page_one_has_the_range_and_is_still_one_page(name: str, lang: Language, brand: Brand) -> None:
    document = pypdfium2.PdfDocument(report_pdf(report(example(name), ReportProfile.OWNER, brand), Words(lang)))
    first, second = (document[at].get_textpage().get_text_bounded() for at in (0, 1))
    found = {"ja": ("1,610万円", "550万円", "8,940万円"), "en": ("¥16.1 million", "¥5.5 million", "¥89.4 million")}
    for amount in found[lang]:
        assert amount in first.replace("\r\n", "")
    assert {"ja": "1枚で見る全体", "en": "Everything at a glance"}[lang] in second
    assert len(document) == 4


@pytest.mark.pdf
@pytest.mark.parametrize("lang", ["ja", slow("en")])
def test_the_pages_can_be_read_aloud(assess: Assess, lang: Language) -> None:
    content = report_pdf(report(exposed(assess(EXPOSED), persons=5, known_on=TODAY)), Words(lang))
    checked = page_checker.validate_pdf_bytes(content, profile=page_checker.ValidationProfile.PDF_UA_1)
    assert checked.is_compliant, checked.failures


def test_the_page_has_every_part_with_working_source_and_sum(assess: Assess) -> None:
    text = section(page_of(assess(EXPOSED)))
    for part in ("調査と対応", "おわびの品", "賠償", "売上の減少", "行政の処分と罰則"):
        assert part in text
    for working in ("1,200人 × 130円", "98,000,000円 × カード払い 50% × 離れる客 10%", "98,000,000円 × 74日 ÷ 365日"):
        assert working in text
    assert "合計 5,496,000 16,059,300 89,404,493" in text
    sources = re.findall(r"\[(\d+)\]", text)
    assert set(map(int, sources)) == set(range(1, max(map(int, sources)) + 1))


def test_the_owner_gets_the_range_and_no_working_and_an_attestation_nothing(assess: Assess) -> None:
    case = assess(EXPOSED)
    owner = section(page_of(case, ReportProfile.OWNER))
    assert "約1,610万円" in owner
    assert "1,200人 × 130円" not in owner
    attestation = page_of(case, ReportProfile.ATTESTATION)
    assert 'id="money"' not in attestation
    assert "1,610万円" not in attestation
    assert "cost" not in json.loads(as_json.render(report(case, ReportProfile.ATTESTATION), Words("ja")))


def test_a_firm_that_names_no_number_has_no_such_page(assess: Assess) -> None:
    page = page_of(assess("[exposure]\ncash = 5\n"))
    assert 'id="cost-method"' not in page
    assert "会員数を書くと" in re.sub(r"<[^>]+>", "", page)


def test_nobody_and_very_many(assess: Assess) -> None:
    nobody = section(page_of(exposed(assess(EXPOSED), persons=0)))
    assert "漏えいの損失はありません" in nobody
    many = page_of(exposed(assess(EXPOSED), persons=10**10, items=tuple(DataItem), yearly_sales=10**15))
    assert "3,750兆円" in section(many)  # 10 billion people × 500 × 125 × 6: short where figures would burst the column
    sums = re.findall(r'<td class="num[^"]*">(.*?)</td>', many)
    assert sums
    assert not any(re.search(r"\d{1,3}(,\d{3}){5}", found) for found in sums)


def test_an_incident_has_its_dates_and_who_noticed(assess: Assess) -> None:
    known = {"persons": 3, "cause": Cause.WRONGDOING, "found_by": Finder.OTHERS, "known_on": TODAY.replace(day=20)}
    text = section(page_of(exposed(assess(EXPOSED), **known)))
    assert "速報は2026年11月22日から2026年11月24日ごろまで、確報は2027年1月18日まで" in text
    assert "社外から知らされた場合" in text


def test_only_open_gaps_bear_on_the_cost() -> None:
    case = example()
    report_ = report(case)
    assert report_.loss
    statuses = {item.question.id: str(item.status) for item in report_.scorecard.questions}
    named = [finding.question.id for bearing in report_.loss.bearings for finding in bearing.gaps]
    assert {"access-10", "encryption-01", "incident-05"} <= set(named)
    assert all(statuses[question_id] in ("no", "partial", "unknown") for question_id in named)
    everything = replace(case[1], answers={})
    assert report((case[0], everything)).loss


def test_gaps_change_no_amount() -> None:
    checklist, assessment = example()
    with_gaps, without = report((checklist, assessment)).loss, report((checklist, replace(assessment, answers={}))).loss
    assert with_gaps
    assert without
    assert with_gaps.total == without.total


def test_the_other_forms_have_it_too(assess: Assess) -> None:
    case = assess(EXPOSED)
    told = json.loads(as_json.render(report(case), Words("ja")))
    assert told["cost"]["total"] == {"low": 5_496_000, "likely": 16_059_300, "high": 89_404_493}
    assert told["cost"]["format"] == 1
    assert "約1,610万円" in report_markdown(report(case), Words("ja")).decode()
    assert json.loads(as_json.render(report(assess("")), Words("ja")))["cost"] is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_promise_and_no_address_is_on_the_page(assess: Assess, lang: Language) -> None:
    text = section(page_of(assess(EXPOSED), lang=lang))
    assert not re.search(r"https?:|certified|conform|認証|適合|漏洩|data breach", text)
