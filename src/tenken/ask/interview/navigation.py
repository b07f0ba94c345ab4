"""The way through the questions: every answer is saved before the next question is shown.

Where the interview starts and what it asks again is decided by the answers themselves: stopping needs no extra file.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from tenken.ask.interview.annotations import saved, show_question, write_reason
from tenken.ask.interview.beside import BACK, Undo, undone, write_beside
from tenken.ask.interview.context import InterviewContext
from tenken.ask.interview.question_menu import SAME, question_menu
from tenken.ask.menu import Choice, Menu
from tenken.core.model import Answer, Assessment, Status
from tenken.core.scoring.proposals import Proposal, proposals
from tenken.core.scoring.question_filters import QuestionFilter, belongs, place_of
from tenken.core.scoring.score import QuestionScore, Scorecard, score
from tenken.core.years.renewal import confirmed


class Navigation:
    """Which questions are asked, and where somebody has been."""

    def __init__(
        self, question_filter: QuestionFilter = QuestionFilter.WAITING, within: Collection[str] | None = None
    ) -> None:
        """Ask the questions of a list, of some ids only where they are named."""
        self.question_filter = question_filter
        self.within = within
        self.visited: list[str] = []
        self.passed: set[str] = set()

    def asks(self, item: QuestionScore, assessment: Assessment) -> bool:
        """Whether this interview asks a question."""
        wanted = self.within is None or item.question.id in self.within
        return wanted and belongs(item, self.question_filter, assessment.date)

    def following(self, card: Scorecard, assessment: Assessment, after: str | None = None) -> str | None:
        """The next question that is asked: the first one behind, else the first one of those left out before."""
        at = -1 if after is None else place_of(card, after)
        left = [
            (place, item.question.id)
            for place, item in enumerate(card.questions)
            if item.question.id not in self.passed and self.asks(item, assessment)
        ]
        behind = [found for place, found in left if at is not None and place > at]
        return next(iter([*behind, *(found for _, found in left)]), None)

    def done(self, item: QuestionScore, before: Assessment, card: Scorecard, assessment: Assessment) -> bool:
        """Whether a promise has taken a question off the list of those that wait for one."""
        place = place_of(card, item.question.id)
        walked = self.question_filter is QuestionFilter.PROPOSED and self.asks(item, before)
        return walked and place is not None and not self.asks(card.questions[place], assessment)

    def back(self, card: Scorecard, at: str) -> str:
        """The question one comes from, else the one before, to be asked again."""
        place = place_of(card, at) or 0
        before = self.visited.pop() if self.visited else card.questions[max(0, place - 1)].question.id
        self.passed.discard(before)
        return before

    def leave(self, at: str) -> None:
        """A question was answered or put off."""
        self.visited.append(at)
        self.passed.add(at)

    def jump(self, at: str, target: str) -> None:
        """Another question was chosen; from there it goes on through everything."""
        self.visited.append(at)
        self.passed.discard(target)
        self.within = None


def interview(
    context: InterviewContext, assessment: Assessment, navigation: Navigation, start: str | None = None
) -> Assessment:
    """Ask until nothing is left to ask or the person stops; returns the assessment as saved."""
    card = score(context.checklist, assessment)
    at = start or navigation.following(card, assessment)
    undo: Undo | None = None
    while at is not None:
        place = place_of(card, at)
        if place is None:  # another window has changed what is true of the firm
            at = navigation.following(card, assessment)
            continue
        item = card.questions[place]
        proposal = proposal_of(card, assessment, item)
        undo = undo if undo and undo.question_id == at else None
        told = undo.told if undo else ""
        choice = context.prompter.menu(question_menu(context, assessment, card, place, proposal=proposal, undo=told))
        match choice:
            case "stop":
                return assessment
            case "back":
                at = navigation.back(card, at)
            case "elsewhere":
                target = elsewhere(context, card, at)
                if target is not None:
                    navigation.jump(at, target)
                    at = target
            case "more" | "promise" | "undo":
                before = assessment
                assessment, undo = _beside(context, assessment, item, undo if choice == "undo" else proposal, choice)
                card = score(context.checklist, assessment)
                if navigation.done(item, before, card, assessment):
                    navigation.leave(at)
                    at = navigation.following(card, assessment, at)
            case _:
                answered = assessment if choice == "later" else _answer(context, assessment, item, choice)
                if answered is None:
                    continue
                assessment = answered
                card = score(context.checklist, assessment)
                navigation.leave(at)
                at = navigation.following(card, assessment, at)
    return assessment


def proposal_of(card: Scorecard, assessment: Assessment, item: QuestionScore) -> Proposal | None:
    """What is proposed for a question that was answered and falls short; ``None`` where nothing is to be promised."""
    wanted = belongs(item, QuestionFilter.PROPOSED, assessment.date)
    return proposals(card, assessment).get(item.question.id) if wanted else None


def _beside(
    context: InterviewContext, assessment: Assessment, item: QuestionScore, offered: Proposal | Undo | None, choice: str
) -> tuple[Assessment, Undo | None]:
    """The assessment with what was offered (a proposal as a promise, the way back), or with what a person writes."""
    match offered:
        case Proposal() if choice == "promise":
            told = context.words("interview.plan_saved")
            return saved(context, item.question, offered.promised_in, told) or assessment, None
        case Undo():
            return undone(context, item.question, offered) or assessment, None
    return write_beside(context, assessment, item.question)


def _answer(context: InterviewContext, assessment: Assessment, item: QuestionScore, choice: str) -> Assessment | None:
    """The assessment with the answer saved; ``None`` if a question left out was given no reason."""
    by, today = assessment.respondent, context.today
    change: Callable[[Answer], Answer]
    w = context.words
    if choice == SAME:
        told = w("interview.confirmed", status=w.status(item.answer.status))

        def change(answer: Answer) -> Answer:
            return confirmed(answer, today=today, by=by)

    else:
        status = Status(choice)
        told = w("interview.answer_saved", status=w.status(status))
        reason = None
        if status is Status.NA:
            show_question(context, item.question)
            reason = write_reason(context, assessment, item.question)
            if reason is None:
                return None

        def change(answer: Answer) -> Answer:
            return replace(answer, status=status, note=reason or answer.note, on=today, by=by, confirmed=True)

    return saved(context, item.question, change, told)


def elsewhere(context: InterviewContext, card: Scorecard, at: str) -> str | None:
    """The id of the question that was chosen, of any that this assessment asks; ``None`` to stay at ``at``."""
    w = context.words
    numbers = context.checklist.numbers()
    by_number = {numbers[item.question.id]: item.question.id for item in card.questions}
    here = next(item.area for item in card.questions if item.question.id == at)
    areas = {entry.area.id: entry for entry in card.areas}
    choices = [
        Choice(
            key=str(context.checklist.areas.index(entry.area) + 1),
            value=area_id,
            label=w.text(entry.area.title),
            meaning=w("interview.answered", answered=entry.tally.answered, applicable=entry.tally.applicable),
        )
        for area_id, entry in areas.items()
    ]
    chosen = context.prompter.menu(_places(context, "cli.answer.choose_area", choices, here.id, by_number))
    if chosen not in areas:
        return chosen if chosen != BACK else None
    items = [item for item in card.questions if item.area is areas[chosen].area]
    questions = [
        Choice(
            key=numbers[item.question.id].rpartition("-")[2],
            value=item.question.id,
            label=w("interview.question", number=numbers[item.question.id], label=w.text(item.question.name)),
            meaning=w.status(item.status),
        )
        for item in items
    ]
    first = next((item for item in items if item.status is None), items[0]).question.id
    chosen = context.prompter.menu(_places(context, "cli.answer.choose_question", questions, first, by_number))
    return chosen if chosen != BACK else None


def _places(
    context: InterviewContext, question: str, choices: list[Choice], first: str, by_number: dict[str, str]
) -> Menu:
    """Places to go to, one of which Enter alone takes; any question can be typed by its printed number."""
    w = context.words
    return Menu(
        message=w(question),
        choices=choices,
        standing=first,
        enter=first,
        others=by_number,
        actions=(Choice(key="b", value=BACK, label=w("cli.answer.stay")),),
        hint=w("interview.hint_places"),
        refuse=lambda _: w("interview.hint_places"),
        fills=True,
    )
