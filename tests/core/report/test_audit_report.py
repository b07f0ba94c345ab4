"""What a report tells of an audit: figures of the example, earlier findings, issues, what changed after signing."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.audit.verdicts import Outcome
from tenken.core.model import (
    Assessment,
    Audit,
    Checklist,
    EarlierFinding,
    EvidenceCheck,
    FindingGrade,
    Reopening,
    Signoff,
    Status,
)
from tenken.core.report.audit_report import AuditReport, EarlierResult
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import shown
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest, signed_digest


@cache
def example() -> tuple[Checklist, Assessment]:
    """The example club audited."""
    return loader.load(EXAMPLES / "2026-audit.toml", PLACES, TODAY)


def whole(assessment: Assessment | None = None, profile: ReportProfile = ReportProfile.AUDIT) -> Report:
    """Its report, after a change."""
    checklist, signed = example()
    told = assessment or signed
    return build(
        checklist,
        told,
        content_digest=content_digest(told),
        signed_digest=signed_digest(told),
        version="0",
        profile=profile,
    )


def audited(assessment: Assessment | None = None) -> AuditReport:
    """What is told of the audit in it."""
    found = whole(assessment).audit
    assert found
    return found


def with_audit(**changes: Any) -> Assessment:
    """The example with something else in its audit."""
    _, assessment = example()
    return replace(assessment, audit=replace(assessment.audit or Audit(), **changes))


def test_the_example_shows_how_little_was_checked_and_how_much_too_good_the_answers_were() -> None:
    report, audit = whole(), audited()
    assert (shown(report.scorecard.score), shown(audit.own.score)) == (55, 60)
    assert (audit.extent.checked, audit.extent.asked, shown(audit.extent.share)) == (14, 78, 19)
    assert audit.optimism
    assert (audit.optimism.questions, shown(audit.optimism.own), shown(audit.optimism.audited)) == (12, 62, 40)
    assert audit.lost == (audit.own.score or Fraction(0)) - (report.scorecard.score or Fraction(0))
    assert list(audit.grades.values()) == [2, 4, 1, 1, 1]
    assert (len(audit.requested), len(audit.strengths), len(audit.faults)) == (6, 1, 8)


def test_every_question_asked_has_one_outcome_and_every_checked_one_a_line() -> None:
    audit = audited()
    assert sum(audit.outcomes.values()) == audit.extent.asked
    assert audit.outcomes[Outcome.UNCHECKED] == audit.unchecked == 64
    assert sum(audit.table.values()) == len(audit.checked) == 14
    line = next(line for line in audit.checked if line.question.id == "nda-01")
    assert (line.own, line.verdict.status, line.outcome) == (Status.YES, Status.PARTIAL, Outcome.LOWERED)
    assert [entry.id for entry in line.findings] == ["F3"]
    assert [piece.evidence.checked for piece in line.evidence] == [EvidenceCheck.CONTRADICTED]


def test_the_firms_own_side_keeps_the_evidence_that_the_auditor_refused() -> None:
    line = next(item for item in audited().own.questions if item.question.id == "nda-01")
    assert line.evidenced
    assert line.status is Status.YES


def test_only_a_signed_audit_is_no_draft_and_a_changed_one_names_every_signature() -> None:
    _, assessment = example()
    audit = audited()
    assert (audit.unsigned, audit.changed_after, audit.issue, audit.firm) == (False, (), 1, "堺情報管理事務所")
    assert audit.signed_digest
    assert audited(replace(assessment, signoff=None)).unsigned
    assert audited(replace(assessment, signoff=None)).signed_digest is None
    first = replace(assessment, signoff=Signoff(issue=1, steps=(assessment.signoff or Signoff()).steps[:2]))
    assert audited(first).unsigned
    changed = audited(with_audit(opinion="書き換えた。"))
    assert [step.name for step in changed.changed_after] == ["堺 直樹", "生駒 千春", "天王寺 恵"]


def test_a_reopened_audit_is_a_second_issue_with_its_reason() -> None:
    _, assessment = example()
    taken = Reopening(issue=1, by="堺 直樹", on=date(2026, 11, 20), reason="F5の事実を直した", digest="sha256:0")
    audit = audited(replace(assessment, signoff=Signoff(issue=2, reopened=(taken,))))
    assert (audit.issue, audit.unsigned, audit.reopened) == (2, True, taken)


@pytest.mark.parametrize(
    ("entry", "result"),
    [
        (EarlierFinding(id="2025:F1", grade=FindingGrade.MINOR, title="x", open=False), EarlierResult.CLOSED),
        (EarlierFinding(id="2025:F2", grade=FindingGrade.MINOR, title="x"), EarlierResult.OPEN),
        (
            EarlierFinding(id="2025:F2", grade=FindingGrade.MINOR, title="x", questions=("web-10",)),
            EarlierResult.CLOSED,
        ),
        (
            EarlierFinding(id="2025:F2", grade=FindingGrade.MINOR, title="x", questions=("web-10", "policy-01")),
            EarlierResult.OPEN,
        ),
        (EarlierFinding(id="2025:F3", grade=FindingGrade.MINOR, title="x", open=False), EarlierResult.REPEATED),
    ],
)
def test_an_earlier_finding_is_closed_open_or_repeated(entry: EarlierFinding, result: EarlierResult) -> None:
    _, assessment = example()
    findings = tuple(
        replace(finding, repeats="2025:F3") if finding.id == "F1" else finding
        for finding in (assessment.audit or Audit()).findings
    )
    found = audited(with_audit(earlier=(entry,), findings=findings)).earlier
    assert [told.result for told in found] == [result]
    assert [told.repeated_by for told in found] == [findings[:1] if result is EarlierResult.REPEATED else ()]


def test_a_file_that_says_nothing_of_its_audit_has_none() -> None:
    _, assessment = example()
    report = whole(replace(assessment, audit=None))
    assert report.audit is None
    assert report.profile is ReportProfile.FULL
