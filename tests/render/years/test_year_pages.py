"""Two years and many as documents: the figures add up as printed, text of others stays text, nothing is fetched."""

import io
import json
import re
from fractions import Fraction

import pytest
from markupsafe import escape
from tests.conftest import EXAMPLES, PLACES, TODAY
from tests.pages import assert_pages_full, measured
from tests.wider import slow
from tests.years import now, then, year

from tenken.core.scoring.score import ScoredAssessment, scored
from tenken.core.years.comparison import Comparison, compare
from tenken.core.years.trend import Trend, follow
from tenken.render.charts.trend_line import LEFT, trend_line
from tenken.render.formats import DIFFS, TRENDS
from tenken.render.pdf.printer import print_closely
from tenken.render.years import sentences
from tenken.render.years.as_json import diff as told
from tenken.screen import width
from tenken.store.assessment import loader
from tenken.words import LANGUAGES, Language, Words


def plain(page: str) -> str:
    """A page without what only says where its lines may break."""
    return re.sub(r'<wbr>|<span class="(?:ph|nb)">|</span>', "", page)


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
    table = re.search(r'<table class="falls dense">(.*?)</table>', page, re.DOTALL)
    assert table
    rows = [re.findall(r'<td class="num">(.*?)</td>', row) for row in re.findall(r"<tr.*?</tr>", table[1])[1:]]
    start, *steps, end = [[Fraction(cell.replace("−", "-").replace("±", "")) for cell in row] for row in rows]
    score = start[0]
    for effect, after in steps:
        score += effect
        assert score == after
    assert score == end[0] == Fraction("64.76")
    drawn_figures = re.search(r'<svg[^>]*aria-label="([^"]*)"|<svg[^>]*>\s*<title>([^<]*)</title>', page)
    assert drawn_figures
    for effect, _ in rows[1:-1]:
        assert effect == "±0.00" or effect in drawn_figures[0]


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
        told = plain(made(form, found).decode()).replace("\n", "")
        assert "点数は上がりましたが、良くなったからではありません。" in told
        english = plain(made(form, found, "en").decode()).replace("\n", " ")
        assert "rose, but not because things got better: 1 question" in english
        assert "良くなったからではありません" not in made(form, compare(then(), now())).decode()


def test_each_page_says_what_a_reader_must_know() -> None:
    by_id = plain(made("html", compare(year("trio@1", "2025-11-20", all_01="yes"), now())).decode())
    assert "番号が同じ質問だけを比べています" in by_id
    draft = plain(made("html", compare(then(), year("club@2", "2026-11-20", people_01="yes"))).decode())
    assert "悪化とは数えません" in draft
    reason = plain(made("html", compare(then(), then(people_02="na"))).decode())
    assert "理由：none" in reason


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
    readable = plain(page)
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
        outside = page.replace("url(data:font/ttf;base64,", "").replace("font-src data:", "")  # our own fonts of marks
        assert not re.search(r"(src|href|url\()\s*=?\s*[\"']?(?!#)(https?:|file:|//|data:)", outside)
        assert "<script" not in page
        charts = re.findall(r"<svg[^>]*>\s*(?:<title>[^<]+</title>)?", page)
        assert charts
        for chart in charts:
            assert ("<title>" in chart or "aria-label=" in chart) != ('aria-hidden="true"' in chart)


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
    found = follow(months, [()] * 10)
    assert "2026年11月" in drawn("html", found).decode()
    line = trend_line(found)
    places = [mark.x for mark in line.years]
    assert len(places) == 11
    assert LEFT < min(places) < max(places) < line.width


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


def test_a_line_of_years_keeps_to_its_bands_and_breaks_where_a_year_is_not_scored() -> None:
    unscored = year(
        "club@1",
        "2025-11-21",
        depth="quick",
        **dict.fromkeys(("people_01", "people_02", "machines_01", "machines_02"), "na"),
    )
    found = follow([then(), unscored, then()], [(), ()])
    line = trend_line(found)
    assert [mark.score for mark in line.years] == [54, None, 54]
    assert line.line.count("M") == 2  # no line through the year without a score
    assert "L" not in line.line
    assert [band.letter for band in line.bands] == [grade.letter for grade in then().checklist.grades]
    assert sorted(band.y for band in line.bands) == [band.y for band in line.bands]


def test_worse_answers_say_why_and_critical_ones_come_first() -> None:
    note = "[answers.machines-01]\nstatus = 'no'\nnote = '鍵を替えた'\n"
    action = "action = { owner = '木村', due = 2026-12-01 }\n"
    this = year("club@1", "2026-11-20", note + action, people_01="no", people_02="no")
    found = compare(year("club@1", "2025-11-20", people_01="yes", people_02="no", machines_01="yes"), this)
    first = [change.question.id for change in sentences.worst_first(found)]
    critical = {change.question.id for change in found.fell_critical}
    assert [key in critical for key in first] == sorted((key in critical for key in first), reverse=True)
    page = plain(made("html", found).decode())
    assert "なぜ後退したのか" in page
    assert "鍵を替えた" in page
    assert "(木村、12月1日まで)" in page
    assert Words("ja")("years.page.why_unsaid") in page  # of the other one nothing was written


def test_numbers_of_the_edition_before_are_named_where_they_differ() -> None:
    found = compare(then(), now())
    numbers = found.last.checklist.numbers()
    moved = [change for change in found.changes if change.kind in ("improved", "worsened") and change.origins]
    assert moved
    for change in moved:
        before = tuple(numbers[origin.id] for origin in change.origins)
        assert sentences.numbers_before(change, found) == (before if before != (change.number,) else ())
    page = plain(made("html", found).decode())
    assert f"番号は{Words('ja').edition_alone(found.last.checklist)}のもの" in page  # the retired ones


def test_of_many_questions_those_that_moved_alike_stand_together() -> None:
    pairs = [("○ → ●", 1), ("○ → ◐", 2), ("○ → ●", 3)]
    assert sentences.alike(pairs, lambda pair: pair[0]) == [
        ("○ → ●", [("○ → ●", 1), ("○ → ●", 3)]),
        ("○ → ◐", [("○ → ◐", 2)]),
    ]


@pytest.mark.pdf
@pytest.mark.parametrize("lang", ["ja", slow("en")])
def test_the_example_takes_three_pages_and_two_and_none_is_empty(lang: Language) -> None:
    years = [scored(*loader.load(EXAMPLES / f"{name}.toml", PLACES, TODAY)) for name in (2023, 2024, 2025, 2026)]
    diff = DIFFS["pdf"].make(compare(years[2], years[3]), Words(lang))
    trend = TRENDS["pdf"].make(follow(years, [(), (), ()]), Words(lang))
    for content, most in ((diff, 3), (trend, 2)):
        assert_pages_full(content)
        assert len(measured(content)) <= most


@pytest.mark.pdf
def test_a_last_page_of_a_few_lines_is_saved_by_setting_closer() -> None:
    lengths = []

    def page(close: bool) -> str:
        lengths.append(close)
        return "<!doctype html><html lang=en><title>x</title><h1>x</h1>" + "<p>line</p>" * (20 if close else 60)

    assert len(measured(print_closely(page, Words("en")))) == 1
    assert lengths == [False, True]
