"""What the channels by which answers come back have in common: handing out, merging, deciding, telling.

``sheet read`` and ``form read`` understand what came back each in its own way; from there on they are one. What they
call themselves and the place of an answer stands in a ``Channel``.
"""

import json
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tenken.ask.handout import Handout
from tenken.cli.context import AppContext
from tenken.core.merge.answer_fields import FieldValue
from tenken.core.merge.incoming import DecideConflict, FactChange, Incoming, MergeResult, PlacedChange, take
from tenken.core.merge.three_way import MergeOutcome, Stamp
from tenken.core.model import Answer, Assessment, Checklist, Question, Status
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring.score import score
from tenken.store.assessment import editor, loader
from tenken.store.assessment.document import content_digest, identity
from tenken.store.assessment.evidence import with_digests
from tenken.store.checklist import library
from tenken.words import Words

JSON_FORMAT = 1
"""Of ``read --json``. 1: first form."""
LONGEST_SHOWN = 40
"""Characters of a text that are shown where it is told what became of it."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One of the ways by which answers come back."""

    name: str
    """Its own sentences stand under ``cli.<name>``."""
    place: str
    """What the place of an answer is called in JSON."""
    conflict: str
    """Key of the sentence for what nobody has decided yet."""
    facts: bool = False
    """Whether it asks what is true of the firm, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeOptions:
    """How to decide where both have changed, and how to tell what came of it."""

    theirs: bool
    ours: bool
    ask: bool
    as_json: bool

    def check(self, app: AppContext) -> None:
        """Raise UsageProblem where this cannot be followed."""
        if self.theirs + self.ours + self.ask > 1:
            raise UsageProblem("one-of", {"choices": "--theirs / --ours / --ask"})
        if self.ask and not app.can_ask:
            raise UsageProblem("cannot-choose")


def brief_of(app: AppContext, file: Path) -> Handout:
    """What is handed out of an assessment."""
    edition, assessment = loader.load(file, app.checklist_path, app.today)
    return Handout(
        checklist=edition,
        assessment=assessment,
        words=app.words,
        today=app.today,
        identity=identity(assessment),
        content=content_digest(assessment),
        library=library.load(app.checklist_path),
    )


def bring_in(app: AppContext, channel: Channel, returned: Incoming, into: Path, wanted: MergeOptions) -> None:
    """Merge what came back into the file and tell what became of it; raises FileProblems for what was not taken."""
    edition, assessment = loader.load(into, app.checklist_path, app.today)

    def merged(checklist: Checklist, assessment: Assessment, decide: DecideConflict) -> MergeResult:
        stamp = Stamp(app.today, returned.by or assessment.assessor.name)
        return take(returned, checklist, assessment, decide=decide, stamp=stamp, check=check)

    def check(question_id: str, answer: Answer) -> list[Problem]:
        return editor.faults(question_id, answer, app.today)

    outcomes: list[MergeResult] = []
    decisions = _Decisions(app, channel, wanted)
    if wanted.ask:
        merged(edition, assessment, decisions.ask)  # a person takes longer than others can wait for the file

    def change(checklist: Checklist, assessment: Assessment) -> Assessment:
        outcome = merged(checklist, assessment, decisions.recall)
        outcomes.append(outcome)
        sealed = {
            question_id: with_digests(answer, assessment.answer(question_id), into.parent)
            for question_id, answer in outcome.answers.items()
        }
        facts = {**assessment.profile, **outcome.facts}
        return replace(assessment, answers={**assessment.answers, **sealed}, profile=facts)

    newer = returned.content != content_digest(assessment)
    edition, assessment = editor.save(into, change, app.checklist_path, app.today)
    (outcome,) = outcomes
    report = _Report(app, channel, edition, outcome, into)
    if wanted.as_json:
        app.result(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        report.tell()
        report.talk(assessment, newer=newer)
    if problems := [*outcome.refused, *report.conflicts(returned.name)]:
        raise _NotTaken(problems, quiet=wanted.as_json)


class _NotTaken(FileProblems):
    """What was not taken: the rest was, but what came back needs attention."""

    def __init__(self, problems: list[Problem], *, quiet: bool) -> None:
        super().__init__([] if quiet else problems)


class _Decisions:
    """What was decided about conflicts: by an option for all, or by a person for each as it was shown."""

    def __init__(self, app: AppContext, channel: Channel, wanted: MergeOptions) -> None:
        self._app, self._channel = app, channel
        self._for_all = True if wanted.theirs else False if wanted.ours else None
        self._one_by_one = wanted.ask
        self._decided: dict[Hashable, bool | None] = {}

    def recall(self, told: PlacedChange | FactChange) -> bool | None:
        """The decision, without asking anybody."""
        return self._decided.get(told.key) if self._one_by_one else self._for_all

    def ask(self, told: PlacedChange | FactChange) -> bool | None:
        """A person's decision, remembered."""
        from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only where a person is asked

        if told.key in self._decided:
            return self.recall(told)
        w = self._app.words
        asked, theirs, ours = _asked(w, told)
        choices = [
            ("theirs", w(f"cli.{self._channel.name}.choose_theirs", value=_short(w, theirs))),
            ("ours", w("cli.returning.choose_ours", value=_short(w, ours))),
            ("later", w("cli.returning.choose_later")),
        ]
        chosen = TerminalPrompter().choose(asked, choices, w("cli.answer.choose_hint"), None)
        decision = None if chosen == "later" else chosen == "theirs"
        self._decided[told.key] = decision
        return decision


class _Report:
    """What reading came to, told place by place."""

    def __init__(
        self, app: AppContext, channel: Channel, checklist: Checklist, outcome: MergeResult, file: Path
    ) -> None:
        self._app, self._words, self._channel = app, app.words, channel
        self._numbers = checklist.numbers()
        self._checklist, self._outcome, self._file = checklist, outcome, file

    def tell(self) -> None:
        """What was taken, changed, cleared and left as it was."""
        for fate, table in (
            (MergeOutcome.TAKEN, "returning"),
            (MergeOutcome.CHANGED, "returning"),
            (MergeOutcome.CLEARED, "returning"),
            (MergeOutcome.KEPT, self._channel.name),
        ):
            for told in self._outcome.with_fate(fate):
                line = self._words(f"cli.{table}.{fate}", **self._named(told))
                self._app.result(self._at(told.place, told.question, line))
        for stated in self._outcome.stated:
            if stated.fate is not MergeOutcome.CONFLICT:
                self._app.result(self._words(f"cli.returning.fact_{stated.fate}", **_firm(self._words, stated)))

    def talk(self, assessment: Assessment, *, newer: bool) -> None:
        """What is worth knowing beside that, and what comes next."""
        w, talk, outcome, file = self._words, self._app.message, self._outcome, str(self._file)
        own = f"cli.{self._channel.name}"
        for question, place in outcome.waits:
            talk(self._at(place, question, w("cli.returning.waits", **self._question(question))))
        if outcome.left_out:
            talk(w(f"{own}.left_out", n=outcome.left_out))
        wrote = outcome.wrote
        talk(w("cli.returning.wrote", file=file, n=wrote) if wrote else w("cli.returning.nothing", file=file))
        if newer and wrote:
            talk(w(f"{own}.newer", file=file))
        if outcome.refused:
            talk(w(f"{own}.some_refused", n=len(outcome.refused)))
        conflicts = outcome.conflicts
        if conflicts:
            talk(w(f"{own}.conflicts", n=conflicts))
        tally = score(self._checklist, assessment).tally
        left = tally.applicable - tally.answered
        talk(w("cli.returning.left", n=left) if left else w("cli.returning.all_answered"))
        if not left and not outcome.refused and not conflicts:
            talk(w("cli.returning.next_report", file=file))

    def conflicts(self, name: str) -> list[Problem]:
        """What nobody has decided yet."""
        what = self._channel.conflict
        return [
            Problem(file=name, what=what, path=(told.place,), values=self._named(told))
            for told in self._outcome.with_fate(MergeOutcome.CONFLICT)
        ] + [
            Problem(file=name, what="fact-conflict", path=("facts", stated.fact.id), values=_firm(self._words, stated))
            for stated in self._outcome.stated
            if stated.fate is MergeOutcome.CONFLICT
        ]

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        outcome, at = self._outcome, self._channel.place
        told: dict[str, Any] = {"format": JSON_FORMAT, "file": str(self._file)}
        told |= {
            str(fate): [{at: entry.place, **_plain(entry)} for entry in outcome.with_fate(fate)]
            for fate in MergeOutcome
        }
        told["refused"] = [
            {at: problem.where, "what": problem.what, "values": dict(problem.values)} for problem in outcome.refused
        ]
        if self._channel.facts:
            told["facts"] = [
                {"id": stated.fact.id, "fate": str(stated.fate), "ours": stated.ours, "theirs": stated.theirs}
                for stated in outcome.stated
            ]
        told["waits"] = [{at: place, "id": question.id} for question, place in outcome.waits]
        return {**told, "left_out": outcome.left_out}

    def _at(self, place: str, question: Question, line: str) -> str:
        """A line that begins with its place, where the number of the question does not say that already."""
        return line if place == self._numbers[question.id] else f"{place}  {line}"

    def _question(self, question: Question) -> dict[str, str]:
        return {"number": self._numbers[question.id], "label": self._words.text(question.name)}

    def _named(self, told: PlacedChange) -> dict[str, str]:
        w, change = self._words, told.change
        values = {"ours": _short(w, change.ours), "theirs": _short(w, change.theirs)}
        return {"part": w(f"sheet.part.{change.spot.part}"), **self._question(told.question), **values}


def _plain(told: PlacedChange) -> dict[str, Any]:
    change = told.change
    values = {"ours": change.ours, "theirs": change.theirs}
    texts = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    return {"id": told.question.id, "part": str(change.spot.part), **texts}


def _asked(w: Words, told: PlacedChange | FactChange) -> tuple[str, FieldValue | bool, FieldValue | bool]:
    """The question who is right, with theirs and ours."""
    if isinstance(told, FactChange):
        return w("cli.returning.choose_fact", label=w.text(told.fact.text)), told.theirs, told.ours
    change = told.change
    place = {"place": told.place, "label": w.text(told.question.name), "part": w(f"sheet.part.{change.spot.part}")}
    return w("cli.returning.choose", **place), change.theirs, change.ours


def _firm(words: Words, stated: FactChange) -> dict[str, str]:
    """A fact about the firm, as it is told."""
    values = {"ours": _short(words, stated.ours), "theirs": _short(words, stated.theirs)}
    return {"label": words.text(stated.fact.text), **values}


def _short(words: Words, value: FieldValue | bool) -> str:
    """A value as it is told: in words, in one line, and not too long."""
    if value is None:
        return words("cli.returning.empty")
    if isinstance(value, bool):
        return words("web.profile.yes") if value else words("web.profile.no")
    if isinstance(value, Status):
        return words.status(value)
    if isinstance(value, date):
        return words.day(value)
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_SHOWN else line[:LONGEST_SHOWN] + "…"
