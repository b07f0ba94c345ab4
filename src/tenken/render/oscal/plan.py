"""The audit as OSCAL assessment-plan 1.2.1: which questions are checked, by whom and when, and what is asked for.

The terms are those of the audit's file; what was found stands in the results. Of a self-assessment it tells which
questions are asked. OSCAL wants a system security plan, and there is none: ``import-ssp`` points to a note.
"""

import hashlib
from collections.abc import Iterator

from tenken.core.model import AnswerSample, Assessment, Audit
from tenken.core.report.report import Report
from tenken.render.oscal import catalog as oscal_catalog
from tenken.render.oscal import documents
from tenken.render.oscal import parties as oscal_people
from tenken.render.oscal.documents import Node, of_this
from tenken.render.oscal.parties import TEAM, person
from tenken.words import Words

TERMS = {
    "scope": "assessment-inclusions",
    "excluded": "assessment-exclusions",
    "independence": "disclosures",
    "distribution": "results-delivery",
}
"""OSCAL's names for parts of the terms; those that it has no name for are ours."""


def render(report: Report, words: Words) -> bytes:
    """The plan as JSON; a form that tells no answers tells no sample and no document that was asked for either."""
    return documents.written(plan(report, words))


def plan(report: Report, words: Words) -> Node:
    """The same before it is written."""
    assessment = report.assessment
    note, catalog = no_ssp(words), catalog_of(report, words)
    full = report.profile.whole
    body = {
        "metadata": documents.metadata(
            words("oscal.plan_title", name=assessment.organisation.name),
            assessment.date,
            report.content_digest,
            props=documents.props({"tenken": report.version, "profile": report.profile, "language": words.lang}),
            roles=oscal_people.roles(report, words),
            parties=oscal_people.parties(report),
            responsible_parties=oscal_people.responsible(assessment, with_team=full),
        ),
        "import-ssp": {"href": f"#{note['uuid']}", "remarks": documents.prose(words("oscal.no_ssp_text"))},
        "terms-and-conditions": {"parts": list(_terms(assessment.audit))} if assessment.audit and full else None,
        "reviewed-controls": _planned(report, catalog, words),
        "tasks": [documents.filled(task) for task in _tasks(assessment, words)] if full else [],
        "back-matter": {"resources": [note, catalog]},
    }
    if body["terms-and-conditions"] == {"parts": []}:
        del body["terms-and-conditions"]
    return documents.document("assessment-plan", documents.filled(body))


def no_ssp(words: Words) -> Node:
    """The note that there is no system security plan."""
    return documents.resource(words("oscal.no_ssp"), description=documents.prose(words("oscal.no_ssp_text")))


def catalog_of(report: Report, words: Words) -> Node:
    """Which catalog is meant, and how to get it."""
    reference = report.checklist.reference
    whole = oscal_catalog.catalog(report.checklist, report.library, words)
    digest = hashlib.sha256(documents.written(whole)).hexdigest()
    link = {
        "href": oscal_catalog.file_name(report.checklist),
        "media-type": "application/json",
        "hashes": [{"algorithm": "SHA-256", "value": digest}],
    }
    return documents.resource(
        words("oscal.catalog", reference=reference),
        description=documents.prose(words("oscal.catalog_text", reference=reference, lang=words.lang)),
        props=documents.props({"checklist": reference, "digest": report.checklist.digest}),
        document_ids=[{"identifier": whole["catalog"]["uuid"]}],
        rlinks=[link],
    )


def _terms(audit: Audit) -> Iterator[Node]:
    said = {name: getattr(audit, name) for name in ("objective", "scope", "excluded", "independence")}
    said |= {"criteria": "\n\n".join(audit.criteria), "distribution": "\n\n".join(audit.distribution)}
    for name, text in said.items():
        if text:
            known = {"name": TERMS[name]} if name in TERMS else {"name": name, "ns": documents.OURS}
            yield known | {"prose": documents.prose(text)}
    if audit.sample:
        own: dict[str, str | int | None] = {
            "seed": audit.sample.seed,
            "size": audit.sample.size,
            "frame": audit.sample.frame,
        }
        yield {"name": "methodology", "props": documents.props(own)}


def _planned(report: Report, catalog: Node, words: Words) -> Node:
    """The questions to check, with the reason of each; where nothing is drawn, all that are asked."""
    audit = report.assessment.audit if report.profile.whole else None
    asked = [item.question.id for item in report.scorecard.questions]
    sample = audit.sample if audit else None
    known = {question.id for _, question in report.checklist.questions}
    listed = [name for name in sample.questions if name in known] if sample else asked
    selection: Node = {"include-controls": [{"control-id": name} for name in listed]} if listed else {"include-all": {}}
    text = words("oscal.planned" if sample else "oscal.planned_all", n=len(listed))
    return documents.filled(
        {
            "description": documents.prose(text),
            "props": list(_reasons(sample)) if sample else [],
            "control-selections": [{"links": [{"href": f"#{catalog['uuid']}", "rel": "reference"}], **selection}],
        }
    )


def _reasons(sample: AnswerSample) -> Iterator[Node]:
    yield from (documents.prop("always", name) for name in sample.always)
    yield from (documents.prop("drawn", name) for name in sample.drawn)
    yield from (documents.prop("added", entry.id, remarks=documents.prose(entry.why)) for entry in sample.added)


def _tasks(assessment: Assessment, words: Words) -> Iterator[Node]:
    """When the team meets the firm, and which documents it asks for until when."""
    audit = assessment.audit
    if audit is None:
        return
    members = list(dict.fromkeys(person(assessment, member.name) for member in audit.team))
    for at, session in enumerate(audit.sessions, 1):
        how = words(f"session_kind.{session.how}")
        yield {
            "uuid": of_this(assessment, "planned-session", str(at)),
            "type": "action",
            "title": documents.line(words("oscal.session", how=how, place=session.place or "")),
            "props": documents.props({"how": session.how, "place": session.place})
            + [documents.prop("with", role) for role in session.people],
            "timing": {"on-date": {"date": documents.start_of(session.on)}},
            "responsible-roles": [{"role-id": TEAM, "party-uuids": members}] if members else [],
        }
    for request in audit.requests:
        yield {
            "uuid": of_this(assessment, "planned-request", request.id),
            "type": "milestone",
            "title": documents.line(words("oscal.request", id=request.id, what=request.what)),
            "description": documents.prose(request.what),
            "props": documents.props({"request": request.id})
            + [documents.prop("question", name) for name in request.questions],
            "timing": {"on-date": {"date": documents.end_of(request.due)}} if request.due else None,
        }
