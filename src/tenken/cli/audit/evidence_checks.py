"""Evidence on the command line of an audit: what became of a piece (``1=contradicted``), and files below the folder."""

from pathlib import Path

from tenken.cli.audit.audit import refuse
from tenken.core.model import Assessment, EvidenceCheck
from tenken.core.problem import UsageProblem, Values, close_to
from tenken.store.assessment import evidence
from tenken.store.validation.sanitize import line

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
