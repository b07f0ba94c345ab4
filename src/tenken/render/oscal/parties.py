"""Whom an OSCAL document names: the organisation, the assessor, who signed off, and who is to close the gaps.

A form of the report names nobody whom it does not tell anything of: an attestation knows only the organisation, the
assessor and who signed. A name is the same party throughout, and in every year.
"""

from collections.abc import Iterator

from tenken.core.model import Assessment, FirmRole
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.render.oscal import documents
from tenken.render.oscal.documents import Node
from tenken.words import Words

IN_CHARGE = "action-owner"
"""The role of whoever promised to close a gap."""


def person(assessment: Assessment, name: str) -> str:
    """The identifier of a person around this organisation."""
    return documents.named("person", documents.plain(assessment.organisation.name), documents.plain(name))


def organisation(name: str) -> str:
    """The identifier of an organisation."""
    return documents.named("organization", documents.plain(name))


def roles(report: Report, words: Words) -> list[Node]:
    """The roles that this form of the report speaks of."""
    titles = {
        "prepared-for": words("oscal.assessed"),
        "assessor": words("report.signoff.assessor"),
        "reviewer": words("report.signoff.reviewer"),
        "content-approver": words("report.signoff.approved_by"),
    }
    if report.profile is not ReportProfile.ATTESTATION:
        titles |= {IN_CHARGE: words("oscal.in_charge")} | {role: words(f"role.{role}") for role in FirmRole}
    return [{"id": role, "title": documents.line(title)} for role, title in titles.items()]


def parties(report: Report) -> list[Node]:
    """The organisation, the assessor's firm, and everybody whom this form of the report names."""
    assessor = report.assessment.assessor
    firms = dict.fromkeys(
        documents.plain(name) for name in (report.assessment.organisation.name, assessor.firm) if name
    )
    told: list[Node] = [{"uuid": organisation(name), "type": "organization", "name": name} for name in firms]
    for name in dict.fromkeys(documents.plain(name) for name in _names(report) if name):
        party: Node = {"uuid": person(report.assessment, name), "type": "person", "name": name}
        if assessor.name and name == documents.plain(assessor.name):
            if assessor.role:
                party["props"] = [{"name": "job-title", "value": documents.plain(assessor.role)}]
            if assessor.firm:
                party["member-of-organizations"] = [organisation(assessor.firm)]
        told.append(party)
    return told


def responsible(assessment: Assessment) -> list[Node]:
    """For whom the results were prepared, and who assessed."""
    told = [{"role-id": "prepared-for", "party-uuids": [organisation(assessment.organisation.name)]}]
    if assessment.assessor.name:
        told.append({"role-id": "assessor", "party-uuids": [person(assessment, assessment.assessor.name)]})
    return told


def signers(assessment: Assessment) -> dict[str, str]:
    """Who signed off, by role."""
    signoff = assessment.signoff
    if signoff is None:
        return {}
    names = {"assessor": signoff.assessor, "reviewer": signoff.reviewer, "content-approver": signoff.approved_by}
    return {role: name for role, name in names.items() if name}


def _names(report: Report) -> Iterator[str | None]:
    yield report.assessment.assessor.name
    yield from signers(report.assessment).values()
    if report.profile is not ReportProfile.ATTESTATION:
        yield from (step.owner for step in report.gaps)
    if report.profile.whole:
        for page in report.areas:
            for line in page.answers:
                answer = line.question_score.answer
                yield answer.by
                yield answer.verdict.by if answer.verdict else None
