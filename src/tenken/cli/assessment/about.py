"""The command for what an assessment is about, ``about``: shows it, and changes it once what that does is said."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from tenken.ask.subject import FieldGroup, SubjectReading, read_subject, subject_fields
from tenken.ask.subject.tell import Kinds, change_rows, contradictions, subject_lines
from tenken.cli import options
from tenken.cli.context import AppContext
from tenken.core.cost import figures
from tenken.core.model import Assessment, Checklist
from tenken.core.problem import UsageProblem, close_to
from tenken.core.scoring.applicability import every_fact
from tenken.core.scoring.score import shown
from tenken.core.subject import SubjectChange, changed_subject
from tenken.render.json_values import entry
from tenken.screen import COLUMNS, pad, width, wrap
from tenken.store.assessment import loader
from tenken.store.checklist.figures import load
from tenken.store.validation.sanitize import clean

INDENT = "  "
NARROW = 44
"""Columns that a label takes at most beside its value."""
GO_BY_FIGURE = "cli.about.go_by_figure"
"""Of the words: how a fact is left to the figure from which it follows."""


def about(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.about.file")],
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="cli.about.set")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="cli.about.yes")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="cli.about.dry_run")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="cli.about.json")] = False,
) -> None:
    """Show what the assessment is about, or change it."""
    app: AppContext = ctx.obj
    edition, assessment = loader.load(file, app.checklist_path, app.today)
    app = app.about(edition)
    kinds = _kinds(app)
    if not settings:
        _show(app, file, (edition, assessment), kinds, as_json=as_json)
        return
    options.refuse_signed(file, assessment)
    given = _given(edition, settings)
    if assessment.audit and assessment.audit.of and any(subject_fields(edition)[key].owned for key in given):
        options.refuse_audited(file, assessment)
    reading = understood(app, edition, assessment, given)
    change = changed_subject(edition, assessment, reading.assessment)
    if as_json:
        app.data(_as_data(change, reading, kinds, app))
    else:
        _tell(app, change, reading, kinds)
    if change.empty or dry_run:
        return
    if not yes:
        _agree(app, file)
    _save(app, file, edition, given)
    app.message(app.words("cli.about.saved"))
    app.lead_to("next.to_web", file=str(file))


def understood(app: AppContext, edition: Checklist, assessment: Assessment, given: dict[str, str]) -> SubjectReading:
    """The assessment with what was given; raises UsageProblem with all that was not understood."""
    reading = read_subject(edition, assessment, given, app.today, clean)
    if reading.refused:
        w = app.words
        for key, fault in reading.refused.items():
            app.message(w("cli.about.refused", key=key, reason=w(fault.what, **fault.values)))
        raise UsageProblem("about-refused", {"n": len(reading.refused)})
    return reading


def _given(edition: Checklist, settings: Iterable[str]) -> dict[str, str]:
    """What was written as KEY=VALUE, by key; raises UsageProblem for a key that there is none of."""
    known = [*subject_fields(edition)]
    given = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        key = key.strip().replace("_", "-")
        if not equals:
            raise UsageProblem("about-needs-value", {"written": setting[:40]})
        if key not in known:
            meant = close_to(key, known)
            what = "about-unknown-near" if meant else "about-unknown"
            raise UsageProblem(what, {"written": key[:40], "meant": meant or "", "choices": " / ".join(known)})
        given[key] = value
    return given


def _save(app: AppContext, file: Path, edition: Checklist, given: dict[str, str]) -> None:
    from tenken.store.assessment import editor  # noqa: PLC0415 - the editing library is loaded only to write

    def changed(_: Checklist, now: Assessment) -> Assessment:
        return understood(app, edition, now, given).assessment

    editor.save(file, changed, app.checklist_path, app.today, edition)


def _agree(app: AppContext, file: Path) -> None:
    """Ask whether to save; raises UsageProblem where nobody can be asked, and typer.Exit where the person declines."""
    if not app.can_ask:
        raise UsageProblem("about-needs-yes", {"file": str(file)})
    from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only where a person is asked

    w = app.words
    choices = [("save", w("cli.about.save")), ("leave", w("cli.about.leave"))]
    if TerminalPrompter().choose(w("cli.about.ask"), choices, w("cli.answer.choose_hint"), None) != "save":
        app.message(w("cli.about.left"))
        raise typer.Exit


def _kinds(app: AppContext) -> Kinds:
    known = figures.on(app.today, load(app.checklist_path))
    return known.kinds if known else {}


def _show(app: AppContext, file: Path, loaded: tuple[Checklist, Assessment], kinds: Kinds, *, as_json: bool) -> None:
    edition, assessment = loaded
    w, fields, facts = app.words, subject_fields(edition), every_fact(edition, assessment)
    if as_json:
        told = {key: entry(one.get(assessment)) for key, one in fields.items() if one.group is not FieldGroup.FACTS}
        known = {state.fact.id: {"holds": state.holds, "said": state.said, "derived": state.derived} for state in facts}
        app.data({"format": 1, "id": assessment.organisation.id, "subject": told, "facts": known})
        return
    app.result(w("subject.title"))
    group = None
    for its_group, key, label, value in subject_lines(w, assessment, facts, fields, kinds):
        if its_group is not group:
            app.result()
            app.result(w(f"cli.about.group_{its_group}"))
            group = its_group
        app.result(_row(w("cli.about.row", label=label, key=key), value))
    for sentence in contradictions(w, facts, assessment, GO_BY_FIGURE):
        app.message()
        app.message(wrap(sentence, COLUMNS))
    app.lead_to("cli.about.how", file=str(file))


def _row(label: str, value: str) -> str:
    """A label with its value: beside it where there is room, else below it."""
    if width(label) <= NARROW:
        return wrap(pad(label, NARROW + 2) + value, COLUMNS, INDENT)
    return f"{wrap(label, COLUMNS, INDENT)}\n{wrap(value, COLUMNS, INDENT * 3)}"


def _tell(app: AppContext, change: SubjectChange, reading: SubjectReading, kinds: Kinds) -> None:
    """What the change does, before it is done."""
    w = app.words
    if change.empty:
        app.message(w("saved.nothing"))
    else:
        app.message(w("cli.about.does"))
    for row in change_rows(w, change, kinds, reading.said_otherwise):
        app.message(wrap(w("cli.about.change", label=row.label, was=row.was, now=row.now), COLUMNS, INDENT))
        for sentence in row.told:
            app.message(wrap(sentence, COLUMNS, INDENT * 2))
    for sentence in contradictions(w, change.facts, change.after.assessment, GO_BY_FIGURE):
        app.message(wrap(sentence, COLUMNS))


def _as_data(change: SubjectChange, reading: SubjectReading, kinds: Kinds, app: AppContext) -> dict[str, Any]:
    cards = {"before": change.before.scorecard, "after": change.after.scorecard}
    return {
        "format": 1,
        "changes": [
            {"label": row.label, "was": row.was, "now": row.now, "told": list(row.told)}
            for row in change_rows(app.words, change, kinds, reading.said_otherwise)
        ],
        "questions": {
            "added": [item.question.id for item in change.added],
            "removed": [item.question.id for item in change.removed],
            "answers_kept": change.kept,
            "answers_set_aside": change.set_aside,
        },
        **{
            name: {"asked": card.tally.total, "score": shown(card.score), "best": shown(card.best)}
            for name, card in cards.items()
        },
        "contradicted": [state.fact.id for state in change.contradicted],
    }
