"""Records that stand for all of them: drawn by number for one question, from the seed of the audit's sample."""

from pathlib import Path

from tenken.cli.audit.audit import refuse
from tenken.core.audit import sampling
from tenken.core.audit.recording import audit_of
from tenken.core.audit.records import MOST_RECORDS, USUAL_DESIGN, Design, RecordDraw, record_sample
from tenken.core.model import Assessment
from tenken.core.problem import UsageProblem, Values
from tenken.store.validation.sanitize import maybe


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
    if population > MOST_RECORDS:
        written: Values = {"option": "--population", "written": str(population), "least": 1, "most": MOST_RECORDS}
        raise UsageProblem("not-a-number", written)
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
