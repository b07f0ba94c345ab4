"""The report as OSCAL assessment-results 1.2.1, for other tools; the catalog of the edition is a file of its own.

OSCAL imports an assessment by way of a plan, and a self-check has none: ``import-ap`` points to a note that says so. A
second resource names the catalog in which the controls and objectives stand, by identifier, file name and SHA-256
(``catalog`` says why it is not inside). The figures are those of ``score_json``; ``findings``
and ``parties`` tell what was seen, what follows, and who.
"""

import base64
import hashlib
from typing import Any, assert_never

from tenken.core.model import Assessment, Status
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import QuestionScore, shown
from tenken.render.oscal import catalog as oscal_catalog
from tenken.render.oscal import documents
from tenken.render.oscal import parties as oscal_people
from tenken.render.oscal.documents import Node, of_this
from tenken.render.oscal.findings import findings, observations, risks
from tenken.render.oscal.parties import person
from tenken.render.report.score_json import score_document
from tenken.words import Words


def render(report: Report, words: Words) -> bytes:
    """The assessment results as JSON; an attestation holds no gap, note or evidence here either."""
    assessment = report.assessment
    no_plan, catalog = _no_plan(words), _catalog(report, words)
    title = words("report.running", name=assessment.organisation.name, title=words("report.title"))
    body = {
        "metadata": documents.metadata(
            title,
            assessment.date,
            report.content_digest,
            props=documents.props({"tenken": report.version, "profile": report.profile, "language": words.lang}),
            roles=oscal_people.roles(report, words),
            parties=oscal_people.parties(report),
            responsible_parties=oscal_people.responsible(assessment),
        ),
        "import-ap": {"href": f"#{no_plan['uuid']}", "remarks": documents.prose(words("oscal.no_plan_text"))},
        "results": [_result(report, catalog, words)],
        "back-matter": {"resources": [no_plan, catalog]},
    }
    return documents.written(documents.document("assessment-results", body))


def _no_plan(words: Words) -> Node:
    text = words("oscal.no_plan_text")
    content = base64.b64encode(text.encode()).decode()
    return documents.resource(
        words("oscal.no_plan"),
        description=documents.prose(text),
        base64={"filename": "no-plan.txt", "media-type": "text/plain", "value": content},
    )


def _catalog(report: Report, words: Words) -> Node:
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


def _result(report: Report, catalog: Node, words: Words) -> Node:
    assessment, card = report.assessment, report.scorecard
    kind, depth = words(f"kind.{assessment.kind}"), words(f"depth.{assessment.depth}")
    day, total = words.day(assessment.date), card.tally.total
    seen = observations(report, words)
    return documents.filled(
        {
            "uuid": of_this(assessment, "result"),
            "title": documents.line(words("report.subtitle", kind=kind, depth=depth, total=total, day=day)),
            "description": documents.prose(_about(report, words)),
            "start": documents.start_of(assessment.date),
            "end": documents.end_of(assessment.date),
            "props": _figures(report),
            "reviewed-controls": _reviewed(report, catalog, words),
            "attestations": [_attestation(assessment, words)],
            "observations": [node for nodes in seen.values() for node in nodes],
            "risks": risks(report, seen, words),
            "findings": findings(report, seen, words),
            "remarks": documents.prose("\n\n".join(_remarks(report, words))),
        }
    )


def _about(report: Report, words: Words) -> str:
    assessment, checklist = report.assessment, report.checklist
    day, title = words.day(assessment.date), words.text(checklist.title)
    return words(
        "report.limits.about", name=assessment.organisation.name, day=day, title=title, reference=checklist.reference
    )


def _remarks(report: Report, words: Words) -> list[str]:
    card = report.scorecard
    low, high = shown(card.score), shown(card.best)
    told = []
    if card.draft and low is not None and high is not None:
        told.append(words("cli.score.draft", n=card.tally.applicable - card.tally.answered, low=low, high=high))
    match report.profile:
        case ReportProfile.ATTESTATION:
            told.append(words("report.summary.attestation"))
        case ReportProfile.OWNER:
            told += [words("oscal.scale"), words("oscal.only_gaps")]
        case ReportProfile.FULL | ReportProfile.AUDIT:
            told += [words("oscal.scale"), words("oscal.left_out")]
        case _:
            assert_never(report.profile)
    return told


def _figures(report: Report) -> list[Node]:
    """The figures that ``tenken score --json`` tells, those of the areas with the area as their class."""
    figures: dict[str, Any] = score_document(report.checklist, report.assessment, report.scorecard)
    keys = ("score", "exact", "grade", "grade_before_gate", "evidenced", "draft")
    own = {"kind": report.assessment.kind, "depth": report.assessment.depth}
    own |= {key.replace("_", "-"): figures[key] for key in keys} | figures["coverage"]
    told = documents.props(own | dict(zip(("least", "most"), figures["range"], strict=True)))
    told += [documents.prop("count", count, **{"class": status}) for status, count in report.statuses.items()]
    for area in figures["areas"]:
        if area["score"] is not None:
            told.append(documents.prop("area-score", area["score"], **{"class": area["id"]}))
            told.append(documents.prop("area-exact", area["exact"], **{"class": area["id"]}))
    if report.profile is not ReportProfile.ATTESTATION:
        told += [documents.prop("gate", question_id) for question_id in figures["gate"]]
    return told


def _reviewed(report: Report, catalog: Node, words: Words) -> Node:
    """Which questions were asked, and which of them have no finding because they do not apply or are not answered.

    What does not apply is an answer, which only the full report tells.
    """
    tally, judged = report.scorecard.tally, report.scorecard.questions
    match report.profile:
        case ReportProfile.FULL | ReportProfile.AUDIT:
            left = [item for item in judged if item.status in (None, Status.NA)]
        case ReportProfile.OWNER:
            left = [item for item in judged if item.status is None]
        case ReportProfile.ATTESTATION:
            left = []
        case _:
            assert_never(report.profile)
    asked = [item.question.id for item in judged]
    everything = [question.id for _, question in report.checklist.questions]
    selection: Node = {"include-controls": _ids(asked)} if asked else {"include-all": {}}
    selection |= {"links": [{"href": f"#{catalog['uuid']}", "rel": "reference"}]}
    selection |= {"exclude-controls": _ids([item.question.id for item in left] if asked else everything)}
    counts = {"total": tally.total, "applicable": tally.applicable, "answered": tally.answered}
    return documents.filled(
        {
            "description": documents.prose(words("oscal.reviewed", **counts)),
            "props": [_left_out(item) for item in left],
            "control-selections": [documents.filled(selection)],
        }
    )


def _left_out(item: QuestionScore) -> Node:
    """The question and, where it does not apply, the reason."""
    if item.status is None:
        return documents.prop("unanswered", item.question.id)
    verdict = item.answer.verdict
    reason = verdict.finding if verdict else item.answer.note
    return documents.prop(
        "not-applicable", item.question.id, **({"remarks": documents.prose(reason)} if reason else {})
    )


def _ids(question_ids: list[str]) -> list[Node]:
    return [{"control-id": question_id} for question_id in question_ids]


def _attestation(assessment: Assessment, words: Words) -> Node:
    """Who signed off, and what the result is not."""
    signed = oscal_people.signers(assessment)
    parties = [{"role-id": role, "party-uuids": [person(assessment, name)]} for role, name in signed.items()]
    day = assessment.signoff.on if assessment.signoff and signed else None
    part = {
        "name": "limits",
        "ns": documents.OURS,
        "props": documents.props({"signed-on": day.isoformat() if day else None}),
        "prose": documents.prose(words("report.limits.not_mark")),
    }
    return documents.filled({"responsible-parties": parties, "parts": [documents.filled(part)]})
