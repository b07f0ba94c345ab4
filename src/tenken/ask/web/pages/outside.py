"""Pages that show nothing of the assessment: nobody may come in, the file cannot be read, the run is over."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import HTMLResponse

from tenken.ask.web.pages.frame import Frame
from tenken.ask.web.pages.site import Site
from tenken.core.problem import MOST_TOLD, Problem
from tenken.words import Language

REFUSALS = {
    HTTPStatus.BAD_REQUEST: "web.refused.bad_request",
    HTTPStatus.UNAUTHORIZED: "web.refused.unauthorized",
    HTTPStatus.FORBIDDEN: "web.refused.forbidden",
    HTTPStatus.NOT_FOUND: "web.refused.not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "web.refused.method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "web.refused.too_large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "web.refused.unsupported_media_type",
    HTTPStatus.MISDIRECTED_REQUEST: "web.refused.misdirected_request",
    HTTPStatus.INTERNAL_SERVER_ERROR: "web.refused.internal_server_error",
}


def refused_page(site: Site, status: HTTPStatus, *, lang: Language | None = None) -> HTMLResponse:
    """The page instead of what was asked for: it shows nothing of the assessment.

    With a language it is for a person who is inside, and leads back to the start; else it names no address.
    """
    key = REFUSALS.get(status, "web.refused.bad_request")
    back = f"{site.home(lang)}/" if lang else ""
    return site.alone("refused", status, lang=lang, text_key=key, back=back)


def lead_on_page(site: Site, address: str) -> HTMLResponse:
    """The page that leads on to an address by itself, and shows it as a link where a browser does not."""
    return site.alone("lead_on", HTTPStatus.OK, address=address)


def bye_page(site: Site, lang: Language, resume_key: str) -> HTMLResponse:
    """The last page; the sentence of that key says how one goes on another time."""
    return site.page("bye", lang, others=(), resume_key=resume_key)


def begun_page(frame: Frame, lang: Language, kept: Mapping[str, str]) -> HTMLResponse:
    """An assessment that another window has begun meanwhile; what was typed in this one is shown to be copied."""
    return frame.bare("begun", lang, HTTPStatus.CONFLICT, kept=kept)


def problems_page(
    site: Site, lang: Language, problems: tuple[Problem, ...], kept: Mapping[str, str] | None = None
) -> HTMLResponse:
    """What cannot be used as it is, with its places; what was typed meanwhile is shown to be copied."""
    return site.page(
        "problems",
        lang,
        HTTPStatus.CONFLICT,
        problems=problems[:MOST_TOLD],
        more=len(problems) - MOST_TOLD,
        kept=kept or {},
    )


def lacks_page(frame: Frame, lang: Language, sentence: str) -> HTMLResponse:
    """Something this machine cannot make."""
    return frame.bare("lacks", lang, HTTPStatus.NOT_IMPLEMENTED, sentence=sentence)
