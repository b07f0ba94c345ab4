"""Menus as values: what a key does, and that a question and all its answers stand on every screen, whole."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from tests.conftest import EXAMPLES, TODAY
from tests.wider import usually

from tenken import data
from tenken.ask.interview.context import InterviewContext, NamedFile
from tenken.ask.interview.question_menu import question_menu
from tenken.ask.menu import Choice, Menu, Typing, draw, in_lines, key_of, pages
from tenken.core.model import Assessment, Depth
from tenken.core.scoring.proposals import Proposal
from tenken.core.scoring.score import score
from tenken.screen import width
from tenken.store.assessment import loader
from tenken.store.checklist import library
from tenken.words import LANGUAGES, Language, Words

PLACES = (data.folder("checklist"),)
SIZES = [(60, 20), (80, 24), (100, 30), (132, 50)]
SCREENS = usually(
    [(columns, rows, lang) for columns, rows in SIZES for lang in LANGUAGES], [(80, 24, "ja"), (60, 20, "en")]
)
"""Columns and lines of terminals; a menu has a line less, below what was said last."""


def example() -> Assessment:
    """The club of the examples with every question asked: answered, carried over and open, by turns."""
    checklist, assessment = loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)
    answers = {
        question_id: replace(answer, confirmed=at % 2 == 0)
        for at, (question_id, answer) in enumerate(assessment.answers.items())
        if at % 3
    }
    profile = {fact.id: True for fact in checklist.facts}
    return replace(assessment, depth=Depth.FULL, profile=profile, answers=answers)


def nothing(*_: object) -> Assessment:
    raise AssertionError


def menus(lang: Language) -> list[Menu]:
    """Every question of the example, with the most that can stand beside it."""
    assessment = example()
    checklist, _ = loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)
    context = InterviewContext(
        checklist=checklist,
        words=Words(lang),
        prompter=None,  # type: ignore[arg-type] # nobody is asked
        save=nothing,
        take=NamedFile,
        clean=str,
        faults=lambda *_: (),
        today=TODAY,
        library=library.load(PLACES),
    )
    card = score(checklist, assessment)
    proposal = Proposal(person="北浜 みどり", due=date(2027, 3, 31))
    undo = context.words("interview.undo_corrected")
    return [
        question_menu(context, assessment, card, at, proposal=proposal, undo=undo) for at in range(len(card.questions))
    ]


def together(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("columns", "rows", "lang"), SCREENS)
def test_every_question_stands_whole_on_the_screen_with_its_answers(columns: int, rows: int, lang: Language) -> None:
    shown = menus(lang)
    assert len(shown) >= 119
    assert any(menu.choices[0].key == "0" for menu in shown)
    assert any(menu.standing for menu in shown)
    for menu in shown:
        for typed in ("", "1", "とても長い文章を打ってしまったとき" * 5):
            typing = Typing(menu)
            typing.write(typed)
            if len(typed) > 1:
                assert typing.enter() is None
            lines, cursor = draw(typing, columns, rows - 1)
            texts = [line.text for line in lines]
            assert len(texts) < rows
            assert cursor == len(texts) - 1
            assert max(width(text) for text in texts) <= columns - 2
            assert together(menu.message) in together("".join(texts))
            starts = [text[2:].lstrip() for text in texts]
            for choice in menu.choices:
                assert any(start.startswith(f"{choice.key} {choice.label}") for start in starts), choice
            keys = "".join(texts[-8:])
            assert all(f"{action.key} {action.label}" in keys for action in menu.actions)
            assert "? " in keys
            if menu.known:
                assert any(text.startswith(menu.known[0][:10]) for text in texts)


@pytest.mark.parametrize(("columns", "rows", "lang"), SCREENS)
def test_all_guidance_can_be_read_page_by_page(columns: int, rows: int, lang: Language) -> None:
    for menu in menus(lang):
        assert menu.guidance
        shown = pages(menu.guidance, columns, rows - 1)
        read = together("".join(line.text for page in shown for line in page[2:]))
        for heading, text in menu.guidance.blocks:
            assert together(heading) + together(text) in read
        for at in range(len(shown)):
            typing = Typing(menu)
            typing.page = at
            lines, _ = draw(typing, columns, rows - 1)
            assert len(lines) < rows
            assert max(width(line.text) for line in lines) <= columns - 2


def menu_of(count: int = 5, **more: object) -> Menu:
    given: dict[str, object] = {
        "message": "Which?",
        "choices": [Choice(key=str(at), value=f"v{at}", label=f"the {at}th") for at in range(1, count + 1)],
        "actions": [Choice(key="b", value="back", label="Back"), Choice(key="p", value="promise", label="Promise")],
        "hint": "number and Enter",
        "refuse": lambda written: f"not {written!r}",
    }
    return Menu(**{**given, **more})  # type: ignore[arg-type]


def typed(menu: Menu, *keys: str) -> tuple[str | None, Typing]:
    """What comes of keys: up, down, Enter, anything else is written."""
    typing, chosen = Typing(menu), None
    for key in keys:
        match key:
            case "up" | "down":
                typing.move(1 if key == "down" else -1)
            case "enter":
                chosen = typing.enter()
            case _:
                typing.write(key)
    return chosen, typing


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (("2", "enter"), "v2"),
        (("２", "enter"), "v2"),
        ((" 2 ", "enter"), "v2"),
        (("b", "enter"), "back"),
        (("Ｂ", "enter"), "back"),
        (("down", "enter"), "v1"),
        (("down", "down", "enter"), "v2"),
        (("up", "enter"), "v5"),
        (("text", "down", "enter"), "v1"),
        (("enter",), None),
        (("down", "text", "enter"), None),
        (("1", "1", "enter"), None),
        (("はい、1です", "enter"), None),
        (("p1", "enter"), None),
        (("9", "enter"), None),
        (("\x1b[A", "enter"), None),
    ],
)
def test_a_key_and_enter_choose_and_nothing_else_does(keys: tuple[str, ...], chosen: str | None) -> None:
    found, typing = typed(menu_of(), *keys)
    assert found == chosen
    assert bool(typing.told) == (chosen is None)


@given(st.text(max_size=300))
def test_no_text_chooses_unless_it_is_a_key(written: str) -> None:
    menu = menu_of()
    found, typing = typed(menu, written, "enter")
    visible = "".join(character for character in written if character.isprintable())
    assert (found is not None) == (key_of(visible) in {"1", "2", "3", "4", "5", "b", "p"})
    for line in draw(typing, 60, 20)[0]:
        assert width(line.text) <= 58


def test_enter_alone_keeps_what_stands_and_the_arrows_begin_there() -> None:
    menu = menu_of(standing="v3", enter="later")
    assert typed(menu, "enter")[0] == "later"
    assert typed(menu, "text", "enter")[0] is None
    assert typed(menu, "down", "enter")[0] == "v4"
    assert typed(menu, "up", "enter")[0] == "v2"
    lines = [line.text for line in draw(Typing(menu), 80, 23)[0]]
    assert "* 3 the 3th" in lines


def test_the_key_typed_so_far_is_shown_at_its_choice_and_what_was_typed_stays_after_a_refusal() -> None:
    _, typing = typed(menu_of(), "4")
    assert "> 4 the 4th" in [line.text for line in draw(typing, 80, 23)[0]]
    _, typing = typed(menu_of(), "4x", "enter")
    shown = [line.text for line in draw(typing, 80, 23)[0]]
    assert "not '4x'" in shown
    assert shown[-1] == "> 4x"
    typing.erase()
    assert typing.enter() == "v4"


def test_a_further_line_leads_to_what_it_names_however_its_dash_is_typed() -> None:
    menu = menu_of(others={"3-2": "access-02"})
    for written in ("3-2", "３－２", "3ー2", "３−２"):
        assert typed(menu, written, "enter")[0] == "access-02"


@pytest.mark.parametrize("rows", [6, 10, 20])
def test_a_list_longer_than_the_screen_moves_with_what_is_pointed_at(rows: int) -> None:
    typing = Typing(menu_of(40))
    seen = set()
    for _ in range(40):
        typing.move(1)
        lines = [line.text for line in draw(typing, 60, rows)[0]]
        assert len(lines) <= rows
        seen |= {line for line in lines if line.startswith(">") and "the" in line}
    assert len(seen) == 40


def test_a_terminal_without_a_screen_shows_the_same_lines_and_reads_one() -> None:
    menu = next(menu for menu in menus("ja") if not menu.standing)
    shown: list[str] = []
    replies = iter(["", "うちでは全員です", "?", "２"])
    assert in_lines(menu, shown.append, lambda _: next(replies)) == "partial"
    assert shown[1].count("まだ何も選んでいません") == 1
    assert "「うちでは全員です」では何も選べない" in together(shown[2])
    assert "なぜ" in shown[3]
    assert len(shown) == 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_three_screens(lang: Language, snapshot: SnapshotAssertion) -> None:
    shown = menus(lang)
    new = next(menu for menu in shown if not menu.standing and menu.choices[0].key == "1")
    carried = next(menu for menu in shown if menu.choices[0].key == "0")
    typing = Typing(new)
    typing.page = 0
    screens = [Typing(new), Typing(carried), typing]
    for screen, (columns, rows) in zip(screens, [(80, 24), (60, 20), (80, 24)], strict=True):
        assert "\n".join(line.text for line in draw(screen, columns, rows - 1)[0]) == snapshot


@pytest.mark.parametrize("columns", range(7))
@pytest.mark.parametrize("rows", range(4))
def test_a_window_of_no_size_shows_something_and_comes_to_an_end(columns: int, rows: int) -> None:
    """A window that is drawn very small, or COLUMNS=1, stops nobody from making it larger again."""
    _, typing = typed(menu_of(known=("Known.",)), "12あ")
    assert len(draw(typing, columns, rows)[0]) == max(1, rows)
