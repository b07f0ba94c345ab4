"""The command of the findings: ``audit finding FILE add | edit | list``. A number is never given twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, assert_never

import typer

from tenken.cli.audit.audit import By, File, Json, On, opened, warn_of_assurance, who_and_when
from tenken.cli.audit_record import record, refuse
from tenken.cli.context import AppContext
from tenken.cli.options import LESS_OFTEN, maybe_day, question_of
from tenken.core.audit.findings import lacks, sorted_findings
from tenken.core.audit.recording import audit_of, finding_of, new_finding, with_finding
from tenken.core.model import Assessment, Checklist, FindingGrade
from tenken.core.problem import UsageProblem
from tenken.render.audit.status import finding_lines, lacking_told
from tenken.render.json_values import entry as as_json_entry
from tenken.store.validation.sanitize import line, maybe
from tenken.words import Words

TEXTS = ("title", "criteria", "condition", "cause", "consequence", "recommendation", "repeats", "disagreement")


class FindingAction(StrEnum):
    """What is done with findings."""

    ADD = "add"
    EDIT = "edit"
    LIST = "list"


def finding(
    ctx: typer.Context,
    file: File,
    action: Annotated[FindingAction, typer.Argument(metavar="add|edit|list", help="cli.audit.finding_action")],
    finding_id: Annotated[str | None, typer.Argument(metavar="F1", help="cli.audit.finding_id")] = None,
    questions: Annotated[list[str] | None, typer.Option("--questions", help="cli.audit.finding_questions")] = None,
    grade: Annotated[FindingGrade | None, typer.Option("--grade", help="cli.audit.grade")] = None,
    title: Annotated[str | None, typer.Option("--title", help="cli.audit.title")] = None,
    criteria: Annotated[str | None, typer.Option("--criteria", help="cli.audit.finding_criteria")] = None,
    condition: Annotated[str | None, typer.Option("--condition", help="cli.audit.condition")] = None,
    cause: Annotated[str | None, typer.Option("--cause", help="cli.audit.cause")] = None,
    consequence: Annotated[str | None, typer.Option("--consequence", help="cli.audit.consequence")] = None,
    recommendation: Annotated[str | None, typer.Option("--recommendation", help="cli.audit.recommendation")] = None,
    proof: Annotated[
        list[str] | None, typer.Option("--proof", help="cli.audit.proof", rich_help_panel=LESS_OFTEN)
    ] = None,
    reply_by: Annotated[
        str | None, typer.Option("--reply-by", help="cli.audit.reply_by", rich_help_panel=LESS_OFTEN)
    ] = None,
    repeats: Annotated[
        str | None, typer.Option("--repeats", help="cli.audit.repeats", rich_help_panel=LESS_OFTEN)
    ] = None,
    disagreement: Annotated[
        str | None, typer.Option("--disagreement", help="cli.audit.disagreement", rich_help_panel=LESS_OFTEN)
    ] = None,
    by: By = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Add a finding, change one, or list them."""
    app: AppContext = ctx.obj
    said = (title, criteria, condition, cause, consequence, recommendation, repeats, disagreement)
    given: dict[str, Any] = {key: maybe(text) for key, text in zip(TEXTS, said, strict=True) if text is not None}
    given |= {"grade": grade} if grade else {}
    given |= {} if proof is None else {"proof": tuple(line(entry) for entry in proof if maybe(entry))}
    given |= {} if reply_by is None else {"reply_by": maybe_day(app, "--reply-by", reply_by, meant="ahead")}
    edition, assessment = opened(app, file, to_write=action is not FindingAction.LIST)
    asked = tuple(dict.fromkeys(question_of(edition, name).id for name in _names(questions or [])))
    who, when = who_and_when(app, assessment, by, on)
    match action:
        case FindingAction.LIST:
            _list(app, edition, assessment, as_json=as_json)
        case FindingAction.ADD:
            if finding_id:
                raise UsageProblem("extra-argument", {"written": finding_id})
            if not asked:
                raise UsageProblem("goes-with", {"option": "--questions"})
            _tell(app, *record(app, file, partial(_added, app.words, asked, given, who, when), edition))
        case FindingAction.EDIT:
            if finding_id is None:
                raise UsageProblem("missing-argument", {"name": "F1"})
            given |= {"questions": asked} if asked else {}
            given |= {"by": who} if maybe(by) else {}
            given |= {"on": when} if on else {}
            if not given:
                raise UsageProblem("nothing-to-change")
            _tell(app, *record(app, file, partial(_edited, file, finding_id, given), edition))
        case _:
            assert_never(action)


def _added(
    w: Words,
    asked: tuple[str, ...],
    given: dict[str, Any],
    who: str | None,
    when: date,
    edition: Checklist,
    now: Assessment,
) -> Assessment:
    """The audit with a new finding: what was given, and where nothing was, what checklist and verdicts know."""
    bare = new_finding(edition, now, asked, w.text, by=who, on=when, grade=given.get("grade"))
    return with_finding(now, replace(bare, **{key: value for key, value in given.items() if value or key != "title"}))


def _edited(file: Path, finding_id: str, given: dict[str, Any], _: Checklist, now: Assessment) -> Assessment:
    """The audit with one finding changed; its number stays, and so does a title for which there is no other."""
    before = finding_of(now, finding_id)
    if before is None:
        refuse(file, [(("audit", "finding"), "no-such-finding", {"id": finding_id})])
    assert before
    return with_finding(now, replace(before, **{key: value for key, value in given.items() if value or key != "title"}))


def _names(written: list[str]) -> Iterator[str]:
    """Questions as they were written, one an option or several with commas."""
    for entry in written:
        yield from (name.strip() for name in entry.replace("、", ",").split(",") if name.strip())


def _list(app: AppContext, edition: Checklist, assessment: Assessment, *, as_json: bool) -> None:
    entries = sorted_findings(audit_of(assessment))
    if as_json:
        told = [{**as_json_entry(entry), "lacks": list(lacks(entry))} for entry in entries]
        app.data({"format": 1, "findings": told})
        return
    app.result("\n".join(finding_lines(app.words, edition, entries)))


def _tell(app: AppContext, before: Assessment, after: Assessment) -> None:
    """What was saved, what it still lacks, and what sounds like assurance."""
    w = app.words
    stood = {entry.id: entry for entry in audit_of(before).findings}
    changed = [entry for entry in audit_of(after).findings if stood.get(entry.id) != entry]
    if not changed:
        app.message(w("saved.nothing"))
    for entry in changed:
        grade = w(f"finding_grade.{entry.grade}")
        key = "cli.audit.finding_changed" if entry.id in stood else "cli.audit.finding_made"
        app.message(w(key, id=entry.id, grade=grade, title=entry.title))
        if missing := lacks(entry):
            app.message(lacking_told(w, entry.id, missing))
        if entry.repeats and entry.id not in stood:
            app.message(w("cli.audit.finding_repeats", id=entry.id, earlier=entry.repeats))
        warn_of_assurance(app, entry.title, entry.condition, entry.consequence, entry.recommendation)
