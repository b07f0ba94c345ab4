"""Where a set of pages lies and what all of them share: its path, the token of its forms, its language, the way out.

One file has one site; where many firms are worked on, the list of them is a site, and so is each of their files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.responses import HTMLResponse

from tenken import templating
from tenken.words import LANGUAGES, Language, Words

BARE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The page for those who may not come in brings its style along: it can ask for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A set of pages below one path."""

    base: str
    """The path."""
    csrf: str
    """What every form of them carries."""
    lang: Language
    """The language of those who ask for none."""
    way_out: Callable[[Language], str] | None = None
    """The address of the list of firms to which these pages lead back; ``None`` where there is no such list."""

    def home(self, lang: Language) -> str:
        """The path of the pages in one language, without the slash at its end."""
        return f"{self.base}/{lang}"

    def alone(self, name: str, status: HTTPStatus, *, lang: Language | None = None, **values: str) -> HTMLResponse:
        """A page that asks for nothing else, in the language of the run where none is known."""
        style = templating.style_sheet(*templating.PAGES)
        template = templating.environment().get_template(f"web/{name}.html")
        page = template.render(w=Words(lang or self.lang), style=style, **values)
        return HTMLResponse(page, status, {"Content-Security-Policy": BARE_POLICY})

    def page(
        self, name: str, lang: Language, status: HTTPStatus = HTTPStatus.OK, *, query: str = "", **values: Any
    ) -> HTMLResponse:
        """A page with the language, the way to the other one and these values; about no assessment by itself."""
        common: dict[str, Any] = {
            "w": Words(lang),
            "others": [Words(other) for other in LANGUAGES if other != lang],
            "base": self.base,
            "root": self.home(lang),
            "way_out": self.way_out(lang) if self.way_out else "",
            "page": name,
            "query": query,
            "csrf": self.csrf,
        }
        template = templating.environment().get_template(f"web/{name}.html")
        return HTMLResponse(template.render({"a": None, "card": None, "desk": None, **common, **values}), status)

    def spoken(self, path: str) -> Language:
        """The language of an address; that of the run where it names none."""
        parts = path.removeprefix(f"{self.base}/").split("/")
        return next((lang for lang in LANGUAGES if lang == parts[0]), self.lang)
