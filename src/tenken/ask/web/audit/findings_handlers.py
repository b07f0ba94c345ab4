"""Findings and requests of an audit apart from single questions: looked through, changed, asked for."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tenken.ask.reading import NotUnderstood, ReadDay, read_day
from tenken.ask.web.access_control import form_of
from tenken.ask.web.audit import finding_form
from tenken.ask.web.audit.audit_views import AuditViews, OpenFinding, sentence
from tenken.ask.web.audit.finding_form import SubmittedFinding
from tenken.ask.web.audit.verdict_form import OverwrittenError
from tenken.ask.web.backend import Backend
from tenken.ask.web.pages.frame import Frame, Snapshot
from tenken.ask.web.question_handlers import redirect
from tenken.core.audit.findings import next_id
from tenken.core.audit.recording import audit_of, finding_of, request_of, unfit, with_finding, with_request
from tenken.core.model import Assessment, AuditFinding, Checklist, DocumentRequest, RequestState
from tenken.core.problem import FileProblems, KeyPath


class Findings:
    """The pages of findings and requests."""

    def __init__(self, backend: Backend, frame: Frame, root: str) -> None:
        """Show with these pages, below that path."""
        self._backend = backend
        self._pages = AuditViews(frame)
        self._root = root

    def all(self, request: Request, snapshot: Snapshot) -> Response:
        """Every finding."""
        return self._pages.findings(snapshot, request.query_params.get("saved"))

    def show(self, request: Request, snapshot: Snapshot) -> Response:
        """One finding, to be changed."""
        entry = _found(snapshot, request)
        join = snapshot.words("report.join")
        opened = OpenFinding(
            form=finding_form.shown(entry, snapshot.checklist, join), why="", repeats=entry.repeats or ""
        )
        return self._pages.finding(snapshot, entry, opened, finding_form.mark(entry), {})

    def save(self, request: Request, snapshot: Snapshot) -> Response:
        """Save a finding; with what is wrong beside its fields where it cannot be."""
        entry, written = _found(snapshot, request), form_of(request.scope)
        form = finding_form.submitted(written, self._backend.clean, snapshot.checklist, self._backend.today)
        base = written.get("base", "")

        def change(_: Checklist, now: Assessment) -> Assessment:
            stands = finding_of(now, entry.id)
            if stands is None or (finding_form.mark(stands) != base and form.into(stands) != stands):
                raise OverwrittenError
            return with_finding(now, form.into(stands))

        errors = self._errors(snapshot, entry, form)
        if not errors:
            try:
                self._backend.record(None, change)
            except OverwrittenError:
                errors = {"": snapshot.words("web.audit.error.overwritten_finding")}
            except FileProblems as refused:
                at = _place(snapshot, entry)
                for problem in refused.problems:
                    text = sentence(snapshot.words, (problem.path, problem.what, problem.values))
                    errors.setdefault(_field(problem.path, at), text)
        if errors:
            opened = OpenFinding(form=form.typed, why="", repeats=entry.repeats or "")
            return self._pages.finding(snapshot, entry, opened, base, errors)
        return redirect(f"{self._root}/{snapshot.words.lang}/findings?saved={entry.id}")

    def _errors(self, snapshot: Snapshot, entry: AuditFinding, form: SubmittedFinding) -> dict[str, str]:
        told = {name: snapshot.words(error.what, **error.values) for name, error in form.errors.items()}
        after = with_finding(snapshot.assessment, form.into(entry))
        for fault in unfit(snapshot.checklist, after):
            told.setdefault(_field(fault[0], _place(snapshot, entry)), sentence(snapshot.words, fault))
        return told

    def requests(self, request: Request, snapshot: Snapshot) -> Response:
        """Every request, and a form for one more."""
        about = request.query_params.get("for", "")
        typed = {"questions": snapshot.checklist.numbers().get(about, "")}
        return self._pages.requests(snapshot, typed, {}, request.query_params.get("saved"))

    def save_request(self, request: Request, snapshot: Snapshot) -> Response:
        """Ask for a document more, or note what became of one."""
        written = form_of(request.scope)
        form = {name: self._backend.clean(text.replace("\r\n", "\n")).strip() for name, text in written.items()}
        due = read_day(form["due"], self._backend.today, meant="ahead") if form.get("due") else None
        errors = _request_errors(form, snapshot, due)
        if not errors:
            try:
                _, after = self._backend.record(None, lambda _, now: self._requested(now, form, snapshot, due))
            except FileProblems as refused:
                for problem in refused.problems:
                    errors.setdefault("", snapshot.words.problem(problem))
            else:
                saved = form.get("id") or audit_of(after).requests[-1].id
                return redirect(f"{self._root}/{snapshot.words.lang}/requests?saved={saved}")
        return self._pages.requests(snapshot, written, errors, None)

    def _requested(
        self, now: Assessment, form: Mapping[str, str], snapshot: Snapshot, due: ReadDay | NotUnderstood | None
    ) -> Assessment:
        """The audit with one request more, or with another state of one."""
        today = self._backend.today
        if form.get("id"):
            stands = request_of(now, form["id"])
            state = next((state for state in RequestState if state == form.get("state")), None)
            if stands is None or state is None:
                return now
            on = stands.on if stands.state is state else None if state is RequestState.OPEN else today
            return with_request(now, replace(stands, state=state, on=on, note=form.get("note") or None))
        asked, _ = finding_form.asked(form.get("questions", ""), snapshot.checklist)
        number = next_id(tuple(entry.id for entry in audit_of(now).requests), "R")
        until = due.day if isinstance(due, ReadDay) else None
        return with_request(now, DocumentRequest(id=number, what=form["what"], questions=asked, due=until))


def _request_errors(form: Mapping[str, str], snapshot: Snapshot, due: ReadDay | NotUnderstood | None) -> dict[str, str]:
    """What cannot be read of a request, by field."""
    w = snapshot.words
    if form.get("id"):
        return {}
    errors = {}
    if not form.get("what"):
        errors["what"] = w("web.audit.error.request")
    if finding_form.asked(form.get("questions", ""), snapshot.checklist)[1]:
        errors["questions"] = w("web.audit.error.questions")
    if isinstance(due, NotUnderstood):
        errors["due"] = w(due.what, **due.values)
    return errors


def _found(snapshot: Snapshot, request: Request) -> AuditFinding:
    entry = finding_of(snapshot.assessment, request.path_params["id"])
    if entry is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return entry


def _place(snapshot: Snapshot, entry: AuditFinding) -> int:
    return audit_of(snapshot.assessment).findings.index(entry)


def _field(path: KeyPath, place: int) -> str:
    """The field of a place in the file; empty where it is none of this form."""
    match path:
        case ("audit", "finding", int(at), str(part), *_) if at == place and part in finding_form.NAMES:
            return part
        case _:
            return ""
