"""Two years and many as documents: the figures add up as printed, text of others stays text, nothing is fetched."""

import io
import json
import re
from fractions import Fraction

import pytest
from markupsafe import escape
from tests.years import now, then, year

from tenken.core.scoring.score import ScoredAssessment
from tenken.core.years.comparison import Comparison, compare
from tenken.core.years.trend import Trend, follow
from tenken.render.formats import DIFFS, TRENDS
from tenken.render.years.as_json import diff as told
from tenken.screen import width
from tenken.words import LANGUAGES, Language, Words


def made(form: str, found: Comparison, lang: Language = "ja") -> bytes:
    return DIFFS[form].make(found, Words(lang))


def drawn(form: str, found: Trend, lang: Language = "ja") -> bytes:
    return TRENDS[form].make(found, Words(lang))


def odd_pairs() -> dict[str, tuple[ScoredAssessment, ScoredAssessment]]:
    """Pairs of years with something missing."""
    nothing = dict.fromkeys(("people_01", "people_02", "machines_01", "machines_02"), "na")
    return {
        "the same year": (then(), then()),
        "one not scored": (then(), year("club@1", "2026-11-20", depth="quick", **nothing)),
        "neither scored": (year("club@1", "2025-11-20", depth="quick", **nothing),) * 2,
        "no lineage": (year("trio@1", "2025-11-20", all_01="yes"), now()),
        "nothing answered": (year("club@1", "2025-11-20"), year("club@2", "2026-11-20")),
        "only by omission": (then(), then(machines_03="na")),
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_printed_waterfall_adds_up_by_hand(lang: Language) -> None:
    page = made("html", compare(then(), now()), lang).decode()
    table = re.search(r'<table class="falls">(.*?)</table>', page, re.DOTALL)
    assert table
    rows = [re.findall(r'<td class="num">(.*?)</td>', row) for row in re.findall(r"<tr.*?</tr>", table[1])[1:]]
    start, *steps, end = [[Fraction(cell.replace("−", "-").replace("±", "")) for cell in row] for row in rows]
    score = start[0]
    for effect, after in steps:
        score += effect
        assert score == after
    assert score == end[0] == Fraction("64.76")
    title = re.search(r"<title>([^<]*?)</title>\s*<defs>", page)
    assert title
    for row in rows:
        assert row[0] in title[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", odd_pairs())
def test_what_is_missing_is_told_in_every_form(name: str, lang: Language) -> None:
    last, this = odd_pairs()[name]
    for form in set(DIFFS) - {"pdf"}:
        assert made(form, compare(last, this), lang)
    for form in set(TRENDS) - {"pdf"}:
        assert drawn(form, follow([last, this], [()]), lang)


def test_a_rise_by_omission_is_called_that_in_words() -> None:
    found = compare(then(), then(machines_03="na"))
    for form in ("html", "txt"):
        plain = made(form, found).decode().replace("\n", "")
        assert "点数は上がりましたが、良くなったからではありません。" in plain
        assert "rose, but not because things got better: 1 question" in made(form, found, "en").decode().replace(
            "\n", " "
        )
        assert "良くなったからではありません" not in made(form, compare(then(), now())).decode()


def test_each_page_says_what_a_reader_must_know() -> None:
    by_id = made("html", compare(year("trio@1", "2025-11-20", all_01="yes"), now())).decode()
    assert "番号が同じ質問だけを比べています" in by_id
    draft = made("html", compare(then(), year("club@2", "2026-11-20", people_01="yes"))).decode()
    assert "悪化とは数えません" in draft
    reason = made("html", compare(then(), then(people_02="na"))).decode()
    assert "理由: none" in reason


HOSTILE = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "=cmd|' /C calc'!A0",
    "＝HYPERLINK(1)",
    "http://127.0.0.1:9/x",
    "{{ 7 * 7 }}{n}",
    "A" * 190,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_of_others_is_text(text: str) -> None:
    quoted = json.dumps(text, ensure_ascii=False)
    assessor = f"[assessor]\nname = {quoted}\n"
    promise = f"[answers.machines-01]\nstatus = 'no'\naction = {{ owner = {quoted}, due = 2026-03-31 }}\n"
    reason = f"[answers.people-02]\nstatus = 'na'\nnote = {quoted}\n"
    last = year("club@1", "2025-11-20", assessor + promise, people_02="yes")
    page = made("html", compare(last, year("club@1", "2026-11-20", assessor + reason))).decode()
    for forbidden in ("<script", "<svg onload", 'href="http'):
        assert forbidden not in page
    readable = page.replace("<wbr>", "")
    assert readable.count(str(escape(text))) == 3  # the author, the reason and the owner


def test_text_of_others_is_no_formula_in_a_spreadsheet() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for text in HOSTILE:
        quoted = json.dumps(text, ensure_ascii=False)
        action = f"[answers.machines-01.action]\nowner = {quoted}\ndue = 2026-03-31\n"
        last = year("club@1", "2025-11-20", "[answers.machines-01]\nstatus = 'no'\n" + action)
        book = openpyxl.load_workbook(io.BytesIO(made("xlsx", compare(last, now()))))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert text in {cell.value for cell in cells if cell.data_type == "s"}
        assert {cell.data_type for cell in cells} == {"s", "n", "d"}
        assert not any(cell.hyperlink for cell in cells)


def test_the_spreadsheet_has_all_that_is_needed_to_work_out_the_steps() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", compare(then(), now()), "en")))
    assert book.sheetnames == ["Summary", "Why it moved", "Questions", "Questions last time"]
    steps = [row[4].value for row in book["Why it moved"].iter_rows(min_row=2)]
    assert Fraction(steps[0]) + sum(map(Fraction, steps[1:-1])) == Fraction(steps[-1]) == Fraction(68, 105)
    words = {"in place": 2, "partly in place": 1, "not in place": 0}
    earned: dict[str, list[int]] = {}
    weights: dict[str, int] = {}
    for row in book["Questions last time"].iter_rows(min_row=2, values_only=True):
        _, _, area, area_weight, _, weight, status, _ = row
        weights[area] = area_weight
        total = earned.setdefault(area, [0, 0])
        total[0] += weight * words[status]
        total[1] += weight * 2
    shares = sum(weights[area] * Fraction(*total) for area, total in earned.items()) / sum(weights.values())
    assert shares == Fraction(13, 24) == Fraction(steps[0])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_fetched_and_every_chart_states_itself(lang: Language) -> None:
    pages = [made("html", compare(then(), now()), lang), drawn("html", follow([then(), now()], [()]), lang)]
    for page in (content.decode() for content in pages):
        assert not re.search(r"(src|href|url\()\s*=?\s*[\"']?(?!#)(https?:|file:|//|data:)", page)
        assert "<script" not in page
        charts = re.findall(r"<svg[^>]*>(?:<title>[^<]+</title>)?", page)
        assert charts
        for chart in charts:
            assert "font-family=" in chart
            assert ("<title>" in chart) != ('aria-hidden="true"' in chart)


def test_the_same_years_give_the_same_bytes() -> None:
    for form in set(DIFFS) - {"pdf"}:
        assert made(form, compare(then(), now())) == made(form, compare(then(), now()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_terminal_no_line_is_too_wide(lang: Language) -> None:
    for content in (made("txt", compare(then(), now()), lang), drawn("txt", follow([then(), now()], [()]), lang)):
        assert max(width(line) for line in content.decode().splitlines()) <= 78


def test_json_has_the_promised_shape() -> None:
    said = told(compare(then(), now()))
    assert list(said) == ["format", "as_scored", "like_for_like", "waterfall", "changes", "actions"]
    assert said["format"] == 1
    assert said["as_scored"] == {"last": 54, "this": 64, "exact_last": "13/24", "exact_this": "68/105"}
    assert said["like_for_like"] == {"last": 52, "this": 57, "exact_last": "37/70", "exact_this": "4/7"}
    assert said["waterfall"][0] == {"step": "retired", "exact": "-1/32"}
    assert sum(Fraction(step["exact"]) for step in said["waterfall"]) == Fraction(68, 105) - Fraction(13, 24)
    changes = {change["id"]: change for change in said["changes"]}
    assert changes["people-05"] == {
        "id": "people-05",
        "from": ["people-02", "machines-02"],
        "kind": "improved",
        "last": "no",
        "this": "partial",
    }
    assert changes["machines-04"]["this"] is None
    assert changes["machines-09"] == {"id": "machines-09", "from": [], "kind": "new", "last": None, "this": "yes"}
    assert list(said["actions"]) == ["kept", "slipped", "dropped", "running", "unconfirmed", "moot"]


def test_json_tells_of_promises() -> None:
    action = "[answers.machines-01.action]\nowner = '木村'\ndue = {due}\nmoved = [{moved}]\n"
    before = "[answers.machines-01]\nstatus = 'no'\n" + action.format(due="2026-03-31", moved="")
    after = "[answers.machines-01]\nstatus = 'no'\n" + action.format(due="2026-11-01", moved="2026-03-31")
    said = told(compare(year("club@1", "2025-11-20", before), year("club@1", "2026-11-20", after)))
    assert said["actions"]["slipped"] == [
        {
            "id": "machines-01",
            "now": ["machines-01"],
            "owner": "木村",
            "due": "2026-03-31",
            "times": 1,
            "from": "2026-03-31",
            "to": "2026-11-01",
            "days_late": 19,
        }
    ]


def test_a_trend_of_many_years_is_told_as_json() -> None:
    said = json.loads(drawn("json", follow([then(), now()], [()])))
    assert [(point["date"], point["score"], point["like_for_like"]) for point in said["points"]] == [
        ("2025-11-20", 54, 52),
        ("2026-11-20", 64, 57),
    ]
    assert said["common"] == 4
    assert said["areas"] == [{"id": "people", "scores": [66, 78]}, {"id": "machines", "scores": [50, 55]}]
    assert [entry["id"] for entry in said["open"]] == ["people-05", "machines-12"]


def test_a_trend_of_twelve_assessments_in_one_year_fits_its_page() -> None:
    months = [year("club@1", f"2026-{month:02}-20", people_01="yes", people_02="no") for month in range(1, 12)]
    page = drawn("html", follow(months, [()] * 10)).decode()
    assert "2026年11月" in page
    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', page) if float(x) > 20]
    assert len(places) == 11
    assert max(places) <= 522


@pytest.mark.pdf
@pytest.mark.parametrize("lang", LANGUAGES)
def test_as_pdf_they_are_tagged_and_have_their_title(lang: Language) -> None:
    from pypdf import PdfReader

    words = Words(lang)
    for content, title in (
        (made("pdf", compare(then(), now()), lang), words("diff.document")),
        (drawn("pdf", follow([then(), now()], [()]), lang), words("trend.document")),
    ):
        reader = PdfReader(io.BytesIO(content))
        assert "/MarkInfo" in reader.root_object
        assert reader.metadata
        assert str(reader.metadata.title).startswith(title)
