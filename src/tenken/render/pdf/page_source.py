"""What one of our pages says before anybody has laid it out: its head, and every character that a reader is to see.

Reads our own HTML, in which texts of others are escaped. What stands on the pages of a finished PDF is not read here.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSEEN = ("head", "script", "style", "title")
"""Elements whose text stands on no page; the title of a drawing is read aloud."""


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page before it is laid out."""

    title: str
    lang: str
    meta: dict[str, str] = field(default_factory=dict)
    """What it says of itself, by name: ``author``, ``generator``, ``dcterms.created``."""
    text: str = ""
    """What stands on it, blanks as they are written."""
    repeated: str = ""
    """The part of the text that a table says again on every page that it reaches."""
    margins: str = ""
    """The style in which heads and feet of its pages stand."""


def read(page: str) -> PageSource:
    """The page, taken apart."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return PageSource(
        reader.title.strip(), reader.lang, reader.meta, "".join(reader.seen), "".join(reader.repeated), reader.margins
    )


class _Reader(HTMLParser):
    """Goes through a page once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title, self.lang, self.margins = "", "", ""
        self.meta: dict[str, str] = {}
        self.seen: list[str] = []
        self.repeated: list[str] = []
        self._inside: dict[str, int] = dict.fromkeys((*UNSEEN, "thead"), 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang, self.margins = given.get("lang", ""), given.get("style", "")
        elif tag == "meta" and "name" in given:
            self.meta[given["name"]] = given.get("content", "")
        elif tag in self._inside:
            self._inside[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside[tag] -= 1

    def handle_data(self, data: str) -> None:
        if self._inside["head"] and self._inside["title"]:
            self.title += data
        if any(self._inside[tag] for tag in UNSEEN):
            return
        self.seen.append(data)
        if self._inside["thead"]:
            self.repeated.append(data)
