"""What of many firms their numbers alone do not tell: findings as the files word them, gaps with their questions.

What is done with it, in which order and with which names, is ``core.portfolio``'s; here files and editions are read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from tenken.core.audit.followup import FindingState, begun
from tenken.core.portfolio.findings import FirmFindings, by_urgency
from tenken.core.portfolio.gaps import GapList, common_gaps, counted_years
from tenken.core.portfolio.table import ClientRow
from tenken.core.problem import FileProblems, Problem
from tenken.store.assessment import followup, loader
from tenken.store.checklist import editions
from tenken.store.portfolio.records import ClientFiles, stamp_of

KeptFindings: TypeAlias = dict[str, tuple[str, Sequence[FindingState]]]
"""The open findings of firms by folder, each with the stamp of the files of which they were read."""


@dataclass(frozen=True, slots=True)
class OpenFindings:
    """The open findings of many firms, as they were read."""

    firms: tuple[FirmFindings, ...]
    """Whoever has the first day comes first; firms without an open finding are left out."""
    problems: Mapping[str, tuple[Problem, ...]]
    """By folder, why the findings of a firm cannot be read."""


def open_findings(
    folder: Path,
    rows: Iterable[ClientRow],
    files: Iterable[ClientFiles],
    places: Sequence[Path],
    today: date,
    *,
    overdue: bool,
    kept: KeptFindings | None = None,
) -> OpenFindings:
    """What those firms still owe after their audits, the most urgent first; or only what is past its day.

    Whoever asks again gives what was ``kept`` the last time: firms whose files have not changed are not read again.
    """
    by_folder = {one.folder: one for one in files}
    found: list[FirmFindings] = []
    problems: dict[str, tuple[Problem, ...]] = {}
    for row in rows:
        try:
            states = _states(folder / row.folder, by_folder[row.folder], places, today, kept)
        except FileProblems as refused:
            problems[row.folder] = tuple(refused.problems)
            continue
        wanted = tuple(sorted((state for state in states if state.overdue or not overdue), key=by_urgency))
        if wanted:
            found.append(FirmFindings(row.folder, row.client, wanted))
    found.sort(key=lambda one: (by_urgency(one.states[0])[0], one.folder))
    return OpenFindings(tuple(found), problems)


def _states(
    firm: Path, files: ClientFiles, places: Sequence[Path], today: date, kept: KeptFindings | None
) -> Sequence[FindingState]:
    """A firm's open findings, read only where its files have changed since they were kept."""
    stamp = None if kept is None else stamp_of(firm)
    if kept is None or not stamp:
        return _open(firm, files, places, today)
    if kept.get(files.folder, ("",))[0] != stamp:
        kept[files.folder] = stamp, _open(firm, files, places, today)
    return kept[files.folder][1]


def _open(firm: Path, files: ClientFiles, places: Sequence[Path], today: date) -> Sequence[FindingState]:
    """The open findings of a firm's last signed audit; nobody has replied to those that are not followed up yet."""
    if files.followup:
        states = followup.load(firm / files.followup, places, today).states
    elif files.audit and not files.problems:  # what cannot be read may be its follow-up
        _, assessment = loader.load(firm / files.audit, places, today)
        states = tuple(begun(assessment.audit.findings if assessment.audit else (), today).values())
    else:
        return ()
    return [state for state in states if state.open]


def gaps_of(rows: Iterable[ClientRow], places: Sequence[Path], today: date) -> tuple[GapList, int]:
    """The gaps that those firms have in common, edition by edition, and how many folders are copies of others."""
    years = counted_years(rows)
    told = tuple(
        common_gaps(editions.load_by_reference(reference, places), years.by_edition[reference])
        for reference in sorted(years.by_edition)
    )
    return GapList(today, told), years.copies
