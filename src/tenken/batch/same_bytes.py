"""Whether another machine makes the same bytes: the same tenken, libraries and fonts, and one page drawn alike.

Here only what a machine is, and what differs between two; a cluster is asked in ``executors``.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from tenken import __version__, data, sandbox
from tenken.phrases import Medium
from tenken.render.pdf import printer
from tenken.templating import BASE, style_sheet

TOGETHER = ("tenken", "files", "weasyprint", "pango", "harfbuzz", "font", "drawn")
"""What has to be the same, in the order in which a difference is told."""


def machine() -> dict[str, str]:
    """What decides the bytes of a report on this machine; ``lacks`` says what keeps it from making any."""
    style = style_sheet(BASE, medium=Medium.PRINT)
    told: dict[str, str] = sandbox.run(printer.LAYOUT, "tried_out", style.encode(), printer.BOUNDS)
    return {"tenken": __version__, "files": _files(), **told}


def _files() -> str:
    """A digest of what tenken brings beside its program: editions, words, pages and their styles."""
    whole = hashlib.sha256()
    for name in ("checklist", "templates"):
        folder = data.folder(name)
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
            whole.update(f"{name}/{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    return whole.hexdigest()


def first_difference(here: Mapping[str, Any], there: Mapping[str, Any]) -> str | None:
    """The first of what has to be the same in which two machines differ; ``None`` where there is none."""
    return next((name for name in TOGETHER if here.get(name) != there.get(name)), None)
