"""What became of the reports of many firms: a line for each, all together, and as JSON."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tenken.core.portfolio.outcomes import Outcomes, OutcomeState, ReportOutcome
from tenken.words import Words

FORMAT = 1
STATES = tuple(OutcomeState)
MOST_NAMED = 20
"""Reports with characters that no font has, of which each is told."""


def line(report: ReportOutcome, folder: Path, words: Words) -> str:
    """A report that was made."""
    file = str(folder / report.folder / report.file)
    return words("clients.batch.made", name=report.firm, file=file, seconds=f"{report.seconds:.1f}")


def together(outcomes: Outcomes, words: Words) -> Iterator[str]:
    """How many reports were made, are as they were, could not be made, and were not reached."""
    counted = outcomes.counted
    yield words("clients.batch.together", **{state: counted[state] for state in STATES})
    if replaced := sum(report.replaced for report in outcomes.reports):
        yield words("clients.batch.replaced", n=replaced)
    rest = outcomes.due - len(outcomes.reports)
    if rest:
        yield words("clients.batch.rest", n=rest)
    if outcomes.unfinished:
        yield words("clients.batch.unfinished", n=outcomes.unfinished)
    if outcomes.unreadable:
        yield words("clients.batch.unreadable", n=outcomes.unreadable)
    alone = sum(report.alone for report in outcomes.reports)
    if alone:
        yield words("clients.batch.alone", n=alone)
    marked = [report for report in outcomes.reports if report.substituted]
    for report in marked[:MOST_NAMED]:
        characters = " ".join(f"{character} (U+{ord(character):04X})" for character in report.substituted)
        yield words("clients.batch.substituted", name=report.firm, characters=characters)
    if len(marked) > MOST_NAMED:
        yield words("clients.batch.more_substituted", n=len(marked) - MOST_NAMED)


def document(outcomes: Outcomes) -> dict[str, Any]:
    """The same as data."""
    reports = [
        {
            "folder": report.folder,
            "name": report.firm,
            "file": report.file,
            "state": str(report.state),
            "seconds": round(report.seconds, 2),
            "replaced": report.replaced,
            "alone": report.alone,
            "substituted": report.substituted,
        }
        for report in outcomes.reports
    ]
    counted = {str(state): outcomes.counted[state] for state in STATES}
    rest = {"due": outcomes.due, "unfinished": outcomes.unfinished, "unreadable": outcomes.unreadable}
    return {"format": FORMAT, **counted, **rest, "reports": reports}
