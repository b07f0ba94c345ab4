"""A filled-in form that came back, as a value: to what it belongs, what was handed out, what it says now.

How it is written as a file is ``store``'s business; whether it belongs to an assessment, and what becomes of it, is
``ask``'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tenken.core.merge import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a form says."""

    checklist: str
    """The edition that was asked, e.g. ``member-data@2026``."""
    digest: str
    identity: str
    """Digest of whose assessment it is, and of which year."""
    organisation: str
    content: str
    """Digest of the answers as they were handed out."""
    by: str | None
    base: Mapping[str, Said]
    """What was handed out, by question. A question that is missing was not answered then."""
    theirs: Mapping[str, Said]
    """What the form says now. What it leaves out of a question is empty; a question that is missing says nothing."""
    base_facts: Mapping[str, bool]
    facts: Mapping[str, bool]
