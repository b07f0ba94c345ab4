"""Putting a handout together from an assessment's file, for whichever command hands it out."""

from pathlib import Path

from tenken.ask.handout import Handout, without_verdicts
from tenken.cli.context import AppContext
from tenken.core.library import Library
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest, identity
from tenken.store.checklist import library


def handout_of(
    app: AppContext, file: Path, *, known: Library | None = None, with_verdicts: bool = False, token: str = ""
) -> Handout:
    """All of an assessment as it is handed out: the firm's own answers, verdicts only where they are asked for.

    ``known`` is what stands beside the edition, where it was loaded already; raises FileProblems.
    """
    edition, assessment = loader.load(file, app.checklist_path, app.today)
    return Handout(
        checklist=edition,
        assessment=assessment if with_verdicts else without_verdicts(assessment),
        words=app.words,
        today=app.today,
        identity=identity(assessment),
        content=content_digest(assessment),
        library=known or library.load(app.checklist_path),
        token=token,
    )
