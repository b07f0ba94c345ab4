"""The one Jinja environment: everything is escaped, everything missing is an error, nothing is fetched.

Templates are our own and stand in ``templates/``; texts of others go in as values and never as templates. The filter
``prose`` is the only place where text of others becomes markup: it escapes first, then adds line breaks. Templates and
style sheets are written in tenken's own colours; another palette takes their place here, before anything is filled in.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from itertools import accumulate

from jinja2 import Environment, FunctionLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from wcwidth import wcwidth

from tenken import data
from tenken.core.report.brand import OWN, Palette
from tenken.kept_templates import KeptTemplates
from tenken.phrases import Medium, glued, phrases
from tenken.words import fours

MOST_LINES = 50
"""Of one text that keep a line of their own; a text of 4,000 characters may have 2,000, and 119 such fill books."""
RUN_ON = " / "
"""Between the lines after those."""

_LONG_RUN = re.compile(r"[!-~]{41,}")


@cache
def environment(palette: Palette = OWN, medium: Medium = Medium.SCREEN) -> Environment:
    """The environment in which every page of those colours is made, for a screen or for paper."""
    pages = Environment(
        loader=FunctionLoader(lambda name: source(name, palette)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=KeptTemplates() if palette == OWN else None,
    )
    pages.filters["prose"] = prose
    pages.filters["ems"] = ems
    pages.filters["lines"] = lines
    pages.filters["shortened"] = shortened
    pages.filters["fours"] = fours
    pages.filters["capital"] = capital
    pages.filters["css_string"] = css_string
    pages.filters["phrases"] = _broken(phrases, medium)
    pages.filters["glued"] = _broken(glued, medium)
    pages.globals["tab"] = "\t"  # hangs a label left of its text; written out, an editor would turn it into blanks
    return pages


def _broken(made: Callable[[str, Medium], Markup], medium: Medium) -> Callable[[Context, str], Markup]:
    """A filter that breaks lines for that medium."""

    @pass_context  # so that Jinja, whose compiled templates serve both media, never works it out beforehand
    def broken(_: Context, text: str) -> Markup:
        return made(text, medium)

    return broken


def ems(text: str) -> float:
    """About how wide a text is drawn, in times its size: for drawings, where nothing breaks or makes room by itself."""
    return sum((1.0 if wcwidth(character) > 1 else 0.62) for character in text)


def shortened(text: str, most: float) -> str:
    """A text of at most that many ems, for a line that cannot break; what is left out ends in an ellipsis."""
    if ems(text) <= most:
        return text
    widths = accumulate(ems(character) for character in text)
    return text[: sum(width < most for width in widths)].rstrip() + "…"


def capital(text: str) -> str:
    """A word of the status or the like as a line or a cell begins with it: with a capital."""
    return text[:1].upper() + text[1:]


def css_string(text: str) -> str:
    """A text as a string of CSS, in quotes; what could end the string or its line is written as a code point."""
    return '"' + re.sub(r'["\\\n\r\f]', lambda found: f"\\{ord(found.group()):x} ", text) + '"'


def lines(text: str, most: float) -> list[str]:
    """A text of a drawing on one line or two of at most that many ems; what does not fit ends in an ellipsis."""
    if ems(text) <= most:
        return [text]
    first = ""
    for part in re.findall(r"[!-~]+ ?|.", text):
        if first and ems(first + part) > most:
            break
        first += part
    second = text[len(first) :].strip()
    while ems(second) > most:
        second = second[:-2] + "…"
    return [first.strip(), second]


def source(name: str, palette: Palette = OWN) -> str:
    """The text of one of our own templates or style sheets, by its name below ``templates/``, in those colours."""
    place = data.folder("templates")
    for part in name.split("/"):
        place = place / part
    text = place.read_text(encoding="utf-8")
    if palette == OWN:
        return text
    colours = palette.instead_of(OWN)
    return re.sub("|".join(colours), lambda found: colours[found.group()], text)


PAGES = ("web/style.css", "web/parts.css")
"""The look of every page on which a person answers: those in the browser, and the offline form."""
BASE = "report/css/base.css"
"""What all pages of reports share."""

FONTS = {"tenken:marks": "marks.ttf", "tenken:marks-fixed": "marks-fixed.ttf"}
"""The address of each font of ours, as the style sheets write it, and its file beside them."""


def style_sheet(*names: str, palette: Palette = OWN, medium: Medium = Medium.SCREEN) -> Markup:
    """Style sheets of ours one after the other; for a screen with the fonts in them, so that one file is enough.

    What only a screen needs follows last, and is no burden for paper.
    """
    if BASE in names and medium is Medium.SCREEN:
        names = (*names, "report/css/screen.css")
    style = "\n".join(source(name, palette) for name in names)
    if medium is Medium.SCREEN:
        for address in FONTS:
            if f"({address})" in style:
                style = style.replace(
                    f"({address})", f"(data:font/ttf;base64,{b64encode(font_file(address)).decode()})"
                )
    return Markup(style)  # noqa: S704 - our own


def font_file(address: str) -> bytes:
    """The font that our style sheets know by that address."""
    return (data.folder("templates") / "report" / "fonts" / FONTS[address]).read_bytes()


def prose(text: str) -> Markup:
    """Text of others as it may stand on a page: escaped, its lines kept, and no run too long to break.

    Empty lines are left out. The lines after the first fifty follow each other on one, parted by a slash: nothing of
    the text is lost, and it takes no more room than its characters.
    """
    broken = _LONG_RUN.sub(lambda run: "\0".join(re.findall(".{1,40}", run.group())), text.strip())
    lines = [line for line in broken.split("\n") if line.strip()]
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1 :] = [RUN_ON.join(line.strip() for line in lines[MOST_LINES - 1 :])]
    return Markup("<br>").join(escape(line) for line in lines).replace("\0", Markup("<wbr>"))
