"""Words of a language: days with their eras, money as people say it, and one way of writing for all sentences."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken import data
from tenken.core.model import Checklist, Text
from tenken.sentences import sentences
from tenken.store.checklist import library
from tenken.words import COUNTS, LANGUAGES, Language, Words


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2000, 1, 1), "2000年(平成12年)1月1日"),
        (date(2019, 4, 30), "2019年(平成31年)4月30日"),
        (date(2019, 5, 1), "2019年(令和元年)5月1日"),
        (date(2026, 11, 21), "2026年(令和8年)11月21日"),
    ],
)
def test_the_era_changes_on_its_first_day(day: date, told: str) -> None:
    assert Words("ja", era=True).day(day) == told
    assert Words("ja").day(day) == f"{day.year}年{day.month}月{day.day}日"


@pytest.mark.parametrize(
    ("amount", "ja", "en"),
    [
        (0, "0円", "¥0"),
        (500, "500円", "¥500"),
        (3_300, "3,300円", "¥3,300"),
        (26_000, "2万6,000円", "¥26,000"),
        (51_538, "5万1,500円", "¥51,500"),
        (780_000, "78万円", "¥780,000"),
        (999_500, "100万円", "¥1 million"),
        (16_059_300, "1,610万円", "¥16.1 million"),
        (130_000_000, "1億3,000万円", "¥130 million"),
        (511_840_000, "5億1,200万円", "¥512 million"),
        (999_999_999, "10億円", "¥1 billion"),
        (6_700_000_000, "67億円", "¥6.7 billion"),
        (10_140_000_000, "101億円", "¥10.1 billion"),
        (1_230_000_000_000, "1兆2,300億円", "¥1.23 trillion"),
        (10**15, "1,000兆円", "¥1,000 trillion"),
        (-4_200_000, "-420万円", "¥-4.2 million"),
    ],
)
def test_an_amount_is_said_as_people_say_it(amount: int, ja: str, en: str) -> None:
    assert (Words("ja").yen(amount), Words("en").yen(amount)) == (ja, en)
    assert Words("ja").exact_yen(amount) == f"{amount:,}円"


def meant(said: str) -> int:
    """What a Japanese reader takes an amount to be."""
    total, rest = 0, said.removesuffix("円").replace(",", "")
    for name, unit in (("兆", 10**12), ("億", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(name)
        total, rest = (total + int(head) * unit, tail) if found else (total, rest)
    return total + int(rest or 0)


@given(st.integers(0, 10**16))
def test_what_is_said_is_within_half_a_per_cent(amount: int) -> None:
    assert abs(meant(Words("ja").yen(amount)) - amount) * 200 <= amount


@pytest.mark.parametrize(
    ("share", "ja", "en"),
    [
        (Fraction(0), "1割未満", "less than 10% of"),
        (Fraction(4, 100), "1割未満", "less than 10% of"),
        (Fraction(1, 2), "約5割", "about 50% of"),
        (Fraction(95, 100), "1倍", "1 times"),
        (Fraction(1_784, 1_000), "1.8倍", "1.8 times"),
        (Fraction(996, 100), "10倍", "10 times"),
        (Fraction(1_234, 10), "123倍", "123 times"),
    ],
)
def test_one_sum_is_held_against_another_in_words(share: Fraction, ja: str, en: str) -> None:
    assert (Words("ja").times(share), Words("en").times(share)) == (ja, en)


def every(lang: Language) -> Iterator[tuple[str, str]]:
    """Each sentence with its key, in all its numbers."""
    for key, said in sentences(lang).items():
        yield from ((key, said),) if isinstance(said, str) else ((key, form) for form in said.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_uses_a_word_that_the_glossary_avoids(lang: Language) -> None:
    terms = library.load([data.folder("checklist")]).terms
    avoided = [word for term in terms for word in (term.avoid_ja if lang == "ja" else term.avoid_en)]
    found = [(key, word) for key, said in every(lang) for word in avoided if word in said]
    assert [place for place in found if place not in LEGAL] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_newest_figures_use_no_word_that_the_glossary_avoids(lang: Language) -> None:
    known = library.load([data.folder("checklist")])
    newest = max(known.figures, key=lambda entry: entry.dated)
    texts = [text for figure in newest.figures.values() for text in (figure.what, figure.note)]
    texts += [part.text for part in newest.statements] + [part.text for part in newest.links]
    avoided = [word for term in known.terms for word in (term.avoid_ja if lang == "ja" else term.avoid_en)]
    assert [(word, told) for text in texts for word in avoided if word in (told := getattr(text, lang))] == []


LEGAL = (("report.full.light_note", "従業員"),)
"""The law's own word, which leaves out directors and agency staff; everywhere else those are meant, too."""

JAPANESE = "ぁ-ゖァ-ヺー一-鿿々"
FIGURE = r"(?:\d[\d,]*|\{(?:n|score|points|least|most|low|high|grade|cap|letter|day|applicable|answered)\})"
LATIN = "(?:PDF|HTML|JSON|Excel|PC|OSCAL|Enter|UTF-8|TOML|PNG|JPEG|MB|Windows|Python)"
TYPED = {
    *(f"problem.{name}" for name in ("newer-format", "grades-out-of-order", "edition-changed", "edition-mended")),
    *("problem.day-ahead", "error.days-ahead"),
}
"""Sentences that quote a line of a file, a digest or a day in figures, round which there are blanks."""


def test_japanese_is_written_one_way() -> None:
    for key, said in every("ja"):
        assert not re.search("[（）]", said), key
        assert not re.search(rf"[{JAPANESE}」)}}]:", said), key
        if key in TYPED:
            continue
        told = said.replace("Excel ブック", "")  # its name in Excel
        follows = rf"(?<![-\w./@=])(?:{FIGURE}|{LATIN}) [{JAPANESE}]"
        assert not re.search(follows, told, re.ASCII), key
        assert not re.search(rf"[ぁ-ゖ] {LATIN}(?![-\w./@=])", told, re.ASCII), key
        if "。" in said and "1/2" not in said:  # a label may stand before its figure: 点検日 2026年11月21日
            assert not re.search(rf"[はがのにをでともやか] {FIGURE}(?![-\w./@=])", told, re.ASCII), key


@pytest.mark.parametrize(
    ("lang", "never"),
    [
        ("ja", "問い(?!合|か)|得点|総合点|総合判定|裏付け|直す人|経営者用|約束なし"),
        ("en", "[Oo]verall (?:score|grade)|[Cc]ontrol area|[Pp]ut off|2 times"),
    ],
)
def test_one_thing_has_one_name(lang: Language, never: str) -> None:
    for key, said in every(lang):
        assert not re.search(never, said), (key, said)


@pytest.mark.parametrize(
    ("lang", "mark"),
    [("ja", "認証を|認定|適合してい|合格です|準拠してい"), ("en", "certified|compliant|conforms")],
)
def test_no_sentence_promises_a_mark(lang: Language, mark: str) -> None:
    for key, said in every(lang):
        if not key.startswith("lint."):  # they tell authors not to
            assert not re.search(mark, said), (key, said)


def test_a_sentence_may_have_a_form_for_each_small_number() -> None:
    words = Words("en")
    assert [words("report.full.moved", n=n) for n in (1, 2, 3)] == [
        "postponed once",
        "postponed twice",
        "postponed 3 times",
    ]
    assert words("report.verdict.first", n=5) == "Five things to do first"
    for lang in LANGUAGES:
        for key, said in sentences(lang).items():
            if not isinstance(said, str):
                assert set(said) <= {*COUNTS.values(), "other"}, key


NOT_OF_AN_EDITION = {
    "cli.tenken",  # what the program is for, before any edition is named
    "cli.start.title",
    "cli.exposure.persons",  # an option
    "problem.no-persons",
}
"""Sentences about members that are said where there is no edition to ask."""
OF_MEMBERS = {"ja": re.compile("会員"), "en": re.compile(r"\b[Mm]embers\b|\{n\} member\b")}
OF_CRITICAL = {"ja": re.compile("必須"), "en": re.compile("[Cc]ritical")}


def written(sentence: object) -> str:
    return " ".join(sentence.values()) if isinstance(sentence, dict) else str(sentence)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_names_members_has_its_form_for_editions_about_something_else(lang: Language) -> None:
    known = sentences(lang)
    naming = {key for key in known if OF_MEMBERS[lang].search(written(known[key]))}
    assert {key for key in naming if f"of_edition.{key}" not in known} <= NOT_OF_AN_EDITION
    assert not [key for key in naming if key.startswith(("of_edition.", "without_critical.", "list_import."))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_other_forms_of_a_sentence_fill_in_nothing_else(lang: Language) -> None:
    known = sentences(lang)
    for family, more in (
        ("of_edition.", {"subject", "edition_title"}),
        ("without_critical.", set()),
        ("of_mended.", set()),
    ):
        for key in (key for key in known if key.startswith(family)):
            usual = known[key.removeprefix(family)]
            values, usual_values = (set(re.findall(r"\{(\w+)", written(one))) for one in (known[key], usual))
            assert values - more <= usual_values, key
    without = {key: known[key] for key in known if key.startswith("without_critical.")}
    assert {key for key, sentence in without.items() if OF_CRITICAL[lang].search(written(sentence))} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_about_what_the_edition_is_about(club: Checklist, lang: Language) -> None:
    usual = Words(lang)
    assert usual.about(club) is usual
    own = usual.about(replace(club, subject=Text("ソフト{n}", "software{n}"), title=Text("点検票", "Check")))
    assert own("report.title") == {"ja": "点検票 報告書", "en": "Check: assessment report"}[lang]
    assert "{n}" in own("web.start.head", n=3)  # what an edition says is no sentence to fill in
    assert own("report.summary.grade") == usual("report.summary.grade")
    assert own.about(None) is own
