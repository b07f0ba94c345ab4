"""A file that somebody names as evidence, looked for beside the assessment: its digest, or a sentence why not."""

from pathlib import Path

from tenken.ask.interview.context import Held
from tenken.cli.context import Hall
from tenken.store.assessment import evidence
from tenken.store.assessment.evidence import Taken
from tenken.store.validation.sanitize import line


def held(hall: Hall, assessment_file: Path, written: str) -> Held:
    """How the answer will name the file."""
    taken = evidence.take(written, assessment_file.parent)
    if isinstance(taken, Taken):
        return Held(taken.file, taken.sha256)
    name = line(written)
    sentence = hall.words(f"cli.evidence.{taken}", file=name, most=evidence.LARGEST // 1_000_000)
    return Held(name, refused=sentence)
