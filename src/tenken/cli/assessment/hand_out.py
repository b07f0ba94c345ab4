"""Handing out: what a sheet or form is made from, the share of one person, and what its files are called after.

What the page asks follows from ``Handout.only``; what comes back is the business of ``merge_answers``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from tenken.ask.handout import Handout, asked_now
from tenken.cli.context import AppContext
from tenken.cli.handouts import handout_of
from tenken.cli.options import area_of
from tenken.core.model import Area, FirmRole, Question, says_something
from tenken.core.problem import UsageProblem, close_to
from tenken.core.scoring.applicability import asked
from tenken.store.validation.sanitize import line
from tenken.words import LANGUAGES, Words

ShareAreas = Annotated[list[str] | None, typer.Option("--area", help="cli.share.area")]
ShareRole = Annotated[str | None, typer.Option("--role", help="cli.share.role")]

LONGEST_ROLE = 60
"""Characters of ``--role``: it stands on a cover and in the name of a file."""
_BESIDE = r"者?(?:[\s(の・].*)?"
"""What may follow the word of a role: who holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOut:
    """A handout, and what tells its files from those of other people; empty where everything is handed out."""

    handout: Handout
    suffix: str

    def target(self, file: Path, output: Path | None, ending: str) -> Path:
        """The file to make: the one that was asked for, or one beside the assessment."""
        return output or file.with_name(f"{file.stem}-answers{self.suffix}.{ending}")

    @property
    def questions(self) -> int:
        """How many questions it asks, as far as the firm is known."""
        return len(asked_now(self.handout))

    def tell(self, app: AppContext) -> None:
        """Say how much of the whole it is, where somebody gets a share or is named."""
        handout = self.handout
        total = sum(1 for _ in asked(handout.checklist, handout.assessment))
        if handout.partial:
            app.message(app.words("cli.share.part", total=total, n=self.questions))
        elif handout.role:
            app.message(app.words("cli.share.everything", role=handout.role, n=total))


def hand_out(
    app: AppContext, file: Path, areas: Sequence[str] | None, role: str | None, *, with_verdicts: bool = False
) -> HandOut:
    """What is handed out of an assessment to one person or to all: the firm's own answers, verdicts where asked for.

    Raises UsageProblem for an area or a role of which this assessment asks nothing.
    """
    whole = handout_of(app, file, with_verdicts=with_verdicts)
    for_whom = _for_whom(role)
    chosen = list(dict.fromkeys(_area(app, whole, written).id for written in areas or ()))
    only = _of_role(app, whole, for_whom) if for_whom and not chosen else None
    if chosen:
        only = frozenset(one.id for area in whole.checklist.areas if area.id in chosen for one in area.questions)
    if for_whom in list(FirmRole):
        for_whom = app.words(f"role.{for_whom}")
    suffix = "".join(f"-{part}" for part in (_in_file_name(for_whom), *chosen) if part)
    return HandOut(handout=replace(whole, only=only, role=for_whom), suffix=suffix)


def _for_whom(written: str | None) -> str:
    """``--role`` as it stands on the cover; empty where it was not given."""
    if written is None:
        return ""
    told = " ".join(line(written).split())
    if not says_something(told) or len(told) > LONGEST_ROLE or not told.isprintable():
        raise UsageProblem("share-role", {"written": written[:LONGEST_ROLE], "most": LONGEST_ROLE})
    return told


def _area(app: AppContext, whole: Handout, written: str) -> Area:
    """The area, where this assessment asks something of it."""
    area, w = area_of(app, whole.checklist, written), app.words
    here = {one.id for one, _ in asked_now(whole)}
    if area.id not in here:
        places = enumerate(whole.checklist.areas, 1)
        known = " / ".join(f"{at} {w.text(one.title)}" for at, one in places if one.id in here)
        raise UsageProblem("share-empty", {"what": w.text(area.title), "choices": known})
    return area


def _of_role(app: AppContext, whole: Handout, written: str) -> frozenset[str] | None:
    """The questions whose first step is that role's; ``None`` where it is none of those that remedies name."""
    w = app.words
    spelled = {word: role for role in FirmRole for word in (role, *(Words(lang)(f"role.{role}") for lang in LANGUAGES))}
    meant = {role for word, role in spelled.items() if re.fullmatch(re.escape(word) + _BESIDE, written, re.IGNORECASE)}
    if not meant:
        if near := close_to(written, spelled):
            raise UsageProblem("share-role-near", {"written": written, "meant": near})
        return None
    here: dict[FirmRole, list[Question]] = {}
    for _, question in asked_now(whole):
        here.setdefault(question.remedy.role, []).append(question)
    if not meant & here.keys():
        known = " / ".join(w(f"role.{role}") for role in FirmRole if role in here)
        raise UsageProblem("share-empty", {"what": written, "choices": known})
    return frozenset(one.id for _, one in whole.checklist.questions if one.remedy.role in meant)


def _in_file_name(text: str) -> str:
    """A text as a part of a file's name that every system takes."""
    return re.sub(r"[^\w]+", "_", text).strip("_")
