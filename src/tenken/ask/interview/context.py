"""What the command hands to the interview: somebody who asks, and how to save and check what was said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from tenken.ask.prompter import MenuPrompter
from tenken.core.library import EMPTY, Library
from tenken.core.model import Answer, Assessment, Checklist
from tenken.core.problem import Problem
from tenken.words import Words

Save: TypeAlias = Callable[[str, Callable[[Answer], Answer]], Assessment]
"""Takes a question's id and what becomes of its answer; returns when that is safely on the disk."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that somebody named as evidence, as the answer will name it."""

    file: str
    sha256: str | None = None
    """64 hexadecimal digits."""
    refused: str = ""
    """Where no digest could be taken: the sentence that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewContext:
    """What stays the same during one interview."""

    checklist: Checklist
    words: Words
    prompter: MenuPrompter
    save: Save
    take: Callable[[str], NamedFile]
    """Takes the digest of a file that a person named."""
    clean: Callable[[str], str]
    """A text as the file will keep it."""
    faults: Callable[[str, Answer], Sequence[Problem]]
    """What would keep an answer to that question out of the file."""
    today: date
    columns: int = 80
    library: Library = EMPTY
