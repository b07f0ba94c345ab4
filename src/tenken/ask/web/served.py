"""Pages as a server takes them: behind the one door, with the secrets of this run, and what ends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from starlette.types import ASGIApp

from tenken.ask.web.access_control import AccessControl, SessionKeys
from tenken.ask.web.pages.outside import lead_on_page, refused_page
from tenken.ask.web.pages.site import Site
from tenken.words import Language


@dataclass(frozen=True, slots=True)
class Served:
    """The pages of a run, whatever they are about; whoever may not come in gets pages of their first site."""

    site: Site
    inside: ASGIApp
    fault: Callable[[Exception], None]
    """Takes note of something that must not happen."""

    def behind(self, keys: SessionKeys, port: int, entered: Callable[[], None]) -> AccessControl:
        """All pages, with who may come in decided before."""
        return AccessControl(
            self.inside,
            keys,
            port,
            start=f"{self.site.lang}/",
            refuse=lambda status: refused_page(self.site, status),
            lead_on=lambda address: lead_on_page(self.site, address),
            entered=entered,
            fault=self.fault,
        )

    def leading_to(self, address: str) -> str:
        """The text of a page that leads a browser on to that address, to be handed over in a file."""
        return bytes(lead_on_page(self.site, address).body).decode()


Pages: TypeAlias = Callable[[SessionKeys, Callable[[], None]], Served]
"""Makes the pages of a run from its secrets and what ends the server."""


def first_site(keys: SessionKeys, lang: Language) -> Site:
    """The site at the root of a run."""
    return Site(base=f"/{keys.room}", csrf=keys.csrf, lang=lang)
