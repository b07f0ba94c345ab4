"""Text of others in CSV and in a workbook's margins."""

import pytest

from tenken.excel.safe_cells import comma_separated, harmless, in_margin


@pytest.mark.parametrize(
    "text", ["=1+1", "\n=1+1", "\r\n=1+1", " \n\t=cmd|' /C calc'!A0", "\u3000＝1", "\n", "\nx", "'x"]
)
def test_no_cell_of_a_csv_file_is_run_whatever_blanks_begin_it(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert comma_separated([[text]]).decode("utf-8-sig").lstrip('"').startswith("'")


@pytest.mark.parametrize("text", ["", "x", " x", "x\n=1", "1-1", "改\n行"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("text", ["&" * 300, "𠮷&" * 90, "&G" * 90, "x" * 300])
def test_a_margin_is_bounded_in_what_a_page_counts(text: str) -> None:
    shown = in_margin(text)
    assert len(shown.encode("utf-16-le")) <= 2 * 160
    assert shown.endswith("…")
    assert "&G" not in shown
