"""How text of others stands on a page."""

import re

from tenken.templating import MOST_LINES, prose


def test_a_text_keeps_its_lines() -> None:
    assert prose("一\n\n \n二 <b>\n") == "一<br>二 &lt;b&gt;"


def test_a_text_of_thousands_of_lines_takes_the_room_of_its_characters_and_loses_none() -> None:
    """Lines are what a page is filled with: 119 notes of 2,000 lines would be 4,400 pages."""
    words = [f"{number}" for number in range(2000)]
    page = str(prose("\n".join(words)))
    assert page.count("<br>") == MOST_LINES - 1
    assert re.findall(r"[0-9]+", page) == words
    assert str(prose("\n" * 4000)) == ""


def test_up_to_fifty_lines_stand_as_they_were_written() -> None:
    words = [f"{number}" for number in range(MOST_LINES)]
    assert str(prose("\n".join(words))) == "<br>".join(words)
