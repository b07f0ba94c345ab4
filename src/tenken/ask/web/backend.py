"""What the command hands to the pages: how to load, save and make reports, in which language, and what day it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from tenken.core.library import Library
from tenken.core.model import Answer, Assessment, Checklist
from tenken.core.report.sections import ReportProfile
from tenken.words import Language, Words

Loaded: TypeAlias = tuple[Checklist, Assessment]
Facts: TypeAlias = Mapping[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """Everything the pages need from outside; what can be refused raises a TenkenError."""

    load: Callable[[], Loaded]
    """The assessment as it now stands on disk."""
    save: Callable[[str, Callable[[Answer], Answer]], Loaded]
    """Changes one answer; returns when that is safely on the disk."""
    record: Callable[[str | None, Callable[[Checklist, Assessment], Assessment]], Loaded]
    """Changes what an audit says, of that question or of none, likewise; raises FileProblems with what may not stand
    in the file."""
    save_profile: Callable[[Callable[[Facts], Facts]], Loaded]
    """Changes what is true of the firm, likewise."""
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
    name: str
    """Of the file."""
    library: Library
    today: date
    seconds: int
    """How long a person thinks about one question."""
    lang: Language
    """The language in which the first page comes."""
