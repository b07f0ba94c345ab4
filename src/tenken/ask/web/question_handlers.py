"""Answering one question: the form comes in, is read, saved and only then followed by the next page.

Whatever button was pressed, what was typed is saved with it. A form that cannot be saved comes back as it was typed,
with the reason beside each field. Scripts send the same form and get the same sentences back as data.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from tenken.ask.reading import NotUnderstood
from tenken.ask.web.access_control import form_of
from tenken.ask.web.answer_form import ClashError, SubmittedForm, submitted
from tenken.ask.web.backend import Backend
from tenken.ask.web.pages.frame import Frame, Snapshot, standing
from tenken.ask.web.pages.question import FormErrors, question_page
from tenken.core.merge.three_way import Stamp
from tenken.core.model import MOST_PIECES, Answer
from tenken.core.problem import FileProblems
from tenken.core.scoring.question_filters import QuestionFilter, filter_named, following, place_of, preceding
from tenken.core.scoring.score import score
from tenken.core.years.renewal import confirmed
from tenken.words import Language, Words

STAYING = {"save": "#more", "promise": "#plan", "clear": ""}
"""The buttons after which the same question is shown again, and at which place."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that came in, and where."""

    question_id: str
    lang: Language
    question_filter: QuestionFilter
    form: SubmittedForm


class Questions:
    """The pages of single questions."""

    def __init__(self, backend: Backend, frame: Frame, root: str) -> None:
        """Show with these pages, below that path."""
        self._backend = backend
        self._frame = frame
        self._root = root

    def show(self, request: Request, snapshot: Snapshot) -> Response:
        """One question as it stands."""
        question_filter = filter_named(request.query_params.get("walk"))
        saved = request.query_params.get("saved")
        moved = "moved" in request.query_params
        read = read_back(request, snapshot.words)
        page = question_page(
            self._frame, snapshot, request.path_params["id"], question_filter, saved=saved, moved=moved, read=read
        )
        if page is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return page

    def save(self, request: Request, snapshot: Snapshot) -> Response:
        """Save the form, then go where the button leads."""
        lang = snapshot.words.lang
        known = {piece.file for piece in snapshot.assessment.answer(request.path_params["id"]).evidence}

        def name(file: str) -> str:
            """What stands in the file already stays as it is, and its digest with it."""
            return file if file in known else self._backend.name_of_file(file)

        form = submitted(form_of(request.scope), self._backend.clean, self._backend.today, name)
        question_filter = filter_named(request.query_params.get("walk"))
        sent = Submission(request.path_params["id"], lang, question_filter, form)
        before = snapshot
        at = place_of(snapshot.card, sent.question_id)
        if at is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        errors = dict(form.errors)
        if form.go == "next" and form.status is None and snapshot.card.questions[at].status is None:
            carried = snapshot.assessment.answer(sent.question_id).status is not None
            errors["status"] = NotUnderstood("web.error.confirm" if carried else "web.error.choose")
        if errors:
            return self._back(
                sent, FormErrors({name: snapshot.words(error.what, **error.values) for name, error in errors.items()})
            )
        try:
            snapshot = self._saved(snapshot, sent)
        except ClashError as clash:
            return self._back(sent, FormErrors({"": snapshot.words("web.error.clash")}, clash))
        except FileProblems as refused:
            return self._back(sent, FormErrors(_by_field(refused, sent, snapshot.words)))
        if form.go == "auto":
            return JSONResponse(self._told(sent, before, snapshot))
        return self._onward(sent, before, snapshot, at)

    def _saved(self, snapshot: Snapshot, sent: Submission) -> Snapshot:
        """The assessment with the answer in it, safely on the disk; nothing is written where nothing changed."""
        by = snapshot.assessment.respondent
        today = self._backend.today

        def change(current: Answer) -> Answer:
            answer = sent.form.into(current, Stamp(today, by))
            return confirmed(answer, today=today, by=by) if sent.form.go == "same" else answer

        current = snapshot.assessment.answer(sent.question_id)
        if change(current) == current:
            return snapshot
        checklist, assessment = self._backend.save(sent.question_id, change)
        return Snapshot(checklist, assessment, score(checklist, assessment), snapshot.words)

    def _onward(self, sent: Submission, before: Snapshot, snapshot: Snapshot, at: int) -> Response:
        on = snapshot.assessment.date
        told = f"saved={sent.question_id}" + ("&moved" if before.assessment.date != on else "")
        told += "".join(f"&read={day.isoformat()}" for _, day in sent.form.completed)
        here = f"{self._root}/{sent.lang}/q/{sent.question_id}?walk={sent.question_filter}&{told}"
        if sent.form.go in STAYING and (sent.form.go, sent.question_filter) != ("promise", QuestionFilter.PROPOSED):
            return redirect(here + STAYING[sent.form.go])
        if sent.form.go == "back":
            previous = preceding(snapshot.card, at, sent.question_filter)
            return self._to(sent, previous.question.id, told) if previous else redirect(f"{self._root}/{sent.lang}/")
        after = following(snapshot.card, at, sent.question_filter, on)
        if after:
            return self._to(sent, after.question.id, told)
        if sent.question_filter is QuestionFilter.WAITING:
            return redirect(f"{self._root}/{sent.lang}/done?{told}")
        return redirect(f"{self._root}/{sent.lang}/overview?show={sent.question_filter}")

    def onward(self, snapshot: Snapshot) -> Response:
        """To the first question that waits, or to the end."""
        lang = snapshot.words.lang
        after = following(snapshot.card, -1, QuestionFilter.WAITING, snapshot.assessment.date)
        if after is None:
            return redirect(f"{self._root}/{lang}/done")
        return redirect(f"{self._root}/{lang}/q/{after.question.id}?walk={QuestionFilter.WAITING}")

    def _to(self, sent: Submission, question_id: str, told: str) -> Response:
        return redirect(f"{self._root}/{sent.lang}/q/{question_id}?walk={sent.question_filter}&{told}")

    def _told(self, sent: Submission, before: Snapshot, snapshot: Snapshot) -> dict[str, Any]:
        """What a script shows after saving."""
        w, on, now = snapshot.words, snapshot.assessment.date, standing(snapshot)
        moved = "" if before.assessment.date == on else " " + w("web.date_moved", day=w.day(on))
        for written, day in sent.form.completed:
            moved += " " + w("reading.said_back", written=written, day=w.day(day))
        return {
            "saved": w("web.saved_at", time=self._backend.now()) + moved,
            "base": sent.form.still_shown(snapshot.assessment.answer(sent.question_id)),
            "answered": snapshot.card.tally.answered,
            "applicable": snapshot.card.tally.applicable,
            "counted": now.counted,
            "score": now.score,
            "range": now.range,
        }

    def _back(self, sent: Submission, trouble: FormErrors) -> Response:
        """The form as it was typed, with what is wrong."""
        if sent.form.go == "auto":
            return JSONResponse({"errors": dict(trouble.errors)})
        snapshot = self._frame.snapshot(sent.lang)
        page = question_page(
            self._frame, snapshot, sent.question_id, sent.question_filter, sent=sent.form, trouble=trouble
        )
        if page is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return page


def read_back(request: Request, w: Words) -> tuple[str, ...]:
    """Which days were read where somebody left out the year, as the address tells them after saving."""
    days = []
    for written in request.query_params.getlist("read")[:MOST_PIECES]:
        with suppress(ValueError):
            days.append(date.fromisoformat(written))
    return tuple(w("web.read_day", day=w.day(day)) for day in days)


def redirect(address: str) -> RedirectResponse:
    """On to another page of ours, with a plain look at it."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def _by_field(refused: FileProblems, sent: Submission, w: Words) -> Mapping[str, str]:
    """What the file refuses, beside the field it is about; what is about the rest of the file stands at the head."""
    told: dict[str, str] = {}
    for problem in refused.problems:
        name = ""
        match problem.path:
            case ("answers", sent.question_id, "note", *_):
                name = "reason" if sent.form.typed.reason and not sent.form.typed.note else "note"
            case ("answers", sent.question_id, "status", *_):
                name = "status"
            case ("answers", sent.question_id, "action", "owner" | "due" as part, *_):
                name = part
            case ("answers", sent.question_id, "evidence", int(position), part, *_) if position < len(sent.form.rows):
                name = f"evidence-{sent.form.rows[position]}-{part}"
            case _:
                pass
        told.setdefault(name, w.problem(problem))
    return told
