"""What a report says of an audit, held against what the audit itself gives: signatures, and samples drawn again.

Whose report it is, and whether its pages are the right ones, is ``verification``'s.
"""

from collections.abc import Iterator
from typing import TypeAlias

from tenken.core.audit import sampling, signoff
from tenken.core.model import Assessment, Checklist
from tenken.core.problem import Values
from tenken.store.assessment.document import content_digest

Found: TypeAlias = tuple[str, str, Values]
"""The name of a check, its state and what its sentence fills in."""


def found(checklist: Checklist, assessment: Assessment) -> Iterator[Found]:
    """Everything that can be checked of an audit; nothing of a self-assessment that nobody has signed."""
    yield from signatures(assessment)
    yield from samples(checklist, assessment)


def signatures(assessment: Assessment) -> Iterator[Found]:
    """Whether what was signed still stands as it was signed; nothing where nobody has."""
    signed = assessment.signoff
    if signed is None or not signed.steps:
        return
    changed = signoff.changed_after(signed, content_digest(assessment))
    if changed:
        first = changed[0]
        yield "signed_changed", "failed", {"name": first.name, "day": first.on.isoformat()}
    else:
        yield "signed", "ok", {"n": len(signed.steps), "issue": signed.issue or 1}


def samples(checklist: Checklist, assessment: Assessment) -> Iterator[Found]:
    """Whether the questions that were to be checked are those that the printed seed gives."""
    drawn = assessment.audit.sample if assessment.audit else None
    if drawn is None:
        return
    again = sampling.drawn_again(checklist, assessment, drawn)
    state = "ok" if again.same else "failed"
    yield "sample" if again.same else "sample_other", state, {"seed": drawn.seed, "n": len(drawn.questions)}
