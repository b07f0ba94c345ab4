"""What the files of one firm come to, in numbers; what was read before is taken from the cache by the file's digest.

A file is known by what it says, never by its name. What is no file of tenken's is counted and left alone; two
assessments of one kind and year are a problem of that firm.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tenken.core.model import Checklist
from tenken.core.portfolio.clients import Client, FollowupSummary, YearSummary, followup_summary, summary_of
from tenken.core.portfolio.standing import Records, sorted_years
from tenken.core.problem import FileProblems, Problem
from tenken.store.assessment import followup
from tenken.store.assessment.loader import interpret
from tenken.store.checklist import editions
from tenken.store.portfolio import cache, clients
from tenken.store.validation.toml_file import decode, from_text, read_bytes

NO_RECORDS = Records()
MONTHS = 12
"""Of a cycle in which a year has one assessment."""


@dataclass(slots=True)
class Known:
    """What is loaded once for many firms: editions, and what was worked out before."""

    places: Sequence[Path]
    today: date
    cached: Mapping[str, str] = field(default_factory=dict)
    """Summaries as text, by key."""
    worked_out: dict[str, str] = field(default_factory=dict)
    """Those that were not among them."""
    by_reference: dict[str, Checklist | None] = field(default_factory=dict)

    def edition(self, reference: str) -> Checklist | None:
        """The edition, loaded once; ``None`` where there is none that can be read."""
        if reference not in self.by_reference:
            try:
                self.by_reference[reference] = editions.load_by_reference(reference, self.places)
            except FileProblems:
                self.by_reference[reference] = None
        return self.by_reference[reference]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFiles:
    """One firm's folder as it was read."""

    folder: str
    client: Client | None
    records: Records = NO_RECORDS
    latest: str | None = None
    """Name of the file of the last self-assessment."""
    audit: str | None = None
    """Name of the file of the last audit."""
    followup: str | None = None
    """Name of the file that tells what became of the last audit's findings."""
    foreign: int = 0
    problems: tuple[Problem, ...] = ()


def read_firm(firm: Path, known: Known) -> ClientFiles:
    """Everything a firm's folder says; what cannot be read is a problem of this firm alone."""
    problems: list[Problem] = []
    client = _client(firm, known, problems)
    years: dict[tuple[str, str], tuple[str, YearSummary]] = {}
    yearly = client is None or client.cycle_months >= MONTHS
    follow: tuple[str, FollowupSummary] | None = None
    foreign = 0
    for name in _toml_files(firm):
        try:
            content = _content(firm / name, f"{firm.name}/{name}")
            found = _summary(firm, name, content, known)
        except FileProblems as refused:
            problems += refused.problems
            continue
        if found is None:
            foreign += 1
        elif isinstance(found, FollowupSummary):
            if follow is None or (found.last or date.min) >= (follow[1].last or date.min):
                follow = name, found
        else:
            cycle = str(found.day.year) if yearly else found.day.isoformat()
            key = str(found.kind), cycle
            if key in years:
                values = {"other": years[key][0], "year": cycle}
                problems.append(Problem(file=f"{firm.name}/{name}", what="client-year-twice", values=values))
            else:
                years[key] = name, found
    records = sorted_years([summary for _, summary in years.values()])
    names = {summary: name for name, summary in years.values()}
    return ClientFiles(
        folder=firm.name,
        client=client,
        latest=names[records.selves[-1]] if records.selves else None,
        audit=names[records.audits[-1]] if records.audits else None,
        records=replace(records, followup=follow[1] if follow else None),
        followup=follow[0] if follow else None,
        foreign=foreign,
        problems=tuple(problems),
    )


def _toml_files(firm: Path) -> list[str]:
    """Names of the TOML files of a firm but its ``client.toml``; links lead elsewhere and are nobody's."""
    try:
        with os.scandir(firm) as entries:
            return sorted(
                entry.name
                for entry in entries
                if entry.name.endswith(".toml")
                and entry.name != clients.HEAD
                and not entry.name.startswith(".")
                and entry.is_file(follow_symlinks=False)
            )
    except OSError:
        return []


def _content(path: Path, name: str) -> bytes:
    return read_bytes(path, name)


def _client(firm: Path, known: Known, problems: list[Problem]) -> Client | None:
    name = f"{firm.name}/{clients.HEAD}"
    try:
        content = _content(firm / clients.HEAD, name)
        key = cache.key("client", content)
        with suppress(cache.UnreadableEntry, KeyError):
            return cache.client(known.cached[key])
        client = clients.interpret(from_text(decode(content, name), name))
    except FileProblems as refused:
        problems += refused.problems
        return None
    known.worked_out[key] = cache.written(client)
    return client


def _summary(firm: Path, name: str, content: bytes, known: Known) -> YearSummary | FollowupSummary | None:
    """What one file comes to; ``None`` where it is none of tenken's."""
    key = cache.key("file", content)
    with suppress(cache.UnreadableEntry, KeyError):
        found = known.cached[key]
        kept = cache.year(found)
        edition = known.edition(kept.checklist) if kept else None
        if kept is None or (edition and edition.digest == cache.digest_of(found)):
            return kept
    file = from_text(decode(content, f"{firm.name}/{name}"), f"{firm.name}/{name}")
    if "checklist" in file.data:
        reference = str(file.data["checklist"])
        checklist, assessment = interpret(file, known.places, known.today, known.edition(reference))
        summary = summary_of(checklist, assessment)
        known.worked_out[key] = cache.written(summary, checklist.digest)
        return summary
    if isinstance(file.data.get("audit"), dict) and "file" in file.data["audit"]:
        return _followup(firm, name, content, file.data["audit"]["file"], known)
    known.worked_out[key] = cache.NOTHING
    return None


def _followup(firm: Path, name: str, content: bytes, audit: object, known: Known) -> FollowupSummary:
    """What became of the findings; it depends on the audit's file, too."""
    beside = firm / str(audit)
    other = _content(beside, f"{firm.name}/{audit}") if beside.parent == firm and beside.is_file() else b""
    key = cache.key("followup", content, hashlib.sha256(other).digest())
    with suppress(cache.UnreadableEntry, KeyError):
        return cache.followup(known.cached[key])
    summary = followup_summary(followup.load(firm / name, known.places, known.today).states)
    known.worked_out[key] = cache.written(summary)
    return summary
