"""The one Jinja environment: everything is escaped, everything missing is an error, nothing is fetched.

Templates are our own and stand in ``templates/``; texts of others go in as values and never as templates. The filter
``prose`` is the only place where text of others becomes markup: it escapes first, then adds line breaks.
"""

import re
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from tenken import data

_LONG_RUN = re.compile(r"[!-~]{41,}")


@cache
def environment() -> Environment:
    """The environment in which every page is made."""
    pages = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    pages.filters["prose"] = prose
    return pages


def source(name: str) -> str:
    """The text of one of our own templates or style sheets, by its name below ``templates/``."""
    place = data.folder("templates")
    for part in name.split("/"):
        place = place / part
    return place.read_text(encoding="utf-8")


def prose(text: str) -> Markup:
    """Text of others as it may stand on a page: escaped, its lines kept, and no run too long to break."""
    broken = _LONG_RUN.sub(lambda run: "\0".join(re.findall(".{1,40}", run.group())), text.strip())
    lines = [line for line in broken.split("\n") if line.strip()]
    return Markup("<br>").join(escape(line) for line in lines).replace("\0", Markup("<wbr>"))
