"""The command that says what to look at: ``audit sample``, for the questions of an audit or the records of one."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tenken.cli.audit.audit import File, Json, asked_of, opened
from tenken.cli.audit.begin import drawn_first
from tenken.cli.audit_record import record, refuse
from tenken.cli.context import AppContext
from tenken.cli.options import numeric
from tenken.core.audit import sampling
from tenken.core.audit.progress import to_check
from tenken.core.audit.recording import audit_of, open_earlier, with_added, with_sample
from tenken.core.audit.records import (
    MOST_RECORDS,
    USUAL_DESIGN,
    Design,
    RecordDraw,
    RecordResult,
    record_result,
    record_sample,
    sample_faults,
)
from tenken.core.model import Assessment, Checklist, Question
from tenken.core.problem import UsageProblem
from tenken.render.audit import sample as told
from tenken.render.json_values import entry
from tenken.store.validation.sanitize import maybe


def sample(
    ctx: typer.Context,
    file: File,
    question_id: Annotated[str | None, typer.Argument(metavar="ID", help="cli.audit.records_of")] = None,
    population: Annotated[
        int | None,
        numeric("--population", "cli.audit.population", 1, MOST_RECORDS),
    ] = None,
    failed: Annotated[int | None, numeric("--failed", "cli.audit.failed", 0, MOST_RECORDS)] = None,
    design: Annotated[Design | None, typer.Option("--design", help="cli.audit.design")] = None,
    size: Annotated[int | None, numeric("--size", "cli.audit.size", 0, 1_000)] = None,
    seed: Annotated[str | None, typer.Option("--seed", help="cli.audit.seed")] = None,
    add: Annotated[str | None, typer.Option("--add", help="cli.audit.add_question")] = None,
    why: Annotated[str | None, typer.Option("--why", help="cli.audit.why")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.audit.draw_again")] = False,
    as_json: Json = False,
) -> None:
    """Draw questions or records, add a question, or show what was drawn."""
    app: AppContext = ctx.obj
    if question_id is not None and population is None:
        raise UsageProblem("goes-with", {"option": "--population"})
    if population is not None and question_id is None:
        raise UsageProblem("missing-argument", {"name": "ID"})
    if (design or failed is not None) and population is None:
        raise UsageProblem("goes-with", {"option": "--population"})
    if (add is None) is not (maybe(why) is None):
        raise UsageProblem("goes-with", {"option": "--why" if add else "--add"})
    edition, assessment = opened(app, file, to_write=False)
    if question_id is not None and population is not None:
        question = asked_of(edition, assessment, question_id)
        _records(app, file, assessment, question, (population, design, size, seed, failed), as_json=as_json)
        return
    standing = audit_of(assessment).sample
    if add is None and size is None and seed is None and not force and standing:
        _show(app, edition, assessment, as_json=as_json)
        return
    opened(app, file)
    begun = any(answer.verdict for answer in assessment.answers.values())
    redraws = size is not None or seed is not None or force
    if redraws and standing and begun and not force:
        raise UsageProblem("sample-stands", {"seed": standing.seed})
    added = asked_of(edition, assessment, add) if add else None

    def change(edition: Checklist, now: Assessment) -> Assessment:
        after = _drawn(app, edition, now, file, size, maybe(seed)) if redraws else now
        stands = audit_of(after).sample
        if stands is None:
            after = drawn_first(app, edition, after, file)
            stands = audit_of(after).sample
        assert stands
        return with_sample(after, with_added(stands, added.id, maybe(why) or "")) if added else after

    _, after = record(app, file, change, edition)
    _show(app, edition, after, as_json=as_json)


def _drawn(
    app: AppContext, edition: Checklist, now: Assessment, file: Path, size: int | None, seed: str | None
) -> Assessment:
    """The audit with a list that was drawn anew; what was added by hand stays on it."""
    standing = audit_of(now).sample
    seed = seed or (standing.seed if standing else sampling.default_seed(file.stem, app.today))
    wanted = size if size is not None else standing.size if standing else sampling.USUAL_SIZE
    earlier = open_earlier(audit_of(now))
    added = standing.added if standing else ()
    return with_sample(now, sampling.draw_answers(edition, now, seed, wanted, earlier=earlier, added=added).sample)


def _show(app: AppContext, edition: Checklist, assessment: Assessment, *, as_json: bool) -> None:
    """The list with the reason of each question, how it was drawn, and whether anybody draws the same today."""
    w = app.words
    audit = audit_of(assessment)
    assert audit.sample
    again = sampling.drawn_again(edition, assessment, audit.sample, open_earlier(audit))
    whys = {step.entry.id: step for step in again.draw.steps if step.why is not sampling.Why.LEFT}
    if as_json:
        app.data(_document(assessment, again, whys))
        return
    numbers = edition.numbers()
    for name in to_check(audit):
        question = edition.question(name)
        reason = told.why_told(w, whys[name].why if name in whys else sampling.Why.ADDED)
        verdict = assessment.answer(name).verdict
        done = w("cli.audit.sample_done", status=w.judged(verdict.status)) if verdict else ""
        label = w.text(question.name) if question else ""
        app.result(w("cli.audit.sample_row", number=numbers.get(name, ""), id=name, label=label, why=reason, done=done))
    app.result()
    for sentence in (*told.how_told(w, audit.sample), told.can_miss(w), *told.redraw_told(w, again)):
        app.result(sentence)


def _document(assessment: Assessment, again: sampling.Redraw, whys: dict[str, sampling.DrawStep]) -> dict[str, Any]:
    audit = audit_of(assessment)
    listed = []
    for name in to_check(audit):
        step = whys.get(name)
        listed.append(
            {
                "id": name,
                "why": str(step.why if step else sampling.Why.ADDED),
                "key": step.key if step else None,
                "ticket": step.ticket if step else None,
                "checked": assessment.answer(name).verdict is not None,
            }
        )
    differs = {"changed": again.changed, "missing": list(again.missing), "extra": list(again.extra)}
    return {"format": 1, "sample": entry(audit.sample), "questions": listed, "same": again.same, "differs": differs}


def _records(
    app: AppContext,
    file: Path,
    assessment: Assessment,
    question: Question,
    asked: tuple[int, Design | None, int | None, str | None, int | None],
    *,
    as_json: bool,
) -> None:
    """Which records to look at, and, where they were, what that says of all of them."""
    w = app.words
    population, design, size, seed, failed = asked
    drawn = record_draw(file, assessment, question.id, population, design=design, size=size, seed=seed)
    result: RecordResult | None = None
    if failed is not None:
        seen = drawn.seen(failed)
        place = ("answers", question.id, "verdict", "basis", "sample")
        refuse(file, [((*place, *path), what, values) for path, what, values in sample_faults(seen)])
        result = record_result(seen)
    if as_json:
        app.data({"format": 1, "id": question.id, **entry(drawn), "result": entry(result) if result else None})
        return
    app.result(told.size_told(w, drawn))
    if numbers := told.items_told(w, drawn):
        app.result(numbers)
    if result:
        app.result(told.result_told(w, result))
    app.result(told.can_miss(w))
    app.lead_to("next.records", file=str(file), id=question.id, n=str(population))


def record_draw(
    file: Path,
    assessment: Assessment,
    question_id: str,
    population: int,
    *,
    design: Design | None = None,
    size: int | None = None,
    seed: str | None = None,
) -> RecordDraw:
    """Which of so many records to look at; the same again whenever it is asked for.

    Raises UsageProblem for both a design and a size, FileProblems for a number of records that cannot be drawn.
    """
    if design and size is not None:
        raise UsageProblem("one-of", {"choices": "--design / --size"})
    chosen = record_sample(
        population, design or USUAL_DESIGN, maybe(seed) or _seed(file, assessment), question_id, size
    )
    if isinstance(chosen, tuple):
        path, what, values = chosen
        refuse(file, [(("answers", question_id, "verdict", "basis", "sample", *path), what, values)])
    assert isinstance(chosen, RecordDraw)
    return chosen


def _seed(file: Path, assessment: Assessment) -> str:
    """The seed of the audit's list; without one the file's name and the day of the last answer, which stays."""
    sample = audit_of(assessment).sample
    days = [answer.on for answer in assessment.answers.values() if answer.on]
    return sample.seed if sample else sampling.default_seed(file.stem, max(days, default=assessment.date))
