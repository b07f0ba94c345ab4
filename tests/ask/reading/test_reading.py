"""Numbers and days as people write them: a table of spellings, laws, and the same reading in every channel."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st
from tests.ask.interview.test_interview import Person
from tests.conftest import PLACES, Said

from tenken.ask.interview.exposure import ask, ask_persons
from tenken.ask.reading import Counted, Meant, NotUnderstood, ReadDay, read_day, read_number, read_of_exposure, told
from tenken.ask.sheet.cell_parsing import UnclearError, value_of
from tenken.ask.web.answer_form import submitted
from tenken.cli.context import AppContext
from tenken.cli.options import changed, day_option
from tenken.core.merge.answer_fields import AnswerPart
from tenken.core.merge.grid import CellKind, GridCell
from tenken.core.model import FIRST_DAY, LAST_DAY, Exposure
from tenken.core.problem import UsageProblem
from tenken.store.checklist.figures import load
from tenken.store.validation.sanitize import clean
from tenken.words import LANGUAGES, Words

Tenken = Callable[..., Said]
TABLE = tomli.loads((Path(__file__).parent / "spellings.toml").read_text(encoding="utf-8"))
NUMBERS, DAYS = TABLE["number"], TABLE["day"]
WRITTEN_ON = date(2026, 11, 27)
BOUNDS: dict[str, tuple[int, int, Counted | None]] = {
    "any": (-(10**15), 10**15, None),
    "people": (0, 10**10, Counted.PEOPLE),
    "yen": (0, 10**15, Counted.YEN),
    "percent": (0, 100, Counted.PERCENT),
    "month": (1, 12, None),
}
MEANT: tuple[Meant, Meant] = ("past", "ahead")


def reason(found: NotUnderstood) -> str:
    """As the table says it."""
    return found.what.removeprefix("reading.")


def value(found: int | ReadDay | NotUnderstood) -> int | date | str:
    """The same of whatever was read."""
    match found:
        case NotUnderstood():
            return reason(found)
        case ReadDay():
            return found.day
        case _:
            return found


def test_the_table_is_long_and_says_each_spelling_once() -> None:
    for table in (NUMBERS, DAYS):
        for lines in table.values():
            assert len({line[0] for line in lines}) == len(lines)
    assert sum(len(lines) for table in (NUMBERS, DAYS) for lines in table.values()) >= 200


@pytest.mark.parametrize(
    ("kind", "written", "meant"), [(kind, *line) for kind, lines in NUMBERS.items() for line in lines], ids=ascii
)
def test_a_number_as_people_write_it(kind: str, written: str, meant: int | str) -> None:
    least, most, counted = BOUNDS[kind]
    assert value(read_number(written, least, most, counted=counted)) == meant


@pytest.mark.parametrize(("written", "meant"), DAYS["always"], ids=ascii)
def test_a_day_as_people_write_it(written: str, meant: date | str) -> None:
    for side in MEANT:
        for today in (WRITTEN_ON, date(2020, 2, 29), date(2099, 12, 31)):
            found = read_day(written, today, meant=side)
            assert value(found) == meant
            assert isinstance(found, NotUnderstood) or not found.completed
    if written != "2月30日":
        assert value(read_day(written, None, meant="past")) == meant


@pytest.mark.parametrize(("written", "past", "ahead"), DAYS["without_year"], ids=ascii)
def test_a_day_without_its_year_is_the_nearest_on_its_side(written: str, past: date | str, ahead: date | str) -> None:
    for side, meant in zip(MEANT, (past, ahead), strict=True):
        found = read_day(written, WRITTEN_ON, meant=side)
        assert value(found) == meant
        assert isinstance(found, NotUnderstood) or found.completed
        assert value(read_day(written, None, meant=side)) == "no-year"


def test_every_reason_is_in_the_table_and_every_sentence_has_a_reason() -> None:
    said = {line[-1] for table in (NUMBERS, DAYS) for lines in table.values() for line in lines}
    reasons = {entry for entry in said if isinstance(entry, str)} | {"no-year", "day-to-come"}
    assert reasons | {"of_option", "said_back"} == set(Words("ja").names("reading"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_says_what_was_read_and_shows_an_example_that_is_taken(lang: Any) -> None:
    w = Words(lang)
    for kind, lines in NUMBERS.items():
        least, most, counted = BOUNDS[kind]
        for written, _ in lines:
            found = read_number(written, least, most, counted=counted)
            if isinstance(found, NotUnderstood):
                sentence, example = w(found.what, **found.values), str(found.values["example"])
                assert written.strip()[:40] in sentence
                assert example in sentence
                assert w.number(most) in sentence
                assert read_number(example, least, most, counted=counted) == int(example)
    for written, _ in DAYS["always"]:
        found_day = read_day(written, WRITTEN_ON, meant="past")
        if isinstance(found_day, NotUnderstood):
            sentence = told(w, written, found_day)
            assert written.strip()[:40] in sentence
            example = str(found_day.values.get("one", found_day.values["example"]))
            assert example in sentence
            assert isinstance(read_day(example, None, meant="past"), ReadDay)


def test_what_lies_ahead_has_not_happened() -> None:
    found = read_day("2026-11-28", WRITTEN_ON, meant="past", last=WRITTEN_ON)
    assert value(found) == "day-to-come"
    assert value(read_day("2026-11-27", WRITTEN_ON, meant="past", last=WRITTEN_ON)) == WRITTEN_ON


# Laws.

NUMERALS = "〇一二三四五六七八九"


def kanji(number: int) -> str:
    """A number in kanji as it is written out: 一億二千三百万."""
    said = ""
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        section = number // scale % 10**4
        for power, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            figure = section // power % 10
            one = figure == 1 and place and not (power == 1000 and name)  # 一千万, but 千二百
            said += "" if not figure else place if one else NUMERALS[figure] + place
        said += name if section else ""
    return said or "零"


def with_man(number: int) -> str:
    """A number as money is written: 1億2,345万6,789."""
    parts = [(number // scale % 10**4, name) for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, ""))]
    return "".join(f"{part:,}{name}" for part, name in parts if part) or "0"


STYLES: tuple[Callable[[int], str], ...] = (
    str,
    "{:,}".format,
    lambda number: f"{number:,}".replace(",", " "),
    lambda number: f"{number:,}".replace(",", "、"),
    lambda number: f"{number:,}円".translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789,"}),
    lambda number: f"約 {number} 人ほど",
    lambda number: "".join(NUMERALS[int(figure)] for figure in f"{number:02}"),
    lambda number: f"¥{number:,}",
    lambda number: f"{number // 1000}.{number % 1000:03}k",
    kanji,
    with_man,
)


@given(st.integers(0, 10**16 - 1), st.sampled_from(STYLES))
def test_a_number_written_in_any_style_is_read_as_itself(number: int, style: Callable[[int], str]) -> None:
    assert read_number(style(number), 0, 10**16) == number


@given(st.integers(1, 10**15), st.sampled_from(["-", "−", "－", "▲", "△", "ー", "マイナス", "minus ", "赤字"]))
def test_a_loss_is_below_zero_with_any_sign(number: int, sign: str) -> None:
    assert read_number(f"{sign}{number:,}円", -(10**15), 10**15) == -number


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), st.integers(0, 10**6))
def test_a_number_is_taken_exactly_within_its_bounds(number: int, least: int, more: int) -> None:
    found = read_number(str(number), least, least + more)
    assert found == number if least <= number <= least + more else isinstance(found, NotUnderstood)


ALL_DAYS = st.dates(FIRST_DAY, LAST_DAY)


@given(ALL_DAYS, ALL_DAYS, st.sampled_from(MEANT))
def test_a_day_in_iso_form_is_that_day(day: date, today: date, meant: Meant) -> None:
    assert read_day(day.isoformat(), today, meant=meant) == ReadDay(day)


@given(ALL_DAYS, st.sampled_from(LANGUAGES), st.booleans())
def test_a_day_as_we_say_it_is_read_as_itself(day: date, lang: Any, compact: bool) -> None:
    said = f"{day:%Y%m%d}" if compact else Words(lang).day(day)
    assert read_day(said, None, meant="past") == ReadDay(day)


@given(st.dates(date(2019, 5, 1), LAST_DAY))
def test_a_day_of_reiwa_is_read_in_every_form(day: date) -> None:
    nth = day.year - 2018
    for said in (f"令和{nth}年{day.month}月{day.day}日", f"R{nth}.{day.month}.{day.day}", f"r{nth}/{day:%m/%d}"):
        assert read_day(said, None, meant="past") == ReadDay(day)


@given(ALL_DAYS, st.sampled_from(MEANT))
def test_a_day_without_its_year_lies_on_its_side_and_no_nearer_one_does(today: date, meant: Meant) -> None:
    for away in (0, 1, 59, 200, 364):
        day = today + timedelta(days=away if meant == "ahead" else -away)
        if (day.month, day.day) == (2, 29) or not FIRST_DAY <= day <= LAST_DAY:
            continue
        found = read_day(f"{day.month}/{day.day}", today, meant=meant)
        assert found == ReadDay(day, completed=True)


STRANGE = st.text(
    st.one_of(st.sampled_from("0123456789,.-/ 年月日令和元RrHh万億千百十〇人円%¥約(火)novk\u0301²"), st.characters())
)


@given(STRANGE)
def test_no_text_is_too_strange(written: str) -> None:
    for lang in LANGUAGES:
        w = Words(lang)
        number, day = read_number(written, 0, 100), read_day(written, WRITTEN_ON, meant="past")
        assert isinstance(number, int) or w(number.what, **number.values)
        assert isinstance(day, ReadDay) or told(w, written, day)


def steps(work: Callable[[], object]) -> int:
    """Lines and calls of Python that a piece of work takes; no clock, which others keep busy."""
    count = 0

    def trace(*_: object) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece", ["1", "1,", "1 ", "一", "千", "万", "-", "約", "年", "(火)", "R", "\u0301", "nov ", "x"]
)
def test_a_long_text_is_no_more_work_than_a_short_one(piece: str) -> None:
    whole = (piece * 200_000)[:200_000]

    def read(text: str) -> None:
        read_number(text, 0, 10)
        read_day(text, WRITTEN_ON, meant="past")

    read(whole)
    bound = steps(lambda: read(whole[:101]))
    assert steps(lambda: read(whole)) <= bound
    assert steps(lambda: read(whole[:100])) < 20_000


# The same in every channel: option, terminal, sheet, browser.

APP = AppContext(words=Words("ja"), today=WRITTEN_ON, checklist_path=(), can_ask=False)


def day_of_an_option(written: str) -> date | str:
    try:
        return day_option(APP, "--dated", written, meant="past")
    except UsageProblem as problem:
        option, why = problem.values["option"], problem.what.removeprefix("reading.")
    assert option == "--dated"
    return why


def day_at_a_prompt(written: str) -> date | str:
    """What becomes of it in the questions about a leak; what is refused is asked again."""
    person = Chooser("", "", "", "", "skip", "skip", written, "")
    known = ask(person, Words("ja"), load(PLACES)[-1].kinds, Exposure(), WRITTEN_ON).known_on
    assert len(person.shown) == len(person.script) ^ 1  # asked once, or told why and asked again
    return known or person.shown[-1]


def day_in_a_cell(written: str) -> date | str:
    try:
        found = value_of(AnswerPart.DATED, GridCell(CellKind.TEXT, written))
    except UnclearError as unclear:
        return unclear.what.removeprefix("reading.")
    assert isinstance(found, date)
    return found


def day_in_a_form(written: str) -> date | str:
    form = submitted({"evidence-0-what": "名簿", "evidence-0-dated": written}, clean, WRITTEN_ON)
    found = form.evidence[0][2]
    assert not (found and form.errors)
    return found or reason(form.errors["evidence-0-dated"])


class Chooser(Person):
    """Answers the questions about a leak, of which only what is typed matters here."""

    def choose_several(self, *_: object) -> list[str]:
        return []


@pytest.mark.parametrize(("written", "meant"), [line for line in DAYS["always"] if line[0].strip()], ids=ascii)
def test_a_day_is_the_same_wherever_it_is_typed(written: str, meant: date | str) -> None:
    if written != "2月30日":  # a cell does not say in which year it was written
        assert day_in_a_cell(written) == meant
    assert day_of_an_option(written) == day_in_a_form(written) == meant
    if isinstance(meant, date) and meant > WRITTEN_ON:
        return  # a leak is known of already
    found = read_day(written, WRITTEN_ON, meant="past", last=WRITTEN_ON)
    assert day_at_a_prompt(written) == (told(Words("ja"), written, found) or meant)


@pytest.mark.parametrize(("written", "past", "_"), DAYS["without_year"], ids=ascii)
def test_a_year_that_was_worked_out_is_said_back(
    written: str, past: date | str, _: object, capsys: pytest.CaptureFixture[str]
) -> None:
    if not isinstance(past, date):
        return
    said = Words("ja")("reading.said_back", written=written, day=Words("ja").day(past))
    assert day_of_an_option(written) == past
    assert capsys.readouterr().err == f"--dated：{said}\n"
    form = submitted({"evidence-0-what": "名簿", "evidence-0-dated": written}, clean, WRITTEN_ON)
    assert form.completed == ((written, past),)
    assert day_in_a_cell(written) == "no-year"
    if past <= WRITTEN_ON:
        person = Chooser("", "", "", "", "skip", "skip", written)
        assert ask(person, Words("ja"), load(PLACES)[-1].kinds, Exposure(), WRITTEN_ON).known_on == past
        assert person.shown == [said]


@pytest.mark.parametrize(
    ("written", "meant"), [line for line in (*NUMBERS["people"], *NUMBERS["any"]) if line[0].strip()], ids=ascii
)
def test_a_number_is_the_same_wherever_it_is_typed(written: str, meant: int | str) -> None:
    found = read_of_exposure("persons", written)
    if isinstance(meant, int) and isinstance(found, int):
        assert found == meant
    person = Person(written, "")
    at_a_prompt = ask_persons(person, Words("ja"), Exposure()).persons
    assert at_a_prompt == (found if isinstance(found, int) else None)
    if isinstance(found, NotUnderstood):
        assert person.shown == [Words("ja")(found.what, **found.values)]
        with pytest.raises(UsageProblem) as refused:
            changed(APP, Exposure(), persons=written)
        assert (refused.value.what, refused.value.values) == (found.what, {**found.values, "option": "--persons"})
    else:
        assert changed(APP, Exposure(), persons=written).persons == found


@pytest.mark.parametrize("written", ["2026-W47-6", "3/4/2026"])
def test_a_day_that_is_refused_is_refused_by_every_command(
    tenken: Tenken, head: str, tmp_path: Path, written: str
) -> None:
    (tmp_path / "a.toml").write_text(head, encoding="utf-8")
    for words in (
        ["new", "b.toml", "--organisation", "x", "--date", written],
        ["new", "b.toml", "--organisation", "x", "--known-on", written],
        ["set", "a.toml", "people-01", "yes", "--on", written],
        ["set", "a.toml", "people-01", "yes", "--due", written],
        ["set", "a.toml", "people-01", "--evidence", "x", "--dated", written],
    ):
        said = tenken(*words)
        assert (said.code, written in said.err, words[-2] in said.err) == (2, True, True), words
    assert tenken("status", "a.toml", env={"TENKEN_TODAY": written}).code == 2
    assert not (tmp_path / "b.toml").exists()


@pytest.mark.parametrize(
    ("written", "code", "told_so"),
    [
        ("１，０００", 0, ""),
        ("約1000件", 0, ""),
        ("10-20", 2, "--population"),
        ("0", 2, "--population"),
        ("x", 2, "--population"),
    ],
)
def test_numbers_of_an_audit_are_read_the_same_way(tenken: Tenken, written: str, code: int, told_so: str) -> None:
    said = tenken("audit", "sample", "none.toml", "people-01", "--population", written)
    assert (said.code, told_so in said.err) == (code or 3, True)  # only then is the file looked for
