"""What a verification comes to: single checks, and the three things that are told apart. Values only.

What is checked, and in which order, is ``verification``'s.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from tenken.core.problem import Problem, Values


class DataState(StrEnum):
    """Whether what a report carries fits together."""

    FIT = "fit"
    DIFFER = "differ"
    NOT_CARRIED = "not_carried"


class PagesState(StrEnum):
    """Whether the pages are those that the data give."""

    IDENTICAL = "identical"
    """Byte for byte."""
    ALIKE = "alike"
    """What is seen, read and done is the same."""
    DIFFER = "differ"
    """Altered, or made with other libraries or fonts."""
    NOT_COMPARED = "not_compared"


class Origin(StrEnum):
    """What is known of where a report comes from."""

    UNKNOWN = "unknown"
    EXPECTED = "expected"
    """Its digest is the one that was named from elsewhere."""
    UNEXPECTED = "unexpected"
    SIGNED = "signed"
    """Its signature covers all of it, and the certificate comes from one that was named from elsewhere."""
    INTACT = "intact"
    """Its signature covers all of it; nobody has said whose certificates to trust."""
    UNTRUSTED = "untrusted"
    """Signed by somebody whose certificate does not come from one that was named, or has run out."""
    BROKEN = "broken"
    """Changed after it was signed, or signed otherwise than tenken does."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, three things apart."""

    data: DataState
    pages: PagesState
    origin: Origin

    @property
    def good(self) -> bool:
        """Whether nothing speaks against the report."""
        return (
            self.data is DataState.FIT
            and self.pages in (PagesState.IDENTICAL, PagesState.ALIKE)
            and self.origin not in (Origin.UNEXPECTED, Origin.UNTRUSTED, Origin.BROKEN)
        )


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """One thing that was held against another."""

    name: str
    state: str
    """``ok``, ``note`` (could not be checked, or worth knowing) or ``failed``."""
    values: Values = field(default_factory=dict)
    """What its sentence fills in."""
    problems: tuple[Problem, ...] = ()
    """What was wrong with the answers inside, where that is the reason."""


def check_of(name: str, state: str, **values: str | int) -> ReportCheck:
    """A check with what its sentence fills in."""
    return ReportCheck(name, state, values)
