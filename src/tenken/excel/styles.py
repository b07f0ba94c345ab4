"""Colours, letters and named looks of cells, which are properties of formats by XlsxWriter's names.

The colours are the report's own; what the form lays under its answers is in ``ask.sheet.page``.
"""

from collections.abc import Mapping
from typing import TypeAlias

from tenken.core.report.brand import OWN, WHITE

CellStyle: TypeAlias = Mapping[str, object]
"""Properties of a cell format, by XlsxWriter's names."""

DEEP, WARNING, PAPER = OWN.deep, OWN.warning, WHITE
QUIET, LINE, PALE = "#50606a", "#b5c3c6", "#eef4f4"

LOOKS: dict[str, CellStyle] = {
    "fact": {"valign": "vcenter", "text_wrap": True, "bottom": 1, "bottom_color": LINE},
    "cell": {"valign": "top", "text_wrap": True, "border": 1, "border_color": LINE},
    "head": {
        "bold": True,
        "font_color": PAPER,
        "bg_color": DEEP,
        "border": 1,
        "border_color": LINE,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "input_head": {"font_color": DEEP, "bg_color": "#fff4cf"},
    "input": {"bg_color": "#fffbee"},
    "title": {"font_size": 14, "bold": True, "font_color": DEEP, "valign": "vcenter"},
    "name": {"font_size": 18, "bold": True, "text_wrap": True, "valign": "vcenter"},
    "section": {
        "font_size": 11,
        "bold": True,
        "font_color": DEEP,
        "bottom": 1,
        "bottom_color": DEEP,
        "valign": "bottom",
    },
    "figure": {"font_size": 14, "bold": True, "align": "center", "valign": "vcenter"},
    "grade": {"font_size": 26, "font_color": DEEP},
    "middle": {"valign": "vcenter"},
    "quiet": {"font_size": 9, "font_color": QUIET, "valign": "top"},
    "small": {"font_size": 9, "font_color": QUIET, "text_wrap": True},
    "strong": {"bold": True},
    "warn": {"bold": True, "font_color": WARNING},
    "center": {"align": "center"},
    "target": {"italic": True},
    "literal": {"num_format": "@"},
    "hundredths": {"num_format": "0.00"},
    # Dark where it is worst, so that grey paper tells the same; the word itself is always there.
    "status_yes": {"bg_color": "#e6f2ee"},
    "status_partial": {"bg_color": "#f5d88f"},
    "status_unknown": {"bg_color": "#c0b8cf", "bold": True},
    "status_no": {"bg_color": "#dc8f86", "bold": True},
    "status_na": {"font_color": QUIET, "italic": True},
    "status_unanswered": {"font_color": WARNING, "bold": True},
}
"""The looks of a cell by name; several are laid on top of each other."""
