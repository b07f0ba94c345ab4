"""What a sample says, in both languages."""

import pytest

from tenken.core.audit.records import Design, RecordDraw, record_result, record_sample
from tenken.core.audit.sampling import FrameEntry, Redraw, Why, draw
from tenken.core.model import RecordSample, Status
from tenken.render.audit.sample import can_miss, how_told, items_told, redraw_told, result_told, size_told, why_told
from tenken.words import LANGUAGES, Language, Words


def drawn(design: Design, size: int | None = None) -> RecordDraw:
    found = record_sample(14, design, "s", "nda-01", size)
    assert isinstance(found, RecordDraw)
    return found


@pytest.mark.parametrize(
    ("lang", "design", "begins", "source"),
    [
        ("ja", Design.ALL, "全部の14件", ""),
        ("ja", Design.NINETY, "14件のうち10件を確かめます。不備が全体の9%を", "金融庁の実施基準"),
        ("ja", Design.NINETY, "14件のうち10件", "第82号 付録2"),
        ("ja", Design.NINETY_FIVE, "14件のうち11件を確かめます。不備が全体の10%を", "40 CFR 80.127"),
        ("en", Design.ALL, "All 14 records", ""),
        ("en", Design.NINETY, "10 of 14 records", "Financial Services Agency"),
        ("en", Design.NINETY_FIVE, "11 of 14 records", "40 CFR 80.127"),
    ],
)
def test_a_size_comes_with_its_source(lang: Language, design: Design, begins: str, source: str) -> None:
    told = size_told(Words(lang), drawn(design))
    assert told.startswith(begins)
    assert source in told


def test_a_size_of_ones_own_has_no_source() -> None:
    assert size_told(Words("ja"), drawn(Design.NINETY, 3)).startswith("14件のうち3件を確かめます。数は監査員が決め")
    assert "chose the number" in size_told(Words("en"), drawn(Design.NINETY, 3))


def test_the_numbers_of_the_records_are_told_where_there_are_any() -> None:
    assert items_told(Words("en"), drawn(Design.ALL)) == ""
    assert items_told(Words("ja"), RecordDraw(14, 2, None, "s", (3, 14))) == "確かめる記録の番号：3、14"


@pytest.mark.parametrize(
    ("size", "failed", "ja", "en"),
    [
        (
            10,
            1,
            "14件のうち10件を確かめ、1件に不備がありました。全体(14件)の不備は、多くて3件です(信頼度90%)。",
            "10 of 14 records were looked at; 1 fell short. Among all 14, at most 3 can fall short (90% confidence).",
        ),
        (
            10,
            0,
            "14件のうち10件を確かめ、不備はありませんでした。全体(14件)の不備は、多くて1件です(信頼度90%)。",
            (
                "10 of 14 records were looked at; none fell short. "
                "Among all 14, at most 1 can fall short (90% confidence)."
            ),
        ),
        (14, 2, "14件のすべてを確かめ、2件に不備がありました。", "All 14 records were looked at; 2 fell short."),
        (
            14,
            0,
            "14件のすべてを確かめ、不備はありませんでした。",
            "All 14 records were looked at; none fell short.",
        ),
    ],
)
def test_a_result_is_told_as_a_fact(size: int, failed: int, ja: str, en: str) -> None:
    result = record_result(RecordSample(population=14, size=size, failed=failed))
    assert (result_told(Words("ja"), result), result_told(Words("en"), result)) == (ja, en)


def test_that_sampling_can_miss_is_said() -> None:
    assert can_miss(Words("ja")) == "抽出による監査では、見落としがありえます(ISO 19011:2018 6.5.1 k)。"
    assert "can miss" in can_miss(Words("en"))


def test_how_it_was_drawn_is_told_with_seed_and_digest() -> None:
    sample = draw([FrameEntry("a-1", "a", 2, Status.YES)], "種 {x}", 1).sample
    for lang in LANGUAGES:
        told = " ".join(how_told(Words(lang), sample))
        assert "種 {x}" in told
        assert sample.frame in told
        assert len({why_told(Words(lang), why) for why in Why}) == len(Why)


def test_a_sample_drawn_again_is_told() -> None:
    again = draw([FrameEntry("a-1", "a", 2, Status.YES)], "s", 1)
    w = Words("ja")
    assert [*redraw_told(w, Redraw(again, changed=False, missing=(), extra=()))] == [w("audit_sample.same")]
    told = [*redraw_told(w, Redraw(again, changed=True, missing=("a-1", "a-2"), extra=("b-1",)))]
    assert told == [
        w("audit_sample.changed"),
        "抽出をやり直すと選ばれるのに、ファイルにない質問：a-1、a-2",
        "抽出をやり直すと選ばれないのに、ファイルにある質問：b-1",
    ]
