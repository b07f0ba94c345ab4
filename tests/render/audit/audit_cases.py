"""The example club audited, as it is and changed until the pages must give way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.model import (
    AddedQuestion,
    Answer,
    AnswerSample,
    Assessment,
    Audit,
    AuditFinding,
    Checklist,
    EarlierFinding,
    Evidence,
    FindingGrade,
    Organisation,
    Reopening,
    Signoff,
    Status,
)
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.applicability import asked
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest, signed_digest

LONG = "長い文を書く監査人もいて、現物と記録を一つずつ突き合わせた経過をすべて残しています。" * 98
"""Nearly 4,000 characters."""
GRADES = list(FindingGrade)


@cache
def example() -> tuple[Checklist, Assessment]:
    """The edition and the audit."""
    return loader.load(EXAMPLES / "2026-audit.toml", PLACES, TODAY)


def audited(assessment: Assessment | None = None, profile: ReportProfile = ReportProfile.AUDIT) -> Report:
    """The report of the example, or of what somebody made of it."""
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


def with_audit(**changes: Any) -> Assessment:
    """The example with something else in its audit."""
    _, assessment = example()
    return replace(assessment, audit=replace(assessment.audit or Audit(), **changes))


def with_answer(question_id: str, **changes: Any) -> Assessment:
    """The example with something else in one answer."""
    _, assessment = example()
    return assessment.with_answer(question_id, replace(assessment.answer(question_id), **changes))


def no_finding() -> Assessment:
    return with_audit(findings=(), requests=(), disagreements=None)


def many_findings() -> Assessment:
    """Forty findings of every grade at every question that was asked."""
    checklist, assessment = example()
    ids = [question.id for _, question in asked(checklist, assessment)]
    findings = tuple(
        AuditFinding(
            id=f"F{at}",
            grade=GRADES[at % len(GRADES)],
            title=f"指摘の題名その{at}" + "とても長い題名" * (at % 7),
            questions=tuple(ids[at : at + 1 + at % 12]),
            criteria="求められること。",
            condition="見たこと。" * (at % 9 + 1),
            recommendation="まずすること。",
            proof=("W-1",),
            reply_by=date(2026, 12, 18),
        )
        for at in range(1, 41)
    )
    return with_audit(findings=findings)


def long_texts() -> Assessment:
    """Every text of every finding, verdict and basis as long as it may be."""
    audit = example()[1].audit or Audit()
    keys = ("criteria", "condition", "cause", "consequence", "recommendation", "disagreement")
    texts: dict[str, Any] = dict.fromkeys(keys, LONG)
    findings = tuple(
        replace(
            entry,
            grade=FindingGrade.MAJOR if at < 6 else entry.grade,
            title=LONG[:200],
            proof=(LONG[:200],) * 5,
            **(texts if at < 2 else {}),
        )
        for at, entry in enumerate(audit.findings)
    )
    told = with_audit(
        findings=findings,
        opinion=LONG,
        disagreements=LONG,
        objective=LONG[:1000],
        scope=LONG[:1000],
        limits=LONG[:1000],
        independence=LONG[:1000],
        criteria=(LONG[:200],) * 3,
        distribution=(LONG[:200],) * 3,
    )
    answers = dict(told.answers)
    for question_id, answer in list(answers.items())[:14]:
        if answer.verdict:
            basis = tuple(replace(entry, what=LONG) for entry in answer.verdict.basis)
            answers[question_id] = replace(
                answer, note=LONG, verdict=replace(answer.verdict, finding=LONG, basis=basis)
            )
    signed = told.signoff or Signoff()
    taken = Reopening(issue=1, by=LONG[:200], on=date(2026, 11, 20), reason=LONG, digest="sha256:0", steps=signed.steps)
    return replace(
        told,
        answers=answers,
        organisation=Organisation(name="長い名前の会社" * 14),
        signoff=replace(signed, issue=2, reopened=(taken,)),
    )


def unsigned() -> Assessment:
    return replace(example()[1], signoff=None)


def reopened() -> Assessment:
    """A second issue, signed again by nobody yet."""
    signed = example()[1].signoff or Signoff()
    taken = Reopening(
        issue=1,
        by="堺 直樹",
        on=date(2026, 11, 20),
        reason="F5の事実を、管理棟の契約書に合わせて直すため",
        digest=content_digest(example()[1]),
        steps=signed.steps,
    )
    return replace(example()[1], signoff=Signoff(issue=2, reopened=(taken,)))


def changed_after() -> Assessment:
    """One word of the opinion changed after three had signed."""
    audit = example()[1].audit or Audit()
    return with_audit(opinion=(audit.opinion or "").replace("おおむね", "すべて"))


def alone() -> Assessment:
    """An office of one: nobody reviews."""
    signed = example()[1].signoff or Signoff()
    return replace(example()[1], signoff=replace(signed, no_reviewer=True, steps=(signed.steps[0], signed.steps[2])))


def with_last_year() -> Assessment:
    """Findings of the audit before: one closed, one open, one repeated; and a sample."""
    audit = example()[1].audit or Audit()
    earlier = (
        EarlierFinding(id="2025:F1", grade=FindingGrade.MINOR, title="公開フォルダに名簿がある", questions=("web-10",)),
        EarlierFinding(id="2025:F2", grade=FindingGrade.MINOR, title="研修の記録がない", questions=("policy-05",)),
        EarlierFinding(id="2025:F3", grade=FindingGrade.MAJOR, title="受付の共用ID", questions=("access-03",)),
    )
    findings = (replace(audit.findings[0], repeats="2025:F3"), *audit.findings[1:])
    sample = AnswerSample(
        seed="kitahama-2026-11-16",
        size=10,
        frame="sha256:" + "0" * 64,
        always=("access-03", "web-10", "nda-01"),
        drawn=("web-02", "web-05"),
        added=(AddedQuestion("encryption-10", "管理棟で見つけたため"),),
    )
    return with_audit(earlier=earlier, findings=findings, sample=sample)


def nothing_checked() -> Assessment:
    """An audit that has just begun."""
    _, assessment = example()
    answers = {key: replace(answer, verdict=None) for key, answer in assessment.answers.items()}
    return replace(assessment, answers=answers, audit=Audit(), signoff=None)


def all_checked() -> Assessment:
    """Every question with a verdict; the firm's evidence is refused everywhere."""
    _, assessment = example()
    verdict = assessment.answer("nda-01").verdict
    answers = {
        key: replace(answer, verdict=replace(verdict, status=answer.status or Status.NO) if verdict else None)
        for key, answer in assessment.answers.items()
    }
    return replace(assessment, answers=answers, signoff=None)


def draft() -> Assessment:
    """Half the questions are not answered."""
    _, assessment = example()
    half = dict(list(assessment.answers.items())[::2])
    extra = {"nda-01": Answer(status=Status.YES, evidence=(Evidence(what="台帳", dated=date(2026, 9, 30)),))}
    return replace(assessment, answers=half | extra, signoff=None)


CASES: dict[str, Callable[[], Assessment]] = {
    "example": lambda: example()[1],
    "no-finding": no_finding,
    "many-findings": many_findings,
    "long-texts": long_texts,
    "unsigned": unsigned,
    "reopened": reopened,
    "changed-after": changed_after,
    "alone": alone,
    "with-last-year": with_last_year,
    "nothing-checked": nothing_checked,
    "all-checked": all_checked,
    "draft": draft,
}
