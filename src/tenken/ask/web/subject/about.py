"""The page on what the assessment is about: shown, changed, and what a change does said before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tenken.ask.reading import NotUnderstood
from tenken.ask.subject import read_subject
from tenken.ask.subject.page_form import WAS, given_in, page_form, subject_page
from tenken.ask.web.access_control import form_of
from tenken.ask.web.backend import Backend
from tenken.ask.web.pages.frame import Frame, Snapshot
from tenken.core.model import Assessment, Checklist
from tenken.core.subject import SubjectChange, changed_subject
from tenken.words import Words


class _RefusedError(Exception):
    """The file has changed meanwhile, so that what was typed is not understood any more."""

    def __init__(self, refused: Mapping[str, NotUnderstood]) -> None:
        super().__init__(*refused)
        self.refused = refused


@dataclass(frozen=True, slots=True)
class About:
    """The page and what happens on it."""

    backend: Backend
    frame: Frame
    root: str

    def show(self, request: Request, snapshot: Snapshot) -> Response:
        """The fields as they stand in the file."""
        return self._page(snapshot, saved="saved" in request.query_params)

    def save(self, request: Request, snapshot: Snapshot) -> Response:
        """Say what a change does; once that was seen, save it."""
        if snapshot.assessment.signoff and snapshot.assessment.signoff.signed_on:
            raise HTTPException(HTTPStatus.FORBIDDEN)
        sent = form_of(request.scope)
        given = given_in(snapshot.checklist, sent)
        reading = read_subject(snapshot.checklist, snapshot.assessment, given, self.backend.today, self.backend.clean)
        if reading.refused:
            return self._page(snapshot, typed=given, refused=reading.refused)
        change = changed_subject(snapshot.checklist, snapshot.assessment, reading.assessment)
        if sent.get("go") != "save" or change.empty:
            return self._page(snapshot, typed=given, change=change, otherwise=reading.said_otherwise)
        try:
            self.backend.save_subject(lambda checklist, now: self._again(snapshot.words, checklist, now, sent))
        except _RefusedError as fault:
            return self._page(self.frame.snapshot(snapshot.words.lang), typed=given, refused=fault.refused)
        return RedirectResponse(f"{self.root}/{snapshot.words.lang}/about?saved", HTTPStatus.SEE_OTHER)

    def _again(self, w: Words, checklist: Checklist, now: Assessment, sent: Mapping[str, str]) -> Assessment:
        """The same change of the file as it now stands; raises _RefusedError where others changed the same field."""
        given, stands = given_in(checklist, sent), page_form(w, checklist, now, self.backend.kinds).fields
        clashing = {
            key: NotUnderstood("web.about.clash", {"text": stands[key].value or w("subject.nothing")})
            for key in given
            if stands[key].value.strip() not in (sent.get(WAS + key, "").strip(), given[key].strip())
        }
        if clashing:
            raise _RefusedError(clashing)
        reading = read_subject(checklist, now, given, self.backend.today, self.backend.clean)
        if reading.refused:
            raise _RefusedError(reading.refused)
        return reading.assessment

    def _page(
        self,
        snapshot: Snapshot,
        *,
        typed: Mapping[str, str] | None = None,
        refused: Mapping[str, NotUnderstood] | None = None,
        change: SubjectChange | None = None,
        otherwise: Mapping[str, str] | None = None,
        saved: bool = False,
    ) -> Response:
        shown = subject_page(
            snapshot.words,
            (snapshot.checklist, snapshot.assessment),
            self.backend.kinds,
            typed=typed,
            refused=refused,
            change=change,
            otherwise=otherwise,
        )
        status = HTTPStatus.UNPROCESSABLE_ENTITY if shown["errors"] else HTTPStatus.OK
        return self.frame.page("about", snapshot, status, **shown, saved_now=saved)
