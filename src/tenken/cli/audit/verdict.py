"""The command that puts one verdict into the audit, with what it rests on: ``audit verdict``."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from tenken.ask.reading import read_number
from tenken.cli.audit.audit import By, File, On, asked_of, opened, who_and_when
from tenken.cli.audit.sample import record_draw
from tenken.cli.audit_record import record, refuse
from tenken.cli.context import AppContext
from tenken.cli.options import EVIDENCE, RECORDS, numeric
from tenken.core.audit.recording import (
    audit_of,
    lead_of,
    new_finding,
    proposed_grade,
    with_basis,
    with_check,
    with_finding,
    with_verdict,
)
from tenken.core.audit.records import MOST_RECORDS, Design, record_result
from tenken.core.audit.verdicts import Outcome, extent, outcome
from tenken.core.model import (
    MOST_PIECES,
    Assessment,
    Basis,
    BasisMethod,
    Checklist,
    EvidenceCheck,
    Question,
    RecordSample,
    Status,
    Verdict,
)
from tenken.core.problem import UsageProblem, Values, close_to
from tenken.core.scoring.score import score
from tenken.render.audit.sample import result_told
from tenken.render.saved import date_lines
from tenken.store.assessment import evidence
from tenken.store.validation.sanitize import line, maybe

LONGEST = 40
"""Characters that are quoted of what was written."""


def verdict(
    ctx: typer.Context,
    file: File,
    question_id: Annotated[str, typer.Argument(metavar="ID", help="cli.audit.question")],
    status: Annotated[Status | None, typer.Argument(metavar="STATUS", help="cli.audit.verdict_status")] = None,
    method: Annotated[BasisMethod | None, typer.Option("--method", help="cli.audit.method")] = None,
    what: Annotated[str | None, typer.Option("--what", help="cli.audit.what")] = None,
    reason: Annotated[str | None, typer.Option("--finding", help="cli.audit.reason")] = None,
    ref: Annotated[str | None, typer.Option("--ref", help="cli.audit.ref")] = None,
    pieces: Annotated[
        list[int] | None,
        numeric("--evidence", "cli.audit.evidence", 1, MOST_PIECES, group=EVIDENCE),
    ] = None,
    checks: Annotated[
        list[str] | None, typer.Option("--evidence-check", help="cli.audit.evidence_check", rich_help_panel=EVIDENCE)
    ] = None,
    path: Annotated[str | None, typer.Option("--file", help="cli.audit.basis_file")] = None,
    population: Annotated[
        int | None,
        numeric("--population", "cli.audit.population", 1, MOST_RECORDS, group=RECORDS),
    ] = None,
    failed: Annotated[int | None, numeric("--failed", "cli.audit.failed", 0, MOST_RECORDS, group=RECORDS)] = None,
    design: Annotated[Design | None, typer.Option("--design", help="cli.audit.design", rich_help_panel=RECORDS)] = None,
    size: Annotated[
        int | None,
        numeric("--size", "cli.audit.records_size", 1, MOST_RECORDS, group=RECORDS),
    ] = None,
    seed: Annotated[str | None, typer.Option("--seed", help="cli.audit.seed", rich_help_panel=RECORDS)] = None,
    by: By = None,
    on: On = None,
    more: Annotated[bool, typer.Option("--more", help="cli.audit.more")] = False,
    as_finding: Annotated[bool, typer.Option("--as-finding", help="cli.audit.as_finding")] = False,
    clear: Annotated[bool, typer.Option("--clear", help="cli.audit.clear_verdict")] = False,
) -> None:
    """Put one verdict into the file."""
    app: AppContext = ctx.obj
    if status is None and not more and not checks and not clear:
        raise UsageProblem("nothing-to-judge")
    if clear and (status or checks or method or more):
        raise UsageProblem("one-of", {"choices": "--clear / STATUS"})
    edition, assessment = opened(app, file)
    question = asked_of(edition, assessment, question_id)
    who, when = who_and_when(app, assessment, by, on)
    checked = [check_of(file, assessment, question.id, written) for written in checks or []]
    drawn = _drawn(file, assessment, question.id, (population, failed, design, size, seed))
    basis = _basis(file, method, maybe(what), ref=maybe(ref), pieces=pieces or [], path=path, sample=drawn)
    if basis:
        basis = replace(basis, by=who, on=when)

    def judged(stands: Verdict | None) -> Verdict | None:
        if clear or (status is None and not more):
            return None if clear else stands
        if stands is None and status is None:
            refuse(file, [(("answers", question.id), "no-verdict", {"id": question.id})])
        new = stands if more and stands else Verdict(status=status or Status.UNKNOWN)
        new = replace(new, status=status or new.status, by=who, on=when, finding=maybe(reason) or new.finding)
        return with_basis(new, basis) if basis else new

    def change(edition: Checklist, now: Assessment) -> Assessment:
        after = with_verdict(now, question.id, judged(now.answer(question.id).verdict))
        for number, state in checked:
            after = with_check(after, question.id, number, state, by=who, on=when)
        if as_finding:
            made = new_finding(edition, after, (question.id,), app.words.text, by=who, on=when)
            after = with_finding(after, made)
        return after

    before, after = record(app, file, change, edition, question.id)
    _tell(app, edition, question, before, after, drawn)


def check_of(file: Path, assessment: Assessment, question_id: str, written: str) -> tuple[int, EvidenceCheck | None]:
    """Which piece of evidence, from 1, and what became of it; ``None`` takes a check back (``1=``).

    Raises UsageProblem for what cannot be read so, FileProblems for a piece that the answer does not have.
    """
    position, equals, said = written.replace("＝", "=").partition("=")
    number = read_number(position, 0, MOST_PIECES)
    said = said.strip()
    choices = [str(check) for check in EvidenceCheck]
    if not equals or not isinstance(number, int):
        raise UsageProblem("bad-evidence-check", {"written": written[:LONGEST], "choices": " / ".join(choices)})
    if said and said not in choices:
        meant = close_to(said, choices)
        values = {"written": said[:LONGEST], "choices": " / ".join(choices), "meant": meant or ""}
        raise UsageProblem("unknown-evidence-check-near" if meant else "unknown-evidence-check", values)
    most = len(assessment.answer(question_id).evidence)
    if not 1 <= number <= most:
        refuse(file, [(("answers", question_id, "evidence"), "no-such-evidence", {"n": number, "most": most})])
    return number, EvidenceCheck(said) if said else None


def held_file(file: Path, written: str) -> evidence.HashedFile:
    """The file that somebody names, below the assessment's folder, with its digest.

    Raises FileProblems where it is elsewhere, on another computer, missing or too large, or where its name leads
    through a link or ``..``: what an audit rests on must lie where it says.
    """
    taken = evidence.take_plainly(written, file.parent)
    if isinstance(taken, evidence.WhyNotHashed):
        values: Values = {"file": line(written), "most": evidence.LARGEST // 1_000_000}
        refuse(file, [((), f"evidence-{taken}", values)])
    assert isinstance(taken, evidence.HashedFile)
    return taken


def _drawn(
    file: Path,
    assessment: Assessment,
    question_id: str,
    asked: tuple[int | None, int | None, Design | None, int | None, str | None],
) -> RecordSample | None:
    """The records that were looked at; raises UsageProblem where not everything about them is said."""
    population, failed, design, size, seed = asked
    if population is None and (failed is not None or design or size is not None or seed):
        raise UsageProblem("goes-with", {"option": "--population"})
    if population is not None and failed is None:
        raise UsageProblem("goes-with", {"option": "--failed"})
    if population is None or failed is None:
        return None
    return record_draw(file, assessment, question_id, population, design=design, size=size, seed=seed).seen(failed)


def _basis(
    file: Path,
    method: BasisMethod | None,
    what: str | None,
    *,
    ref: str | None,
    pieces: list[int],
    path: str | None,
    sample: RecordSample | None,
) -> Basis | None:
    """What the verdict rests on, with the digest of the file that shows it; raises UsageProblem for half of it."""
    if method is None or what is None:
        if method or what or ref or pieces or path or sample:
            raise UsageProblem("goes-with", {"option": "--what" if method else "--method"})
        return None
    basis = Basis(method=method, what=what, ref=ref, evidence=tuple(pieces), sample=sample)
    if not path:
        return basis
    taken = held_file(file, path)
    return replace(basis, file=taken.file, sha256=taken.sha256)


def _tell(
    app: AppContext,
    edition: Checklist,
    question: Question,
    before: Assessment,
    after: Assessment,
    sample: RecordSample | None,
) -> None:
    """What was recorded, what became of the firm's answer, and what is still to be done about it."""
    w = app.words
    answer = after.answer(question.id)
    named = {"number": edition.numbers()[question.id], "label": w.text(question.name)}
    if before == after:
        app.message(w("saved.nothing"))
        return
    if answer.verdict is None:
        app.message(w("cli.audit.verdict_gone", **named))
    else:
        became = outcome(answer)
        said, judged = w.status(answer.status), w.judged(answer.verdict.status)
        told = w("cli.audit.judged", **named, own=said, judged=judged, outcome=w(f"outcome.{became}"))
        app.message(told)
        _tell_finding(app, edition, question, before, after, became)
    if sample:
        app.message(result_told(w, record_result(sample)))
    reach = extent(score(edition, after).questions)
    app.message(w("cli.audit.extent", n=reach.checked, asked=reach.asked, share=int(reach.share * 100)))
    for sentence in date_lines(w, before, after):
        app.message(sentence)
    if lead_of(after) is None:
        app.message(w("cli.audit.nobody"))


def _tell_finding(
    app: AppContext, edition: Checklist, question: Question, before: Assessment, after: Assessment, became: Outcome
) -> None:
    """The finding that was made, or the grade of one that could be."""
    w = app.words
    known = {entry.id for entry in audit_of(before).findings}
    fresh = [entry for entry in audit_of(after).findings if entry.id not in known]
    for entry in fresh:
        grade = w(f"finding_grade.{entry.grade}")
        app.message(w("cli.audit.finding_made", id=entry.id, grade=grade, title=entry.title))
    spoken_of = any(question.id in entry.questions for entry in audit_of(after).findings)
    if not spoken_of and became in (Outcome.LOWERED, Outcome.NOT_VERIFIABLE, Outcome.BROUGHT_IN):
        grade = w(f"finding_grade.{proposed_grade(edition, after, (question.id,))}")
        app.message(w("cli.audit.finding_proposed", grade=grade, id=question.id))
