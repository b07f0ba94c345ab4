"""Who may sign what and when: the order, different people, finished work, and what was signed still standing there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.audit import signoff
from tenken.core.audit.recording import audit_of, with_audit
from tenken.core.model import (
    Assessment,
    AssessmentKind,
    Checklist,
    Signoff,
    SignoffRole,
    SignoffStep,
    TeamMember,
)
from tenken.core.scoring.score import score
from tenken.store.assessment import loader

Assess = Callable[[str], tuple[Checklist, Assessment]]
DIGEST, OTHER = "sha256:" + "a" * 64, "sha256:" + "b" * 64


@pytest.fixture(scope="module")
def ready() -> tuple[Checklist, Assessment]:
    """The example's audit before anybody signed it."""
    checklist, audited = loader.load(EXAMPLES / "2026-audit.toml", PLACES, TODAY)
    return checklist, replace(audited, signoff=None)


def step(role: SignoffRole, name: str, on: date = TODAY, digest: str = DIGEST) -> SignoffStep:
    return SignoffStep(role=role, name=name, on=on, digest=digest)


ASSESSOR = step(SignoffRole.ASSESSOR, "堺 直樹")
REVIEWER = step(SignoffRole.REVIEWER, "生駒 千春")
APPROVER = step(SignoffRole.APPROVER, "天王寺 恵")


def refused(
    ready: tuple[Checklist, Assessment],
    new: SignoffStep,
    *before: SignoffStep,
    no_reviewer: bool = False,
    digest: str = DIGEST,
) -> list[str]:
    checklist, assessment = ready
    assessment = replace(assessment, signoff=Signoff(issue=1, steps=before) if before else assessment.signoff)
    found = signoff.refusals(score(checklist, assessment), assessment, new, digest, no_reviewer=no_reviewer)
    return [what for _, what, _ in found]


def test_three_people_sign_in_order(ready: tuple[Checklist, Assessment]) -> None:
    assert refused(ready, ASSESSOR) == []
    assert refused(ready, REVIEWER, ASSESSOR) == []
    assert refused(ready, APPROVER, ASSESSOR, REVIEWER) == []


def test_nobody_signs_out_of_turn_or_twice(ready: tuple[Checklist, Assessment]) -> None:
    assert refused(ready, REVIEWER) == ["sign-before-assessor"]
    assert refused(ready, APPROVER) == ["sign-before-assessor", "sign-before-reviewer"]
    assert refused(ready, APPROVER, ASSESSOR) == ["sign-before-reviewer"]
    assert refused(ready, ASSESSOR, ASSESSOR) == ["sign-twice-assessor"]
    assert refused(ready, REVIEWER, ASSESSOR, APPROVER) == ["sign-too-late"]
    assert "sign-twice-approver" in refused(ready, APPROVER, ASSESSOR, REVIEWER, APPROVER)


def test_only_who_audited_signs_as_auditor_and_nobody_of_them_approves(ready: tuple[Checklist, Assessment]) -> None:
    assert refused(ready, replace(ASSESSOR, name="無関係 太郎")) == ["sign-not-the-auditor"]
    assert refused(ready, replace(ASSESSOR, name="住吉 亮")) == []
    alone = with_audit(ready[1], replace(audit_of(ready[1]), team=()))
    judged = refused((ready[0], alone), replace(APPROVER, name="住吉 亮"), ASSESSOR, REVIEWER)
    assert judged == ["sign-from-the-team"], "who gave a verdict has worked on it, in the team's list or not"


def test_nobody_reviews_or_approves_what_is_their_own(ready: tuple[Checklist, Assessment]) -> None:
    assert refused(ready, replace(REVIEWER, name="堺直樹"), ASSESSOR) == ["sign-same-person"]
    other = replace(ASSESSOR, name="大正 実")
    assert refused(ready, replace(REVIEWER, name="堺　直樹"), other) == ["sign-own-work"]
    assert refused(ready, replace(REVIEWER, name="住吉 亮"), ASSESSOR) == ["sign-own-work"]
    assert refused(ready, replace(APPROVER, name="住吉亮"), ASSESSOR, REVIEWER) == ["sign-from-the-team"]
    assert refused(ready, replace(APPROVER, name="生駒 千春"), ASSESSOR, REVIEWER) == ["sign-same-person"]


def test_an_office_of_one_has_no_reviewer(ready: tuple[Checklist, Assessment]) -> None:
    checklist, assessment = ready
    assert refused(ready, ASSESSOR, no_reviewer=True) == ["sign-not-alone"]
    alone = with_audit(assessment, replace(audit_of(assessment), team=(TeamMember(name="堺 直樹"),)))
    assert refused((checklist, alone), ASSESSOR, no_reviewer=True) == []
    signed = signoff.sign(alone, ASSESSOR, no_reviewer=True)
    assert signed.signoff
    assert signed.signoff.no_reviewer
    found = signoff.refusals(score(checklist, signed), signed, APPROVER, DIGEST)
    assert found == ()
    found = signoff.refusals(score(checklist, signed), signed, REVIEWER, DIGEST)
    assert [what for _, what, _ in found] == ["sign-no-reviewer"]
    assert refused((checklist, alone), APPROVER, ASSESSOR, REVIEWER, no_reviewer=True) == ["sign-has-reviewer"]


def test_the_days_go_forward(ready: tuple[Checklist, Assessment]) -> None:
    early = date(2026, 11, 15)
    assert refused(ready, replace(ASSESSOR, on=early)) == ["sign-before-assessment"]
    assert refused(ready, replace(REVIEWER, on=date(2026, 11, 20)), ASSESSOR) == ["sign-earlier"]


def test_nobody_signs_below_what_has_changed(ready: tuple[Checklist, Assessment]) -> None:
    assert refused(ready, replace(REVIEWER, digest=OTHER), ASSESSOR, digest=OTHER) == ["sign-changed"]
    assert signoff.changed_after(Signoff(steps=(ASSESSOR,)), OTHER) == (ASSESSOR,)
    assert signoff.changed_after(Signoff(steps=(ASSESSOR,)), DIGEST) == ()
    assert signoff.changed_after(None, DIGEST) == ()


def test_what_is_not_finished_is_not_signed(assess: Assess) -> None:
    ready = assess(
        '[audit]\n[[audit.finding]]\nid = "F1"\ngrade = "minor"\ntitle = "題"\nquestions = ["people-02"]\n'
        '[answers.people-01]\nstatus = "yes"\nverdict = { status = "no" }\n'
    )
    audit = replace(ready[1], kind=AssessmentKind.AUDIT)
    assert refused((ready[0], audit), ASSESSOR) == [
        "sign-unanswered",
        "sign-without-independence",
        "verdict-without-by",
        "verdict-without-on",
        "verdict-without-basis",
        "verdict-without-reason",
        *(f"finding-without-{part}" for part in ("criteria", "condition", "proof", "recommendation", "reply-by")),
        "finding-unjudged",
        "sign-not-the-auditor",
    ]


def test_a_self_assessment_needs_answers_alone(assess: Assess) -> None:
    answers = "".join(
        f'[answers.{name}]\nstatus = "yes"\n' for name in ("people-01", "people-02", "machines-01", "machines-02")
    )
    assert refused(assess(answers), ASSESSOR) == []
    assert refused(assess(""), ASSESSOR) == ["sign-unanswered"]
    assert refused(assess(answers + "[signoff]\non = 2026-11-20\n"), ASSESSOR) == ["signed-off"]


def test_reopening_keeps_the_names_and_begins_the_next_issue(ready: tuple[Checklist, Assessment]) -> None:
    signed = signoff.sign(signoff.sign(ready[1], ASSESSOR), REVIEWER)
    again = signoff.reopen(signed, by="堺", on=TODAY, reason="F3の誤り", digest=DIGEST)
    assert again.signoff
    assert (again.signoff.issue, again.signoff.steps, again.signoff.signed_on) == (2, (), None)
    assert [entry.steps for entry in again.signoff.reopened] == [(ASSESSOR, REVIEWER)]
    assert [what for _, what, _ in signoff.unfit_to_reopen(again, TODAY)] == ["not-signed"]
    assert [what for _, what, _ in signoff.unfit_to_reopen(signed, date(2026, 11, 20))] == ["sign-earlier"]
    assert list(signoff.unfit_to_reopen(signed, TODAY)) == []


def test_reopening_keeps_names_of_the_keys_of_old(ready: tuple[Checklist, Assessment]) -> None:
    old = replace(ready[1], signoff=Signoff(assessor="堺", approved_by="北浜", on=TODAY))
    taken = signoff.reopen(old, by="堺", on=TODAY, reason="誤り", digest=DIGEST).signoff
    assert taken
    assert [(entry.role, entry.name, entry.on) for entry in taken.reopened[0].steps] == [
        (SignoffRole.ASSESSOR, "堺", TODAY),
        (SignoffRole.APPROVER, "北浜", TODAY),
    ]
