"""What is kept of a firm's folder: each of its files with its digest and what it comes to, as one line of JSON.

An entry says nothing that depends on a day, and none of a firm's own words but those of its ``client.toml`` and its
sector. Where it is kept is ``cache``'s business; when a file has to be read again, ``records``'.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from tenken import __version__
from tenken.core.audit.followup import FindingStage
from tenken.core.model import AssessmentKind, Depth, FindingGrade
from tenken.core.portfolio.clients import Client, FollowupSummary, OpenFinding, Relation, Sent, YearSummary

FORMAT = 4
HERE = f"{FORMAT}/{__version__}"
"""Entries of another tenken may come to other numbers, and are made anew."""

Summary: TypeAlias = YearSummary | FollowupSummary | None
"""What a file comes to; ``None`` where it is none of tenken's."""


KINDS = {str(kind): kind for kind in AssessmentKind}
DEPTHS = {str(depth): depth for depth in Depth}
RELATIONS = {str(relation): relation for relation in Relation}
"""A look into a table takes a tenth of the time of a call, for 100,000 files."""


class UnreadableEntry(Exception):
    """Another tenken made it, something else wrote into the cache, or broke it."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """One file of a firm as it was read."""

    name: str
    digest: str
    """SHA-256 of its bytes; empty where its summary depends on something else that may change unseen."""
    edition: str
    """Digest of the edition with which it was worked out; empty where there is none."""
    summary: Summary


@dataclass(frozen=True, slots=True)
class Entry:
    """A firm's folder in which nothing is wrong."""

    client: Client
    digest: str
    """Of its ``client.toml``."""
    files: tuple[KnownFile, ...]
    selves: tuple[int, ...]
    """Places of the self-assessments among the files, oldest first."""
    audits: tuple[int, ...]
    """Places of the audits, oldest first."""
    audit: int | None
    """Place of the last audit that was signed."""
    followup: int | None
    """Place of the file that tells what became of its findings."""


class Known(NamedTuple):
    """What an entry comes to, as a table needs it."""

    client: Client
    selves: list[tuple[str, YearSummary]]
    """Names of the files and what they come to, oldest first."""
    audits: list[tuple[str, YearSummary]]
    audit: str | None
    """Name of the file of the last audit that was signed."""
    followup: tuple[str, FollowupSummary] | None
    foreign: int


def written(entry: Entry) -> str:
    """An entry as it is kept; ``read`` gives the same back."""
    files = [[file.name, file.digest, file.edition, *_summary(file.summary)] for file in entry.files]
    order = [entry.selves, entry.audits, entry.audit, entry.followup]
    kept = [HERE, _client(entry.client), entry.digest, files, order]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def made_with(entry: Entry) -> str:
    """Which tenken and which editions an entry was worked out with, as one word for each."""
    years = [(file.summary.checklist, file.edition) for file in entry.files if isinstance(file.summary, YearSummary)]
    return " ".join([HERE, *sorted({f"{reference}={digest}" for reference, digest in years})])


def read(text: str) -> Entry:
    """An entry as it was kept; raises UnreadableEntry."""
    with _as_written():
        here, client, digest, files, (selves, audits, audit, followup) = json.loads(text)
        if here != HERE:
            raise UnreadableEntry
        known = tuple(
            KnownFile(name, of_file, edition, SUMMARIES[kind](values)) for name, of_file, edition, kind, values in files
        )
        return Entry(_client_of(client), digest, known, tuple(selves), tuple(audits), audit, followup)


def told(text: str) -> Known:
    """What an entry comes to, without what is only needed where a file has changed; raises UnreadableEntry.

    A third of the time of ``read`` and of putting the files in their order again, for 100,000 files.
    """
    with _as_written():
        here, client, _, files, (selves, audits, audit, followup) = json.loads(text)
        if here != HERE:
            raise UnreadableEntry
        return Known(
            client=_client_of(client),
            selves=[(files[at][0], _year_of(files[at][4])) for at in selves],
            audits=[(files[at][0], _year_of(files[at][4])) for at in audits],
            audit=None if audit is None else files[audit][0],
            followup=None if followup is None else (files[followup][0], _followup_of(files[followup][4])),
            foreign=sum(file[3] == "none" for file in files),
        )


@contextmanager
def _as_written() -> Iterator[None]:
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise UnreadableEntry from None


def _client(client: Client) -> list[Any]:
    sent = [[_iso(one.on), one.file, one.token, _iso(one.due), _iso(one.received)] for one in client.sent]
    told = [client.name, str(client.relation), client.sector, client.tags, client.contact, client.mail]
    return [*told, client.cycle_months, client.benchmark, sent]


def _client_of(values: Sequence[Any]) -> Client:
    name, relation, sector, tags, contact, mail, cycle, benchmark, sent = values
    return Client(
        name=name,
        relation=RELATIONS[relation],
        sector=sector,
        tags=tuple(tags),
        contact=contact,
        mail=mail,
        cycle_months=cycle,
        benchmark=benchmark,
        sent=tuple(
            Sent(on=date.fromisoformat(on), file=file, token=token, due=_day(due), received=_day(received))
            for on, file, token, due, received in sent
        ),
    )


def _summary(summary: Summary) -> list[Any]:
    """The kind of a summary, and its values."""
    if summary is None:
        return ["none", []]
    if isinstance(summary, FollowupSummary):
        told = [_findings(summary.open), summary.total, _iso(summary.last), summary.audit]
        return ["followup", told]
    about = [str(summary.kind), summary.checklist, str(summary.depth), summary.firm, summary.employees, summary.sector]
    days = [_iso(summary.day), _iso(summary.last), _iso(summary.signed), [_iso(day) for day in summary.evidence_until]]
    numbers = [summary.score, summary.grade, summary.applicable, summary.answered, summary.checked]
    return ["year", [about, days, numbers, summary.open, _findings(summary.findings), summary.areas]]


def _year_of(values: Sequence[Any]) -> YearSummary:
    about, (day, last, signed, until), numbers, short, findings, areas = values
    kind, checklist, depth, firm, employees, sector = about
    score, grade, applicable, answered, checked = numbers
    return YearSummary(
        kind=KINDS[kind],
        checklist=checklist,
        depth=DEPTHS[depth],
        day=date.fromisoformat(day),
        score=score,
        grade=grade,
        applicable=applicable,
        answered=answered,
        last=date.fromisoformat(last),
        open=tuple(short),
        evidence_until=tuple(date.fromisoformat(one) for one in until),
        checked=checked,
        firm=firm,
        signed=_day(signed),
        findings=_findings_of(findings),
        employees=employees,
        sector=sector,
        areas=tuple(map(tuple, areas)),
    )


def _followup_of(values: Sequence[Any]) -> FollowupSummary:
    findings, total, last, audit = values
    return FollowupSummary(open=_findings_of(findings), total=total, last=_day(last), audit=audit)


def _none_of(_: Sequence[Any]) -> None:
    return None


SUMMARIES: dict[str, Callable[[Sequence[Any]], Summary]] = {
    "year": _year_of,
    "followup": _followup_of,
    "none": _none_of,
}
"""By the kind of a summary the function that reads its values."""


def _findings(findings: Sequence[OpenFinding]) -> list[list[str | None]]:
    return [[one.id, str(one.grade), str(one.stage), _iso(one.due)] for one in findings]


def _findings_of(values: Sequence[Any]) -> tuple[OpenFinding, ...]:
    return tuple(
        OpenFinding(id=number, grade=FindingGrade(grade), stage=FindingStage(stage), due=_day(due))
        for number, grade, stage, due in values
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
