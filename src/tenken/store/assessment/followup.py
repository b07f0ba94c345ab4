"""The file of what happened after an audit was signed: read strictly, and only ever added to.

Nothing that stands in it is written anew: an event is put at the end of the text, under the lock, and everything before
it stays byte for byte. A follow-up holds for one content of one audit; which events may follow each other is
``core.audit.followup``'s.
"""

import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

import tomli_w

from tenken.core.audit.followup import (
    Event,
    EventKind,
    FindingState,
    FollowedAudit,
    Followup,
    VerificationResult,
    state_of,
)
from tenken.core.audit.followup_rules import Parties, event_faults, parties
from tenken.core.audit.signoff import changed_after
from tenken.core.model import Assessment, AuditFinding, BasisMethod, Checklist
from tenken.core.problem import DaysAhead, FileProblems, Problem, UsageProblem
from tenken.store import atomic_file
from tenken.store.assessment import loader
from tenken.store.assessment.audit_schema import LABEL
from tenken.store.assessment.document import content_digest
from tenken.store.assessment.loader import GRACE
from tenken.store.validation.schema import (
    DAY,
    DIGEST,
    FORMAT,
    NAME,
    NOTE,
    becomes,
    by,
    one_of,
    several,
    table,
    text,
    whole,
)
from tenken.store.validation.toml_file import LARGEST_FILE, TomlFile, decode, from_text, read_bytes
from tenken.store.validation.validate import fit

ATTEMPTS = 5
"""How often an event is added anew when another program has replaced the file meanwhile."""

EVENT = becomes(
    Event,
    table(
        {"finding": LABEL, "kind": one_of(*EventKind), "on": DAY, "by": NAME},
        {
            **dict.fromkeys(("correction", "cause", "action"), NOTE),
            "owner": NAME,
            "due": DAY,
            "method": one_of(*BasisMethod),
            "what": NOTE,
            "result": one_of(*VerificationResult),
            "why": NOTE,
        },
    ),
)

FOLLOWUP = becomes(
    Followup,
    table(
        {
            "format": FORMAT,
            "audit": becomes(FollowedAudit, table({"file": NAME, "digest": DIGEST}, {"issue": whole(1, 1_000)})),
        },
        {"event": several(EVENT, 10_000), "extra": by(text(200), {"type": "any"})},
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupFile:
    """A follow-up with the audit that it is of."""

    followup: Followup
    checklist: Checklist
    assessment: Assessment
    today: date

    @property
    def findings(self) -> tuple[AuditFinding, ...]:
        """What the audit found."""
        return self.assessment.audit.findings if self.assessment.audit else ()

    @property
    def parties(self) -> Parties:
        """Who may speak for whom."""
        return parties(self.assessment)

    @property
    def states(self) -> tuple[FindingState, ...]:
        """Where each finding stands today."""
        return self.states_on(self.today)

    def states_on(self, day: date) -> tuple[FindingState, ...]:
        """Where each finding stands, and whether it is late on that day."""
        return state_of(self.findings, self.followup, day)


def load(path: Path, places: Sequence[Path], today: date) -> FollowupFile:
    """A follow-up and its audit; raises FileProblems with everything that is wrong.

    Days that lie ahead are warned of (DaysAhead), and refused only where they come in.
    """
    return _interpret(_read(read_bytes(path, str(path)), path), path, places, today)


def begin(audit: Path, path: Path, places: Sequence[Path], today: date) -> FollowupFile:
    """Write a new follow-up of a signed audit; raises FileProblems for an audit that nobody has signed.

    Both lie in one folder, so that they are moved together; raises UsageProblem otherwise, and where the file exists.
    """
    checklist, assessment = loader.load(audit, places, today)
    if audit.parent.resolve() != path.parent.resolve():
        raise UsageProblem("followup-elsewhere", {"file": str(path), "audit": str(audit)})
    problem = _unfit(assessment)
    if problem is None and changed_after(assessment.signoff, content_digest(assessment)):
        problem = "followup-signed-other"
    if problem:
        raise FileProblems([Problem(file=str(audit), what=problem)])
    followed = _followed(assessment, audit.name)
    content = f"format = 1\n{_line(followed)}\n".encode()
    followup = fit(_read(content, path), FOLLOWUP, Followup)
    assert followup.audit == followed
    atomic_file.write(path, content)
    return FollowupFile(followup=followup, checklist=checklist, assessment=assessment, today=today)


def append(path: Path, new: Sequence[Event], places: Sequence[Path], today: date) -> FollowupFile:
    """Add events at the end; when this returns, they are on the disk, and what stood there stands there still.

    Raises FileProblems, with the file as it was, for events that may not follow what stands there; see ``faults``.
    """
    name = str(path)
    with atomic_file.locked(path):
        for _ in range(ATTEMPTS):
            content = read_bytes(path, name)
            file = _interpret(_read(content, path), path, places, today)
            if problems := faults(file, new, name):
                raise FileProblems(problems)
            added = content + _end_of_line(content) + _tables(new, _ending(content)).encode()
            followup = _read_back(added, path, file.followup, new)
            with suppress(atomic_file.ChangedMeanwhile):
                atomic_file.write(path, added, replace=True, instead_of=content)
                return replace(file, followup=followup)
    raise FileProblems([Problem(file=name, what="changed-meanwhile")])


def faults(file: FollowupFile, new: Sequence[Event], name: str) -> list[Problem]:
    """Everything that would keep new events out of the file, by the same checks with which it is read.

    Each problem has the path ``event``, the position counted on from those that are there, and the key.
    """
    before = file.followup.events
    try:
        events = (*before, *_cleaned(new, name))
    except FileProblems as refused:
        return [_in_no_line(problem, len(before)) for problem in refused.problems]
    problems = [
        Problem(file=name, what=fault.what, path=("event", fault.position, fault.key), values=fault.values)
        for fault in event_faults(file.findings, events, file.parties)
        if fault.position >= len(before)
    ]
    for position, event in enumerate(events[len(before) :], len(before)):
        if event.on > file.today + GRACE:
            values = {"day": event.on.isoformat(), "today": file.today.isoformat()}
            problems.append(Problem(file=name, what="day-ahead", path=("event", position, "on"), values=values))
    return problems


def _read(content: bytes, path: Path) -> TomlFile:
    return from_text(decode(content, str(path)), str(path))


def _interpret(file: TomlFile, path: Path, places: Sequence[Path], today: date) -> FollowupFile:
    """What a file says that was read already."""
    if "checklist" in file.data:
        file.stop([file.problem(("checklist",), "followup-is-assessment", on_key=True)])
    followup = fit(file, FOLLOWUP, Followup)
    named = followup.audit.file
    if named in (".", "..") or any(character in named for character in "/\\:"):
        file.stop([file.problem(("audit", "file"), "followup-not-beside")])
    checklist, assessment = loader.load(path.parent / named, places, today)
    if what := _unfit(assessment):
        file.stop([file.problem(("audit", "file"), what)])
    if content_digest(assessment) != followup.audit.digest:
        line = _line(_followed(assessment, named))
        file.stop([file.problem(("audit", "digest"), "followup-audit-changed", {"line": line})])
    loaded = FollowupFile(followup=followup, checklist=checklist, assessment=assessment, today=today)
    file.stop(
        [
            file.problem(("event", fault.position, fault.key), fault.what, fault.values)
            for fault in event_faults(loaded.findings, followup.events, loaded.parties)
        ]
    )
    ahead = [event.on for event in followup.events if event.on > today + GRACE]
    if ahead:
        warnings.warn(DaysAhead(file.name, len(ahead), max(ahead), today), stacklevel=3)
    return loaded


def _unfit(assessment: Assessment) -> str | None:
    """Why an assessment cannot be followed up, as the key of a sentence."""
    if assessment.audit is None:
        return "followup-no-audit"
    return None if assessment.signoff and assessment.signoff.signed_on else "followup-not-signed"


def _followed(assessment: Assessment, name: str) -> FollowedAudit:
    issue = (assessment.signoff.issue if assessment.signoff else None) or 1
    return FollowedAudit(file=name, digest=content_digest(assessment), issue=issue)


def _line(followed: FollowedAudit) -> str:
    """The line that says which audit is followed up."""
    members = {"file": followed.file, "digest": followed.digest, "issue": followed.issue}
    return f"audit = {{ {', '.join(tomli_w.dumps({key: value}).strip() for key, value in members.items())} }}"


def _tables(events: Sequence[Event], end: str = "\n") -> str:
    """Events as the text that is added."""
    return "".join(f"{end}[[event]]{end}" + tomli_w.dumps(_document(event)).replace("\n", end) for event in events)


def _document(event: Event) -> dict[str, object]:
    """One event as plain data, without what it does not say."""
    told = {entry.name: getattr(event, entry.name) for entry in fields(event)}
    return {key: str(value) if isinstance(value, str) else value for key, value in told.items() if value is not None}


def _cleaned(events: Sequence[Event], name: str) -> tuple[Event, ...]:
    """The events as the file will give them back; raises FileProblems with those that do not have their shape."""
    alone = FollowedAudit(file="a", digest="sha256:" + "0" * 64)
    text = f"format = 1\n{_line(alone)}\n{_tables(events)}"
    return fit(from_text(text, name), FOLLOWUP, Followup).events


def _in_no_line(problem: Problem, before: int) -> Problem:
    """A problem of events that stand in no file yet, counted on from those that do."""
    path = problem.path
    if path[:1] == ("event",) and len(path) > 1 and isinstance(path[1], int):
        path = ("event", path[1] + before, *path[2:])
    return replace(problem, path=path, line=None, column=None, source=None, length=1)


def _ending(content: bytes) -> str:
    """How lines end in the file."""
    return "\r\n" if content.count(b"\r\n") * 2 > content.count(b"\n") else "\n"


def _end_of_line(content: bytes) -> bytes:
    """What is missing at the end of the last line."""
    return b"" if content.endswith(b"\n") else _ending(content).encode()


def _read_back(added: bytes, path: Path, before: Followup, new: Sequence[Event]) -> Followup:
    """What the file would say; raises FileProblems where that is anything but what it said and the new events."""
    name = str(path)
    if len(added) > LARGEST_FILE:
        raise FileProblems([Problem(file=name, what="too-big-to-save", values={"most": LARGEST_FILE // 1_000_000})])
    try:
        after = fit(_read(added, path), FOLLOWUP, Followup)
    except FileProblems as refused:
        if any(problem.what not in ("given-twice", "syntax") for problem in refused.problems):
            raise
        raise FileProblems([Problem(file=name, what="followup-inline", path=("event",))]) from None
    if after != replace(before, events=(*before.events, *_cleaned(new, name))):
        raise FileProblems([Problem(file=name, what="followup-inline", path=("event",))])
    return after
