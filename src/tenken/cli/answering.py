"""Commands that put answers into a file: ``new``, ``answer`` and ``set``."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenken.cli import exposures
from tenken.cli.exposures import day
from tenken.cli.given import Hall
from tenken.core.exposure import Exposure
from tenken.core.merge import moved_to
from tenken.core.model import (
    Action,
    Answer,
    Assessment,
    Assessor,
    Checklist,
    Depth,
    Evidence,
    Kind,
    Organisation,
    Status,
)
from tenken.core.problem import FileProblems, Problem, SayableError, UsageProblem
from tenken.core.scoring import asked, score
from tenken.store import assessments, editions, library
from tenken.store.explain import close_to
from tenken.store.text_door import clean

if TYPE_CHECKING:
    from tenken.ask.exposure import Chooser

SECONDS_A_QUESTION = 17
"""How long somebody who knows the firm thinks about one question."""

MOST_DIGITS = 10


def new(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.new.file")],
    organisation: Annotated[str | None, typer.Option("--organisation", help="cli.new.organisation")] = None,
    sector: Annotated[str | None, typer.Option("--sector", help="cli.new.sector")] = None,
    employees: Annotated[int | None, typer.Option("--employees", help="cli.new.employees")] = None,
    persons: exposures.Persons = None,
    items: exposures.Items = None,
    yearly_sales: exposures.YearlySales = None,
    card_share: exposures.CardShare = None,
    cash: exposures.Cash = None,
    yearly_profit: exposures.YearlyProfit = None,
    cause: exposures.CauseOf = None,
    found_by: exposures.FoundBy = None,
    known_on: exposures.KnownOn = None,
    assessor: Annotated[str | None, typer.Option("--assessor", help="cli.new.assessor")] = None,
    role: Annotated[str | None, typer.Option("--role", help="cli.new.role")] = None,
    firm: Annotated[str | None, typer.Option("--firm", help="cli.new.firm")] = None,
    kind: Annotated[Kind, typer.Option("--kind", help="cli.new.kind")] = Kind.SELF,
    depth: Annotated[Depth | None, typer.Option("--depth", help="cli.new.depth")] = None,
    checklist: Annotated[str | None, typer.Option("--checklist", help="cli.new.checklist")] = None,
    on: Annotated[str | None, typer.Option("--date", help="cli.new.date")] = None,
    facts: Annotated[list[str] | None, typer.Option("--fact", help="cli.new.fact")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
) -> None:
    """Make the file of a new assessment."""
    from tenken.store import answers  # noqa: PLC0415 - the editing library is loaded only to write

    hall: Hall = ctx.obj
    if file.exists() and not force:
        raise UsageProblem("exists", {"file": str(file)})
    edition = _edition(hall, checklist)
    asks = _Questions(hall)
    money = {"yearly_sales": yearly_sales, "card_share": card_share, "cash": cash, "yearly_profit": yearly_profit}
    leak = {"cause": cause, "found_by": found_by, "known_on": known_on}
    exposure = exposures.changed(Exposure(), hall.today, persons=persons, items=items, **money, **leak)
    name = organisation or asks.line("organisation")
    if not name:
        raise UsageProblem("needs", {"option": "--organisation"})
    if organisation is None:
        assessor = assessor or asks.line("assessor")
        employees = employees if employees is not None else asks.number("employees")
        exposure = asks.exposure(exposure)
    depth = depth or asks.depth(edition) or Depth.STANDARD
    assessment = Assessment(
        checklist=edition.reference,
        digest=edition.digest,
        kind=kind,
        depth=depth,
        date=day(on) if on else hall.today,
        organisation=Organisation(name=_line(name), sector=_maybe(sector), employees=employees),
        assessor=Assessor(name=_maybe(assessor), role=_maybe(role), firm=_maybe(firm)),
        profile=asks.facts(edition, depth, given_facts(edition, facts or [])),
        exposure=exposure if exposure != Exposure() else None,
    )
    answers.create(file, assessment, hall.places, hall.today, replace=force)
    total = sum(1 for _ in asked(edition, assessment))
    hall.talk(hall.words("cli.new.made", file=str(file), n=total))
    hall.talk(hall.words("cli.new.next", file=str(file)))


def set_answer(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.set.file")],
    question_id: Annotated[str, typer.Argument(metavar="ID", help="cli.set.id")],
    status: Annotated[Status | None, typer.Argument(metavar="STATUS", help="cli.set.status")] = None,
    note: Annotated[str | None, typer.Option("--note", help="cli.set.note")] = None,
    by: Annotated[str | None, typer.Option("--by", help="cli.set.by")] = None,
    on: Annotated[str | None, typer.Option("--on", help="cli.set.on")] = None,
    evidence: Annotated[str | None, typer.Option("--evidence", help="cli.set.evidence")] = None,
    evidence_dated: Annotated[str | None, typer.Option("--dated", help="cli.set.evidence_dated")] = None,
    evidence_file: Annotated[str | None, typer.Option("--evidence-file", help="cli.set.evidence_file")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="cli.set.owner")] = None,
    due: Annotated[str | None, typer.Option("--due", help="cli.set.due")] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="cli.set.confirm")] = False,
    clear: Annotated[bool, typer.Option("--clear", help="cli.set.clear")] = False,
) -> None:
    """Put one answer into the file."""
    hall: Hall = ctx.obj
    if status is None and not clear and not any((note, evidence, owner, due, confirm)):
        raise UsageProblem("nothing-to-set")
    if (evidence_dated or evidence_file) and not evidence:
        raise UsageProblem("needs", {"option": "--evidence"})
    edition, assessment = assessments.load(file, hall.places, hall.today)
    if edition.question(question_id) is None:
        raise _unknown_question(edition, question_id)
    if confirm and status is None:
        status = assessment.answer(question_id).status
        if status is None:
            raise UsageProblem("nothing-to-confirm", {"id": question_id})
    piece = None
    if evidence:
        dated = day(evidence_dated) if evidence_dated else None
        piece = Evidence(what=_line(evidence), file=_maybe(evidence_file), dated=dated)
    said = Answer(
        status=status,
        note=_maybe(note),
        on=day(on) if on else hall.today,
        by=_maybe(by) or assessment.assessor.name,
        evidence=(piece,) if piece else (),
        action=Action(owner=_maybe(owner), due=day(due) if due else None),
    )

    def change(answer: Answer) -> Answer:
        return Answer() if clear else _joined(answer, said)

    from tenken.store import answers  # noqa: PLC0415 - the editing library is loaded only to write

    edition, assessment = answers.save_answer(file, question_id, change, hall.places, hall.today)
    card = score(edition, assessment)
    left = card.tally.applicable - card.tally.answered
    question = edition.question(question_id)
    assert question
    told = {"number": edition.numbers()[question_id], "label": hall.words.text(question.name)}
    told["status"] = hall.words.status(assessment.answer(question_id).status)
    hall.talk(hall.words("cli.set.saved", **told, n=left) if left else hall.words("cli.set.saved_last", **told))
    if question_id not in {item.question.id for item in card.judged}:
        depth = hall.words(f"depth.{assessment.depth}")
        hall.talk(hall.words("error.not-asked", id=question_id, depth=depth))


def answer(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.answer.file")],
    everything: Annotated[bool, typer.Option("--all", help="cli.answer.all")] = False,
    only_exposure: Annotated[bool, typer.Option("--exposure", help="cli.answer.exposure")] = False,
) -> None:
    """Ask the questions one after the other."""
    hall: Hall = ctx.obj
    edition, assessment = assessments.load(file, hall.places, hall.today)
    if not hall.can_ask:
        raise UsageProblem("cannot-ask", {"file": str(file)})
    if only_exposure:
        exposures.ask_and_save(hall, file, assessment)
        return
    if not everything and not score(edition, assessment).draft:
        hall.talk(hall.words("cli.answer.all_done"))
        hall.talk(hall.words("cli.answer.next_report", file=str(file)))
        return
    from tenken.ask.interview import Setting, interview  # noqa: PLC0415 - loaded only for an interview
    from tenken.ask.terminal import TerminalAsker  # noqa: PLC0415 - loaded only for an interview
    from tenken.store import answers  # noqa: PLC0415 - the editing library is loaded only to write

    def save(question_id: str, change: Callable[[Answer], Answer]) -> Assessment:
        return answers.save_answer(file, question_id, change, hall.places, hall.today)[1]

    columns = min(78, shutil.get_terminal_size().columns - 2)
    beside = library.load(hall.places)
    setting = Setting(edition, hall.words, TerminalAsker(), save, hall.today, columns, beside, everything)
    assessment = interview(setting, assessment)
    left = score(edition, assessment).tally
    hall.talk()
    if left.answered < left.applicable:
        hall.talk(hall.words("cli.answer.stopped", file=str(file), n=left.applicable - left.answered))
        hall.talk(hall.words("cli.answer.resume", file=str(file)))
    else:
        hall.talk(hall.words("cli.answer.finished"))
        if not (assessment.exposure and assessment.exposure.items):
            exposures.ask_and_save(hall, file, assessment, offer=True)
        hall.talk(hall.words("cli.answer.next_report", file=str(file)))


class _Questions:
    """What ``new`` asks where an option is missing; without a person nothing is asked."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._asker: Chooser | None = None
        if hall.can_ask:
            from tenken.ask.terminal import TerminalAsker  # noqa: PLC0415 - loaded only where a person is asked

            self._asker = TerminalAsker()

    def line(self, key: str) -> str | None:
        if self._asker is None:
            return None
        return self._asker.write(self._hall.words(f"cli.new.ask_{key}")).strip() or None

    def number(self, key: str) -> int | None:
        while (written := self.line(key)) is not None:
            digits = clean(written).replace(",", "")
            if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS:
                return int(digits)
        return None

    def exposure(self, exposure: Exposure) -> Exposure:
        return exposures.asked(self._hall, self._asker, exposure) if self._asker else exposure

    def depth(self, edition: Checklist) -> Depth | None:
        if self._asker is None:
            return None
        w = self._hall.words
        choices = []
        counts: set[int] = set()
        for depth in Depth:
            count = sum(depth.includes(question.tier) for _, question in edition.questions)
            if count in counts:
                continue
            counts.add(count)
            minutes = round(count * SECONDS_A_QUESTION / 60)
            label = w("cli.new.depth_choice", depth=w(f"depth.{depth}"), n=count, minutes=minutes)
            choices.append((str(depth), label))
        return Depth(self._asker.choose(w("cli.new.ask_depth"), choices, w("cli.answer.choose_hint"), None))

    def facts(self, edition: Checklist, depth: Depth, given: dict[str, bool]) -> dict[str, bool]:
        """Every fact of the edition; a person is asked only what matters at this depth."""
        w = self._hall.words
        asked_here = [pair for pair in edition.questions if depth.includes(pair[1].tier)]
        matters = {fact for area, question in asked_here for fact in (area.when, question.when)} | {*edition.light_when}
        profile = {}
        for fact in edition.facts:
            if fact.id in given or fact.id not in matters or self._asker is None:
                profile[fact.id] = given.get(fact.id, fact.default)
                continue
            choices = [("yes", w("cli.new.yes")), ("no", w("cli.new.no"))]
            chosen = self._asker.choose(
                w.text(fact.text), choices, w("cli.answer.choose_hint"), "yes" if fact.default else "no"
            )
            profile[fact.id] = chosen == "yes"
        return profile


def _edition(hall: Hall, reference: str | None) -> Checklist:
    """The edition asked for, or the newest of those there are."""
    if reference:
        return editions.load_by_reference(reference, hall.places)
    folders = editions.find(hall.places)
    if not folders:
        raise FileProblems([Problem(file="checklist", what="not-found")])
    loaded = [editions.load(folder) for folder in folders]
    return max(loaded, key=lambda checklist: (checklist.edition, checklist.id))


def given_facts(edition: Checklist, written: list[str]) -> dict[str, bool]:
    """Facts as they were written on the command line, ``website=true``."""
    known = {fact.id for fact in edition.facts}
    given = {}
    for entry in written:
        name, _, value = entry.partition("=")
        if value not in ("true", "false"):
            raise UsageProblem("bad-fact", {"written": entry})
        if name not in known:
            raise UsageProblem("unknown-fact", {"written": name, "choices": " / ".join(sorted(known)) or "-"})
        given[name] = value == "true"
    return given


def _joined(answer: Answer, said: Answer) -> Answer:
    """The answer with what was newly said; what was not mentioned stays, evidence is added to what is there."""
    if said.status is not None:
        answer = replace(answer, status=said.status, on=said.on, by=said.by, confirmed=True)
    promise = _promised(answer.action or Action(), said.action or Action())
    answer = replace(
        answer,
        note=said.note or answer.note,
        evidence=(*answer.evidence, *said.evidence),
        action=None if promise == Action() else promise,
    )
    if answer.status is Status.NA and not answer.note:
        raise UsageProblem("na-without-note")
    return answer


def _promised(action: Action, new: Action) -> Action:
    """The promise with a new owner or date; an earlier date is remembered as moved."""
    later = moved_to(action, new.due) if new.due else action
    return replace(later, owner=new.owner or action.owner)


def _unknown_question(edition: Checklist, question_id: str) -> SayableError:
    meant = close_to(question_id, [question.id for _, question in edition.questions])
    if meant:
        return UsageProblem("unknown-question-near", {"id": question_id, "meant": meant})
    return UsageProblem("unknown-question", {"id": question_id})


def _line(written: str) -> str:
    return clean(written).strip()


def _maybe(written: str | None) -> str | None:
    return (_line(written) or None) if written else None
