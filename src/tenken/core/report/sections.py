"""For whom a report is made, and which pages each of them gets."""

from enum import StrEnum


class ReportProfile(StrEnum):
    """For whom the report is made."""

    OWNER = "owner"
    """What an owner reads, four pages: the verdict, everything at a glance, the plan, money and years."""
    FULL = "full"
    """What is kept: the owner's pages, then every gap, case, answer, piece of evidence and calculation."""
    ATTESTATION = "attestation"
    """To hand to a client, partner or bank: scores and sign-off, no gap, note or evidence anywhere."""


SECTIONS: dict[ReportProfile, tuple[str, ...]] = {
    ReportProfile.OWNER: ("areas", "gaps", "open", "roadmap", "cost", "years"),
    ReportProfile.FULL: (
        "areas",
        "roadmap",
        "cost",
        "years",
        "gaps",
        "open",
        "cases",
        "answers",
        "cost_method",
        "coverage",
        "method",
        "signoff",
        "limits",
    ),
    ReportProfile.ATTESTATION: (),
}
"""What is told after page 1, in order; each is left out where it has nothing to say."""

OWNER_GAPS = 5
"""How many gaps the owner's texts tell at length; its plan names all of them."""
