"""What became of the reports of many firms, one by one and in all; how they are made is ``batch``'s."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class OutcomeState(StrEnum):
    """What became of a report."""

    MADE = "made"
    SAME = "same"
    """It was there already, made from the same."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOutcome:
    """What became of one report of one firm."""

    folder: str
    """The firm's."""
    firm: str
    """Its name."""
    file: str
    """Below the folder of the firm, e.g. ``out/2026.pdf``."""
    state: OutcomeState
    seconds: float = 0.0
    substituted: str = ""
    """Characters that no font has, and for which it shows 〓."""
    replaced: bool = False
    """Whether it took the place of an earlier one that said something else."""
    alone: bool = False
    """Whether the benchmark that was given has no place for the firm."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of all of them."""

    reports: Sequence[ReportOutcome]
    unfinished: int
    """Firms of which no assessment is finished."""
    unreadable: int
    """Firms of which a file cannot be read."""
    due: int
    """Reports that were to be made, or to be looked whether they are there."""

    @property
    def counted(self) -> Counter[OutcomeState]:
        """How many reports are in each state."""
        return Counter(report.state for report in self.reports)
