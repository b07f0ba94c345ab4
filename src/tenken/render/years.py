"""Two years, or many, as documents: which forms there are and who makes each.

A maker takes a Comparison (or a Trend) and the Words of a language and gives back bytes; like the renderers of reports
it neither computes nor writes files. To add a form: 1 a function of this shape, 2 its line here, 3 its test in
``tests/render/test_year_pages.py``. Modules are loaded when their form is asked for.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeAlias

from tenken.words import Words

Maker: TypeAlias = Callable[[Any, Words], bytes]

DIFFS: Mapping[str, str] = {
    "pdf": "years_page:diff_pdf",
    "html": "years_page:diff_html",
    "xlsx": "years_sheet:diff",
    "json": "years_data:diff_json",
    "txt": "years_text:diff_bytes",
}
"""Form, which is also the ending of the file's name → the module here and the function in it."""

TRENDS: Mapping[str, str] = {
    "pdf": "years_page:trend_pdf",
    "html": "years_page:trend_html",
    "json": "years_data:trend_json",
    "txt": "years_text:trend_bytes",
}
"""The same for many years."""


def maker(target: str) -> Maker:
    """The function that a line above names."""
    module, name = target.split(":")
    made: Maker = getattr(import_module(f"tenken.render.{module}"), name)
    return made
