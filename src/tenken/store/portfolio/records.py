"""What the files of one firm come to, in numbers; what was read before is taken from the entry that was kept of it.

A file is known by what it says, never by its name. What is no file of tenken's is counted and left alone; two
assessments of one kind and year are a problem of that firm. A firm in which something is wrong is read anew each time.
"""

import hashlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from tenken.core.model import AssessmentKind, Checklist
from tenken.core.portfolio.clients import Client, FollowupSummary, YearSummary, followup_summary, summary_of
from tenken.core.portfolio.standing import Records
from tenken.core.problem import FileProblems, Problem
from tenken.store.assessment import followup
from tenken.store.assessment.loader import interpret
from tenken.store.checklist import editions
from tenken.store.portfolio import clients, entries
from tenken.store.portfolio.entries import HERE, Entry, KnownFile
from tenken.store.validation.toml_file import decode, from_text, read_bytes

NO_RECORDS = Records()
KnownYear: TypeAlias = tuple[YearSummary, str]
"""A year and the name of its file."""
MONTHS = 12
"""Of a cycle in which a year has one assessment."""
SETTLED = 2_000_000_000
"""Nanoseconds after which a file that changes again bears another time."""


@dataclass(slots=True)
class Known:
    """What is loaded once for many firms: editions."""

    places: Sequence[Path]
    today: date
    by_reference: dict[str, Checklist | None] = field(default_factory=dict)
    told: dict[str, bool] = field(default_factory=dict)
    """What ``still_there`` has said before."""

    def edition(self, reference: str) -> Checklist | None:
        """The edition, loaded once; ``None`` where there is none that can be read."""
        if reference not in self.by_reference:
            try:
                self.by_reference[reference] = editions.load_by_reference(reference, self.places)
            except FileProblems:
                self.by_reference[reference] = None
        return self.by_reference[reference]

    def loaded(self, reference: str, places: Sequence[Path]) -> Checklist:
        """The same; raises FileProblems where there is none that can be read."""
        return self.edition(reference) or editions.load_by_reference(reference, places)

    def still_holds(self, file: KnownFile) -> bool:
        """Whether the edition is the one with which a file's numbers were worked out."""
        if not isinstance(file.summary, YearSummary):
            return True
        return self._is(file.summary.checklist, file.edition)

    def still_there(self, made_with: str) -> bool:
        """Whether this is the tenken, and these are the editions, with which an entry was worked out."""
        if made_with not in self.told:
            here, *pairs = made_with.split(" ")
            self.told[made_with] = here == HERE and all(self._is(*pair.split("=", 1)) for pair in pairs)
        return self.told[made_with]

    def _is(self, reference: str, digest: str = "") -> bool:
        edition = self.edition(reference)
        return edition is not None and edition.digest == digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFiles:
    """One firm's folder as it was read."""

    folder: str
    client: Client | None
    records: Records = NO_RECORDS
    selves: tuple[str, ...] = ()
    """Names of the files of the self-assessments, oldest first."""
    audits: tuple[str, ...] = ()
    """Names of those of the audits, oldest first."""
    audit: str | None = None
    """Name of the file of the last audit that was signed."""
    followup: str | None = None
    """Name of the file that tells what became of that audit's findings."""
    foreign: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def latest(self) -> str | None:
        """Name of the file of the last self-assessment."""
        return self.selves[-1] if self.selves else None


def stamp_of(firm: Path) -> str | None:
    """The names, sizes and times of a firm's TOML files: as long as it stays the same, they need not be read.

    ``None`` where there is no ``client.toml``; empty where one of them has only just been written, or cannot be seen.
    """
    told: list[str] = []
    newest = 0
    for entry in _toml_files(firm):
        try:
            about = entry.stat(follow_symlinks=False)
        except OSError:
            return ""
        newest = max(newest, about.st_mtime_ns, about.st_ctime_ns)
        told.append(f"{entry.name}\0{about.st_size}\0{about.st_mtime_ns}\0{about.st_ctime_ns}\0{about.st_ino}")
    if not any(line.startswith(f"{clients.HEAD}\0") for line in told) and not clients.is_firm(firm):
        return None
    return "\n".join(sorted(told)) if newest < time.time_ns() - SETTLED else ""


def read_firm(firm: Path, known: Known, kept: Entry | None = None) -> tuple[ClientFiles, Entry | None]:
    """Everything a firm's folder says, and the entry to keep; what cannot be read is a problem of this firm alone.

    Files that say what they said when ``kept`` was made are not interpreted again. There is no entry where something
    is wrong.
    """
    problems: list[Problem] = []
    readable = _as_text(firm.name)
    if readable != firm.name:  # what is made of the firm could not say whose it is
        problem = Problem(file=readable, what="name-no-text")
        return ClientFiles(folder=readable, client=None, problems=(problem,)), None
    client, digest = _client(firm, kept, problems)
    before = {file.digest: file for file in kept.files if known.still_holds(file)} if kept else {}
    files: list[KnownFile] = []
    for entry in sorted(_toml_files(firm), key=lambda entry: entry.name):
        if entry.name == clients.HEAD:
            continue
        if entry.name != _as_text(entry.name):
            problems.append(Problem(file=f"{firm.name}/{_as_text(entry.name)}", what="name-no-text"))
            continue
        try:
            files.append(_file(firm, entry.name, known, before))
        except FileProblems as refused:
            problems += refused.problems
    told = _told(firm.name, client, files, problems)
    if client is None or told.problems or not all(file.digest for file in files):
        return told, None
    place = {file.name: at for at, file in enumerate(files)}
    return told, Entry(
        client,
        digest,
        tuple(files),
        selves=tuple(place[name] for name in told.selves),
        audits=tuple(place[name] for name in told.audits),
        audit=place[told.audit] if told.audit else None,
        followup=place[told.followup] if told.followup else None,
    )


def _as_text(name: str) -> str:
    """The name itself, unless there are bytes in it that are no text: those are written as numbers."""
    return os.fsencode(name).decode(errors="backslashreplace")


def files_of(folder: str, entry: str) -> ClientFiles:
    """What an entry, as it was written, says of a firm's folder; raises UnreadableEntry."""
    known = entries.told(entry)
    name, followup = known.followup or (None, None)
    return ClientFiles(
        folder=folder,
        client=known.client,
        selves=tuple([name for name, _ in known.selves]),
        audits=tuple([name for name, _ in known.audits]),
        audit=known.audit,
        records=Records(
            selves=tuple([year for _, year in known.selves]),
            audits=tuple([year for _, year in known.audits]),
            followup=followup,
        ),
        followup=name,
        foreign=known.foreign,
    )


def _told(folder: str, client: Client | None, files: Sequence[KnownFile], problems: Sequence[Problem]) -> ClientFiles:
    """One firm's folder of its files; two assessments of one kind and year join the problems."""
    yearly = client is None or client.cycle_months >= MONTHS
    years: dict[tuple[str, str], KnownYear] = {}
    followed: list[tuple[str, FollowupSummary]] = []
    found = list(problems)
    for file in files:
        summary = file.summary
        if isinstance(summary, YearSummary):
            cycle = str(summary.day.year) if yearly else summary.day.isoformat()
            first = years.setdefault((summary.kind, cycle), (summary, file.name))
            if first[1] != file.name:  # a copy comes to the very same summary
                what = "client-year-twice" if yearly else "client-day-twice"
                values = {"other": first[1], "when": cycle}
                found.append(Problem(file=f"{folder}/{file.name}", what=what, values=values))
        elif summary:
            followed.append((file.name, summary))
    ordered = sorted(years.values(), key=lambda year: (year[0].day, year[0].checklist))
    selves = [year for year in ordered if year[0].kind is AssessmentKind.SELF]
    audits = [year for year in ordered if year[0].kind is AssessmentKind.AUDIT]
    audit = next((name for year, name in reversed(audits) if year.signed), None)
    of_audit = [(name, summary) for name, summary in followed if summary.audit == audit]
    name, follow = max(of_audit, key=lambda one: one[1].last or date.min, default=(None, None))
    return ClientFiles(
        folder=folder,
        client=client,
        selves=tuple(name for _, name in selves),
        audits=tuple(name for _, name in audits),
        records=Records(
            selves=tuple(year for year, _ in selves), audits=tuple(year for year, _ in audits), followup=follow
        ),
        audit=audit,
        followup=name,
        foreign=sum(file.summary is None for file in files),
        problems=tuple(found),
    )


def _toml_files(firm: Path) -> Iterator["os.DirEntry[str]"]:
    """The TOML files of a firm, in no order; links lead elsewhere and are nobody's."""
    try:
        with os.scandir(firm) as entries:
            for entry in entries:
                name = entry.name
                if name.endswith(".toml") and name[0] != "." and entry.is_file(follow_symlinks=False):
                    yield entry
    except OSError:
        return


def _client(firm: Path, kept: Entry | None, problems: list[Problem]) -> tuple[Client | None, str]:
    name = f"{firm.name}/{clients.HEAD}"
    try:
        content = read_bytes(firm / clients.HEAD, name)
        digest = hashlib.sha256(content).hexdigest()
        if kept and kept.digest == digest:
            return kept.client, digest
        return clients.interpret(from_text(decode(content, name), name)), digest
    except FileProblems as refused:
        problems += refused.problems
        return None, ""


def _file(firm: Path, name: str, known: Known, before: Mapping[str, KnownFile]) -> KnownFile:
    """One file of a firm and what it comes to."""
    content = read_bytes(firm / name, f"{firm.name}/{name}")
    digest = hashlib.sha256(content).hexdigest()
    same = before.get(digest)
    if same and not isinstance(same.summary, FollowupSummary):
        return KnownFile(name, digest, same.edition, same.summary)
    file = from_text(decode(content, f"{firm.name}/{name}"), f"{firm.name}/{name}")
    edition = ""
    summary: YearSummary | FollowupSummary | None = None
    if "checklist" in file.data:
        reference = str(file.data["checklist"])
        checklist, assessment = interpret(file, known.places, known.today, known.edition(reference))
        edition, summary = checklist.digest, summary_of(checklist, assessment)
    elif isinstance(file.data.get("audit"), dict) and "file" in file.data["audit"]:
        audit = str(file.data["audit"]["file"])
        digest = digest if audit.endswith(".toml") and audit[0] != "." else ""  # else the stamp does not see it change
        states = followup.load(firm / name, known.places, known.today).states
        summary = followup_summary(states, audit)
    return KnownFile(name, digest, edition, summary)
