"""What the command hands to the page of many firms: how to read the folder, and how to open a file of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tenken.ask.web.backend import Backend
from tenken.core.portfolio.table import ClientRow, ClientTable
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmsBackend:
    """Everything the pages need from outside; what can be refused raises a TenkenError."""

    read: Callable[[], tuple[ListedFirm, ...]]
    """All firms as they now stand on disk."""
    open: Callable[[str, str], Backend]
    """What the pages of a firm's file need, by the names of folder and file."""
    table: Callable[[ClientTable, Words], bytes]
    """Rows as a workbook."""
    workbook_type: str
    """Its media type."""
    fault: Callable[[Exception], None]
    """Takes note of something that must not happen."""
    folder: str
    """The folder of all firms, as it was given."""
    today: date
    lang: Language
    """The language in which the first page comes."""
