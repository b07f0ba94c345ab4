"""Two years, or many, as one HTML file or as the PDF of it: no script, no network."""

from markupsafe import Markup

from tenken import __version__, templating
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import shown
from tenken.core.years.comparison import Comparison
from tenken.core.years.trend import Trend
from tenken.render.years import sentences
from tenken.words import Words


def diff_html(comparison: Comparison, words: Words) -> bytes:
    """The comparison as UTF-8 HTML."""
    return _page("report/diff.html", words, report={"comparison": comparison, "profile": ReportProfile.FULL}).encode()


def diff_pdf(comparison: Comparison, words: Words) -> bytes:
    """The same page as a tagged PDF; raises and warns like the report's."""
    from tenken.render.pdf.printer import print_page  # noqa: PLC0415 - WeasyPrint only when a PDF is asked for

    return print_page(diff_html(comparison, words).decode(), words)


def trend_html(trend: Trend, words: Words) -> bytes:
    """The years as UTF-8 HTML."""
    return _page("report/trend.html", words, trend=trend, shown=shown).encode()


def trend_pdf(trend: Trend, words: Words) -> bytes:
    """The same page as a tagged PDF; raises and warns like the report's."""
    from tenken.render.pdf.printer import print_page  # noqa: PLC0415 - WeasyPrint only when a PDF is asked for

    return print_page(trend_html(trend, words).decode(), words)


def _page(template: str, words: Words, **values: object) -> str:
    style = Markup(templating.source("report/report.css") + templating.source("report/years.css"))  # noqa: S704 - our own
    made = templating.environment().get_template(template)
    return made.render(w=words, years=sentences, version=__version__, style=style, **values)
