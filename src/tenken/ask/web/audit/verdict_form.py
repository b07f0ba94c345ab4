"""From a verdict to a form and back: what is shown, what was sent and is wrong with it, and what it makes of the audit.

The form remembers a mark of the verdict and one of what became of the evidence, as they stood when it was shown. Only
what the person changed since is written; where somebody else changed the same meanwhile, nothing is saved. Names of
days and people who judged before stay with what they judged.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from tenken.core.audit.recording import with_check, with_verdict
from tenken.core.model import Answer, Assessment, Basis, BasisMethod, EvidenceCheck, Status, Verdict

MOST_ROWS = 50
"""Things that one verdict can rest on in a form."""

UNSEEN = "unseen"
"""What is chosen for a piece of evidence at which nobody has looked after all."""


class OverwrittenError(Exception):
    """Somebody else changed the verdict, or what became of the evidence, meanwhile."""


@dataclass(frozen=True, slots=True)
class BasisInput:
    """One thing that was seen, and in which ways, as it stands in the form."""

    methods: tuple[str, ...] = ()
    what: str = ""
    ref: str = ""
    row: str = ""
    """Which row of the file's verdict this was when it was shown; empty for a new one."""

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return not (self.methods or self.what or self.ref)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictInput:
    """A form as a person sees it."""

    status: str = ""
    reason: str = ""
    bases: tuple[BasisInput, ...] = ()
    by: str = ""
    checks: tuple[str, ...] = ()
    """For each piece of evidence what became of it; empty where nobody has looked."""

    @property
    def judged(self) -> bool:
        """Whether anything of a verdict was said."""
        return bool(self.status or self.reason or self.bases)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedVerdict:
    """A form that was sent and read."""

    go: str
    """Which button: ``next``, ``save``, ``back``, ``finding``, ``drop`` or ``clear``."""
    typed: VerdictInput
    """As it is shown again."""
    said: VerdictInput
    """As the file will keep it."""
    join: str
    """The number of the finding that is to speak of this question, too."""
    errors: Mapping[str, str]
    """By the name of the field the key of a sentence."""
    base: tuple[str, str]
    """The marks with which the form was shown: of the verdict, of the evidence."""

    def into(self, now: Assessment, question_id: str, today: date) -> Assessment:
        """The audit with what the person changed since the form was shown; raises OverwrittenError."""
        answer = now.answer(question_id)
        current = shown(answer)
        mine, theirs = _marks(self.said), _marks(current)
        for was, wanted, stands in zip(self.base, mine, theirs, strict=True):
            if wanted not in (was, stands) and stands != was:
                raise OverwrittenError
        after = now
        if mine[0] not in (self.base[0], theirs[0]):
            after = with_verdict(after, question_id, self._verdict(answer.verdict, today))
        if mine[1] not in (self.base[1], theirs[1]):
            for number, (check, was) in enumerate(zip(self.said.checks, current.checks, strict=False), 1):
                if check != was:
                    found = EvidenceCheck(check) if check else None
                    after = with_check(after, question_id, number, found, by=self.said.by or None, on=today)
        return after

    def _verdict(self, stands: Verdict | None, today: date) -> Verdict | None:
        said = self.said
        status = next((status for status in Status if status == said.status), None)
        if status is None:
            return None
        by, reason = said.by or None, said.reason or None
        old = stands or Verdict(status=status)
        same = stands is not None and (old.status, old.finding, old.by) == (status, reason, by)
        bases = tuple(self._bases(_groups(old.basis), by, today))
        return replace(old, status=status, finding=reason, by=by, on=old.on if same and old.on else today, basis=bases)

    def _bases(self, before: Sequence[Sequence[Basis]], by: str | None, today: date) -> Iterator[Basis]:
        """What the verdict rests on: a row that was changed was seen by whoever changed it."""
        rows = {str(at): row for at, row in enumerate(before)}
        for written in self.said.bases:
            known = {str(basis.method): basis for basis in rows.get(written.row, ())}
            for method in written.methods:
                old = known.get(method)
                new = Basis(method=BasisMethod(method), what=written.what, ref=written.ref or None, by=by, on=today)
                if old is None:
                    yield new
                elif (old.what, old.ref) == (new.what, new.ref):
                    yield replace(old, by=old.by or by)
                else:
                    yield replace(old, what=new.what, ref=new.ref, by=by, on=today)


def _groups(bases: Sequence[Basis]) -> list[list[Basis]]:
    """What was seen in several ways at once, in one row."""
    rows: list[list[Basis]] = []
    for basis in bases:
        last = rows[-1] if rows else []
        same = any((basis.what, basis.ref) == (other.what, other.ref) for other in last)
        if same and all(other.method is not basis.method for other in last):
            last.append(basis)
        else:
            rows.append([basis])
    return rows


def shown(answer: Answer) -> VerdictInput:
    """The form that shows what was judged so far."""
    checks = tuple(str(piece.checked or "") for piece in answer.evidence)
    verdict = answer.verdict
    if verdict is None:
        return VerdictInput(checks=checks)
    rows = tuple(
        BasisInput(tuple(str(basis.method) for basis in row), row[0].what, row[0].ref or "", str(at))
        for at, row in enumerate(_groups(verdict.basis))
    )
    return VerdictInput(
        status=str(verdict.status), reason=verdict.finding or "", bases=rows, by=verdict.by or "", checks=checks
    )


def marks(answer: Answer) -> str:
    """Short marks by which the form remembers what it was shown with."""
    return ".".join(_marks(shown(answer)))


def _marks(form: VerdictInput) -> tuple[str, str]:
    rows = [(sorted(row.methods), row.what, row.ref) for row in form.bases]
    judged = (form.status, form.reason, rows, form.by) if form.judged else ()
    return _mark(judged), _mark(form.checks)


def _mark(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:12]


def submitted(form: Mapping[str, str], clean: Callable[[str], str], pieces: int) -> SubmittedVerdict:
    """A form as it was sent, read, about an answer with that many pieces of evidence."""
    go = form.get("go", "save")

    def plain(written: str) -> str:
        return clean(written.replace("\r\n", "\n")).strip()

    gone = go == "clear"
    rows = () if gone else tuple(_rows(form))
    checks = tuple(_check(form.get(f"check-{number}", "")) for number in range(1, pieces + 1))
    typed = VerdictInput(
        status="" if gone else form.get("status", ""),
        reason="" if gone else form.get("reason", ""),
        bases=rows,
        by=form.get("by", ""),
        checks=checks,
    )
    kept = tuple(replace(row, what=plain(row.what), ref=plain(row.ref)) for row in rows)
    said = replace(
        typed,
        status=typed.status if typed.status in tuple(Status) else "",
        reason=plain(typed.reason),
        bases=tuple(row for row in kept if not row.blank),
        by=plain(typed.by),
    )
    first, _, second = form.get("base", "").partition(".")
    return SubmittedVerdict(
        go=go,
        typed=replace(typed, bases=tuple(row for row, read in zip(rows, kept, strict=True) if not read.blank)),
        said=said,
        join=form.get("join", ""),
        errors=dict(_errors(said)),
        base=(first, second),
    )


def _errors(said: VerdictInput) -> Iterator[tuple[str, str]]:
    if said.judged and not said.status:
        yield "status", "web.audit.error.choose"
    for at, row in enumerate(said.bases):
        if not row.methods:
            yield f"basis-{at}-method", "web.audit.error.method"
        if not row.what:
            yield f"basis-{at}-what", "web.audit.error.what"


def _check(written: str) -> str:
    return written if written in tuple(EvidenceCheck) else ""


def _rows(form: Mapping[str, str]) -> Iterator[BasisInput]:
    """What was seen, row by row."""
    for row in range(MOST_ROWS):
        before = f"basis-{row}-"
        if f"{before}what" not in form:
            return
        methods = tuple(str(method) for method in BasisMethod if f"{before}{method}" in form)
        if f"{before}drop" not in form:
            texts = (form.get(f"{before}{part}", "").strip() for part in ("what", "ref", "row"))
            yield BasisInput(methods, *texts)
