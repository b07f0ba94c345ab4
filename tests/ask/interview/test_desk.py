"""Checking answers at the client's desk, with a scripted person: each verdict is saved before the next question."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.ask.interview.test_interview import Person

from tenken.ask.interview.desk import check
from tenken.ask.interview.desk_page import AuditEdit, DeskContext
from tenken.core.audit.recording import audit_of, begun
from tenken.core.model import (
    Assessment,
    Assessor,
    AuditedFile,
    BasisMethod,
    Checklist,
    DocumentRequest,
    EarlierFinding,
    EvidenceCheck,
    FindingGrade,
    Status,
)
from tenken.core.problem import FileProblems, Problem
from tenken.store.validation.sanitize import clean
from tenken.words import Words

Assess = Callable[[str], tuple[Checklist, Assessment]]
TODAY = date(2026, 11, 21)
OF = AuditedFile("2026.toml", "a" * 64, "sha256:" + "a" * 64)
OWN = """
[answers.people-01]
status = "yes"
note = "全員と交わしました"
by = "木村"
on = 2026-11-20
evidence = [{ what = "署名", dated = 2025-01-01, file = "a.pdf" }, { what = "名簿" }]
[answers.people-02]
status = "partial"
"""


class Disk:
    """Keeps every saved state, and refuses what it is told to."""

    def __init__(self, checklist: Checklist, assessment: Assessment, refuses: int = 0) -> None:
        self.checklist = checklist
        self.states = [assessment]
        self.refuses = refuses

    def save(self, question_id: str, change: AuditEdit) -> Assessment:
        if self.refuses:
            self.refuses -= 1
            raise FileProblems([Problem(file="x", what="verdict-without-basis", values={"id": question_id})])
        self.states.append(change(self.checklist, self.states[-1]))
        return self.states[-1]


def sit(
    assess: Assess, *script: str, lang: str = "ja", refuses: int = 0, start: int = 0, change: AuditEdit | None = None
) -> tuple[Disk, Person]:
    checklist, own = assess(OWN)
    audit = begun(own, OF, Assessor(name="堺 直樹"))
    audit = change(checklist, audit) if change else audit
    disk, person = Disk(checklist, audit, refuses), Person(*script)
    context = DeskContext(
        checklist=checklist,
        words=Words("ja" if lang == "ja" else "en"),
        prompter=person,
        save=disk.save,
        clean=clean,
        by="堺 直樹",
        today=TODAY,
        why=lambda _, name: "必須" if name == "people-01" else "",
        columns=70,
    )
    questions = [question for name in ("people-01", "people-02") if (question := checklist.question(name))]
    assert check(context, audit, questions, start) == disk.states[-1]
    assert not person.script
    return disk, person


def test_the_page_shows_what_the_firm_said_and_what_counts(assess: Assess) -> None:
    def more(_: Checklist, now: Assessment) -> Assessment:
        earlier = EarlierFinding(id="2025:F3", grade=FindingGrade.MINOR, title="去年の題", questions=("people-01",))
        request = DocumentRequest(id="R1", what="原本", questions=("people-01",))
        return replace(now, audit=replace(audit_of(now), earlier=(earlier,), requests=(request,)))

    _, person = sit(assess, "stop", change=more)
    shown = "\n".join(person.shown)
    for words in (
        "確かめる質問 1/2  people-01 必須",
        "1-1  [必須の対策] 全員と約束を交わしていますか。",
        "1 できている      全員です。",
        "会社の答え：できている [木村、2026年11月20日]",
        "メモ：全員と交わしました",
        "証拠1：署名 [2025年1月1日、期限切れ、a.pdf]",
        "証拠2：名簿",
        "資料依頼 R1：原本(未受領)",
        "前回の指摘 2025:F3(軽微な不適合、終わっていません)：去年の題",
    ):
        assert words in shown
    assert "約束がないと守られません" not in shown
    assert person.choices[0] == ["yes", "partial", "no", "unknown", "na", "evidence", "back", "next", "stop"]
    assert (person.menus[0].standing, person.menus[0].enter) == (None, None)
    assert ("unknown", "確かめられない") in person.labels[0]
    assert [choice.key for choice in person.menus[0].choices] == ["1", "2", "3", "4", "5"]


def test_a_verdict_that_agrees_needs_a_method_and_one_line(assess: Assess) -> None:
    disk, _ = sit(assess, "yes", "document", "原本を見た", "W-5", "next")
    verdict = disk.states[-1].answer("people-01").verdict
    assert verdict
    assert (verdict.status, verdict.by, verdict.on) == (Status.YES, "堺 直樹", TODAY)
    (basis,) = verdict.basis
    assert (basis.method, basis.what, basis.ref, basis.by) == (BasisMethod.DOCUMENT, "原本を見た", "W-5", "堺 直樹")
    answer = disk.states[-1].answer("people-01")
    assert (answer.by, answer.status) == ("木村", Status.YES)


def test_without_what_was_seen_there_is_no_verdict(assess: Assess) -> None:
    disk, _ = sit(assess, "yes", "document", " ", "stop")
    assert len(disk.states) == 1


def test_a_verdict_that_differs_asks_for_a_reason_or_makes_a_finding(assess: Assess) -> None:
    disk, _ = sit(assess, "no", "interview", "聞いた", "", "as_reason", "1名だけ", "stop")
    verdict = disk.states[-1].answer("people-01").verdict
    assert verdict
    assert (verdict.finding, verdict.basis[0].ref) == ("1名だけ", None)
    disk, person = sit(
        assess,
        *("no", "document", "原本が1枚もない", "W-1", "as_finding", "major"),
        *("約束の書面がない", "原本が1枚もない", "全員です。", "約束がないと守られません。", "今週署名をもらう"),
        *("W-1、写真2", "あした", "2026-12-19", "stop"),
    )
    now = disk.states[-1]
    assert len(disk.states) == 2  # verdict and finding in one write
    (finding,) = audit_of(now).findings
    assert (finding.id, finding.grade, finding.title) == ("F1", FindingGrade.MAJOR, "約束の書面がない")
    assert (finding.condition, finding.proof, finding.reply_by) == (
        "原本が1枚もない",
        ("W-1", "写真2"),
        date(2026, 12, 19),
    )
    assert "major" in person.presets
    verdict = now.answer("people-01").verdict
    assert verdict
    assert verdict.finding is None


def test_who_leaves_the_finding_leaves_the_verdict(assess: Assess) -> None:
    disk, _ = sit(
        assess, "no", "document", "x", "", "as_finding", "leave", "no", "test", "y", "", "as_reason", "", "stop"
    )
    assert len(disk.states) == 1


def test_what_does_not_apply_needs_a_reason(assess: Assess) -> None:
    disk, _ = sit(assess, "na", "observation", "見た", "", "", "na", "observation", "見た", "", "業者がいない", "stop")
    verdict = disk.states[-1].answer("people-01").verdict
    assert verdict
    assert (verdict.status, verdict.finding) == (Status.NA, "業者がいない")


def test_each_piece_of_evidence_is_checked_and_can_be_taken_back(assess: Assess) -> None:
    disk, _ = sit(
        assess, "evidence", "2", "contradicted", "evidence", "1", "accepted", "evidence", "2", "unseen", "stop"
    )
    checks = [piece.checked for piece in disk.states[-1].answer("people-01").evidence]
    assert checks == [EvidenceCheck.ACCEPTED, None]
    assert disk.states[2].answer("people-01").evidence[1].checked_by == "堺 直樹"


def test_back_more_and_a_finding_afterwards(assess: Assess) -> None:
    disk, person = sit(
        assess,
        *("yes", "interview", "聞いた", ""),
        *("back", "more", "test", "試した", "W-2", "finding", "strength", "よい約束", "", "", "stop"),
    )
    now = disk.states[-1]
    verdict = now.answer("people-01").verdict
    assert verdict
    assert [basis.method for basis in verdict.basis] == [BasisMethod.INTERVIEW, BasisMethod.TEST]
    (finding,) = audit_of(now).findings
    assert (finding.grade, finding.title, finding.reply_by) == (FindingGrade.STRENGTH, "よい約束", None)
    shown = "\n".join(person.shown)
    assert "いまの判断：できている(答えどおり)" in shown
    assert "実機・再実施：試した [W-2]" in shown


def test_what_is_refused_is_told_and_asked_again(assess: Assess) -> None:
    disk, person = sit(assess, "yes", "document", "見た", "", "stop", refuses=1)
    assert len(disk.states) == 1
    assert any("根拠がありません" in text for text in person.shown)


@pytest.mark.parametrize("start", [0, 1])
def test_it_begins_where_it_is_told_and_ends_after_the_last(assess: Assess, start: int) -> None:
    _, person = sit(assess, *["next"] * (2 - start), start=start, lang="en")
    assert f"Question {start + 1} of 2" in person.shown[0]
