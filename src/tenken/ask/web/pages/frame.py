"""What stands on every page: the head, the assessment as it now is, the language, the way back.

The pages themselves are the other modules of this folder.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from markupsafe import Markup
from starlette.responses import HTMLResponse

from tenken import templating
from tenken.ask.web.access_control import SessionKeys
from tenken.ask.web.audit.head import desk_head
from tenken.ask.web.backend import Backend
from tenken.core.model import NO_ANSWER, Assessment, Checklist, Status
from tenken.core.scoring.evidence_validity import EvidenceValidity
from tenken.core.scoring.score import Scorecard, score
from tenken.core.scoring.score import shown as as_shown
from tenken.words import LANGUAGES, Language, Words

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
class Frame:
    """What all pages of one run have in common."""

    backend: Backend
    keys: SessionKeys

    def snapshot(self, lang: Language) -> Snapshot:
        """Look at the file; raises FileProblems where it cannot be read."""
        checklist, assessment = self.backend.load()
        return Snapshot(checklist, assessment, score(checklist, assessment), Words(lang))

    def alone(self, name: str, status: HTTPStatus, **values: str) -> HTMLResponse:
        """A page that asks for nothing else, in the language of the run."""
        style = Markup(templating.source("web/style.css"))  # noqa: S704 - our own style sheet
        template = templating.environment().get_template(f"web/{name}.html")
        page = template.render(w=Words(self.backend.lang), style=style, **values)
        return HTMLResponse(page, status, {"Content-Security-Policy": BARE_POLICY})

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
        return self.bare(name, snapshot.words.lang, status, query=query, **facts, **values)

    def bare(
        self, name: str, lang: Language, status: HTTPStatus = HTTPStatus.OK, *, query: str = "", **values: Any
    ) -> HTMLResponse:
        """A page with the language, the way to the other one and these values; about no assessment by itself."""
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


def is_saved(snapshot: Snapshot, question_id: str | None) -> bool:
    """Whether the file holds an answer: only that is ever called saved."""
    return question_id is not None and snapshot.assessment.answer(question_id) != NO_ANSWER


def points(w: Words, card: Scorecard) -> str:
    """The score as it stands at the head of a page; nothing while nothing is answered."""
    low, high = as_shown(card.score), as_shown(card.best)
    if low is None or high is None or not card.tally.answered:
        return ""
    return w("web.points_open", score=low, high=high) if card.draft else w("web.points", score=low)
