"""The questions that the cost of a leak depends on: what is held, the firm's yearly money, which leak to imagine.

Every question can be skipped and keeps what was known before. Who draws the screen is passed in, as for the interview;
what is said is returned, and saved by whoever asked.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tenken.ask.prompter import Prompter
from tenken.ask.reading import ReadDay, read_day, read_of_exposure, told
from tenken.core.cost.figures import DataKind
from tenken.core.model import Cause, DataItem, Exposure, Finder
from tenken.words import Words


def ask_persons(prompter: Prompter, words: Words, exposure: Exposure) -> Exposure:
    """How many people's data is held."""
    return replace(exposure, persons=_number(prompter, words, "persons", exposure.persons))


def ask(
    prompter: Prompter, words: Words, kinds: Mapping[DataItem, DataKind], exposure: Exposure, today: date
) -> Exposure:
    """What a firm has to lose, as far as the person says it."""
    choices = [(str(item), words.text(kinds[item].label)) for item in DataItem]
    chosen = prompter.choose_several(
        words("cli.exposure.ask_items"),
        choices,
        words("cli.exposure.items_hint"),
        [str(item) for item in exposure.items],
    )
    exposure = replace(exposure, items=tuple(DataItem(item) for item in chosen))
    exposure = replace(
        exposure,
        yearly_sales=_number(prompter, words, "yearly_sales", exposure.yearly_sales),
        card_share=_number(prompter, words, "card_share", exposure.card_share),
        cash=_number(prompter, words, "cash", exposure.cash),
        yearly_profit=_number(prompter, words, "yearly_profit", exposure.yearly_profit),
    )
    cause = _choice(prompter, words, "cause", [str(choice) for choice in Cause], exposure.cause)
    finder = _choice(prompter, words, "found_by", [str(choice) for choice in Finder], exposure.found_by)
    return replace(
        exposure,
        cause=Cause(cause) if cause else None,
        found_by=Finder(finder) if finder else None,
        known_on=_day(prompter, words, exposure.known_on, today),
    )


def _number(prompter: Prompter, words: Words, name: str, before: int | None) -> int | None:
    while True:
        written = prompter.write(words(f"cli.exposure.ask_{name}"), "" if before is None else str(before)).strip()
        if not written:
            return None
        found = read_of_exposure(name, written)
        if isinstance(found, int):
            return found
        prompter.show(words(found.what, **found.values))


def _choice(prompter: Prompter, words: Words, name: str, choices: list[str], before: str | None) -> str | None:
    labelled = [(choice, words(f"cli.exposure.{choice}")) for choice in choices]
    labelled.append(("skip", words("cli.exposure.skip")))
    said = prompter.choose(words(f"cli.exposure.ask_{name}"), labelled, words("cli.answer.choose_hint"), before)
    return None if said == "skip" else said


def _day(prompter: Prompter, words: Words, before: date | None, today: date) -> date | None:
    while True:
        written = prompter.write(words("cli.exposure.ask_known_on"), before.isoformat() if before else "").strip()
        if not written:
            return None
        found = read_day(written, today, meant="past", last=today)
        if beside := told(words, written, found):
            prompter.show(beside)
        if isinstance(found, ReadDay):
            return found.day
