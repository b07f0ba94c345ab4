"""Changing what is true of the firm in a file that a person may have edited: comments, order and all answers stay."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import tomlkit
from tomlkit.exceptions import TOMLKitError

from tenken.core.model import Assessment, Checklist
from tenken.core.problem import FileProblems, Problem
from tenken.store import files
from tenken.store.assessments import interpret
from tenken.store.validation.toml_file import from_text, read

Facts: TypeAlias = Mapping[str, bool]


def save_profile(
    path: Path, change: Callable[[Facts], Facts], places: Sequence[Path], today: date
) -> tuple[Checklist, Assessment]:
    """Replace the facts by what ``change`` makes of them; returns the assessment as it now stands on disk.

    When this returns, the facts are on the disk and survive a power cut. Raises FileProblems, with the file as it was.
    """
    with files.locked(path):
        file = read(path)
        _, assessment = interpret(file, places, today)
        facts = dict(change(assessment.profile))
        problems = [Problem(file=file.name, what="edit-lost-profile")]
        for edit in (gently, anew):
            try:
                page = tomlkit.parse(file.text)
                edit(page, facts)
                text = tomlkit.dumps(page)
                result = interpret(from_text(text, file.name), places, today)
            except FileProblems as refused:
                problems = list(refused.problems)
            except (TOMLKitError, ValueError, TypeError, KeyError, AttributeError):  # layouts tomlkit cannot change
                continue
            else:
                if result[1].profile == facts and result[1].answers == assessment.answers:
                    files.write(path, text.encode(), replace=True)
                    return result
        raise FileProblems(problems)


def gently(page: Any, facts: Facts) -> None:
    """Change only what differs."""
    if "profile" not in page:
        anew(page, facts)
        return
    profile: Any = page["profile"]
    for fact in [fact for fact in profile if fact not in facts]:
        del profile[fact]
    for fact, holds in facts.items():
        profile[fact] = holds


def anew(page: Any, facts: Facts) -> None:
    """Write all facts as one table, before the answers where there are any."""
    page.pop("profile", None)
    table = tomlkit.table()
    for fact, holds in facts.items():
        table[fact] = holds
    answers = page.pop("answers", None)
    page["profile"] = table
    if answers is not None:
        page["answers"] = answers
