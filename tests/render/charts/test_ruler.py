"""Labels beside a drawing, as text in figures of one width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.render.charts.ruler import POINT, Anchor, Mark, half_widths, ruler

LABELS = st.text("0123456789年月日約束どおり▽ .,-", min_size=1, max_size=12).filter(lambda text: text == text.strip())
MARKS = st.builds(Mark, st.floats(0, 176), LABELS, st.sampled_from(Anchor))


@pytest.mark.parametrize(
    ("text", "halves"), [("50", 2), ("[C]", 3), ("▽昨年 35", 9), ("12月14日に71点", 14), ("−1.80", 5)]
)
def test_figures_are_half_as_wide_as_japanese(text: str, halves: int) -> None:
    assert half_widths(text) == halves


def test_the_scale_of_page_1_reads_as_it_is_drawn() -> None:
    line = ruler([Mark(at, str(at // 1)) for at in (0, 65, 91)] + [Mark(130, "100", Anchor.END)], 130)
    assert line.text.split() == ["0", "65", "91", "100"]
    assert half_widths(line.text) * line.size * POINT / 2 == pytest.approx(130)
    assert 8 <= line.size < 8.2


@given(marks=st.lists(MARKS, max_size=8))
def test_a_label_stands_within_half_a_half_width_of_its_place(marks: list[Mark]) -> None:
    line = ruler(marks, 176)
    unit = line.size * POINT / 2
    at = 0
    for mark in sorted(marks, key=lambda mark: mark.at):
        if mark in line.left_out:
            continue
        at = line.text.index(mark.text, at)
        left = half_widths(line.text[:at]) * unit
        wide = half_widths(mark.text) * unit
        wanted = mark.at - {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[mark.anchor]
        assert left == pytest.approx(min(max(wanted, 0), 176 - wide), abs=unit / 2 + 1e-6)
        at += len(mark.text)
    assert half_widths(line.text) * unit <= 176 + 1e-6


def test_of_two_labels_that_touch_the_later_is_named_as_left_out() -> None:
    line = ruler([Mark(10, "2026年11月"), Mark(12, "2026年12月")], 60)
    assert [mark.text for mark in line.left_out] == ["2026年12月"]
    assert line.text.strip() == "2026年11月"
