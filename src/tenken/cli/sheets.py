"""The Excel channel: ``sheet write`` and ``sheet read``."""

import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from tenken.ask.sheet.layout import Brief
from tenken.ask.sheet.read import understand
from tenken.ask.sheet.take import Decide, Outcome, Told, take
from tenken.cli.given import Hall
from tenken.cli.help import HelpfulGroup
from tenken.core.merge import Change, Fate, Stamp, Value
from tenken.core.model import Answer, Assessment, Checklist, Question, Status
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring import asked, score
from tenken.store import answers, assessments, files, library, workbook
from tenken.words import Words

JSON_FORMAT = 1
"""Of ``sheet read --json``. 1: first form."""
LONGEST_SHOWN = 40
"""Characters of a text that are shown where it is told what became of it."""


class Sheets(HelpfulGroup):
    """``tenken sheet``."""

    targets: ClassVar[dict[str, str]] = {"write": "sheets:write", "read": "sheets:read"}
    help_key: ClassVar[str] = "cli.sheet.{name}_help"


def write(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.sheet.file")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.sheet.output")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.sheet.force")] = False,
) -> None:
    """Make the workbook to answer in."""
    from tenken.ask.sheet.write import write as write_sheet  # noqa: PLC0415 - reading does without XlsxWriter

    hall: Hall = ctx.obj
    edition, assessment = assessments.load(file, hall.places, hall.today)
    brief = Brief(
        checklist=edition,
        assessment=assessment,
        words=hall.words,
        today=hall.today,
        identity=assessments.identity(assessment),
        content=assessments.content_digest(assessment),
        library=library.load(hall.places),
    )
    content = write_sheet(brief)
    target = output or file.with_name(f"{file.stem}-answers.xlsx")
    if target == Path("-"):
        sys.stdout.buffer.write(content)
        return
    files.write(target, content, replace=force)
    hall.talk(hall.words("cli.sheet.made", file=str(target), n=sum(1 for _ in asked(edition, assessment))))
    hall.talk(hall.words("cli.sheet.next", workbook=str(target), file=str(file)))


def read(
    ctx: typer.Context,
    filled: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="cli.sheet.workbook")],
    into: Annotated[Path, typer.Option("--into", help="cli.sheet.into")],
    theirs: Annotated[bool, typer.Option("--theirs", help="cli.sheet.theirs")] = False,
    ours: Annotated[bool, typer.Option("--ours", help="cli.sheet.ours")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="cli.sheet.ask")] = False,
    anyones: Annotated[bool, typer.Option("--force", help="cli.sheet.anyones")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="cli.sheet.json")] = False,
) -> None:
    """Read a filled-in workbook into the file."""
    hall: Hall = ctx.obj
    if theirs + ours + ask > 1:
        raise UsageProblem("one-of", {"choices": "--theirs / --ours / --ask"})
    if ask and not hall.can_ask:
        raise UsageProblem("cannot-choose")
    grids = workbook.read(filled)
    edition, assessment = assessments.load(into, hall.places, hall.today)
    whose = (assessments.identity(assessment), assessment.organisation.name)
    returned = understand(grids, edition, *whose, str(filled), anyones=anyones)

    def merged(checklist: Checklist, assessment: Assessment, decide: Decide) -> Outcome:
        stamp = Stamp(hall.today, returned.by or assessment.assessor.name)
        return take(returned, checklist, assessment, decide=decide, stamp=stamp, check=check)

    def check(question_id: str, answer: Answer) -> list[Problem]:
        return answers.faults(question_id, answer, hall.today)

    outcomes: list[Outcome] = []
    decisions = _Decisions(hall, theirs=theirs, ours=ours, ask=ask)
    if ask:
        merged(edition, assessment, decisions.ask)  # a person takes longer than others can wait for the file

    def make(checklist: Checklist, assessment: Assessment) -> Mapping[str, Answer]:
        outcomes.append(merged(checklist, assessment, decisions.recall))
        return outcomes[-1].answers

    newer = returned.content != assessments.content_digest(assessment)
    edition, assessment = answers.save_answers(into, make, hall.places, hall.today)
    (outcome,) = outcomes
    report = _Report(hall, edition, outcome, into)
    if as_json:
        hall.tell(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        report.tell()
        report.talk(assessment, newer=newer)
    if problems := [*outcome.refused, *report.conflicts(str(filled))]:
        raise _NotTaken(problems, quiet=as_json)


class _NotTaken(FileProblems):
    """What was not taken: the rest was, but the workbook needs attention."""

    def __init__(self, problems: list[Problem], *, quiet: bool) -> None:
        super().__init__([] if quiet else problems)


class _Decisions:
    """What was decided about conflicts: by an option for all, or by a person for each as it was shown."""

    def __init__(self, hall: Hall, *, theirs: bool, ours: bool, ask: bool) -> None:
        self._hall = hall
        self._for_all = True if theirs else False if ours else None
        self._one_by_one = ask
        self._decided: dict[tuple[str, Change], bool | None] = {}

    def recall(self, told: Told) -> bool | None:
        """The decision, without asking anybody."""
        return self._decided.get((told.question.id, told.change)) if self._one_by_one else self._for_all

    def ask(self, told: Told) -> bool | None:
        """A person's decision, remembered."""
        from tenken.ask.terminal import TerminalAsker  # noqa: PLC0415 - loaded only where a person is asked

        w, change = self._hall.words, told.change
        if (told.question.id, change) in self._decided:
            return self.recall(told)
        choices = [
            ("theirs", w("cli.sheet.choose_theirs", value=_short(w, change.theirs))),
            ("ours", w("cli.sheet.choose_ours", value=_short(w, change.ours))),
            ("later", w("cli.sheet.choose_later")),
        ]
        place = {"place": told.place, "label": w.text(told.question.name), "part": w(f"sheet.part.{change.spot.part}")}
        chosen = TerminalAsker().choose(w("cli.sheet.choose", **place), choices, w("cli.answer.choose_hint"), None)
        decision = None if chosen == "later" else chosen == "theirs"
        self._decided[told.question.id, change] = decision
        return decision


class _Report:
    """What reading came to, told cell by cell."""

    def __init__(self, hall: Hall, checklist: Checklist, outcome: Outcome, file: Path) -> None:
        self._hall, self._words = hall, hall.words
        self._numbers = checklist.numbers()
        self._checklist, self._outcome, self._file = checklist, outcome, file

    def tell(self) -> None:
        """What was taken, changed, cleared and left as it was."""
        for fate in (Fate.TAKEN, Fate.CHANGED, Fate.CLEARED, Fate.KEPT):
            for told in self._outcome.with_fate(fate):
                self._hall.tell(self._words(f"cli.sheet.{fate}", **self._named(told)))

    def talk(self, assessment: Assessment, *, newer: bool) -> None:
        """What is worth knowing beside that, and what comes next."""
        w, talk, outcome, file = self._words, self._hall.talk, self._outcome, str(self._file)
        for question, place in outcome.waits:
            talk(w("cli.sheet.waits", place=place, **self._question(question)))
        if outcome.left_out:
            talk(w("cli.sheet.left_out", n=outcome.left_out))
        talk(w("cli.sheet.wrote", file=file, n=outcome.wrote) if outcome.wrote else w("cli.sheet.nothing", file=file))
        if newer and outcome.wrote:
            talk(w("cli.sheet.newer", file=file))
        if outcome.refused:
            talk(w("cli.sheet.some_refused", n=len(outcome.refused)))
        conflicts = len(outcome.with_fate(Fate.CONFLICT))
        if conflicts:
            talk(w("cli.sheet.conflicts", n=conflicts))
        tally = score(self._checklist, assessment).tally
        left = tally.applicable - tally.answered
        talk(w("cli.sheet.left", n=left) if left else w("cli.sheet.all_answered"))
        if not left and not outcome.refused and not conflicts:
            talk(w("cli.sheet.next_report", file=file))

    def conflicts(self, name: str) -> list[Problem]:
        """What nobody has decided yet."""
        return [
            Problem(file=name, what="sheet-conflict", path=(told.place,), values=self._named(told))
            for told in self._outcome.with_fate(Fate.CONFLICT)
        ]

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        outcome = self._outcome
        told: dict[str, Any] = {"format": JSON_FORMAT, "file": str(self._file)}
        told |= {str(fate): [_plain(entry) for entry in outcome.with_fate(fate)] for fate in Fate}
        told["refused"] = [
            {"cell": problem.where, "what": problem.what, "values": dict(problem.values)} for problem in outcome.refused
        ]
        told["waits"] = [{"cell": place, "id": question.id} for question, place in outcome.waits]
        return {**told, "left_out": outcome.left_out}

    def _question(self, question: Question) -> dict[str, str]:
        return {"number": self._numbers[question.id], "label": self._words.text(question.name)}

    def _named(self, told: Told) -> dict[str, str]:
        w, change = self._words, told.change
        values = {"ours": _short(w, change.ours), "theirs": _short(w, change.theirs)}
        part = w(f"sheet.part.{change.spot.part}")
        return {"place": told.place, "part": part, **self._question(told.question), **values}


def _plain(told: Told) -> dict[str, Any]:
    change = told.change
    values = {"ours": change.ours, "theirs": change.theirs}
    texts = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    return {"cell": told.place, "id": told.question.id, "part": str(change.spot.part), **texts}


def _short(words: Words, value: Value) -> str:
    """A value as it is told: in words, in one line, and not too long."""
    if value is None:
        return words("cli.sheet.empty")
    if isinstance(value, Status):
        return words.status(value)
    if isinstance(value, date):
        return words.day(value)
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_SHOWN else line[:LONGEST_SHOWN] + "…"
