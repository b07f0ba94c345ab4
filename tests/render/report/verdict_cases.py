"""More reports under stress for pages 1 and 2: audits, every grade, nothing to score, long rows, brands, seals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache

from tests.render.report import owner_cases
from tests.render.report.owner_cases import Loaded, loaded, told

from tenken.core.model import (
    Action,
    Answer,
    Area,
    Assessment,
    AssessmentKind,
    Assessor,
    Checklist,
    Evidence,
    Question,
    Signoff,
    Status,
    Text,
    Verdict,
)
from tenken.core.report.brand import Brand
from tenken.core.report.report import Report
from tenken.core.scoring.applicability import asked


def answered_by(status: Callable[[int, Question], Status], checklist: Checklist, assessment: Assessment) -> Loaded:
    """Every asked question with the status that its place and the question give."""
    answers = {
        question.id: Answer(status=status(at, question))
        for at, (_, question) in enumerate(asked(checklist, assessment))
    }
    return checklist, replace(assessment, answers=answers)


def best_with_gaps() -> Report:
    """Grade A: all critical questions in place, every twelfth other one not."""
    return told(
        answered_by(
            lambda at, question: Status.YES if question.critical or at % 12 else Status.PARTIAL, *loaded("2026")
        )
    )


def capped_by_partial() -> Report:
    """All in place but one critical question, which is partly so: grade B, and nothing missing but that."""
    return told(answered_by(lambda at, _: Status.PARTIAL if at == 3 else Status.YES, *loaded("2026")))


def nothing_applies() -> Report:
    """Not one question applies."""
    checklist, assessment = answered_by(lambda _at, _question: Status.NA, *loaded("2026"))
    reasons = {key: replace(answer, note="会員の情報を持っていない") for key, answer in assessment.answers.items()}
    return told((checklist, replace(assessment, answers=reasons)))


def expiring() -> Report:
    """Everything in place, with evidence whose last days lie apart."""
    checklist, assessment = loaded("2026")
    answers = {}
    for at, (_, question) in enumerate(asked(checklist, assessment)):
        piece = Evidence(what=f"点検の記録 {at}(担当者の確認印のある控え)", dated=assessment.date - timedelta(days=at))
        answers[question.id] = Answer(status=Status.YES, evidence=(piece,))
    return told((checklist, replace(assessment, answers=answers)))


def audited() -> Report:
    """An audit by a firm of a long name, with verdicts and names in the seal boxes."""
    checklist, assessment = loaded("2026")
    answers = {
        key: replace(answer, verdict=Verdict(status=Status.NO, finding="記録がない"))
        if at % 5 == 0 and answer.status is Status.YES
        else answer
        for at, (key, answer) in enumerate(assessment.answers.items())
    }
    who = Assessor(name="山田 太郎", role="情報処理安全確保支援士", firm="株式会社ひがし情報監査事務所")
    names = Signoff(assessor="山田 太郎", reviewer="佐藤 花子", approved_by="北浜 みどり", on=assessment.date)
    changed = replace(assessment, kind=AssessmentKind.AUDIT, answers=answers, assessor=who, signoff=names)
    return told((checklist, changed), loaded("2025"))


def long_rows() -> Report:
    """An edition of one's own with forty questions in an area, and fourteen areas."""
    checklist, assessment = loaded("2026")
    model = checklist.areas[0].questions[0]
    areas = []
    for number in range(14):
        questions = tuple(
            replace(
                model,
                id=f"own-{number}-{at}",
                when=None,
                critical=at % 9 == 0,
                label=Text(ja=f"問い{at}", en=f"Question {at}"),
            )
            for at in range(40 if number == 0 else 3)
        )
        areas.append(
            Area(
                id=f"own-{number}",
                title=Text(ja=f"領域の長い名前その{number}", en=f"An area with a long name, number {number}"),
                weight=1,
                questions=questions,
            )
        )
    own = replace(checklist, areas=tuple(areas))
    return told(
        answered_by(lambda at, _: Status.NO if at % 4 == 0 else Status.YES, own, replace(assessment, exposure=None))
    )


def overdue_many() -> Report:
    """Seven promises whose days have passed."""
    checklist, assessment = loaded("2026")
    answers = {}
    for at, (_, question) in enumerate(asked(checklist, assessment)):
        late = Action(owner="木村", due=assessment.date - timedelta(days=10 * at + 3))
        answers[question.id] = Answer(status=Status.NO, action=late) if at < 7 else Answer(status=Status.YES)
    return told((checklist, replace(assessment, answers=answers)))


def branded() -> Report:
    """Under somebody's name, with a cover line and a footer."""
    brand = Brand(
        name="株式会社ひがし情報監査事務所",
        cover="会員データ保護の年次点検",
        footer="無断転載を禁じます",
        contact=("06-0000-0000", "a@example.jp"),
    )
    return replace(owner_cases.case("example"), brand=brand)


CASES: dict[str, Callable[[], Report]] = {
    **owner_cases.CASES,
    "best-with-gaps": best_with_gaps,
    "capped-by-partial": capped_by_partial,
    "nothing-applies": nothing_applies,
    "expiring": expiring,
    "audit": audited,
    "long-rows": long_rows,
    "overdue-many": overdue_many,
    "branded": branded,
}
"""Each case by its name."""


@cache
def case(name: str) -> Report:
    """A report of that name, made once."""
    return CASES[name]()
