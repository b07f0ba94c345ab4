"""Judging one question: the form comes in, is read, saved and only then followed by the next page.

A verdict that becomes a finding is saved together with it, in one write. What cannot be saved comes back as it was
typed, with every reason beside its field at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import accumulate
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tenken.ask.web.access_control import form_of
from tenken.ask.web.audit import finding_form, lists, verdict_form
from tenken.ask.web.audit.audit_views import AuditViews, OpenFinding, VerdictPage, sentence
from tenken.ask.web.audit.finding_form import SubmittedFinding
from tenken.ask.web.audit.lists import AuditList, list_named
from tenken.ask.web.audit.verdict_form import OverwrittenError, SubmittedVerdict
from tenken.ask.web.backend import Backend
from tenken.ask.web.pages.frame import Frame, Snapshot
from tenken.ask.web.question_handlers import redirect
from tenken.core.audit.recording import audit_of, new_finding, unfit, with_finding
from tenken.core.audit.verdicts import Fault
from tenken.core.model import Assessment, AuditFinding, Checklist
from tenken.core.problem import FileProblems, KeyPath
from tenken.core.scoring.question_filters import place_of
from tenken.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A form that came in, and where."""

    question_id: str
    which: AuditList
    form: SubmittedVerdict
    finding: SubmittedFinding | None
    """What the open finding says; ``None`` where none was open, or it was dropped."""


class Desk:
    """The pages on which an auditor judges."""

    def __init__(self, backend: Backend, frame: Frame, root: str) -> None:
        """Show with these pages, below that path."""
        self._backend = backend
        self._pages = AuditViews(frame)
        self._root = root

    def lists(self, request: Request, snapshot: Snapshot) -> Response:
        """How far the audit is, and one of its lists."""
        return self._pages.listing(snapshot, list_named(request.query_params.get("show"), snapshot.assessment))

    def onward(self, _: Request, snapshot: Snapshot) -> Response:
        """To the first question that still has to be looked at, or to the lists."""
        waiting = lists.first_waiting(snapshot.card, snapshot.assessment)
        home, which = f"{self._root}/{snapshot.words.lang}", list_named(None, snapshot.assessment)
        return redirect(f"{home}/q/{waiting.question.id}?walk={which}" if waiting else f"{home}/overview")

    def show(self, request: Request, snapshot: Snapshot) -> Response:
        """One question as it stands."""
        asked = request.query_params
        page = VerdictPage(errors={}, saved=asked.get("saved"), moved="moved" in asked, by=asked.get("by", ""))
        return self._shown(
            snapshot, request.path_params["id"], list_named(asked.get("walk"), snapshot.assessment), page
        )

    def _shown(self, snapshot: Snapshot, question_id: str, which: AuditList, page: VerdictPage) -> Response:
        shown = self._pages.question(snapshot, question_id, which, page)
        if shown is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return shown

    def save(self, request: Request, snapshot: Snapshot) -> Response:
        """Save the form, then go where the button leads; or open a finding below it, and save nothing yet."""
        question_id, written = request.path_params["id"], form_of(request.scope)
        at = place_of(snapshot.card, question_id)
        if at is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        pieces = len(snapshot.assessment.answer(question_id).evidence)
        form = verdict_form.submitted(written, self._backend.clean, pieces)
        finding = None
        if "with-finding" in written and form.go not in ("drop", "clear", "finding"):
            finding = finding_form.submitted(written, self._backend.clean, snapshot.checklist, self._backend.today)
        sent = Judgement(
            question_id=question_id,
            which=list_named(request.query_params.get("walk"), snapshot.assessment),
            form=form,
            finding=finding,
        )
        if form.go == "drop":
            return self._back(snapshot, sent, {})
        if form.go == "finding" and form.said.status:
            return self._opened(snapshot, sent)
        errors = self._errors(snapshot, sent)
        if errors:
            return self._back(snapshot, sent, errors)
        try:
            after = self._saved(snapshot, sent)
        except OverwrittenError:
            return self._back(snapshot, sent, {"": snapshot.words("web.audit.error.overwritten")})
        except FileProblems as refused:
            faults = [(problem.path, problem.what, problem.values) for problem in refused.problems]
            return self._back(snapshot, sent, _by_field(faults, sent, snapshot.words, self._place(snapshot, sent)))
        return self._onward(sent, snapshot, after, at)

    def _errors(self, snapshot: Snapshot, sent: Judgement) -> dict[str, str]:
        """Everything that is wrong with a form, by field: what cannot be read, and what may not stand in the file."""
        w = snapshot.words
        told = {name: w(key) for name, key in sent.form.errors.items()}
        if sent.finding:
            told |= {name: w(error.what, **error.values) for name, error in sent.finding.errors.items()}
        if sent.form.go == "finding" and not sent.form.said.status:
            told.setdefault("status", w("web.audit.error.choose"))
        try:
            after = self._change(snapshot, sent, snapshot.checklist, snapshot.assessment)
        except OverwrittenError:
            return told | {"": w("web.audit.error.overwritten")}
        before = snapshot.assessment.answer(sent.question_id).verdict
        judged = before != after.answer(sent.question_id).verdict
        faults = unfit(snapshot.checklist, after, sent.question_id if judged else None)
        for name, text in _by_field(faults, sent, w, self._place(snapshot, sent)).items():
            told.setdefault(name, text)
        return told

    def _change(self, snapshot: Snapshot, sent: Judgement, edition: Checklist, now: Assessment) -> Assessment:
        """The audit with the verdict, what became of the evidence, and the finding; raises OverwrittenError."""
        today = self._backend.today
        after = sent.form.into(now, sent.question_id, today)
        if sent.form.join:
            after = finding_form.with_question(after, sent.form.join, sent.question_id)
        if sent.finding:
            by = sent.form.said.by or None
            bare = new_finding(edition, after, (sent.question_id,), snapshot.words.text, by=by, on=today)
            after = with_finding(after, sent.finding.into(bare))
        return after

    def _place(self, snapshot: Snapshot, sent: Judgement) -> int:
        """Where the new finding will stand among the others."""
        return len(audit_of(snapshot.assessment).findings) if sent.finding else -1

    def _saved(self, snapshot: Snapshot, sent: Judgement) -> Assessment:
        """The audit as it stands on the disk."""

        def change(edition: Checklist, now: Assessment) -> Assessment:
            return self._change(snapshot, sent, edition, now)

        return self._backend.record(sent.question_id, change)[1]

    def _opened(self, snapshot: Snapshot, sent: Judgement) -> Response:
        """The form with a finding below it, filled in with what checklist and verdict know."""
        said, today = sent.form.said, self._backend.today
        try:
            after = sent.form.into(snapshot.assessment, sent.question_id, today)
        except OverwrittenError:
            return self._back(snapshot, sent, {"": snapshot.words("web.audit.error.overwritten")})
        made = new_finding(
            snapshot.checklist, after, (sent.question_id,), snapshot.words.text, by=said.by or None, on=today
        )
        seen = "\n".join(row.what for row in said.bases if row.what)
        return self._back(
            snapshot, sent, {}, self._open(snapshot, after, replace(made, condition=made.condition or seen or None))
        )

    def _open(self, snapshot: Snapshot, after: Assessment, made: AuditFinding) -> OpenFinding:
        join = snapshot.words("report.join")
        return OpenFinding(
            form=finding_form.shown(made, snapshot.checklist, join),
            why=finding_form.why_proposed(snapshot.checklist, after, made),
            repeats=made.repeats or "",
        )

    def _back(
        self, snapshot: Snapshot, sent: Judgement, errors: Mapping[str, str], opened: OpenFinding | None = None
    ) -> Response:
        """The form as it was typed, with what is wrong."""
        if sent.finding and opened is None:
            typed = sent.finding.typed
            opened = OpenFinding(form=typed, why="", repeats=typed.repeats)
        page = VerdictPage(
            form=sent.form.typed,
            marks=".".join(sent.form.base),
            errors=errors,
            finding=opened,
            join=sent.form.join,
        )
        return self._shown(snapshot, sent.question_id, sent.which, page)

    def _onward(self, sent: Judgement, snapshot: Snapshot, after: Assessment, at: int) -> Response:
        told = f"walk={sent.which}"
        if after != snapshot.assessment:
            told += f"&saved={sent.question_id}"
        if after.date != snapshot.assessment.date:
            told += "&moved"
        if sent.form.said.by:
            told += f"&by={quote(sent.form.said.by, safe='')}"
        home, card = f"{self._root}/{snapshot.words.lang}", snapshot.card
        match sent.form.go:
            case "next":
                step = lists.after(card, after, at, sent.which)
            case "back":
                step = lists.before(card, after, at, sent.which)
            case _:
                return redirect(f"{home}/q/{sent.question_id}?{told}")
        return redirect(f"{home}/q/{step.question.id}?{told}" if step else f"{home}/overview?show={sent.which}")


def _by_field(faults: Iterable[Fault], sent: Judgement, w: Words, place: int) -> dict[str, str]:
    """What may not stand in the file, beside the field it is about; what is about the rest stands at the head."""
    told: dict[str, str] = {}
    for fault in faults:
        told.setdefault(_field(fault[0], sent, place), sentence(w, fault))
    return told


def _field(path: KeyPath, sent: Judgement, place: int) -> str:
    """The field of a place in the file; empty where it is none of this form."""
    match path:
        case ("answers", sent.question_id, "verdict", "finding", *_):
            return "reason"
        case ("answers", sent.question_id, "verdict", "by" | "on", *_):
            return "by"
        case ("answers", sent.question_id, "verdict", "basis", int(), "by", *_):
            return "by"
        case ("answers", sent.question_id, "verdict", "basis", int(at), "what" | "ref" as part, *_):
            return f"basis-{_row(at, sent)}-{part}"
        case ("answers", sent.question_id, "verdict", "basis", *_):
            return "basis-0-what"
        case ("answers", sent.question_id, "verdict", *_):
            return "status"
        case ("audit", "finding", int(at), str(part), *_) if at == place and part in finding_form.NAMES:
            return part
        case _:
            return ""


def _row(at: int, sent: Judgement) -> int:
    """In which row of the form the basis of that number stands."""
    ends = accumulate(len(row.methods) for row in sent.form.said.bases)
    return next((row for row, end in enumerate(ends) if at < end), 0)
