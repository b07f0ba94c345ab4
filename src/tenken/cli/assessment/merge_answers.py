"""What the channels by which answers come back have in common: merging, deciding, saving.

``sheet read`` and ``form read`` understand what came back each in its own way; from there on they are one. What they
call themselves and the place of an answer stands in a ``Channel``; ``render/merge_result.py`` tells the outcome.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tenken.ask.file_names import without_folders
from tenken.cli.context import AppContext
from tenken.cli.options import refuse_signed
from tenken.core.merge.incoming import FactChange, Incoming, MergeResult, PlacedChange
from tenken.core.model import Checklist
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring.score import scored
from tenken.render import merge_result
from tenken.render.merge_result import Channel
from tenken.render.saved import date_lines
from tenken.store.assessment import loader
from tenken.store.assessment.incoming import merged, take_in
from tenken.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeOptions:
    """How to decide where both have changed, and how to tell what came of it."""

    theirs: bool
    ours: bool
    ask: bool
    as_json: bool
    verbose: bool
    """Whether every place is told beside the five lines."""

    def check(self, app: AppContext) -> None:
        """Raise UsageProblem where this cannot be followed."""
        if self.theirs + self.ours + self.ask > 1:
            raise UsageProblem("one-of", {"choices": "--theirs / --ours / --ask"})
        if self.ask and not app.can_ask:
            raise UsageProblem("cannot-choose")


def bring_in(app: AppContext, channel: Channel, returned: Incoming, into: Path, wanted: MergeOptions) -> None:
    """Merge what came back into the file and tell what became of it; raises FileProblems for what was not taken."""
    returned = without_folders(returned)
    edition, assessment = loader.load(into, app.checklist_path, app.today)

    refuse_signed(into, assessment)
    decisions = _Decisions(app, channel, wanted)
    if wanted.ask:
        merged(
            returned, edition, assessment, app.today, decisions.ask
        )  # a person takes longer than others can wait for the file

    before, newer = assessment, returned.outdated(assessment)
    edition, assessment, outcome = take_in(
        returned, into, app.checklist_path, app.today, decide=decisions.recall, checklist=edition
    )
    w, file = app.words, str(into)
    now = scored(edition, assessment)
    summary = merge_result.summary_of(returned, outcome, scored(edition, before), now)
    if wanted.as_json:
        app.data(merge_result.merge_document(channel, outcome, summary, file=file))
    else:
        for line in (*merge_result.summary_lines(w, channel, summary), *_details(w, channel, edition, outcome, wanted)):
            app.result(line)
        for line in date_lines(w, before, assessment):
            app.message(line)
        for line in merge_result.message_lines(w, channel, outcome, file=file, newer=newer):
            app.message(line)
        app.lead_to("next.to_web" if now.scorecard.draft else "next.to_report", file=file)
    undecided = merge_result.conflict_problems(w, channel, edition, outcome, returned=returned.name)
    if problems := [*outcome.refused, *undecided]:
        raise _NotTaken(problems, quiet=wanted.as_json)


def _details(
    w: Words, channel: Channel, edition: Checklist, outcome: MergeResult, wanted: MergeOptions
) -> Iterator[str]:
    """What became of each place, where somebody wants that."""
    if wanted.verbose:
        yield from merge_result.outcome_lines(w, channel, edition, outcome)
        yield from merge_result.waiting_lines(w, edition, outcome)


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
        asked = merge_result.conflict_question(w, told)
        choices = merge_result.conflict_choices(w, self._channel, told)
        chosen = TerminalPrompter().choose(asked, choices, w("cli.answer.choose_hint"), None)
        decision = None if chosen == "later" else chosen == "theirs"
        self._decided[told.key] = decision
        return decision
