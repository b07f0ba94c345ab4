"""Every code point of Unicode 16 in a text: what is not seen is refused or dropped, what is seen comes through."""

import unicodedata
from collections.abc import Callable

import pytest
from tests.conftest import PLACES, TODAY
from tests.limits import at_most

from tenken.core.model import Assessment, Checklist
from tenken.core.problem import FileProblems
from tenken.store.assessment.loader import interpret
from tenken.store.validation.characters import CONTROL
from tenken.store.validation.sanitize import Sanitizer, clean
from tenken.store.validation.toml_file import from_text


def code_points(ranges: str) -> set[int]:
    """The members of ranges as the Unicode Character Database writes them."""
    ends = ([int(end, 16) for end in written.split("..")] for written in ranges.split())
    return {point for end in ends for point in range(end[0], end[-1] + 1)}


FORMAT = code_points(
    "00AD 0600..0605 061C 06DD 070F 0890..0891 08E2 180E 200B..200F 202A..202E 2060..2064 2066..206F FEFF FFF9..FFFB"
    " 110BD 110CD 13430..1343F 1BCA0..1BCA3 1D173..1D17A E0001 E0020..E007F"
)
"""DerivedGeneralCategory-16.0.0, Cf."""
IGNORABLE = code_points(
    "00AD 034F 061C 115F..1160 17B4..17B5 180B..180D 180E 180F 200B..200F 202A..202E 2060..206F 3164 FE00..FE0F FEFF"
    " FFA0 FFF0..FFF8 1BCA0..1BCA3 1D173..1D17A E0000..E0FFF"
)
"""DerivedCoreProperties-16.0.0, Default_Ignorable_Code_Point."""
BLANK = code_points("2800 13441..13442 16FE4 1D159")
"""Letters, marks and signs that are drawn as nothing."""
SELECTORS = code_points("180B..180D 180F FE00..FE0F E0100..E01EF")
FAMILY = "👨\u200d👩\u200d👧"
HEART = "❤\ufe0f\u200d🔥"


def kept(text: str) -> str | None:
    """What a file keeps of a text; ``None`` where it is refused."""
    sanitizer = Sanitizer()
    cleaned = sanitizer.cleaned(text)
    return None if sanitizer.faults else str(cleaned)


def test_the_lists_are_those_of_unicode_16() -> None:
    assert (len(FORMAT), len(IGNORABLE)) == (170, 4174)
    here = {point for point in range(0x110000) if unicodedata.category(chr(point)) == "Cf"}
    assert here <= FORMAT, "a newer Python knows of more"


def test_no_code_point_that_is_not_seen_comes_through() -> None:
    unseen = (FORMAT | IGNORABLE | BLANK) - SELECTORS
    through = [f"U+{point:04X}" for point in sorted(unseen) if kept(f"点{chr(point)}検") not in (None, "点検")]
    assert not through
    assert not [f"U+{point:04X}" for point in sorted(unseen | SELECTORS) if kept(chr(point)) not in (None, "")]


def test_every_other_code_point_comes_through_in_nfc() -> None:
    unseen = FORMAT | IGNORABLE | BLANK
    seen = [chr(point) for point in range(0x110000) if point not in unseen and not CONTROL.match(chr(point))]
    for start in range(0, len(seen), 1000):  # many at once, since there are a million
        text = "".join(f"点{character}検" for character in seen[start : start + 1000])
        assert kept(text) == unicodedata.normalize("NFC", text.replace("\t", " ")), ascii(seen[start])


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (FAMILY, FAMILY),
        (HEART, HEART),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("a\u200db", "ab"),
        ("👨\u200d", "👨"),
        ("👨\u200d\u200d👩", "👨👩"),
        ("\ufe0f点", "点"),
        ("点\ufe0f\ufe0e\U000e0101", "点\ufe0f"),
        ("a\U000e0100", "a"),
        ("点 \ufe0f検", "点 検"),
    ],
    ids=ascii,
)
def test_joiners_and_selectors_stay_where_they_do_something(written: str, told: str) -> None:
    assert kept(written) == told


@pytest.mark.parametrize("point", [0xE0049, 0x3164, 0x115F, 0x2800, 0x13430])
def test_a_refused_character_is_named(point: int) -> None:
    sanitizer = Sanitizer()
    sanitizer.cleaned({"name": f"北浜{chr(point)}スクール"})
    assert sanitizer.faults == [(("name",), "invisible-character", {"character": f"U+{point:04X}"})]


@pytest.mark.parametrize("key", ["a\U000e0041", "a\u3164", "a\u200b", "\ufeffa"], ids=ascii)
def test_no_key_hides_a_character(key: str) -> None:
    sanitizer = Sanitizer()
    sanitizer.cleaned({"extra": {key: "x"}})
    assert [what for _, what, _ in sanitizer.faults] == ["strange-key"]


@pytest.mark.parametrize("reason", ["…", " - ", "。", "\u3000", "(´・_・`)"])
@pytest.mark.parametrize("key", ["note", "finding"])
def test_a_reason_that_says_nothing_is_none(
    reason: str, key: str, assess: Callable[[str], tuple[Checklist, Assessment]]
) -> None:
    answers = {
        "note": f'[answers.people-01]\nstatus = "na"\nnote = "{reason}"\n',
        "finding": f'[answers.people-01.verdict]\nstatus = "na"\nfinding = "{reason}"\n',
    }
    with pytest.raises(FileProblems) as refused:
        assess(answers[key])
    assert [problem.what for problem in refused.value.problems] == [f"na-without-{key}"]
    assess(answers[key].replace(reason, "該当なし"))


MARKS = [chr(point) for point in range(0x110000) if unicodedata.combining(chr(point))]


@pytest.mark.parametrize("mark", ["\u0301\u0323", "\u0f71\u0f72", "\u3099\u302a", "\u05b0\u05bc", "".join(MARKS)])
def test_marks_are_bounded_before_they_are_sorted(mark: str) -> None:
    text = "e" + mark * (200_000 // len(mark))
    with at_most(0.5):
        assert len(clean(text)) <= 9


def test_a_text_that_is_far_too_long_is_refused_as_it_stands(head: str) -> None:
    for text in ("e" + "\u0301" * 200_000, "か\u3099" * 100_000):
        with at_most(1), pytest.raises(FileProblems) as refused:
            interpret(from_text(f'{head}[extra]\na = "{text}"\n', "x"), PLACES, TODAY)
        assert [problem.what for problem in refused.value.problems] == ["too-long"]


def test_a_decomposed_text_of_the_largest_length_is_read() -> None:
    assert kept("か\u3099" * 4000) == "が" * 4000
