"""What each page shows: values gathered for the templates in ``templates/web``. Nothing here saves or refuses.

The numbers are those of ``tenken score`` and ``tenken status``: computed in the core, shown in the same words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from markupsafe import Markup
from starlette.responses import HTMLResponse

from tenken import templating
from tenken.ask.web.access_control import SessionKeys
from tenken.ask.web.answer_form import MOST_PIECES, ClashError, EvidenceInput, SubmittedForm, marks, shown
from tenken.ask.web.audit.head import desk_head, is_audit
from tenken.ask.web.backend import Backend
from tenken.core.model import LONGEST_NAME, LONGEST_NOTE, NO_ANSWER, Assessment, Checklist, Status
from tenken.core.problem import MOST_TOLD, Problem
from tenken.core.report.left_out import find_scope
from tenken.core.report.report import FIRST
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.applicability import stated
from tenken.core.scoring.evidence_validity import EvidenceValidity, validity
from tenken.core.scoring.gaps import find
from tenken.core.scoring.proposals import proposals
from tenken.core.scoring.question_filters import SHOWN, QuestionFilter, filtered, is_stale, place_of, preceding
from tenken.core.scoring.roadmap import RoadmapStep, plan
from tenken.core.scoring.score import Scorecard, score
from tenken.core.scoring.score import shown as as_shown
from tenken.words import LANGUAGES, Language, Words

GAPS = 10
"""How many gaps the page of the score tells."""


LISTS = {
    QuestionFilter.ALL: "web.overview.all",
    QuestionFilter.OPEN: "web.overview.open",
    QuestionFilter.UNCONFIRMED: "web.overview.unconfirmed",
    QuestionFilter.CRITICAL: "web.overview.critical",
    QuestionFilter.STALE: "web.overview.stale",
    QuestionFilter.PROPOSED: "web.overview.proposed",
}
FORMS = {
    "pdf": "web.report.pdf",
    "html": "web.report.form_html",
    "xlsx": "web.report.form_xlsx",
    "text": "web.report.form_text",
    "md": "web.report.form_md",
    "json": "web.report.form_json",
    "csv": "web.report.form_csv",
    "oscal": "web.report.form_oscal",
    "oscal-plan": "web.report.form_oscal_plan",
    "oscal-poam": "web.report.form_oscal_poam",
}
"""What a form of the report is called; one that is not named here goes by its own name."""
READERS = {
    ReportProfile.AUDIT: ("web.report.audit", "web.report.audit_text"),
    ReportProfile.OWNER: ("web.report.owner", "web.report.owner_text"),
    ReportProfile.FULL: ("web.report.full", "web.report.full_text"),
    ReportProfile.ATTESTATION: ("web.report.attestation", "web.report.attestation_text"),
}
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

BARE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The page for those who may not come in brings its style along: it can ask for nothing."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One look at the assessment: as it stands on disk now, in one language."""

    checklist: Checklist
    assessment: Assessment
    card: Scorecard
    words: Words


@dataclass(frozen=True, slots=True)
class FormErrors:
    """Why a form comes back: what is wrong with it, by field, and what stands in the file where both changed."""

    errors: Mapping[str, str]
    """Field → sentence; the empty name is the form as a whole."""
    clash: ClashError | None = None


NO_TROUBLE = FormErrors({})


@dataclass(frozen=True, slots=True)
class Views:
    """All pages of one run."""

    backend: Backend
    keys: SessionKeys

    def snapshot(self, lang: Language) -> Snapshot:
        """Look at the file; raises FileProblems where it cannot be read."""
        checklist, assessment = self.backend.load()
        return Snapshot(checklist, assessment, score(checklist, assessment), Words(lang))

    def refused(self, status: HTTPStatus) -> HTMLResponse:
        """The page for whoever may not come in: it shows nothing of the assessment."""
        key = REFUSALS.get(status, "web.refused.bad_request")
        return self._alone("refused", status, text=Words(self.backend.lang)(key))

    def lead_on(self, address: str) -> HTMLResponse:
        """The page that leads on to an address by itself, and shows it as a link where a browser does not."""
        return self._alone("lead_on", HTTPStatus.OK, address=address)

    def _alone(self, name: str, status: HTTPStatus, **values: str) -> HTMLResponse:
        """A page that asks for nothing else, in the language of the run."""
        style = Markup(templating.source("web/style.css"))  # noqa: S704 - our own style sheet
        template = templating.environment().get_template(f"web/{name}.html")
        page = template.render(w=Words(self.backend.lang), style=style, **values)
        return HTMLResponse(page, status, {"Content-Security-Policy": BARE_POLICY})

    def start(self, snapshot: Snapshot) -> HTMLResponse:
        """What this is, how long it takes, and where to go on."""
        waiting = filtered(snapshot.card, QuestionFilter.WAITING, snapshot.assessment.date)
        carried = filtered(snapshot.card, QuestionFilter.UNCONFIRMED, snapshot.assessment.date)
        return self.page(
            "start",
            snapshot,
            waiting=len(waiting),
            carried=len(carried),
            begun=len(waiting) < snapshot.card.tally.total,
            minutes=max(1, round(len(waiting) * self.backend.seconds / 60)),
            next_id=waiting[0].question.id if waiting else None,
            first_carried=carried[0].question.id if carried else None,
            first_id=snapshot.card.questions[0].question.id if snapshot.card.questions else None,
            ask_facts=bool(stated(snapshot.checklist, snapshot.assessment)),
        )

    def profile(self, snapshot: Snapshot) -> HTMLResponse:
        """What is true of the firm."""
        return self.page("profile", snapshot, facts=stated(snapshot.checklist, snapshot.assessment))

    def question(
        self,
        snapshot: Snapshot,
        question_id: str,
        question_filter: QuestionFilter,
        *,
        sent: SubmittedForm | None = None,
        trouble: FormErrors = NO_TROUBLE,
        saved: str | None = None,
        moved: bool = False,
    ) -> HTMLResponse | None:
        """One question with its answer, or with what was typed; ``None`` if it is not asked."""
        at = place_of(snapshot.card, question_id)
        if at is None:
            return None
        item = snapshot.card.questions[at]
        answer = trouble.clash.answer if trouble.clash else snapshot.assessment.answer(question_id)
        form = sent.typed if sent else shown(answer)
        if len(form.evidence) < MOST_PIECES and not any(piece.blank for piece in form.evidence):
            form = replace(form, evidence=(*form.evidence, EvidenceInput()))
        siblings = [other for other in snapshot.card.questions if other.area is item.area]
        numbers = snapshot.checklist.numbers()
        on = snapshot.assessment.date
        return self.page(
            "question",
            snapshot,
            HTTPStatus.UNPROCESSABLE_ENTITY if trouble.errors else HTTPStatus.OK,
            query=f"?walk={question_filter}",
            item=item,
            question=item.question,
            number=numbers[question_id],
            area_number=snapshot.checklist.areas.index(item.area) + 1,
            at=siblings.index(item) + 1,
            of=len(siblings),
            case=self.backend.library.cases.get(item.question.case or ""),
            answer=answer,
            proposal=proposals(snapshot.card, snapshot.assessment).get(question_id),
            form=form,
            # after a mistake what the form was first shown with still counts: others may have written meanwhile
            marks=sent.marks if sent and not trouble.clash else marks(answer),
            ages=[validity(piece, item.question, on) for piece in answer.evidence],
            errors=trouble.errors,
            theirs=shown(trouble.clash.answer) if trouble.clash else None,
            clashes=trouble.clash.parts if trouble.clash else (),
            question_filter=question_filter,
            has_back=preceding(snapshot.card, at, question_filter, on) is not None,
            saved_number=numbers.get(saved or "") if self._is_saved(snapshot, saved) else None,
            moved_to=on if moved else None,
            chosen=Status,
            longest_note=LONGEST_NOTE,
            longest_name=LONGEST_NAME,
        )

    def _is_saved(self, snapshot: Snapshot, question_id: str | None) -> bool:
        """Whether the file holds an answer: only that is ever called saved."""
        return question_id is not None and snapshot.assessment.answer(question_id) != NO_ANSWER

    def overview(self, snapshot: Snapshot, question_filter: QuestionFilter) -> HTMLResponse:
        """Every question with its answer, or those of one list."""
        on = snapshot.assessment.date
        question_filter = question_filter if question_filter in SHOWN else QuestionFilter.ALL
        listed = filtered(snapshot.card, question_filter, on)
        lists = [(entry, LISTS[entry], len(filtered(snapshot.card, entry, on))) for entry in SHOWN]
        steps = {step.gap.question.id: step for step in plan(find(snapshot.card), snapshot.assessment)}
        areas = [
            (
                snapshot.checklist.areas.index(entry.area) + 1,
                entry,
                [item for item in listed if item.area is entry.area],
            )
            for entry in snapshot.card.areas
        ]
        return self.page(
            "overview",
            snapshot,
            query=f"?show={question_filter}",
            question_filter=question_filter,
            lists=[
                (entry, key, n)
                for entry, key, n in lists
                if n or entry in (question_filter, QuestionFilter.ALL, QuestionFilter.OPEN)
            ],
            areas=[entry for entry in areas if entry[2]],
            first_id=listed[0].question.id if listed else None,
            numbers=snapshot.checklist.numbers(),
            steps=steps,
            stale={item.question.id for item in listed if is_stale(item, on)},
        )

    def score(self, snapshot: Snapshot) -> HTMLResponse:
        """The score and the gaps as they now are."""
        gaps = _gaps(snapshot)
        return self.page(
            "score",
            snapshot,
            numbers=snapshot.checklist.numbers(),
            gaps=gaps[:GAPS],
            gaps_in_all=len(gaps),
            gate_shown=FIRST,
            not_asked=snapshot.words.not_asked(find_scope(snapshot.checklist, snapshot.assessment)),
            area_numbers={
                entry.area.id: snapshot.checklist.areas.index(entry.area) + 1 for entry in snapshot.card.areas
            },
        )

    def report(self, snapshot: Snapshot) -> HTMLResponse:
        """Which report, for whom, in which form."""
        more = [(form, FORMS.get(form)) for form in self.backend.forms if form != "pdf"]
        audited = is_audit(snapshot.assessment)
        readers = {profile: told for profile, told in READERS.items() if audited or profile is not ReportProfile.AUDIT}
        return self.page("report", snapshot, readers=readers, more_forms=more, has_pdf="pdf" in self.backend.forms)

    def done(self, snapshot: Snapshot, saved: str | None, *, moved: bool = False) -> HTMLResponse:
        """The end of the questions, and what comes after."""
        waiting = filtered(snapshot.card, QuestionFilter.WAITING, snapshot.assessment.date)
        numbers = snapshot.checklist.numbers()
        return self.page(
            "done",
            snapshot,
            waiting=len(waiting),
            next_id=waiting[0].question.id if waiting else None,
            first=_gaps(snapshot)[:FIRST],
            numbers=numbers,
            saved_number=numbers.get(saved or "") if self._is_saved(snapshot, saved) else None,
            moved_to=snapshot.assessment.date if moved else None,
        )

    def bye(self, lang: Language) -> HTMLResponse:
        """The last page."""
        return self._bare("bye", lang, others=())

    def problems(self, lang: Language, problems: tuple[Problem, ...], kept: Mapping[str, str]) -> HTMLResponse:
        """A file that cannot be used as it is, with its places; what was typed meanwhile is shown to be copied."""
        return self._bare(
            "problems",
            lang,
            HTTPStatus.CONFLICT,
            problems=problems[:MOST_TOLD],
            more=len(problems) - MOST_TOLD,
            kept=kept,
        )

    def lacks(self, lang: Language, sentence: str) -> HTMLResponse:
        """Something this machine cannot make."""
        return self._bare("lacks", lang, HTTPStatus.NOT_IMPLEMENTED, sentence=sentence)

    def page(
        self, name: str, snapshot: Snapshot, status: HTTPStatus = HTTPStatus.OK, *, query: str = "", **values: Any
    ) -> HTMLResponse:
        """A page about the assessment, with these values and everything that stands on each of them."""
        facts: dict[str, Any] = {
            "desk": desk_head(snapshot.card, snapshot.assessment, self.backend.today),
            "a": snapshot.assessment,
            "checklist": snapshot.checklist,
            "card": snapshot.card,
            "points": points(snapshot.words, snapshot.card),
            "shown": as_shown,
            "Status": Status,
            "EvidenceValidity": EvidenceValidity,
        }
        return self._bare(name, snapshot.words.lang, status, query=query, **facts, **values)

    def _bare(
        self, name: str, lang: Language, status: HTTPStatus = HTTPStatus.OK, *, query: str = "", **values: Any
    ) -> HTMLResponse:
        base = f"/{self.keys.room}"
        others = [Words(other) for other in LANGUAGES if other != lang]
        common: dict[str, Any] = {
            "w": Words(lang),
            "others": others,
            "base": base,
            "root": f"{base}/{lang}",
            "page": name,
            "query": query,
            "csrf": self.keys.csrf,
            "file": self.backend.name,
        }
        template = templating.environment().get_template(f"web/{name}.html")
        return HTMLResponse(template.render({"a": None, "card": None, "desk": None, **common, **values}), status)


def _gaps(snapshot: Snapshot) -> tuple[RoadmapStep, ...]:
    """What was answered and falls short, most urgent first."""
    found = (gap for gap in find(snapshot.card) if gap.status is not None)
    return plan(found, snapshot.assessment)


def points(w: Words, card: Scorecard) -> str:
    """The score as it stands at the head of a page; nothing while nothing is answered."""
    low, high = as_shown(card.score), as_shown(card.best)
    if low is None or high is None or not card.tally.answered:
        return ""
    return w("web.points_open", score=low, high=high) if card.draft else w("web.points", score=low)
