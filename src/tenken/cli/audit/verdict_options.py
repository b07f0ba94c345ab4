"""What options of an audit's commands mean: evidence that was checked (``1=contradicted``), files, records by number.

Records stand for all of them: they are drawn for one question, from the seed of the audit's sample.
"""

from pathlib import Path

from tenken.cli.audit_record import refuse
from tenken.core.audit import sampling
from tenken.core.audit.recording import audit_of
from tenken.core.audit.records import MOST_RECORDS, USUAL_DESIGN, Design, RecordDraw, record_sample
from tenken.core.model import Assessment, EvidenceCheck
from tenken.core.problem import UsageProblem, Values, close_to
from tenken.store.assessment import evidence
from tenken.store.validation.sanitize import line, maybe

LONGEST = 40
"""Characters that are quoted of what was written."""


def check_of(file: Path, assessment: Assessment, question_id: str, written: str) -> tuple[int, EvidenceCheck | None]:
    """Which piece of evidence, from 1, and what became of it; ``None`` takes a check back (``1=``).

    Raises UsageProblem for what cannot be read so, FileProblems for a piece that the answer does not have.
    """
    position, _, said = written.partition("=")
    said = said.strip()
    choices = [str(check) for check in EvidenceCheck]
    if "=" not in written or not (position.isascii() and position.isdigit()):
        raise UsageProblem("bad-evidence-check", {"written": written[:LONGEST], "choices": " / ".join(choices)})
    if said and said not in choices:
        meant = close_to(said, choices)
        values = {"written": said[:LONGEST], "choices": " / ".join(choices), "meant": meant or ""}
        raise UsageProblem("unknown-evidence-check-near" if meant else "unknown-evidence-check", values)
    number, most = int(position[:9]), len(assessment.answer(question_id).evidence)
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
