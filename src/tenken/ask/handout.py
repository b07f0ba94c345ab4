"""What is handed out to people who answer away from the file, whichever way they are asked; all of it or one share.

Which share somebody gets is decided by the command; what comes back is each channel's own to understand.
"""

from dataclasses import dataclass, replace
from datetime import date

from tenken.core.audit.verdicts import own_side
from tenken.core.library import EMPTY, Library
from tenken.core.model import Area, Assessment, Checklist, Question, same_name
from tenken.core.scoring.applicability import asked
from tenken.core.scoring.score import AreaScore, Scorecard, Tally, score
from tenken.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """All that a sheet or a form is made from."""

    checklist: Checklist
    assessment: Assessment
    words: Words
    today: date
    identity: str
    """Digest of whose assessment this is, and of which year."""
    content: str
    """Digest of the answers as they are handed out."""
    library: Library = EMPTY
    only: frozenset[str] | None = None
    """The ids of the questions that one person is asked; ``None``: all of them are."""
    role: str = ""
    """For whom it is, as its sender wrote it, e.g. ``システム担当``; empty where it is for nobody in particular."""
    token: str = ""
    """What was drawn at random for this one, by which its sender knows it again; empty where nobody keeps a list."""

    def __post_init__(self) -> None:
        """Let the words name what the edition is about."""
        object.__setattr__(self, "words", self.words.about(self.checklist, reopened=self.assessment.reopened))

    @property
    def partial(self) -> bool:
        """Whether others are asked the rest, so that its answers alone give no score of the firm."""
        return self.only is not None

    @property
    def respondent(self) -> str:
        """The name that stands there to begin with: of who assesses their own firm, unless it goes to somebody else."""
        assessor = self.assessment.assessor
        outsider = assessor.firm and not same_name(assessor.firm, self.assessment.organisation.name)
        return "" if self.role or self.partial or outsider else self.assessment.respondent or ""

    def asks(self, question: Question) -> bool:
        """Whether the question is among those of the person it goes to."""
        return self.only is None or question.id in self.only


def asked_here(handout: Handout) -> list[tuple[Area, Question]]:
    """Every question of this depth for that person, whatever is true of the firm: that can change while answering."""
    depth = handout.assessment.depth
    return [(area, one) for area, one in handout.checklist.questions if depth.includes(one.tier) and handout.asks(one)]


def asked_now(handout: Handout) -> list[tuple[Area, Question]]:
    """Those of them that concern the firm as far as it is known."""
    return [pair for pair in asked(handout.checklist, handout.assessment) if handout.asks(pair[1])]


def scorecard(handout: Handout) -> Scorecard:
    """What is asked there and what was answered so far; of a share only the counts say something, its score nothing."""
    card = score(handout.checklist, handout.assessment)
    if not handout.partial:
        return card
    here = tuple(item for item in card.questions if handout.asks(item.question))
    counts = {entry.area.id: sum((i.tally for i in here if i.area is entry.area), Tally()) for entry in card.areas}
    areas = tuple(AreaScore(entry.area, counts[entry.area.id]) for entry in card.areas if counts[entry.area.id].total)
    return replace(card, questions=here, areas=areas, tally=sum(counts.values(), Tally()))


def without_verdicts(assessment: Assessment) -> Assessment:
    """The assessment with the answers alone, so that what is handed out scores what it shows."""
    if not any(answer.verdict for answer in assessment.answers.values()):
        return assessment
    return replace(own_side(assessment), signoff=assessment.signoff)
