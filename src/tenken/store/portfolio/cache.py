"""What files came to when they were read before, by the digest of their bytes: SQLite, safe to delete.

An entry says nothing that depends on a day, and none of a firm's own words but those of its ``client.toml``. Two
processes may use it at once. What cannot be read is begun anew.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from tenken import __version__
from tenken.core.audit.followup import FindingStage
from tenken.core.model import AssessmentKind, Depth, FindingGrade
from tenken.core.portfolio.clients import Client, FollowupSummary, OpenFinding, Relation, Sent, YearSummary
from tenken.store.portfolio.clients import OWN

NAME = "cache.sqlite"
FORMAT = 1
NOTHING = json.dumps({"kind": "nothing"})
"""Of a file that is none of tenken's."""
AT_ONCE = 500
"""Keys that one question to the database asks for."""
PATIENCE = 10.0
"""Seconds to wait for another process that writes."""


def key(kind: str, content: bytes, more: bytes = b"") -> str:
    """Under which what a file comes to is kept: its kind, tenken's version and the digest of its bytes."""
    return hashlib.sha256(b"\0".join((f"{FORMAT} {__version__} {kind}".encode(), content, more))).hexdigest()


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database; one that is broken is thrown away, since all of it can be worked out again."""
    place = folder / OWN
    place.mkdir(mode=0o700, exist_ok=True)
    path = place / NAME
    for attempt in (1, 2):
        try:
            base = sqlite3.connect(path, timeout=PATIENCE)
            base.execute("create table if not exists entry (key text primary key, value text not null) without rowid")
            break
        except sqlite3.DatabaseError:
            if attempt == 2:  # noqa: PLR2004 - it was made anew and still cannot be used
                raise
            with suppress(OSError):
                path.unlink()
    path.chmod(0o600)
    with closing(base):
        yield base


def read(folder: Path, keys: Iterable[str] | None = None) -> dict[str, str]:
    """The entries of those keys, or all; none where there is no cache that can be used."""
    if not (folder / OWN / NAME).is_file():
        return {}
    try:
        with _opened(folder) as base:
            if keys is None:
                return dict(base.execute("select key, value from entry"))
            found: dict[str, str] = {}
            wanted = list(keys)
            for at in range(0, len(wanted), AT_ONCE):
                some = wanted[at : at + AT_ONCE]
                holes = ",".join("?" * len(some))
                found |= dict(base.execute(f"select key, value from entry where key in ({holes})", some))  # noqa: S608 - only question marks
            return found
    except (sqlite3.Error, OSError):
        return {}


def add(folder: Path, entries: Mapping[str, str]) -> None:
    """Keep what was worked out; where it cannot be kept, it is worked out again next time."""
    if not entries:
        return
    with suppress(sqlite3.Error, OSError), _opened(folder) as base, base:
        base.executemany("insert or replace into entry values (?, ?)", entries.items())


def written(value: Client | YearSummary | FollowupSummary, digest: str = "") -> str:
    """A value as it is kept; ``digest`` is that of the edition it was worked out with."""
    plain = {name: entry for name, entry in asdict(value).items() if entry not in (None, (), "")}
    return json.dumps({**plain, **({"edition": digest} if digest else {})}, ensure_ascii=False, default=str)


class UnreadableEntry(Exception):
    """Something else wrote into the cache, or broke it."""


@contextmanager
def _as_written() -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnreadableEntry from None


@_as_written()
def client(text: str) -> Client:
    """A firm's ``client.toml`` as it was kept; raises UnreadableEntry."""
    plain = json.loads(text)
    sent = tuple(Sent(**_days(entry, "on", "due", "received")) for entry in plain.pop("sent", ()))
    plain["tags"] = tuple(plain.get("tags", ()))
    return Client(**{**plain, "relation": Relation(plain["relation"]), "sent": sent})


@_as_written()
def digest_of(text: str) -> str:
    """The digest of the edition with which an assessment's entry was worked out."""
    return str(json.loads(text).get("edition", ""))


@_as_written()
def year(text: str) -> YearSummary | None:
    """An assessment as it was kept; ``None`` of a file that is none; raises UnreadableEntry."""
    plain = json.loads(text)
    if plain["kind"] == "nothing":
        return None
    plain.pop("edition", None)
    plain = _days(plain, "day", "last", "signed")
    return YearSummary(
        **{
            **plain,
            "kind": AssessmentKind(plain["kind"]),
            "open": tuple(plain.get("open", ())),
            "evidence_until": tuple(date.fromisoformat(day) for day in plain.get("evidence_until", ())),
            "findings": _findings(plain.get("findings", ())),
            "score": plain.get("score"),
            "grade": plain.get("grade"),
            "depth": Depth(plain["depth"]),
            "areas": tuple((str(area), int(points)) for area, points in plain.get("areas", ())),
        }
    )


@_as_written()
def followup(text: str) -> FollowupSummary:
    """What became of findings as it was kept; raises UnreadableEntry."""
    plain = _days(json.loads(text), "last")
    return FollowupSummary(open=_findings(plain.get("open", ())), total=plain["total"], last=plain.get("last"))


def _findings(plain: list[dict[str, Any]]) -> tuple[OpenFinding, ...]:
    return tuple(
        OpenFinding(
            id=entry["id"],
            grade=FindingGrade(entry["grade"]),
            stage=FindingStage(entry["stage"]),
            due=date.fromisoformat(entry["due"]) if entry["due"] else None,
        )
        for entry in plain
    )


def _days(plain: dict[str, Any], *names: str) -> dict[str, Any]:
    found = {name: date.fromisoformat(plain[name]) for name in names if isinstance(plain.get(name), str)}
    return {**plain, **found}
