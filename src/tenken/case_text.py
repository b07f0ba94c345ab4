"""A real case told in full, as blocks of text for a terminal; on pages ``templates/case.html`` tells it."""

from collections.abc import Iterator

from tenken.core.library import Case
from tenken.words import Words


def told_in_full(case: Case, words: Words) -> Iterator[tuple[str, list[str]]]:
    """The blocks of a case below its title, each with its head: what, when, later, views, figures, sources."""
    w = words
    moments = [w("real_case.moment", at=w.case_at(moment), text=w.text(moment.text)) for moment in case.timeline]
    figures = [w("real_case.figure", what=w.text(figure.what), value=w.case_figure(figure)) for figure in case.figures]
    blocks = {
        "what": [w.text(case.what)],
        "timeline": moments,
        "corrected": [w.text(case.corrected)] if case.corrected else [],
        "views": [w.text(view) for view in case.views],
        "figures": figures,
        "sources": [w.case_source(source) for source in case.sources],
    }
    yield from ((w(f"real_case.{name}"), texts) for name, texts in blocks.items() if texts)
