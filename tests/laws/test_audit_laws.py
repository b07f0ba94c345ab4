"""Laws of an audit: without verdicts it changes no number, and what was signed never changes without being found."""

import re
from datetime import date
from functools import cache

import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import CLUB, EXAMPLES, PLACES, TODAY
from tests.laws.test_score_laws import answered

from tenken.core.audit import signoff
from tenken.core.audit.recording import begun, with_verdict
from tenken.core.audit.verdicts import Outcome, extent, optimism, outcome
from tenken.core.model import Assessment, Assessor, AuditedFile, Checklist, SignoffRole, SignoffStep, Status, Verdict
from tenken.core.problem import FileProblems
from tenken.core.scoring.score import score
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest, document, signed_digest
from tenken.store.checklist import editions
from tenken.store.validation.toml_file import from_text

OF = AuditedFile("2026.toml", "a" * 64, "sha256:" + "a" * 64)
LATE = date(2100, 12, 31)
"""No day of a changed file lies ahead then."""
NAMES = st.sampled_from(["堺", "生駒", "天王寺"])


@given(answered())
def test_an_audit_without_verdicts_scores_as_the_self_assessment(given: tuple[Checklist, Assessment]) -> None:
    checklist, own = given
    audit = begun(own, OF, Assessor(name="堺"))
    assert score(checklist, audit) == score(checklist, own)
    questions = score(checklist, audit).questions
    assert (extent(questions).checked, optimism(questions)) == (0, None)
    assert all(outcome(item.answer) is Outcome.UNCHECKED for item in questions)


@given(answered())
def test_an_audit_that_agrees_with_every_answer_changes_no_score(given: tuple[Checklist, Assessment]) -> None:
    checklist, own = given
    audit = begun(own, OF, Assessor(name="堺"))
    for item in score(checklist, own).questions:
        if item.status and item.status is not Status.UNKNOWN:
            audit = with_verdict(audit, item.question.id, Verdict(status=item.status))
    before, after = score(checklist, own), score(checklist, audit)
    assert (after.score, after.grade, after.tally.applicable) == (before.score, before.grade, before.tally.applicable)
    gap = optimism(after.questions)
    assert gap is None or gap.gap == 0


@cache
def signed() -> tuple[Checklist, Assessment, str]:
    """The example's audit, signed by three, and its file."""
    checklist, audited = loader.load(EXAMPLES / "2026-audit.toml", PLACES, TODAY)
    return checklist, audited, (EXAMPLES / "2026-audit.toml").read_text(encoding="utf-8")


def found(checklist: Checklist, before: Assessment, text: str) -> bool:
    """Whether somebody who knows both digests notices what became of the file, or nothing that counts changed."""
    try:
        _, now = loader.interpret(from_text(text, "x"), (), LATE, checklist)
    except FileProblems:
        return True
    if now == before:
        return True  # a comment, a blank, another way of writing the same
    changed = signoff.changed_after(now.signoff, content_digest(now))
    return bool(changed) or signed_digest(now) != signed_digest(before)


@given(st.data())
def test_one_character_changed_anywhere_in_a_signed_file_is_found(data: st.DataObject) -> None:
    checklist, before, text = signed()
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from('0123456789abcdef点検 "=[]-#\n').filter(lambda one: one != text[at]))
    assert found(checklist, before, text[:at] + other + text[at + 1 :])


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every text, number, day and flag of a document."""
    if isinstance(value, dict):
        return [leaf for key, member in value.items() for leaf in leaves(member, (*path, key))]
    if isinstance(value, list):
        return [leaf for at, member in enumerate(value) for leaf in leaves(member, (*path, at))]
    return [path]


@given(st.data())
def test_every_value_of_a_signed_document_is_under_a_digest(data: st.DataObject) -> None:
    checklist, before, _ = signed()
    plain = document(before)
    *above, last = data.draw(st.sampled_from(leaves(plain)))
    holder: object = plain
    for part in above:
        holder = holder[part]  # type: ignore[index]
    value = holder[last]  # type: ignore[index]
    holder[last] = _other(value)  # type: ignore[index]
    assert found(checklist, before, tomli_w.dumps(plain))
    _, now = _read(checklist, tomli_w.dumps(plain)) or (None, None)
    assert now != before


def _read(checklist: Checklist, text: str) -> tuple[Checklist, Assessment] | None:
    try:
        return loader.interpret(from_text(text, "x"), (), LATE, checklist)
    except FileProblems:
        return None


def _other(value: object) -> object:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case date():
            return value.replace(day=value.day % 28 + 1)
        case str() if re.fullmatch("(sha256:)?[0-9a-f]{64}", value):
            return value[:-1] + ("0" if value[-1] != "0" else "1")
        case _:
            return f"{value}x"


def test_every_character_of_a_small_signed_file_counts(head: str) -> None:
    """The same for each place in turn, where a file is small enough."""
    checklist = editions.load(CLUB / "club-1")
    answers = "".join(f'[answers.{name}]\nstatus = "yes"\n' for name in ("people-01", "machines-01"))
    _, plain = loader.interpret(from_text(head + answers, "x"), (), LATE, checklist)
    step = SignoffStep(role=SignoffRole.ASSESSOR, name="堺", on=TODAY, digest=content_digest(plain))
    before = signoff.sign(plain, step)
    text = tomli_w.dumps(document(before))
    for at, character in enumerate(text):
        other = "8" if character != "8" else "9"
        assert found(checklist, before, text[:at] + other + text[at + 1 :]), at


@given(NAMES, NAMES, st.sampled_from(SignoffRole))
def test_whose_name_stands_there_is_under_the_second_digest_alone(one: str, other: str, role: SignoffRole) -> None:
    _, before, _ = signed()
    digest = content_digest(before)
    both = [signoff.sign(before, SignoffStep(role=role, name=name, on=TODAY, digest=digest)) for name in (one, other)]
    assert content_digest(both[0]) == content_digest(both[1]) == digest
    assert (signed_digest(both[0]) == signed_digest(both[1])) is (one == other)
