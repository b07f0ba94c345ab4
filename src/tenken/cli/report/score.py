"""Commands that tell the numbers of a file: ``status`` and ``score``."""

from pathlib import Path
from typing import Annotated

import typer

from tenken.cli.context import AppContext
from tenken.core.problem import CheckFailed
from tenken.core.scoring import score as scoring
from tenken.core.scoring.gaps import find
from tenken.core.scoring.question_filters import QuestionFilter, filtered
from tenken.core.scoring.roadmap import plan
from tenken.render.report.score_json import critical_document, score_document, status_document
from tenken.render.report.score_text import score_lines, status_lines
from tenken.store.assessment import loader

File = Annotated[Path, typer.Argument(metavar="FILE", help="cli.score.file")]


def _points(written: str) -> int:
    from tenken.cli.options import number_option  # noqa: PLC0415 - only for those who name a number

    return number_option("--fail-under", written, 0, 100)


def score(
    ctx: typer.Context,
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="cli.score.json")] = False,
    fail_under: Annotated[
        int | None, typer.Option("--fail-under", parser=_points, min=0, max=100, help="cli.score.fail_under")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="cli.score.all")] = False,
) -> None:
    """Tell the score; raises CheckFailed where it is below ``--fail-under``."""
    app: AppContext = ctx.obj
    checklist, assessment = loader.load(file, app.checklist_path, app.today)
    app = app.about(checklist, reopened=assessment.reopened)
    card = scoring.score(checklist, assessment)
    if as_json:
        app.data(score_document(checklist, assessment, card) | critical_document(card))
    else:
        app.result("\n".join(score_lines(app.words, checklist, assessment, card, every=every)))
        app.lead_to("next.to_web" if card.draft else "next.to_report", file=str(file))
    if fail_under is not None and card.score is None:
        raise CheckFailed("nothing-scored", {"least": fail_under})
    if fail_under is not None and card.score is not None and card.score * 100 < fail_under:
        raise CheckFailed("below", {"score": scoring.shown(card.score) or 0, "least": fail_under})


def status(
    ctx: typer.Context,
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="cli.status.json")] = False,
) -> None:
    """Tell what is open, unconfirmed, stale or overdue."""
    app: AppContext = ctx.obj
    checklist, assessment = loader.load(file, app.checklist_path, app.today)
    app = app.about(checklist, reopened=assessment.reopened)
    card = scoring.score(checklist, assessment)
    lists = {
        str(question_filter): filtered(card, question_filter, assessment.date)
        for question_filter in (QuestionFilter.OPEN, QuestionFilter.UNCONFIRMED, QuestionFilter.STALE)
    }
    overdue = [step for step in plan(find(card), assessment) if step.overdue]
    if as_json:
        app.data(status_document(checklist, card, lists, overdue))
    else:
        app.result("\n".join(status_lines(app.words, checklist, assessment, card, lists=lists, overdue=overdue)))
        app.lead_to(_after_status(card.draft, bool(lists[QuestionFilter.STALE])), file=str(file))


def _after_status(draft: bool, stale: bool) -> str:
    """The sentence that tells what to do first."""
    if draft:
        return "next.to_web"
    return "next.to_stale" if stale else "next.to_report"
