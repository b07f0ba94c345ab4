"""``tenken cost`` as a user types it: from a file, from options, for a real case, and with every slip of the hand."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import EXAMPLES, PLACES, Said

from tenken.screen import width
from tenken.store.checklist import library
from tenken.words import LANGUAGES, Language, Words

Tenken = Callable[..., Said]
EXAMPLE = EXAMPLES / "2026.toml"
CASES = library.load(PLACES).cases


def test_the_example_club_is_told_as_a_range_with_its_measure(tenken: Tenken) -> None:
    said = tenken("cost", EXAMPLE)
    assert (said.code, "tenken report" in said.err) == (0, True), said.err
    text = "".join(said.out.split())
    assert "見込みで約1,610万円(少ない場合で約550万円、多い場合で約8,940万円)" in text
    assert "手元の現預金の1.8倍、年間の利益の3.8倍" in text
    assert "1,200人×130円" in text
    assert "このデータの漏えい・滅失・毀損(外に出る・なくなる・壊れる)が起きたら" in text
    assert "個人情報保護委員会への報告と、本人への通知が必要です。" in text
    assert "6-5国への報告の判定と期限：できていない" in text
    for line in said.out.splitlines():
        assert width(line) <= 80, line


def test_without_a_file_it_needs_only_the_persons(tenken: Tenken) -> None:
    said = tenken("cost", "--persons", "10000", "--items", "name,address,card", lang="en")
    assert said.code == 0
    assert "Not counted, since yearly sales are not known" in " ".join(said.out.split())
    assert "Total (without lost sales)" in said.out
    assert "How your gaps bear on this" not in said.out


def test_options_change_what_the_file_says_without_changing_the_file(tenken: Tenken) -> None:
    before = EXAMPLE.read_bytes()
    told = json.loads(tenken("cost", EXAMPLE, "--persons", "1万2000", "--cause", "accident", "--json").out)
    assert told["exposure"]["persons"] == 12_000
    assert told["exposure"]["yearly_sales"] == 98_000_000
    assert EXAMPLE.read_bytes() == before


def test_the_json_has_a_shape_of_its_own(tenken: Tenken) -> None:
    arguments = ["--persons", "10", "--items", "email", "--cause", "accident", "--known-on", "2026-11-20"]
    told = json.loads(tenken("cost", *arguments, "--cash", "1000000", "--json").out)
    assert (told["format"], told["figures"], told["dated"]) == (1, "breach-cost@2026", "2026-11-21")
    assert set(told) == {
        *("format", "figures", "dated", "exposure", "assumed", "total", "against_cash", "against_profit"),
        *("parts", "damages", "duty", "bearings", "numbers", "law"),
    }
    assert told["total"] == {name: sum(part[name] for part in told["parts"]) for name in ("low", "likely", "high")}
    assert [part["id"] for part in told["parts"]] == ["response", "vouchers", "claims", "sales"]
    assert [part["known"] for part in told["parts"]] == [True, True, True, False]
    notice = next(line for line in told["parts"][0]["lines"] if line["id"] == "notice")
    assert notice["formula"]["likely"] == [
        {"role": "persons", "value": 10, "number": None},
        {"role": "yen", "value": 130, "number": "notice"},
    ]
    assert told["duty"]["due"] == "no"
    assert (told["duty"]["first"], told["duty"]["final"]) == (["2026-11-22", "2026-11-24"], "2026-12-19")
    assert told["against_profit"] is None
    assert told["against_cash"]["yen"] == 1_000_000
    number = next(number for number in told["numbers"] if number["id"] == "notice")
    assert (number["year"], number["kind"], number["verified"]) == (2024, "guide", "secondary")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("case", ["alico-2009", "porsche-2018", "urawa-2017"])
def test_a_real_case_is_told_with_its_sums_and_what_really_happened(tenken: Tenken, case: str, lang: str) -> None:
    said = tenken("cost", "--case", case, lang=lang)
    assert (said.code, "tenken web" in said.err) == (0, True), said.err
    expected = {"alico-2009": "511,840,000", "porsche-2018": "86,100,000", "urawa-2017": "40,000"}
    assert expected[case] in said.out
    told = json.loads(tenken("cost", "--case", case, "--json", lang=lang).out)
    assert told["case"]["id"] == case


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_a_real_case_is_told_in_full_once(tenken: Tenken, case: str, lang: Language) -> None:
    words, known = Words(lang), CASES[case]
    out = "".join(tenken("cost", "--case", case, lang=lang).out.split())
    texts = [known.short, known.what, *known.views, *(moment.text for moment in known.timeline)]
    for told in (*(words.text(text) for text in texts), *map(words.case_source, known.sources)):
        assert out.count("".join(told.split())) == 1, told
    found = json.loads(tenken("cost", "--case", case, "--json", lang=lang).out)["case"]
    assert (found["id"], found["what"], len(found["views"])) == (case, words.text(known.what), len(known.views))
    assert [moment["text"] for moment in found["timeline"]] == [words.text(moment.text) for moment in known.timeline]
    assert [figure["value"] for figure in found["figures"]] == [figure.value for figure in known.figures]
    assert [source["kind"] for source in found["sources"]] == [source.kind for source in known.sources]


def test_of_what_was_no_leak_there_is_no_estimate(tenken: Tenken) -> None:
    said = tenken("cost", "--case", "aig-edison-2009")
    assert (said.code, "見積もりはありません" in said.out, "JOモデル" in said.out) == (0, True, False)
    assert set(json.loads(tenken("cost", "--case", "aig-edison-2009", "--json").out)) == {"format", "case"}


def test_alico_is_told_to_lie_above_the_estimate(tenken: Tenken) -> None:
    out = "".join(tenken("cost", "--case", "alico-2009").out.split())
    for part in (
        "1,000,000,000円",
        "130,000,000円",
        "50%×10%=5%",
        "6,700,000,000円",
        "1人当たりでは5万1,500円",
        "より上でした",
    ):
        assert part in out


def test_dates_come_with_the_day_of_learning(tenken: Tenken) -> None:
    arguments = ("--persons", "3", "--cause", "wrongdoing", "--known-on", "2026-11-20", "--found-by", "others")
    out = "".join(tenken("cost", *arguments).out.split())
    assert "2026年11月20日に知った場合：速報は2026年11月22日から2026年11月24日ごろまで、確報は2027年1月18日まで" in out
    assert "知らせを受けた日から" in out


def test_nobodys_data_costs_nothing(tenken: Tenken) -> None:
    said = tenken("cost", "--persons", "0")
    assert (said.code, said.out.splitlines()[-1]) == (0, "データを持っている人が0人なので、漏えいの損失はありません。")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ([], 2, "--persons、--case のどれか"),
        (["--items", "name"], 2, "--persons、--case のどれか"),
        (["--persons", "-5"], 2, "0から10,000,000,000まで"),
        (["--persons", "1000000000000"], 2, "0から10,000,000,000まで"),
        (["--persons", "9" * 5000], 2, "0から10,000,000,000まで"),
        (["--persons", "たくさん"], 2, "「たくさん」は、数として読めません"),
        (["--persons", "1.5"], 2, "「1.5」は、整数ではありません"),
        (["--persons", ""], 2, "--persons：「」は"),
        (["--persons", "5\u001b[2J"], 2, "\\u{1b}"),
        (["--persons", "5", "--card-share", "101"], 2, "0から100まで"),
        (["--persons", "5", "--cash", "-1"], 2, "--cash：「-1」は、0より小さい"),
        (["--persons", "5", "--items", "name,adress"], 2, "address ですか"),
        (["--persons", "5", "--items", "blood"], 2, "blood というデータの種類はありません"),
        (["--persons", "5", "--cause", "flood"], 2, "wrongdoing / accident"),
        (["--persons", "5", "--known-on", "2026-11-22"], 2, "2026-11-21 までの日付"),
        (["--persons", "5", "--known-on", "before"], 2, "日付として読めません"),
        (["--case", "titanic"], 2, "alico-2009(アリコジャパンのカード情報漏えい) / "),
        ([str(EXAMPLE), "--case", "alico-2009"], 2, "同時に指定できません"),
        (["nothing.toml"], 3, "ファイルがありません"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(
    tenken: Tenken, arguments: list[str], code: int, sentence: str
) -> None:
    said = tenken("cost", *arguments)
    assert (said.code, said.out) == (code, "")
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_a_file_without_the_number_of_people_says_what_to_add(tenken: Tenken, tmp_path: Path) -> None:
    assert tenken("new", "a.toml", "--organisation", "x", "--yearly-sales", "98000000").code == 0
    said = tenken("cost", "a.toml")
    assert said.code == 3
    assert "persons = 人数" in said.err
    assert tenken("cost", "a.toml", "--persons", "100").code == 0
    assert tenken("report", "a.toml", "--format", "html").code == 0
    assert 'id="cost"' not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_new_takes_everything_that_an_exposure_holds(tenken: Tenken, tmp_path: Path) -> None:
    options = ["--persons", "1,200", "--items", "name,address", "--yearly-sales", "9800万", "--card-share", "30%"]
    options += ["--cash", "900万円", "--yearly-profit", "▲420万", "--cause", "accident", "--found-by", "self"]
    made = tenken("new", "a.toml", "--organisation", "x", *options, "--known-on", "2026-11-20")
    assert made.code == 0, made.err
    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    for part in ("persons = 1200", "yearly_sales = 98000000", "card_share = 30", "cash = 9000000"):
        assert part in text
    for part in ("yearly_profit = -4200000", 'cause = "accident"', 'found_by = "self"', "known_on = 2026-11-20"):
        assert part in text
    assert tenken("cost", "a.toml").code == 0
    assert tenken("new", "b.toml", "--organisation", "x", "--persons", "-1").code == 2
