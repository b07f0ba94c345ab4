"""From one finished Report to the bytes of a document.

A renderer takes a Report and the Words of a language and gives back bytes; it neither computes nor writes files. To add
one: 1 a module here with one function of this shape, 2 its line in ``RENDERERS``, 3 its words in ``templates/words``,
4 a test beside the others in ``tests/render``. Modules are imported when they are asked for: a machine that cannot make
PDFs still makes everything else.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from tenken.words import Words

if TYPE_CHECKING:
    from tenken.core.report.report import Report

Renderer: TypeAlias = "Callable[[Report, Words], bytes]"

RENDERERS: dict[str, str] = {
    "pdf": "tenken.render.pdf",
    "archive": "tenken.render.archive",
    "html": "tenken.render.html",
    "text": "tenken.render.as_text",
    "md": "tenken.render.as_markdown",
    "json": "tenken.render.as_json",
    "csv": "tenken.render.as_csv",
    "oscal": "tenken.render.as_oscal",
    "xlsx": "tenken.render.as_xlsx",
}
"""Format → the module whose function ``render`` makes it."""

ENDINGS = {"archive": "pdf", "text": "txt", "oscal": "oscal.json"}
"""How the file of a format ends where that is not the format's own name."""


def renderer(form: str) -> Renderer:
    """The renderer of a format named in ``RENDERERS``."""
    render: Renderer = import_module(RENDERERS[form]).render
    return render
