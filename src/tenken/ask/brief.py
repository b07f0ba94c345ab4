"""What is handed out to people who answer away from the file, whichever way they are asked."""

from dataclasses import dataclass
from datetime import date

from tenken.core.library import EMPTY, Library
from tenken.core.model import Assessment, Checklist
from tenken.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
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
