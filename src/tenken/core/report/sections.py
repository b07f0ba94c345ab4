"""For whom a report is made, and which pages each of them gets."""

from enum import StrEnum


class ReportProfile(StrEnum):
    """For whom the report is made."""

    OWNER = "owner"
    """What an owner reads: summary, scores, the first gaps, the roadmap, how the score was made."""
    FULL = "full"
    ATTESTATION = "attestation"
    """To hand to a client, partner or bank: scores and sign-off, no gap, note or evidence anywhere."""


SECTIONS: dict[ReportProfile, tuple[str, ...]] = {
    ReportProfile.OWNER: ("areas", "gaps", "open", "roadmap", "slipped", "cost", "years", "method", "limits"),
    ReportProfile.FULL: (
        "contents",
        "areas",
        "gaps",
        "open",
        "roadmap",
        "slipped",
        "cost",
        "years",
        "answers",
        "left_out",
        "register",
        "coverage",
        "method",
        "signoff",
        "limits",
    ),
    ReportProfile.ATTESTATION: ("areas", "signoff", "limits"),
}
"""The pages after page 1, in order; each is left out where it has nothing to say."""

OWNER_GAPS = 5
"""How many gaps the owner's report tells at length; its roadmap names those of the next 90 days."""
