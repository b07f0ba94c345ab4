"""What an audit did with each answer, how much was checked, how far the firm was too optimistic, what is lacking."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.audit import verdicts
from tenken.core.audit.verdicts import Outcome, extent, optimism, optimism_by_area, outcome, said_and_judged
from tenken.core.model import (
    Answer,
    Assessment,
    Basis,
    BasisMethod,
    Checklist,
    Evidence,
    EvidenceCheck,
    RecordSample,
    Status,
    Verdict,
    same_name,
)
from tenken.core.scoring.score import score, shown
from tenken.store.assessment import loader

Assess = Callable[[str], tuple[Checklist, Assessment]]
SEEN = Basis(method=BasisMethod.DOCUMENT, what="見た", by="堺", on=TODAY)
HEARD = replace(SEEN, method=BasisMethod.INTERVIEW)


@pytest.fixture(scope="module")
def kitahama() -> tuple[Checklist, Assessment]:
    return loader.load(EXAMPLES / "2026-audit.toml", PLACES, TODAY)


@pytest.mark.parametrize(
    ("own", "judged", "became"),
    [
        (Status.YES, None, Outcome.UNCHECKED),
        (Status.YES, Status.YES, Outcome.CONFIRMED),
        (Status.NA, Status.NA, Outcome.CONFIRMED),
        (Status.YES, Status.PARTIAL, Outcome.LOWERED),
        (Status.PARTIAL, Status.NO, Outcome.LOWERED),
        (Status.NO, Status.YES, Outcome.RAISED),
        (None, Status.PARTIAL, Outcome.RAISED),
        (Status.UNKNOWN, Status.NO, Outcome.CONFIRMED),
        (Status.NA, Status.NO, Outcome.BROUGHT_IN),
        (Status.NO, Status.NA, Outcome.TAKEN_OUT),
        (Status.YES, Status.UNKNOWN, Outcome.NOT_VERIFIABLE),
        (Status.NA, Status.UNKNOWN, Outcome.NOT_VERIFIABLE),
    ],
)
def test_each_answer_has_one_outcome(own: Status | None, judged: Status | None, became: Outcome) -> None:
    verdict = Verdict(status=judged) if judged else None
    assert outcome(Answer(status=own, verdict=verdict)) is became


def test_an_answer_that_nobody_confirmed_is_none() -> None:
    carried = Answer(status=Status.YES, confirmed=False, verdict=Verdict(status=Status.YES))
    assert outcome(carried) is Outcome.RAISED


def test_the_example_says_14_of_78_and_62_against_40(kitahama: tuple[Checklist, Assessment]) -> None:
    checklist, audited = kitahama
    card = score(checklist, audited)
    reach, gap = extent(card.questions), optimism(card.questions)
    assert (reach.checked, reach.asked, int(reach.share * 100)) == (14, 78, 19)
    assert gap
    assert (gap.questions, shown(gap.own), shown(gap.audited)) == (12, 62, 40)
    own = score(checklist, verdicts.own_side(audited))
    assert (shown(own.score), shown(card.score)) == (60, 55)
    assert sum(said_and_judged(card.questions).values()) == 14
    assert all(entry.questions >= 3 for _, entry in optimism_by_area(card))


def test_optimism_leaves_out_what_does_not_apply_both_times(assess: Assess) -> None:
    checklist, assessment = assess(
        '[answers.people-01]\nstatus = "yes"\nverdict = { status = "no" }\n'
        '[answers.people-02]\nstatus = "na"\nnote = "無い"\nverdict = { status = "no" }\n'
        '[answers.machines-02]\nstatus = "partial"\nverdict = { status = "na", finding = "無い" }\n'
    )
    gap = optimism(score(checklist, assessment).questions)
    assert gap
    assert (gap.questions, gap.own, gap.audited, gap.gap) == (1, Fraction(1), Fraction(0), Fraction(1))
    assert optimism(score(checklist, assessment).questions, least=2) is None
    assert optimism(()) is None


@pytest.mark.parametrize(
    ("verdict", "lacks"),
    [
        (Verdict(status=Status.YES, by="堺", on=TODAY, basis=(SEEN,)), []),
        (Verdict(status=Status.NO, by="堺", on=TODAY, basis=(SEEN,), finding="違う"), []),
        (Verdict(status=Status.NO, by="堺", on=TODAY, basis=(SEEN,)), ["verdict-without-reason"]),
        (Verdict(status=Status.YES, on=TODAY, basis=(SEEN,)), ["verdict-without-by"]),
        (Verdict(status=Status.YES, by="堺", basis=(SEEN,)), ["verdict-without-on"]),
        (Verdict(status=Status.YES, by="堺", on=TODAY), ["verdict-without-basis"]),
        (Verdict(status=Status.YES, by="堺", on=TODAY, basis=(replace(SEEN, by=None),)), ["basis-without-by"]),
        (Verdict(status=Status.YES, by="木村　健", on=TODAY, basis=(SEEN,)), ["verdict-on-own-answer"]),
        (
            Verdict(status=Status.NO),
            ["verdict-without-by", "verdict-without-on", "verdict-without-basis", "verdict-without-reason"],
        ),
    ],
)
def test_what_a_verdict_lacks(verdict: Verdict, lacks: list[str]) -> None:
    answer = Answer(status=Status.YES, by="木村 健", verdict=verdict)
    assert [what for _, what, _ in verdicts.lacks("x", answer, verdict, covered=False)] == lacks
    covered = [what for _, what, _ in verdicts.lacks("x", answer, verdict, covered=True)]
    assert covered == [what for what in lacks if what != "verdict-without-reason"]


def test_a_basis_names_evidence_that_is_there_and_samples_that_add_up(assess: Assess) -> None:
    _, assessment = assess("")
    bad = RecordSample(population=5, size=9, failed=12, items=(1, 1))
    basis = replace(SEEN, evidence=(1, 2), sample=bad)
    answer = Answer(evidence=(Evidence(what="表"),), verdict=Verdict(status=Status.NO, basis=(SEEN, basis)))
    found = [(path[-2:], what) for path, what, _ in verdicts.wrong(assessment.with_answer("people-01", answer))]
    assert found == [
        (("evidence", 1), "no-such-evidence"),
        (("sample", "size"), "sample-over-population"),
        (("sample", "failed"), "failed-over-sample"),
        (("sample", "items"), "sample-items"),
    ]


@pytest.mark.parametrize(
    ("audited", "basis", "status", "evidenced"),
    [
        (True, (SEEN,), "yes", True),
        (True, (HEARD,), "yes", False),
        (True, (HEARD, SEEN), "yes", True),
        (True, (), "yes", False),
        (True, (SEEN,), "unknown", False),
        (False, (SEEN,), "yes", False),
    ],
)
def test_checked_is_evidenced_unless_only_heard_or_not_verifiable(
    assess: Assess, *, audited: bool, basis: tuple[Basis, ...], status: str, evidenced: bool
) -> None:
    checklist, assessment = assess("[audit]\n" if audited else "")
    answer = Answer(status=Status.YES, verdict=Verdict(status=Status(status), basis=basis))
    card = score(checklist, assessment.with_answer("machines-02", answer))
    assert [item.evidenced for item in card.questions if item.question.id == "machines-02"] == [evidenced]


@pytest.mark.parametrize("check", EvidenceCheck)
def test_evidence_that_was_not_accepted_never_counts(assess: Assess, check: EvidenceCheck) -> None:
    checklist, assessment = assess("")
    piece = Evidence(what="署名", dated=date(2026, 11, 1), checked=check)
    card = score(checklist, assessment.with_answer("people-01", Answer(status=Status.YES, evidence=(piece,))))
    assert card.questions[0].evidenced is (check is EvidenceCheck.ACCEPTED)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("堺 直樹", "堺直樹", True), ("ＳＡＫＡＩ", "sakai", True), ("堺", "境", False), (None, None, False)],
)
def test_names_are_compared_without_width_capitals_and_blanks(
    one: str | None, other: str | None, *, same: bool
) -> None:
    assert same_name(one, other) is same
