"""The schema of an assessment file: its keys, their kinds and ranges."""

from collections.abc import Mapping

from tenken.core.model import (
    MOST_PIECES,
    Action,
    Answer,
    Assessment,
    AssessmentKind,
    Assessor,
    Evidence,
    EvidenceCheck,
    FirmRole,
    Organisation,
    Previous,
)
from tenken.store.assessment.audit_schema import AUDIT, SIGNOFF, VERDICT
from tenken.store.validation.schema import (
    DAY,
    DIGEST,
    EXPOSURE,
    FLAG,
    FORMAT,
    ID,
    NAME,
    NOTE,
    REFERENCE,
    SHA256,
    STATUS,
    TIER,
    becomes,
    by,
    one_of,
    pattern,
    several,
    table,
    text,
    whole,
)

# An assessment.

EVIDENCE = becomes(
    Evidence,
    table(
        {"what": NOTE},
        {
            "file": NAME,
            "sha256": SHA256,
            "dated": DAY,
            "checked": one_of(*EvidenceCheck),
            "checked_by": NAME,
            "checked_on": DAY,
        },
    ),
)

ANSWER = becomes(
    Answer,
    table(
        {},
        {
            "status": STATUS,
            "note": NOTE,
            "on": DAY,
            "by": NAME,
            "confirmed": FLAG,
            "evidence": several(EVIDENCE, MOST_PIECES),
            "action": becomes(Action, table({}, {"owner": NAME, "due": DAY, "moved": several(DAY, 50)})),
            "verdict": VERDICT,
        },
    ),
)

BY_QUESTION = by(text(200), ANSWER)

ANSWERS = table({"answers": BY_QUESTION})
"""Answers alone, before they are in a file."""

MONTH = whole(1, 12)
FIRM_ID = pattern("firm-id", "[0-9a-f]{16}", 16)
"""64 bits drawn at random tell firms apart and say nothing of them."""


def _roles(**names: str) -> Mapping[FirmRole, str]:
    return {FirmRole(role): name for role, name in names.items()}


ROLES = becomes(_roles, table({}, {str(role): NAME for role in FirmRole}))

ASSESSMENT = becomes(
    Assessment,
    table(
        {
            "format": FORMAT,
            "checklist": REFERENCE,
            "digest": DIGEST,
            "kind": one_of(*AssessmentKind),
            "depth": TIER,
            "date": DAY,
            "organisation": becomes(
                Organisation,
                table(
                    {"name": NAME},
                    {"sector": NAME, "employees": whole(0, 10_000_000), "fiscal_year_starts": MONTH, "id": FIRM_ID},
                ),
            ),
        },
        {
            "previous": becomes(Previous, table({"file": NAME, "sha256": SHA256})),
            "assessor": becomes(Assessor, table({}, {"name": NAME, "role": NAME, "firm": NAME})),
            "roles": ROLES,
            "profile": by(ID, FLAG),
            "exposure": EXPOSURE,
            "audit": AUDIT,
            "signoff": SIGNOFF,
            "answers": BY_QUESTION,
            "asked": by(text(200), pattern("asked", "[0-9a-f]{8}", 8)),
            "extra": by(text(200), {"type": "any"}),
        },
    ),
)
"""In the order in which tenken writes a new file."""
