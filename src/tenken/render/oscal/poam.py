"""What is to be mended, as OSCAL plan of action and milestones 1.2.1: an item for each finding and each other gap.

Findings, risks, remedies and promised days are those of the results, with the same identifiers; this document puts them
in order of urgency. OSCAL wants at least one item: where there is none, or none is told, the one item says so.
"""

from tenken.core.model import AuditFinding
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.render.oscal import audit as audits
from tenken.render.oscal import documents
from tenken.render.oscal import parties as oscal_people
from tenken.render.oscal.documents import Node, of_this
from tenken.render.oscal.findings import findings, observations, risk_id, risks
from tenken.render.oscal.plan import catalog_of, no_ssp
from tenken.words import Words


def render(report: Report, words: Words) -> bytes:
    """The plan as JSON; an attestation's names nothing that is to be mended."""
    assessment = report.assessment
    note, catalog = no_ssp(words), catalog_of(report, words)
    seen = observations(report, words)
    found = [node for node in findings(report, seen, words) if node.get("related-risks")]
    named = {entry["observation-uuid"] for node in found for entry in node.get("related-observations", ())}
    body = {
        "metadata": documents.metadata(
            words("oscal.poam_title", name=assessment.organisation.name),
            assessment.date,
            report.content_digest,
            props=documents.props({"tenken": report.version, "profile": report.profile, "language": words.lang}),
            roles=oscal_people.roles(report, words),
            parties=oscal_people.parties(report),
            responsible_parties=oscal_people.responsible(
                assessment, with_team=report.profile is not ReportProfile.ATTESTATION
            ),
        ),
        "import-ssp": {"href": f"#{note['uuid']}", "remarks": documents.prose(words("oscal.no_ssp_text"))},
        "observations": [node for nodes in seen.values() for node in nodes if node["uuid"] in named],
        "risks": risks(report, seen, words),
        "findings": found,
        "poam-items": _items(report, words),
        "back-matter": {"resources": [note, catalog]},
    }
    return documents.written(documents.document("plan-of-action-and-milestones", documents.filled(body)))


def _items(report: Report, words: Words) -> list[Node]:
    """The findings, the gravest first, then every gap that none of them speaks of, most urgent first."""
    if report.profile is ReportProfile.ATTESTATION:
        return [_nothing(report, "hidden", words)]
    faults = report.audit.faults if report.audit else ()
    covered = {name for finding in faults for name in finding.questions}
    rest = [step for step in report.gaps if step.gap.question.id not in covered]
    steps = {step.gap.question.id: step for step in report.gaps}
    told = [_found(report, finding, steps) for finding in faults] + [_gap(report, step, words) for step in rest]
    return told or [_nothing(report, "none", words)]


def _nothing(report: Report, why: str, words: Words) -> Node:
    return {
        "uuid": of_this(report.assessment, "poam", why),
        "title": documents.line(words(f"oscal.poam_{why}")),
        "description": documents.prose(words(f"oscal.poam_{why}_text")),
        "props": documents.props({"empty": True}),
    }


def _found(report: Report, finding: AuditFinding, steps: dict[str, RoadmapStep]) -> Node:
    """A finding, with the days that were promised for the questions it speaks of."""
    full = report.profile.whole
    day = finding.reply_by.isoformat() if finding.reply_by else None
    gaps = [steps[name] for name in finding.questions if name in steps]
    related = [audits.risk_id(report.assessment, finding)] + [risk_id(report, step.gap.question.id) for step in gaps]
    return documents.filled(
        {
            "uuid": of_this(report.assessment, "poam", "finding", finding.id),
            "title": documents.line(f"{finding.id} {finding.title}"),
            "description": documents.prose((finding.recommendation if full else None) or finding.title),
            "props": documents.props({"finding": finding.id, "grade": finding.grade, "reply-by": day})
            + [documents.prop("question", name) for name in finding.questions]
            + [documents.prop("promised-due", step.due.isoformat()) for step in gaps if step.promised],
            "related-findings": [{"finding-uuid": audits.finding_id(report.assessment, finding)}],
            "related-risks": [{"risk-uuid": name} for name in related],
        }
    )


def _gap(report: Report, step: RoadmapStep, words: Words) -> Node:
    question = step.gap.question
    own: dict[str, str | int | None] = {"question": question.id, "promised": step.promised}
    own |= {"promised-due" if step.promised else "proposed-due": step.due.isoformat()}
    return documents.filled(
        {
            "uuid": of_this(report.assessment, "poam", "gap", question.id),
            "title": documents.line(words.text(question.name) or question.id),
            "description": documents.prose(words.text(question.remedy.first) or question.id),
            "props": documents.props(own),
            "related-findings": [{"finding-uuid": of_this(report.assessment, "finding", question.id)}],
            "related-risks": [{"risk-uuid": risk_id(report, question.id)}],
        }
    )
