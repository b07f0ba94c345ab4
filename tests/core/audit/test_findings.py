"""Findings: the grade that fits, what the checklist fills in, what each grade needs, what none may say."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.conftest import TODAY

from tenken.core.audit import findings
from tenken.core.audit.recording import new_finding, proposed_grade, with_finding, with_verdict
from tenken.core.model import (
    Assessment,
    Audit,
    AuditFinding,
    Basis,
    BasisMethod,
    Checklist,
    FindingGrade,
    Status,
    Verdict,
)
from tenken.words import Words

Assess = Callable[[str], tuple[Checklist, Assessment]]
SAY = Words("ja").text
FULL = AuditFinding(
    id="F1",
    grade=FindingGrade.MAJOR,
    title="題",
    questions=("people-01",),
    criteria="基準",
    condition="事実",
    recommendation="提言",
    proof=("W-1",),
    reply_by=TODAY,
)


def judged(assessment: Assessment, question_id: str, status: Status) -> Assessment:
    basis = Basis(method=BasisMethod.TEST, what="試した", by="堺", on=TODAY, ref="W-9")
    return with_verdict(assessment, question_id, Verdict(status=status, by="堺", on=TODAY, basis=(basis,)))


def seen(assess: Assess, *question_ids: str) -> Assessment:
    """An audit with a verdict at each of these."""
    assessment = assess("[audit]\n")[1]
    for question_id in question_ids:
        assessment = judged(assessment, question_id, Status.NO)
    return assessment


@pytest.mark.parametrize(
    ("question_id", "status", "minors", "grade"),
    [
        ("people-01", Status.NO, 0, FindingGrade.MAJOR),
        ("people-01", Status.UNKNOWN, 0, FindingGrade.MAJOR),
        ("people-01", Status.PARTIAL, 0, FindingGrade.MINOR),
        ("machines-02", Status.NO, 0, FindingGrade.MINOR),
        ("machines-02", Status.NO, 2, FindingGrade.MAJOR),
        ("machines-02", Status.PARTIAL, 0, FindingGrade.MINOR),
        ("people-02", Status.PARTIAL, 0, FindingGrade.OBSERVATION),
        ("people-02", Status.PARTIAL, 2, FindingGrade.OBSERVATION),
        ("people-02", Status.YES, 0, FindingGrade.STRENGTH),
        ("people-02", Status.NA, 0, None),
    ],
)
def test_the_grade_follows_criticality_weight_and_how_often(
    club: Checklist, question_id: str, status: Status, minors: int, grade: FindingGrade | None
) -> None:
    question = club.question(question_id)
    assert question
    assert findings.grade_for(question, status, minors) is grade


def test_the_third_minor_finding_of_an_area_is_systemic(assess: Assess) -> None:
    checklist, assessment = assess("[audit]\n")
    assessment = judged(assessment, "machines-02", Status.NO)
    for number in ("F1", "F2"):
        assert proposed_grade(checklist, assessment, ("machines-02",)) is FindingGrade.MINOR
        minor = replace(FULL, id=number, grade=FindingGrade.MINOR, questions=("machines-02",))
        assessment = with_finding(assessment, minor)
    assert proposed_grade(checklist, assessment, ("machines-02",)) is FindingGrade.MAJOR


def test_a_new_finding_is_filled_in_from_the_checklist_and_the_verdict(assess: Assess) -> None:
    checklist, assessment = assess("[audit]\n")
    assessment = judged(assessment, "people-01", Status.NO)
    made = new_finding(checklist, assessment, ("people-01", "people-02"), SAY, by="堺", on=TODAY)
    assert made == AuditFinding(
        id="F1",
        grade=FindingGrade.MAJOR,
        title="約束 / 教育",
        questions=("people-01", "people-02"),
        criteria="全員です。\n毎年です。",
        condition="試した",
        consequence="約束がないと守られません。\n知らないことは守れません。",
        recommendation="今週署名をもらう\n日を決める",
        proof=("W-9",),
        by="堺",
        on=TODAY,
    )
    strength = new_finding(
        checklist, judged(assessment, "people-01", Status.YES), ("people-01",), SAY, by=None, on=TODAY
    )
    assert (strength.grade, strength.recommendation, strength.criteria) == (FindingGrade.STRENGTH, None, None)
    graded = new_finding(checklist, assessment, ("people-02",), SAY, by=None, on=TODAY, grade=FindingGrade.OPPORTUNITY)
    assert (graded.grade, graded.condition) == (FindingGrade.OPPORTUNITY, None)


def test_a_number_is_never_given_twice() -> None:
    assert findings.next_id(("F1", "F9", "A3"), "F") == "F10"
    assert findings.next_id((), "R") == "R1"


@pytest.mark.parametrize(
    ("finding", "lacks"),
    [
        (FULL, ()),
        (replace(FULL, cause=None, consequence=None), ()),
        (replace(FULL, criteria=None, proof=(), reply_by=None), ("criteria", "proof", "reply_by")),
        (replace(FULL, grade=FindingGrade.MINOR, condition=None, recommendation=None), ("condition", "recommendation")),
        (AuditFinding(id="F2", grade=FindingGrade.STRENGTH, title="題", questions=("x",)), ("condition",)),
        (AuditFinding(id="F2", grade=FindingGrade.OBSERVATION, title="題", questions=("x",), condition="事実"), ()),
    ],
)
def test_what_a_finding_needs_depends_on_its_grade(
    assess: Assess, finding: AuditFinding, lacks: tuple[str, ...]
) -> None:
    assert findings.lacks(finding) == lacks
    told = [what for _, what, _ in findings.incomplete(Audit(findings=(finding,)), seen(assess, *finding.questions))]
    assert told == [f"finding-without-{key.replace('_', '-')}" for key in lacks]


def test_a_nonconformity_needs_a_verdict_at_each_of_its_questions(assess: Assess) -> None:
    finding = replace(FULL, questions=("people-01", "people-02"))
    faults = [*findings.incomplete(Audit(findings=(finding,)), seen(assess, "people-01"))]
    assert [(path[-1], what, values["id"]) for path, what, values in faults] == [(1, "finding-unjudged", "people-02")]
    better = replace(finding, grade=FindingGrade.OPPORTUNITY)
    assert not [*findings.incomplete(Audit(findings=(better,)), seen(assess))]


@pytest.mark.parametrize(
    ("grade", "status", "what"),
    [
        (FindingGrade.MAJOR, Status.YES, ["finding-on-a-yes"]),
        (FindingGrade.MINOR, Status.YES, ["finding-on-a-yes"]),
        (FindingGrade.OBSERVATION, Status.YES, []),
        (FindingGrade.MAJOR, Status.NO, []),
        (FindingGrade.STRENGTH, Status.PARTIAL, ["strength-on-a-gap"]),
        (FindingGrade.STRENGTH, Status.YES, []),
    ],
)
def test_a_nonconformity_is_on_no_yes_and_a_strength_on_no_gap(
    assess: Assess, grade: FindingGrade, status: Status, what: list[str]
) -> None:
    checklist, assessment = assess("[audit]\n")
    assessment = with_finding(judged(assessment, "people-01", status), replace(FULL, grade=grade))
    assert [told for _, told, _ in findings.wrong(checklist, assessment)] == what


@pytest.mark.parametrize(
    ("text", "promises"),
    [
        ("重要な問題は発見されませんでした。", True),
        ("重要な問題は認められなかった。", True),
        ("F1を除き重要な問題はない。", True),
        ("安全であることを保証します。", True),
        ("JISに適合しています。", True),
        ("No material issues were found.", True),
        ("The firm conforms to the standard.", True),
        ("まず受付の共用IDを止めてください。", False),
        ("保証書の控えを残してください。", False),
        ("安全を保証するものではありません。", False),
        ("受付以外に問題は見つかりませんでした。", True),
        (None, False),
    ],
)
def test_what_sounds_like_assurance_is_noticed(text: str | None, *, promises: bool) -> None:
    assert bool(findings.sounds_like_assurance(text)) is promises


def test_the_gravest_finding_comes_first() -> None:
    entries = tuple(replace(FULL, id=f"F{at}", grade=grade) for at, grade in enumerate(reversed(FindingGrade), 1))
    audit = Audit(findings=entries)
    assert [entry.grade for entry in findings.sorted_findings(audit)] == list(FindingGrade)
    assert findings.covered(audit) == {"people-01"}
    assert findings.covered(None) == frozenset()
