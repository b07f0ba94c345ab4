"""Writing down what an audit sees: each change leaves everything else, the firm's own answer above all, as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.audit import recording
from tenken.core.audit.progress import assuring, progress, to_check
from tenken.core.audit.recording import audit_of
from tenken.core.model import (
    AnswerSample,
    Assessment,
    AssessmentKind,
    Assessor,
    Audit,
    AuditedFile,
    AuditFinding,
    Basis,
    BasisMethod,
    Checklist,
    DocumentRequest,
    EvidenceCheck,
    FindingGrade,
    RequestState,
    Session,
    SessionKind,
    Signoff,
    Status,
    TeamMember,
    TeamRole,
    Verdict,
)
from tenken.core.scoring.score import score
from tenken.store.assessment import loader

Assess = Callable[[str], tuple[Checklist, Assessment]]
OF = AuditedFile("2026.toml", "a" * 64, "sha256:" + "a" * 64)
OWN = """assessor = { name = "木村 健" }
signoff = { assessor = "木村 健", on = 2026-11-20 }
[answers.people-01]
status = "yes"
note = "全員"
by = "木村 健"
on = 2026-11-20
evidence = [{ what = "署名" }, { what = "名簿" }]
"""


@pytest.fixture
def audit(assess: Assess) -> Assessment:
    return recording.begun(assess(OWN)[1], OF, Assessor(name="堺 直樹", firm="堺事務所"))


def test_an_audit_begins_with_the_answers_and_without_their_signatures(audit: Assessment) -> None:
    assert (audit.kind, audit.assessor.name, audit.signoff) == (AssessmentKind.AUDIT, "堺 直樹", None)
    assert audit_of(audit) == Audit(of=OF, criteria=("club@1",), team=(TeamMember(name="堺 直樹", firm="堺事務所"),))
    assert audit.answer("people-01").by == "木村 健"
    assert audit.respondent is None
    assert recording.lead_of(audit) == "堺 直樹"


def test_who_assesses_herself_is_who_answers(assess: Assess) -> None:
    own = assess(OWN)[1]
    assert own.respondent == "木村 健"
    assert recording.lead_of(own) is None
    assert recording.lead_of(replace(own, kind=AssessmentKind.AUDIT)) == "木村 健"


def test_a_verdict_and_a_check_leave_the_answer_as_it_was(audit: Assessment) -> None:
    basis = Basis(method=BasisMethod.DOCUMENT, what="見た")
    verdict = recording.with_basis(Verdict(status=Status.NO), basis)
    after = recording.with_verdict(audit, "people-01", verdict)
    after = recording.with_check(after, "people-01", 2, EvidenceCheck.CONTRADICTED, by="堺", on=TODAY)
    before, now = audit.answer("people-01"), after.answer("people-01")
    assert now.verdict == Verdict(status=Status.NO, basis=(basis,))
    assert [piece.checked for piece in now.evidence] == [None, EvidenceCheck.CONTRADICTED]
    assert replace(now, verdict=None, evidence=before.evidence) == before
    back = recording.with_check(after, "people-01", 2, None, by="堺", on=TODAY)
    assert recording.with_verdict(back, "people-01", None) == audit
    for number in (0, 3):
        with pytest.raises(IndexError):
            recording.with_check(audit, "people-01", number, None, by=None, on=TODAY)


def test_entries_are_replaced_by_number_and_added_behind(audit: Assessment) -> None:
    finding = AuditFinding(id="F1", grade=FindingGrade.MINOR, title="題", questions=("people-01",))
    request = DocumentRequest(id="R1", what="名簿")
    after = audit
    for at in ("1", "2"):
        after = recording.with_finding(after, replace(finding, id=f"F{at}"))
        after = recording.with_request(after, replace(request, id=f"R{at}"))
    after = recording.with_finding(after, replace(finding, title="別の題"))
    after = recording.with_request(after, replace(request, state=RequestState.RECEIVED))
    assert [(one.id, one.title) for one in audit_of(after).findings] == [("F1", "別の題"), ("F2", "題")]
    assert [one.state for one in audit_of(after).requests] == [RequestState.RECEIVED, RequestState.OPEN]
    found = recording.finding_of(after, "F2")
    assert found
    assert found.title == "題"
    assert recording.finding_of(after, "F3") is None
    assert recording.request_of(after, "R9") is None


def test_the_team_and_the_meetings_have_each_once(audit: Assessment) -> None:
    changed = recording.with_member(audit_of(audit), TeamMember(name="堺直樹", qualification="支援士"))
    changed = recording.with_member(changed, TeamMember(name="住吉 亮", role=TeamRole.MEMBER))
    assert [(one.name, one.qualification) for one in changed.team] == [("堺直樹", "支援士"), ("住吉 亮", None)]
    visit = Session(on=TODAY, place="本校")
    changed = recording.with_session(changed, visit)
    changed = recording.with_session(changed, Session(on=date(2026, 11, 1), how=SessionKind.REMOTE))
    changed = recording.with_session(changed, replace(visit, place="管理棟"))
    assert [one.place for one in changed.sessions] == [None, "管理棟"]


def test_open_findings_of_last_year_are_on_the_list_and_known_when_they_come_back(
    assess: Assess, audit: Assessment
) -> None:
    checklist, last = assess(
        "signoff = { on = 2026-11-20 }\n[audit]\n"
        + "".join(
            f'[[audit.finding]]\nid = "F{at}"\ngrade = "{grade}"\ntitle = "題{at}"\nquestions = ["{name}"]\n'
            for at, (grade, name) in enumerate(
                [("minor", "people-02"), ("major", "machines-02"), ("strength", "machines-01")], 1
            )
        )
    )
    origins = {question.id: (question.id,) for _, question in checklist.questions}
    after = recording.with_earlier(audit, last, OF, origins, closed=("F2",))
    entries = [(one.id, one.open, one.questions) for one in audit_of(after).earlier]
    assert entries == [("2026:F1", True, ("people-02",)), ("2026:F2", False, ("machines-02",))]
    assert audit_of(after).after == OF
    assert to_check(audit_of(after)) == ("people-02",)
    assert recording.repeated(audit_of(after), ("machines-02", "people-02")) == "2026:F1"
    assert recording.repeated(audit_of(after), ("machines-02",)) == "2026:F2"
    made = recording.new_finding(checklist, after, ("machines-02",), lambda text: text.ja, by=None, on=TODAY)
    assert made.repeats == "2026:F2"


def test_the_list_says_each_question_once(audit: Assessment) -> None:
    sample = AnswerSample(seed="s", size=1, frame=OF.digest, always=("people-01",), drawn=("machines-02",))
    sample = recording.with_added(recording.with_added(sample, "people-01", "気になる"), "people-02", "訴え")
    sample = recording.with_added(sample, "people-02", "苦情")
    assert [(one.id, one.why) for one in sample.added] == [("people-01", "気になる"), ("people-02", "苦情")]
    assert to_check(audit_of(recording.with_sample(audit, sample))) == ("people-01", "machines-02", "people-02")


def test_progress_tells_what_is_left(assess: Assess, audit: Assessment) -> None:
    checklist, _ = assess("")
    sample = AnswerSample(seed="s", size=1, frame=OF.digest, always=("people-01",), drawn=("machines-02",))
    heard = Basis(method=BasisMethod.INTERVIEW, what="聞いた")
    after = recording.with_sample(audit, sample)
    after = recording.with_verdict(after, "people-01", Verdict(status=Status.NO))
    after = recording.with_verdict(after, "people-02", Verdict(status=Status.YES, basis=(heard,)))
    finding = AuditFinding(id="F1", grade=FindingGrade.MINOR, title="題", questions=("people-01",))
    after = recording.with_finding(after, finding)
    after = recording.with_request(after, DocumentRequest(id="R1", what="名簿", due=date(2026, 11, 20)))
    done = progress(score(checklist, after), after, TODAY)
    assert [item.question.id for item in done.unchecked] == ["machines-02"]
    assert [item.question.id for item in done.beyond] == ["people-02"]
    assert (done.without_basis, done.heard_only) == (("people-01",), ("people-02",))
    assert done.without_reply_date == ("F1",)
    assert [keys for _, keys in done.lacking] == [
        ("criteria", "condition", "proof", "recommendation", "reply_by"),
    ]
    assert done.overdue == ("R1",)
    assert {what for _, what, _ in done.faults} >= {"sign-unanswered", "sign-without-independence"}


def test_texts_that_sound_like_assurance_are_named() -> None:
    audit = Audit(
        opinion="重要な問題は発見されませんでした。",
        findings=(
            AuditFinding(
                id="F1", grade=FindingGrade.STRENGTH, title="題", questions=("x",), condition="安全を保証します"
            ),
        ),
    )
    assert [where for where, _ in assuring(audit)] == ["opinion", "F1"]


def test_the_example_is_finished(assess: Assess) -> None:
    checklist, audited = loader.load(EXAMPLES / "2026-audit.toml", PLACES, TODAY)
    done = progress(score(checklist, audited), audited, TODAY)
    assert (done.faults, done.lacking, done.without_basis, done.assurance) == ((), (), (), ())
    assert assess(OWN)[1].signoff == Signoff(assessor="木村 健", on=date(2026, 11, 20))
