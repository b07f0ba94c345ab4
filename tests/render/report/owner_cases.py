"""Reports under stress for the pages of the owner: the example as it is, and changed until the pages must give way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.model import (
    Action,
    Answer,
    Area,
    Assessment,
    Cause,
    Checklist,
    Depth,
    Evidence,
    Exposure,
    FirmRole,
    Status,
    Text,
)
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.applicability import asked
from tenken.core.scoring.score import scored
from tenken.core.years.comparison import compare
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import library

Loaded = tuple[Checklist, Assessment]


@cache
def loaded(name: str) -> Loaded:
    """A year of the example."""
    return loader.load(EXAMPLES / f"{name}.toml", PLACES, TODAY)


def told(this: Loaded, last: Loaded | None = None, profile: ReportProfile = ReportProfile.OWNER) -> Report:
    """The report of an assessment, with the year before it where that is given."""
    comparison = compare(scored(*last), scored(*this)) if last else None
    digest = content_digest(this[1])
    return build(
        *this,
        content_digest=digest,
        version="0",
        library=library.load(PLACES),
        profile=profile,
        comparison=comparison,
    )


def changed(change: Callable[[Checklist, Assessment], Assessment], last: bool = False) -> Report:
    """The example's report after a change of its assessment."""
    checklist, assessment = loaded("2026")
    return told((checklist, change(checklist, assessment)), loaded("2025") if last else None)


def answered(status: Status, *, depth: Depth = Depth.STANDARD, proof: bool = False) -> Report:
    """Every question that is asked at that depth answered alike, with evidence of the day or without."""

    def all_alike(checklist: Checklist, assessment: Assessment) -> Assessment:
        deeper = replace(assessment, depth=depth)
        if depth is Depth.FULL:
            deeper = replace(deeper, profile={fact.id: True for fact in checklist.facts})
        piece = (Evidence(what="記録", dated=assessment.date),) if proof else ()
        answer = Answer(status=status, note="", evidence=piece)
        return replace(deeper, answers={question.id: answer for _, question in asked(checklist, deeper)})

    return changed(all_alike)


def only(count: int, status: Status | None = Status.PARTIAL) -> Report:
    """A firm with that many answers and the rest open, or with that many gaps and the rest in place."""

    def few(checklist: Checklist, assessment: Assessment) -> Assessment:
        every = [question.id for _, question in asked(checklist, assessment)]
        said = {key: Answer(status=Status.PARTIAL) for key in every[:count]}
        rest = {} if status is None else {key: Answer(status=Status.YES) for key in every[count:]}
        return replace(assessment, answers={**said, **rest})

    return changed(few)


def draft(_: Checklist, assessment: Assessment) -> Assessment:
    """Without a third of its answers."""
    kept = {key: answer for at, (key, answer) in enumerate(assessment.answers.items()) if at % 3}
    return replace(assessment, answers=kept)


def draft_of_a_long_name(checklist: Checklist, assessment: Assessment) -> Assessment:
    """A draft of a firm whose name takes four lines."""
    name = "一般社団法人 北浜スポーツ・カルチャー振興協会 中央区総合テニススクール 東横堀川公園コート運営事務局(指定)"
    firm = replace(assessment.organisation, name=name)
    return replace(draft(checklist, assessment), organisation=firm)


def long_winded(_: Checklist, assessment: Assessment) -> Assessment:
    """Notes of 4,000 characters, and people whose names fill sixty."""
    name = "株式会社北浜スポーツクラブ運営管理本部情報システム統括責任者" * 2
    answers = {}
    for key, answer in assessment.answers.items():
        action = replace(answer.action, owner=name[:60]) if answer.action else None
        answers[key] = replace(answer, note="長いメモです。" * 570, action=action)
    organisation = replace(assessment.organisation, name=name[:60])
    return replace(assessment, answers=answers, organisation=organisation)


def everything_promised(checklist: Checklist, assessment: Assessment) -> Assessment:
    """Six people who promise everything, put off three times each and overdue in turn."""
    answers = {}
    for at, (_, question) in enumerate(asked(checklist, assessment)):
        due = assessment.date + timedelta(days=at * 9 - 60)
        moved = tuple(assessment.date - timedelta(days=30 * back + at) for back in (12, 8, 5))
        action = Action(owner=f"担当{at % 6}", due=due, moved=tuple(day for day in moved if day < due))
        answers[question.id] = Answer(status=Status.NO, action=action)
    return replace(assessment, answers=answers)


def all_worse(_: Checklist, assessment: Assessment) -> Assessment:
    """Everything that was a yes is none any more, each with a note."""
    answers = {
        key: replace(answer, status=Status.NO, note="戻ってしまった。" * 30)
        for key, answer in assessment.answers.items()
    }
    return replace(assessment, answers=answers)


def exposed(exposure: Exposure | None) -> Callable[[Checklist, Assessment], Assessment]:
    """With another exposure, or with none."""
    return lambda _, assessment: replace(assessment, exposure=exposure)


def mapped(_: Checklist, assessment: Assessment) -> Assessment:
    """With a name for every role."""
    names = dict(zip(FirmRole, ("北浜 みどり", "木村 健", "佐藤 花", "木村 健"), strict=True))
    return replace(assessment, roles=names)


def three_questions() -> Report:
    """An edition of one's own, in English, with three questions of which none is critical."""
    checklist, assessment = loaded("2026")
    kept = [replace(question, critical=False, when=None) for question in checklist.areas[0].questions[:3]]
    english = [
        replace(question, label=Text(en=f"Measure {at}"), text=Text(en="Is it done?"))
        for at, question in enumerate(kept)
    ]
    area = Area(id="own", title=Text(en="Our own"), weight=1, questions=tuple(english))
    own = replace(checklist, areas=(area,), title=Text(en="Our own checklist"))
    answers = {
        question.id: Answer(status=status)
        for question, status in zip(english, (Status.YES, Status.NO, Status.PARTIAL), strict=True)
    }
    return told((own, replace(assessment, answers=answers, exposure=None)))


def at_random(seed: int) -> Report:
    """Any answers, promises, postponements, evidence and exposure at all; the same for the same seed."""
    dice = Random(seed)

    def mixed(checklist: Checklist, assessment: Assessment) -> Assessment:
        on = date(2024, 1, 1) + timedelta(days=dice.randrange(1800))
        facts = {fact.id: dice.random() < 0.5 for fact in checklist.facts}
        firm = replace(assessment, depth=dice.choice(list(Depth)), date=on, profile=facts)
        weights = [dice.random() * share for share in (1, 1, 1, 0.3, 0.2, 0.2)]
        answers = {}
        for _, question in asked(checklist, firm):
            (status,) = dice.choices([*Status, None], weights)
            answers[question.id] = Answer(
                status=status,
                note=dice.choice(("対象外の理由", "n" * 300, "長いメモです。" * 60)),
                action=_promise(dice, on) if status not in (None, Status.YES, Status.NA) else None,
                evidence=(Evidence(what="記録", dated=on - timedelta(days=dice.randrange(500))),),
            )
        exposure = Exposure(
            persons=dice.randrange(10) * 10 ** dice.randrange(10),
            yearly_sales=dice.choice((None, 0, 10 ** dice.randrange(3, 15))),
            cash=dice.choice((None, 0, 10 ** dice.randrange(1, 15))),
            yearly_profit=dice.choice((None, -5, 10 ** dice.randrange(1, 14))),
            cause=dice.choice((None, *Cause)),
            known_on=dice.choice((None, on)),
        )
        names = {role: dice.choice(("北浜 みどり", "木村", "A" * 60)) for role in FirmRole if dice.random() < 0.6}
        return replace(firm, answers=answers, exposure=dice.choice((None, *[exposure] * 4)), roles=names)

    return changed(mixed, last=dice.random() < 0.6)


def _promise(dice: Random, on: date) -> Action | None:
    if dice.random() < 0.5:
        return None
    due = on + timedelta(days=dice.randint(-300, 900))
    moved = tuple(sorted(due - timedelta(days=dice.randint(1, 1500)) for _ in range(dice.randrange(5))))
    return Action(owner=dice.choice(("木村", "北浜", "W" * 60, None)), due=due, moved=moved)


CASES: dict[str, Callable[[], Report]] = {
    "example": lambda: changed(lambda _, assessment: assessment, last=True),
    "roles": lambda: changed(mapped, last=True),
    "first-year": lambda: changed(lambda _, assessment: assessment),
    "draft": lambda: changed(draft, last=True),
    "draft-long-name": lambda: changed(draft_of_a_long_name, last=True),
    "all-no": lambda: answered(Status.NO, depth=Depth.FULL),
    "all-yes": lambda: answered(Status.YES),
    "all-yes-proved": lambda: answered(Status.YES, proof=True),
    "one-answer": lambda: only(1, None),
    "no-answer": lambda: only(0, None),
    "few-gaps": lambda: only(4),
    "some-gaps": lambda: only(17),
    "long": lambda: changed(long_winded, last=True),
    "no-exposure": lambda: changed(exposed(None), last=True),
    "no-exposure-first-year": lambda: changed(exposed(None)),
    "nobody": lambda: changed(exposed(Exposure(persons=0))),
    "accident": lambda: changed(
        exposed(Exposure(persons=300, cause=Cause.ACCIDENT, cash=100, yearly_profit=-5)), last=True
    ),
    "huge": lambda: changed(
        exposed(Exposure(persons=10**10, yearly_sales=10**15, cash=10**15, yearly_profit=1)), last=True
    ),
    "known": lambda: changed(
        exposed(Exposure(persons=1200, cause=Cause.WRONGDOING, known_on=date(2026, 11, 1))), last=True
    ),
    "promised": lambda: changed(everything_promised),
    "worse": lambda: changed(all_worse, last=True),
    "own": three_questions,
}
"""Each case by its name."""


@cache
def case(name: str) -> Report:
    """A report of that name, made once."""
    return CASES[name]()
