"""What writing and reading both know of the workbook: the hidden keys by which everything is found again.

A key is a text that nobody would write, in a hidden row, column or sheet. Places are never remembered: people sort,
insert and rename. The number of the form is raised when an older tenken could no longer read it.
"""

import unicodedata

from tenken.core.merge.answer_fields import AnswerPart
from tenken.core.model import Status
from tenken.words import LANGUAGES, Words

FORM = "1"

ID = "tenken:id"
"""Heads the column of question ids; the same row holds the keys of the other columns."""
NO_ID = "tenken:none"
"""Stands among the ids in the rows above the first question."""
NUMBER = "tenken:number"
"""Heads the column of printed numbers on the page of further evidence."""
PIECE_OF = "tenken:piece"
"""Heads, there, the column that says which piece of the question's evidence a row is."""
BY = "tenken:by"
"""Stands in the row in which somebody writes a name."""
PROMISE = "tenken:promise"
"""Heads the column in which somebody makes the proposal of a row a promise."""
PROPOSED = {AnswerPart.OWNER: "tenken:proposed-owner", AnswerPart.DUE: "tenken:proposed-due"}
"""Head the hidden columns of what is proposed; without the mark they mean nothing."""
CARRIED = "tenken:carried"
"""Heads the column of last year's answers, which somebody can repeat."""
META = "tenken:sheet"
"""Heads names and values that say what this workbook belongs to."""
BASE = "tenken:base"
"""Heads the answers as they were handed out: id, part, piece, text."""

FIRST = "0"
"""The piece of evidence that stands in the list of questions."""


def key(part: AnswerPart) -> str:
    """What heads the column of a part."""
    return f"tenken:{part}"


PARTS = {key(part): part for part in AnswerPart}


def folded(text: str) -> str:
    """A word as it is compared: full-width letters, capitals and blanks make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def spellings() -> list[tuple[str, Status]]:
    """Every word that is understood as an answer: those of both languages, the codes of the file, the keys 1 to 5."""
    spoken = [(Words(lang).status(status), status) for lang in LANGUAGES for status in Status]
    keys = [(str(at), status) for at, status in enumerate(Status, 1)]
    return [*spoken, *((str(status), status) for status in Status), *keys]


def repeating() -> list[str]:
    """Every way to say that last year's answer still holds: that of both languages, and the key 0."""
    return [*(Words(lang)("sheet.same") for lang in LANGUAGES), "0"]


def promising() -> list[str]:
    """Every way to say that a proposal is promised: that of both languages, and what people tick with."""
    return [*(Words(lang)("sheet.promise") for lang in LANGUAGES), *"○〇◯✓✔xv"]


NAME = "tenken"
SPELLINGS = f"{NAME}!$D$2:$D${len(spellings()) + 1}"
CODES = f"{NAME}!$E$2:$E${len(spellings()) + 1}"
"""Where the formulas find which word means which answer."""


def listed(count: int) -> tuple[str, str]:
    """Where the formulas find the printed numbers of the questions, and their names."""
    return f"{NAME}!$L$2:$L${count + 1}", f"{NAME}!$M$2:$M${count + 1}"
