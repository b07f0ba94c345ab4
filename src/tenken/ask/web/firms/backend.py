"""What the command hands to the page of many firms: how to read the folder, and how to open a file of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tenken.ask.web.backend import Backend
from tenken.core.audit.followup import FindingState
from tenken.core.portfolio.calendar import FirmsCalendar
from tenken.core.portfolio.findings import FindingList, FirmFindings
from tenken.core.portfolio.gaps import GapList
from tenken.core.portfolio.table import ClientRow
from tenken.core.problem import Problem
from tenken.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFirm:
    """One firm as its folder was read."""

    folder: str
    row: ClientRow | None
    """Where it stands; ``None`` where its ``client.toml`` cannot be read."""
    problems: tuple[Problem, ...] = ()
    own: str | None = None
    """Name of the file of this year's self-assessment."""
    audit: str | None = None
    """Name of the file of the audit of it."""
    signed: str | None = None
    """Name of the file of the last audit that was signed, perhaps of an earlier year."""

    @property
    def work(self) -> str | None:
        """Name of the file that is worked on: the audit's where there is one.

        ``None`` also where a file of the firm cannot be read: nobody knows then which one is the last.
        """
        return None if self.problems else self.audit or self.own

    @property
    def to_begin(self) -> bool:
        """Whether it has no assessment yet."""
        return not (self.own or self.audit or self.problems)


@dataclass(frozen=True, slots=True)
class ReadFindings:
    """The open findings of all firms, as their folder was read."""

    firms: tuple[ListedFirm, ...]
    found: tuple[FirmFindings, ...]
    problems: Mapping[str, tuple[Problem, ...]]
    """By folder, why findings of a firm cannot be read."""


@dataclass(frozen=True, slots=True)
class ListForm:
    """One form in which a list can be taken along."""

    make: Callable[[Any, Words], bytes]
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmsBackend:
    """Everything the pages need from outside; what can be refused raises a TenkenError."""

    read: Callable[[], tuple[ListedFirm, ...]]
    """All firms as they now stand on disk."""
    open: Callable[[str, str], Backend]
    """What the pages of a firm's file need, by the names of folder and file."""
    findings: Callable[[bool], ReadFindings]
    """What all firms still owe as the files now stand; or only what is past its day."""
    gaps: Callable[[Sequence[ClientRow]], tuple[GapList, int]]
    """What firms lack in common, and how many folders are copies of others."""
    stage: Callable[[Words, FindingState], str]
    """Where a finding stands, in words."""
    findings_counted: Callable[[FindingList, Words], str]
    """How many findings there are, in a sentence."""
    dates_counted: Callable[[FirmsCalendar, Words], str]
    """How many days there are, in a sentence."""
    forms: Mapping[str, ListForm]
    """What can be taken along, by the name of its file."""
    fault: Callable[[Exception], None]
    """Takes note of something that must not happen."""
    folder: str
    """The folder of all firms, as it was given."""
    today: date
    lang: Language
    """The language in which the first page comes."""
