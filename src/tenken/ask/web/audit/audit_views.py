"""What each page of an audit shows: values gathered for the templates ``templates/web/audit*.html``.

Nothing here saves or refuses. The numbers are those of ``tenken audit status``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.responses import HTMLResponse

from tenken.ask.web.audit import lists
from tenken.ask.web.audit.finding_form import PARTS, FindingInput
from tenken.ask.web.audit.lists import AuditList
from tenken.ask.web.audit.verdict_form import BasisInput, VerdictInput, marks, shown
from tenken.ask.web.pages.frame import Frame, Snapshot
from tenken.core.audit.findings import lacks, sorted_findings
from tenken.core.audit.progress import why_listed
from tenken.core.audit.recording import audit_of, lead_of
from tenken.core.audit.signoff import unfinished
from tenken.core.audit.verdicts import Fault, outcome
from tenken.core.model import (
    LONGEST_NAME,
    LONGEST_NOTE,
    Assessment,
    AuditFinding,
    BasisMethod,
    EvidenceCheck,
    FindingGrade,
    RequestState,
)
from tenken.core.problem import Problem
from tenken.core.scoring.evidence_validity import validity
from tenken.core.scoring.question_filters import place_of, told_place
from tenken.core.scoring.score import QuestionScore
from tenken.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    """A finding that stands open in a form."""

    form: FindingInput
    why: str
    """Which rule proposed its grade."""
    repeats: str
    """The finding of the audit before that it would repeat; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPage:
    """What the page of a question shows beside what stands in the file: a form that came back, what was saved."""

    form: VerdictInput | None = None
    marks: str = ""
    errors: Mapping[str, str]
    finding: OpenFinding | None = None
    join: str = ""
    saved: str | None = None
    moved: bool = False
    by: str = ""
    """Who judged last in this window."""


@dataclass(frozen=True, slots=True)
class AuditViews:
    """The pages of an audit."""

    frame: Frame

    def question(
        self, snapshot: Snapshot, question_id: str, which: AuditList, page: VerdictPage
    ) -> HTMLResponse | None:
        """One question with the firm's answer and the verdict on it; ``None`` if it is not asked."""
        card, assessment = snapshot.card, snapshot.assessment
        at = place_of(card, question_id)
        if at is None:
            return None
        item, audit = card.questions[at], audit_of(assessment)
        answer = assessment.answer(question_id)
        form = page.form or shown(answer)
        through = [other.question.id for other in lists.listed(card, assessment, which)]
        numbers = snapshot.checklist.numbers()
        covering = [entry for entry in audit.findings if question_id in entry.questions]
        return self.frame.page(
            "audit",
            snapshot,
            HTTPStatus.UNPROCESSABLE_ENTITY if page.errors else HTTPStatus.OK,
            query=f"?walk={which}",
            item=item,
            question=item.question,
            where=told_place(snapshot.checklist, snapshot.card, item),
            why_listed=why_listed(audit, question_id),
            place=through.index(question_id) + 1 if question_id in through else None,
            places=len(through),
            case=self.frame.backend.library.cases.get(item.question.case or ""),
            answer=answer,
            own=answer.status if answer.confirmed else None,
            outcome=outcome(answer),
            form=form,
            rows=form.bases or (BasisInput(),),
            people=people(assessment, form.by),
            judge=form.by or page.by or lead_of(assessment) or "",
            marks=page.marks or marks(answer),
            ages=[validity(piece, item.question, assessment.date) for piece in answer.evidence],
            errors=page.errors,
            which=which,
            lists=self._counts(snapshot),
            back_id=_id(lists.before(card, assessment, at, which)),
            next_id=_id(lists.after(card, assessment, at, which)),
            requests=[entry for entry in audit.requests if question_id in entry.questions],
            earlier=[entry for entry in audit.earlier if question_id in entry.questions],
            covering=covering,
            joinable=() if covering else audit.findings,
            join=page.join,
            finding=page.finding,
            saved_number=numbers.get(page.saved or ""),
            moved_to=assessment.date if page.moved else None,
            **_choices(),
        )

    def listing(self, snapshot: Snapshot, which: AuditList) -> HTMLResponse:
        """How far the audit is, and the questions of one list."""
        card, assessment = snapshot.card, snapshot.assessment
        audit, found = audit_of(assessment), lists.listed(card, assessment, which)
        areas = [
            (snapshot.checklist.areas.index(entry.area) + 1, entry, [item for item in found if item.area is entry.area])
            for entry in card.areas
        ]
        waiting = lists.first_waiting(card, assessment)
        return self.frame.page(
            "audit_list",
            snapshot,
            query=f"?show={which}",
            which=which,
            lists=self._counts(snapshot),
            areas=[entry for entry in areas if entry[2]],
            numbers=snapshot.checklist.numbers(),
            outcomes={item.question.id: outcome(item.answer) for item in found},
            reasons={item.question.id: why_listed(audit, item.question.id) for item in found},
            findings={
                item.question.id: [entry for entry in sorted_findings(audit) if item.question.id in entry.questions]
                for item in found
            },
            awaited={name: entry for entry in audit.requests if entry.state.awaited for name in entry.questions},
            next_id=waiting.question.id if waiting else None,
            next_list=lists.list_named(None, assessment),
            by_grade=[
                (grade, n) for grade in FindingGrade if (n := sum(entry.grade is grade for entry in audit.findings))
            ],
            left=list(self._left(snapshot)),
        )

    def findings(self, snapshot: Snapshot, saved: str | None) -> HTMLResponse:
        """Every finding, the gravest first, with what it still needs."""
        audit = audit_of(snapshot.assessment)
        found = sorted_findings(audit)
        return self.frame.page(
            "audit_findings",
            snapshot,
            entries=found,
            lacking={entry.id: lacks(entry) for entry in found},
            numbers=snapshot.checklist.numbers(),
            saved=saved if any(entry.id == saved for entry in found) else None,
        )

    def finding(
        self, snapshot: Snapshot, entry: AuditFinding, opened: OpenFinding, mark: str, errors: Mapping[str, str]
    ) -> HTMLResponse:
        """One finding that stands in the file."""
        return self.frame.page(
            "audit_finding",
            snapshot,
            HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
            entry=entry,
            finding=opened,
            mark=mark,
            errors=errors,
            numbers=snapshot.checklist.numbers(),
            labels={question.id: question.name for _, question in snapshot.checklist.questions},
            **_choices(),
        )

    def requests(
        self, snapshot: Snapshot, typed: Mapping[str, str], errors: Mapping[str, str], saved: str | None
    ) -> HTMLResponse:
        """The documents that the firm was asked for, and a form for one more."""
        audit = audit_of(snapshot.assessment)
        return self.frame.page(
            "audit_requests",
            snapshot,
            HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
            entries=sorted(audit.requests, key=lambda entry: not entry.state.awaited),
            typed=typed,
            errors=errors,
            numbers=snapshot.checklist.numbers(),
            states=RequestState,
            saved=saved if any(entry.id == saved for entry in audit.requests) else None,
            **_choices(),
        )

    def _counts(self, snapshot: Snapshot) -> list[tuple[AuditList, int]]:
        """Each list with the number of its questions; empty ones are offered only where that tells something."""
        counted = [(entry, len(lists.listed(snapshot.card, snapshot.assessment, entry))) for entry in AuditList]
        always = (AuditList.UNCHECKED, AuditList.OVERRULED, AuditList.ALL)
        return [(entry, n) for entry, n in counted if n or entry in always]

    def _left(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        """What keeps the audit from being signed: a sentence each, and the page where it is mended; empty if none."""
        desk = audit_of(snapshot.assessment)
        for fault in unfinished(snapshot.card, snapshot.assessment):
            match fault[0]:
                case ("answers", str(name), *_):
                    address = f"q/{name}?walk={AuditList.ALL}"
                case ("audit", "finding", int(at), *_):
                    address = f"finding/{desk.findings[at].id}"
                case _:
                    address = ""
            yield sentence(snapshot.words, fault), address


def _id(item: QuestionScore | None) -> str | None:
    return item.question.id if item else None


def sentence(w: Words, fault: Fault) -> str:
    """A fault as it is told beside a field: without the options of a command where there are words for that."""
    path, what, values = fault
    key = f"web.audit.fault.{what}"
    if w.knows(key):
        return w(key, **{name: value for name, value in values.items() if isinstance(value, (str, int))})
    return w.problem(Problem(file="", what=what, path=path, values=values))


def people(assessment: Assessment, by: str) -> list[str]:
    """Who may be named as judging: the team, and whoever judged already."""
    names = [member.name for member in audit_of(assessment).team]
    return list(dict.fromkeys(name for name in (*names, lead_of(assessment), by) if name))


def _choices() -> dict[str, Any]:
    return {
        "methods": list(BasisMethod),
        "checks": list(EvidenceCheck),
        "grades": list(FindingGrade),
        "parts": PARTS,
        "longest_note": LONGEST_NOTE,
        "longest_name": LONGEST_NAME,
    }
