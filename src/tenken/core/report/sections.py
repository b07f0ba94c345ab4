"""For whom a report is made, and which pages each of them gets."""

from enum import StrEnum


class ReportProfile(StrEnum):
    """For whom the report is made."""

    OWNER = "owner"
    """What an owner reads, four pages: the verdict, everything at a glance, the plan, money and years."""
    FULL = "full"
    """What is kept: the owner's pages, then every gap, case, answer, piece of evidence and calculation."""
    AUDIT = "audit"
    """What an audit came to: opinion, findings, what was checked and how, then areas, gaps and plan."""
    ATTESTATION = "attestation"
    """To hand to a client, partner or bank: scores and sign-off, no gap, note or evidence anywhere."""

    @property
    def whole(self) -> bool:
        """Whether data made for it hold every answer."""
        return self in (ReportProfile.FULL, ReportProfile.AUDIT)


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
    ReportProfile.AUDIT: (
        "audit_overview",
        "audit_opinion",
        "audit_findings",
        "audit_comparison",
        "audit_earlier",
        "audit_checked",
        "audit_requests",
        "areas",
        "roadmap",
        "gaps",
        "open",
        "method",
        "audit_method",
        "audit_signoff",
        "audit_limits",
        "audit_replies",
    ),
    ReportProfile.ATTESTATION: (),
}
"""What is told after page 1, in order; each is left out where it has nothing to say."""

OWNER_GAPS = 5
"""How many gaps the owner's texts tell at length; its plan names all of them."""
