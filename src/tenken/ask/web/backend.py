"""What the command hands to the pages: how to load, save and make reports, in which language, and what day it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from tenken.ask.subject.tell import Kinds
from tenken.core.library import Library
from tenken.core.model import Answer, Assessment, Checklist
from tenken.core.problem import TenkenError
from tenken.core.report.sections import ReportProfile
from tenken.screen import plain
from tenken.words import Language, Words

Loaded: TypeAlias = tuple[Checklist, Assessment]


class NotBegunError(TenkenError):
    """The pages are about no file yet."""


@dataclass(slots=True)
class OpenFile:
    """The file that the pages are about; none until one is begun or opened."""

    path: Path | None = None

    @property
    def known(self) -> Path:
        """The file; raises NotBegunError where there is none yet."""
        if self.path is None:
            raise NotBegunError
        return self.path

    @property
    def name(self) -> str:
        """Its name without the folder, as it can be shown; empty where there is none yet."""
        return plain(self.path.name) if self.path else ""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """An assessment that lies in a folder."""

    name: str
    loaded: Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What the pages may do before they are about a file; what can be refused raises a TenkenError."""

    folder: Path
    """Where a new file goes unless somebody says another place."""
    name: str
    """What a new file is called where that is settled already; else empty."""
    edition: Callable[[], Checklist]
    """The newest edition."""
    firm_id: Callable[[], str]
    """A new number for a firm."""
    create: Callable[[Path, Checklist, Assessment], None]
    """Makes the file; never in the place of another one."""
    found: Callable[[Path], Sequence[FoundFile]]
    """The assessments in a folder, newest first."""
    renew: Callable[[Path, Path, Words], None]
    """Begins a new file with the answers of an earlier one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """Everything the pages need from outside; what can be refused raises a TenkenError."""

    opened: OpenFile
    beginning: Beginning
    load: Callable[[], Loaded]
    """The assessment as it now stands on disk; raises NotBegunError where there is no file yet."""
    save: Callable[[str, Callable[[Answer], Answer]], Loaded]
    """Changes one answer; returns when that is safely on the disk."""
    record: Callable[[str | None, Callable[[Checklist, Assessment], Assessment]], Loaded]
    """Changes what an audit says, of that question or of none, likewise; raises FileProblems with what may not stand
    in the file."""
    save_subject: Callable[[Callable[[Checklist, Assessment], Assessment]], Loaded]
    """Changes what the assessment is about, likewise."""
    report: Callable[[str, ReportProfile, Words], bytes]
    """The report in one of the forms."""
    calendar: Callable[[Words], bytes]
    """The days of the assessment as an iCalendar file."""
    forms: Mapping[str, tuple[str, str]]
    """The formats of the report, each with the ending of its file and its media type."""
    clean: Callable[[str], str]
    """A text as the file will keep it."""
    name_of_file: Callable[[str], str]
    """A file of evidence as it will be named: below the assessment's own folder, or by its name alone."""
    now: Callable[[], str]
    """The time of day for a person, e.g. ``14:02``."""
    fault: Callable[[Exception], None]
    """Takes note of something that must not happen."""
    kinds: Kinds
    """The kinds of data with their names."""
    library: Library
    today: date
    lang: Language
    """The language in which the first page comes."""
    called: str = ""
    """How begins the name of what is taken along from these pages; empty where it is the name of the file."""

    @property
    def name(self) -> str:
        """Of the file."""
        return self.opened.name

    @property
    def stem(self) -> str:
        """How begins the name of what is taken along."""
        return self.called or self.name.removesuffix(".toml")
