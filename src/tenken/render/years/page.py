"""Two years, or many, as one HTML file or as the PDF of it: no script, no network."""

from tenken import __version__, templating
from tenken.core.scoring.score import shown
from tenken.core.years.comparison import Comparison
from tenken.core.years.trend import Trend
from tenken.phrases import Medium
from tenken.render.charts.trend_line import trend_line
from tenken.render.charts.waterfall import waterfall
from tenken.render.pdf.printer import print_closely
from tenken.render.years import sentences
from tenken.words import Words

COLUMNS, LOW_COLUMNS, FEW = 32.0, 22.0, 20
"""Millimetres of the waterfall's highest column; of a low one, where room is short or there are few questions."""


def diff_html(comparison: Comparison, words: Words) -> bytes:
    """The comparison as UTF-8 HTML."""
    return _diff(comparison, words, Medium.SCREEN).encode()


def diff_pdf(comparison: Comparison, words: Words) -> bytes:
    """The same page as a tagged PDF; raises and warns like the report's."""
    return print_closely(lambda close: _diff(comparison, words, Medium.PRINT, close=close), words)


def trend_html(trend: Trend, words: Words) -> bytes:
    """The years as UTF-8 HTML."""
    return _trend(trend, words, Medium.SCREEN).encode()


def trend_pdf(trend: Trend, words: Words) -> bytes:
    """The same page as a tagged PDF; raises and warns like the report's."""
    return print_closely(lambda close: _trend(trend, words, Medium.PRINT, close=close), words)


def _diff(comparison: Comparison, words: Words, medium: Medium, *, close: bool = False) -> str:
    height = LOW_COLUMNS if close or len(comparison.changes) < FEW else COLUMNS
    columns = waterfall(comparison, words, height, "diff.step.")
    return _page("report/diff.html", words, medium, c=comparison, columns=columns, close=close)


def _trend(trend: Trend, words: Words, medium: Medium, *, close: bool = False) -> str:
    return _page("report/trend.html", words, medium, trend=trend, line=trend_line(trend), shown=shown, close=close)


def _page(template: str, words: Words, medium: Medium, **values: object) -> str:
    style = templating.style_sheet("report/css/base.css", "report/css/years.css", medium=medium)
    made = templating.environment(medium=medium).get_template(template)
    return made.render(w=words, years=sentences, version=__version__, style=style, **values)
