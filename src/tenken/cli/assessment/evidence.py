"""A file that somebody names as evidence, looked for beside the assessment: its digest, or a sentence why not."""

from pathlib import Path

from tenken.ask.interview.context import NamedFile
from tenken.ask.parsing import name_of_file
from tenken.cli.context import AppContext
from tenken.store.assessment import evidence
from tenken.store.assessment.evidence import HashedFile
from tenken.store.validation.sanitize import line


def held(app: AppContext, assessment_file: Path, written: str) -> NamedFile:
    """How the answer will name the file."""
    taken = evidence.take(written, assessment_file.parent)
    if isinstance(taken, HashedFile):
        return NamedFile(taken.file, taken.sha256)
    name = line(written)
    sentence = app.words(f"cli.evidence.{taken}", file=name, most=evidence.LARGEST // 1_000_000)
    return NamedFile(name_of_file(name), refused=sentence)
