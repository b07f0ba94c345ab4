"""The command that begins the year from the last one: ``renew``."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli.context import Hall
from tenken.cli.options import given_facts
from tenken.core.model import Depth, Previous
from tenken.core.problem import UsageProblem
from tenken.core.scoring.gaps import find
from tenken.core.scoring.question_filters import Walk, on_walk
from tenken.core.scoring.roadmap import plan
from tenken.core.scoring.score import Side, side
from tenken.core.years.changes import Kind, find_changes
from tenken.core.years.lineage import Kinship, Lineage, relate
from tenken.core.years.renewal import Inheritance, inherit
from tenken.core.years.renewal import renew as renewed
from tenken.store import years
from tenken.store.assessment import editor
from tenken.store.checklist import editions
from tenken.words import Words


def renew(
    ctx: typer.Context,
    last: Annotated[Path, typer.Argument(metavar="LAST", help="cli.renew.last")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="cli.renew.new")],
    checklist: Annotated[str | None, typer.Option("--checklist", help="cli.renew.checklist")] = None,
    depth: Annotated[Depth | None, typer.Option("--depth", help="cli.renew.depth")] = None,
    facts: Annotated[list[str] | None, typer.Option("--fact", help="cli.new.fact")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
) -> None:
    """Begin this year's assessment with last year's answers, each to be confirmed."""
    hall: Hall = ctx.obj
    if new.exists() and last.exists() and new.samefile(last):
        raise UsageProblem("renew-over", {"file": str(new)})
    if new.exists() and not force:
        raise UsageProblem("exists", {"file": str(new)})
    year = years.load(last, hall.places, hall.today)
    if year.assessment.date > hall.today:
        days = {"today": hall.today.isoformat(), "day": year.assessment.date.isoformat()}
        raise UsageProblem("renew-early", {"last": year.name, **days})
    before = side(year.checklist, year.assessment)
    edition = (
        editions.load_by_reference(checklist, hall.places)
        if checklist
        else editions.newest_after(year.checklist, hall.places)
    )
    lineage = relate(year.checklist, edition, editions.between(year.checklist, edition, hall.places))
    given = given_facts(edition, facts or [])
    assessment = renewed(
        before,
        edition,
        lineage,
        on=hall.today,
        previous=Previous(last.name, year.sha256),
        remark=partial(_remark, hall.words, str(year.assessment.date.year)),
        depth=depth,
        facts=given,
    )
    editor.create(new, assessment, hall.places, hall.today, replace=force)
    _tell_renewed(hall, new, before, side(edition, assessment), lineage, given)


def _remark(words: Words, year: str, inherited: Inheritance) -> str:
    """Where a suggestion comes from, in the language of whoever renews the file."""
    parts = []
    first = inherited.parents[0]
    named = {"year": year, "label": words.text(first.question.name), "id": first.question.id}
    if inherited.merged:
        told = [
            words(
                "renew.parent",
                label=words.text(parent.question.name),
                id=parent.question.id,
                status=words.status(parent.answer.counted),
            )
            for parent in inherited.parents
        ]
        parts.append(words("renew.merged", year=year, parents=words("report.join").join(told)))
    elif inherited.split:
        parts.append(words("renew.split", **named))
    elif first.question.text != inherited.question.text:
        parts.append(words("renew.reworded", **named))
    if inherited.overruled:
        said = next(parent.answer.status for parent in inherited.parents if parent.answer.verdict)
        parts.append(words("renew.overruled", year=year, said=words.status(said)))
    return " ".join(parts)


def _tell_renewed(hall: Hall, file: Path, last: Side, this: Side, lineage: Lineage, given: Mapping[str, bool]) -> None:
    w = hall.words
    suggested = [answer for answer in this.assessment.answers.values() if answer.status is not None]
    hall.talk(w("cli.renew.made", file=str(file), n=len(suggested)))
    if last.checklist.reference != this.checklist.reference:
        _tell_edition(hall, last, this, lineage)
    known = {fact.id for fact in last.checklist.facts} | set(given)
    fresh = [fact for fact in this.checklist.facts if fact.id not in known]
    if fresh:
        told = [f"{fact.id}={str(this.assessment.profile[fact.id]).lower()}" for fact in fresh]
        hall.talk(w("cli.renew.facts", facts=" ".join(told)))
    old = on_walk(this.scorecard, Walk.STALE, this.assessment.date)
    if old:
        hall.talk(w("cli.renew.stale", n=len(old)))
    overdue = [step for step in plan(find(this.scorecard), this.assessment.date) if step.overdue]
    if overdue:
        hall.talk(w("cli.renew.overdue", n=len(overdue)))
    hall.talk(w("cli.renew.next", file=str(file)))


def _tell_edition(hall: Hall, last: Side, this: Side, lineage: Lineage) -> None:
    references = {"last": last.checklist.reference, "this": this.checklist.reference}
    if lineage.kinship is Kinship.BY_ID:
        hall.talk(hall.words("cli.renew.by_id_only", **references))
    inherited = inherit(last, this.checklist, lineage)
    kinds = [change.kind for change in find_changes(last, this, lineage.origins)]
    hall.talk(
        hall.words(
            "cli.renew.edition",
            **references,
            new=kinds.count(Kind.NEW),
            retired=kinds.count(Kind.RETIRED),
            split=sum(entry.split and not entry.merged for entry in inherited),
            merged=sum(entry.merged for entry in inherited),
        )
    )
