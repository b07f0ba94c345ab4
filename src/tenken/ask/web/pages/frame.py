"""What stands on every page: the head, the assessment as it now is, the language, the way back.

The pages themselves are the other modules of this folder.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.responses import HTMLResponse

from tenken.ask.web.audit.head import desk_head
from tenken.ask.web.backend import Backend
from tenken.ask.web.pages.site import Site
from tenken.core.model import NO_ANSWER, Assessment, Checklist, Status
from tenken.core.scoring.evidence_validity import EvidenceValidity
from tenken.core.scoring.score import Scorecard, score
from tenken.core.scoring.score import shown as as_shown
from tenken.words import LANGUAGES, Language, Words


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
    site: Site

    def snapshot(self, lang: Language) -> Snapshot:
        """Look at the file; raises FileProblems where it cannot be read."""
        checklist, assessment = self.backend.load()
        words = Words(lang, checklist=checklist, reopened=assessment.reopened)
        return Snapshot(checklist, assessment, score(checklist, assessment), words)

    def page(
        self, name: str, snapshot: Snapshot, status: HTTPStatus = HTTPStatus.OK, *, query: str = "", **values: Any
    ) -> HTMLResponse:
        """A page about the assessment, with these values and everything that stands on each of them."""
        facts: dict[str, Any] = {
            "w": snapshot.words,
            "others": [Words(o, checklist=snapshot.checklist) for o in LANGUAGES if o != snapshot.words.lang],
            "desk": desk_head(snapshot.card, snapshot.assessment, self.backend.today),
            "a": snapshot.assessment,
            "checklist": snapshot.checklist,
            "card": snapshot.card,
            "standing": standing(snapshot),
            "shown": as_shown,
            "Status": Status,
            "EvidenceValidity": EvidenceValidity,
        }
        return self.bare(name, snapshot.words.lang, status, query=query, **facts, **values)

    def bare(
        self, name: str, lang: Language, status: HTTPStatus = HTTPStatus.OK, *, query: str = "", **values: Any
    ) -> HTMLResponse:
        """A page about no assessment by itself."""
        return self.site.page(name, lang, status, query=query, file=self.backend.name, **values)


def is_saved(snapshot: Snapshot, question_id: str | None) -> bool:
    """Whether the file holds an answer: only that is ever called saved."""
    return question_id is not None and snapshot.assessment.answer(question_id) != NO_ANSWER


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the assessment is, in the words that stand at the head of each page."""

    counted: str
    score: str
    """Empty while nothing is answered."""
    range: str
    """From which to which score the rest can lead; empty once nothing is open."""


def standing(snapshot: Snapshot) -> Standing:
    """How far the assessment is, and its score; where most of what waits are last year's answers, confirmed ones."""
    w, card = snapshot.words, snapshot.card
    low, high = as_shown(card.score), as_shown(card.best)
    waiting = [item for item in card.questions if item.status is None]
    carried = sum(item.answer.status is not None for item in waiting)
    key = "web.counted_carried" if carried * 2 > len(waiting) else "web.counted"
    counted = w(key, answered=card.tally.answered, applicable=card.tally.applicable)
    if low is None or high is None or not card.tally.answered:
        return Standing(counted, "", "")
    return Standing(
        counted, w("web.now.score", score=low), w("web.now.range", low=low, high=high) if card.draft else ""
    )
