"""What is handed out to people who answer away from the file, whichever way they are asked."""

from dataclasses import dataclass
from datetime import date

from tenken.core.library import EMPTY, Library
from tenken.core.model import Area, Assessment, Checklist, Question
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


def asked_here(handout: Handout) -> list[tuple[Area, Question]]:
    """Every question of this depth, whatever is true of the firm: that can change while the form is filled in."""
    depth = handout.assessment.depth
    return [pair for pair in handout.checklist.questions if depth.includes(pair[1].tier)]
