r"""Which of the firm's claims are checked, and the same drawn again by anybody who has ``sha256sum``.

Only what a firm says in its favour can flatter it: its own yes, partial and not applicable are claims, whatever a
verdict says of them. Critical yes and not applicable are always checked, and so is every question with an earlier
finding; of the rest a heavier question is drawn more often. All of it in whole numbers and texts:

- a question has as many tickets as its weight: the SHA-256, in 64 hexadecimal digits, of ``SEED⏎ID⏎I``, where I counts
  from 1 to the weight, ⏎ is one line feed, nothing follows I, and the text is UTF-8;
- its key is the least of its tickets; the claims with the least keys are drawn;
- an area with claims of which none is on the list yet gives the one with its least key.

In a shell: ``printf '%s\n%s\n%s' SEED ID 1 | sha256sum``. How many records stand for all of them, and which, is
``records``'s; what was seen is ``verdicts``'s.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenken.core.model import LONGEST_NAME, AddedQuestion, AnswerSample, Assessment, Checklist, Question, Status
from tenken.core.scoring.applicability import asked

USUAL_SIZE = 10
"""Claims drawn where nobody says how many."""
CLAIMS = frozenset({Status.YES, Status.PARTIAL, Status.NA})
_FULL = frozenset({Status.YES, Status.NA})


class Why(StrEnum):
    """Why a question is on the list of those to check, or is not."""

    CRITICAL = "critical"
    """A critical question with a yes or a not applicable."""
    EARLIER = "earlier"
    """An earlier finding is still open."""
    DRAWN = "drawn"
    AREA = "area"
    """The least key of an area of which nothing else was on the list."""
    LEFT = "left"
    """Not drawn."""
    ADDED = "added"
    """The auditor put it there, whatever was drawn."""


@dataclass(frozen=True, slots=True)
class FrameEntry:
    """A line of the list that is drawn from."""

    id: str
    area: str
    weight: int
    status: Status | None
    """What the firm itself says; ``None`` only where an earlier finding brings an unanswered question here."""
    always: Why | None = None
    """``CRITICAL`` or ``EARLIER`` where it is checked in any case."""

    @property
    def line(self) -> str:
        """``ID AREA WEIGHT STATUS REASON``, with ``-`` for no status, and ``draw`` where chance decides."""
        return f"{self.id} {self.area} {self.weight} {self.status or '-'} {self.always or 'draw'}"


@dataclass(frozen=True, slots=True)
class DrawStep:
    """What became of one line of the list, and the key by which it did."""

    entry: FrameEntry
    key: str
    """The question's least ticket, 64 hexadecimal digits."""
    ticket: int
    """Which of its tickets that is, from 1."""
    why: Why


@dataclass(frozen=True, slots=True)
class AnswerDraw:
    """A sample, with every step by which it was drawn."""

    sample: AnswerSample
    steps: tuple[DrawStep, ...]
    """First what is always checked, by id; then all others, the least key first."""
    frame: str
    """The text over which the digest of the list is taken."""


@dataclass(frozen=True, slots=True)
class Redraw:
    """A sample in a file held against the one that its seed and the answers give."""

    draw: AnswerDraw
    """What they give."""
    changed: bool
    """Whether the list is another now: answers, weights or areas are not those that were drawn from."""
    missing: tuple[str, ...]
    """Belong on the list and are not on it, or not in their place."""
    extra: tuple[str, ...]
    """Are on the list, or in a place of it, where they do not belong."""

    @property
    def same(self) -> bool:
        """Whether the file has exactly that sample."""
        return not (self.changed or self.missing or self.extra)


def default_seed(stem: str, on: date) -> str:
    """The seed where nobody gives one: the name of the audit's file without its ending, and the day of the draw.

    It comes out as it will stand in the file: in NFC, whatever cannot be printed as ``_``, at most 200 characters.
    """
    day = f"-{on.isoformat()}"
    shown = "".join(letter if letter.isprintable() else "_" for letter in unicodedata.normalize("NFC", stem))
    return shown[: LONGEST_NAME - len(day)] + day


def ticket(seed: str, question_id: str, number: int) -> str:
    """The SHA-256 of seed, id and a number from 1, a line feed between them: 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}\n{question_id}\n{number}".encode()).hexdigest()


def frame_of(checklist: Checklist, assessment: Assessment, earlier: Collection[str] = ()) -> tuple[FrameEntry, ...]:
    """Every claim of the firm among the questions asked, and every question asked with an earlier finding, by id.

    Verdicts play no part; an answer that nobody has confirmed is none. Ids of ``earlier`` that are not asked are left
    out.
    """
    found = []
    for area, question in asked(checklist, assessment):
        answer = assessment.answer(question.id)
        status = answer.status if answer.confirmed else None
        always = _always(question, status, earlier)
        if status in CLAIMS or always:
            found.append(FrameEntry(question.id, area.id, question.weight, status, always))
    return _in_order(found)


def _always(question: Question, status: Status | None, earlier: Collection[str]) -> Why | None:
    if question.critical and status in _FULL:
        return Why.CRITICAL
    return Why.EARLIER if question.id in earlier else None


def _in_order(frame: Iterable[FrameEntry]) -> tuple[FrameEntry, ...]:
    """By the bytes of the id, as ``LC_ALL=C sort`` has them: ids are ASCII."""
    return tuple(sorted(frame, key=lambda entry: entry.id))


def frame_text(frame: Iterable[FrameEntry]) -> str:
    """The list as a text: a line each, by id, a line feed after every line. Saved as a file, ``sha256sum`` reads it."""
    return "".join(f"{entry.line}\n" for entry in _in_order(frame))


def frame_digest(frame: Iterable[FrameEntry]) -> str:
    """``sha256:`` and the SHA-256 of the list's text."""
    return "sha256:" + hashlib.sha256(frame_text(frame).encode()).hexdigest()


def draw(frame: Sequence[FrameEntry], seed: str, size: int, added: tuple[AddedQuestion, ...] = ()) -> AnswerDraw:
    """Draw ``size`` claims from the list beside those that are always checked, and one for each area left empty.

    Where fewer are left than are to be drawn, all of them are. ``seed`` is the text as it will stand in the file.
    ``added`` is kept as it is and changes nothing.
    """
    keys = {entry.id: _key(entry, seed) for entry in frame}
    always = [entry for entry in _in_order(frame) if entry.always]
    rest = sorted((entry for entry in frame if not entry.always), key=lambda entry: (keys[entry.id], entry.id))
    covered = {entry.area for entry in (*always, *rest[:size])}
    why = {entry.id: Why.DRAWN for entry in rest[:size]}
    for entry in rest[size:]:
        why[entry.id] = Why.LEFT if entry.area in covered else Why.AREA
        covered.add(entry.area)
    sample = AnswerSample(
        seed=seed,
        size=size,
        frame=frame_digest(frame),
        always=tuple(entry.id for entry in always),
        drawn=tuple(entry.id for entry in rest if why[entry.id] is not Why.LEFT),
        added=added,
    )
    steps = tuple(DrawStep(entry, *keys[entry.id], entry.always or why[entry.id]) for entry in (*always, *rest))
    return AnswerDraw(sample, steps, frame_text(frame))


def _key(entry: FrameEntry, seed: str) -> tuple[str, int]:
    return min((ticket(seed, entry.id, number), number) for number in range(1, entry.weight + 1))


def draw_answers(
    checklist: Checklist,
    assessment: Assessment,
    seed: str,
    size: int = USUAL_SIZE,
    *,
    earlier: Collection[str] = (),
    added: tuple[AddedQuestion, ...] = (),
) -> AnswerDraw:
    """The sample of an assessment's claims, see ``draw``; ``earlier`` are the questions of earlier findings still open.

    The assessment is the audit's file: it holds the firm's own answers, which nobody changes any more.
    """
    return draw(frame_of(checklist, assessment, earlier), seed, size, added)


def drawn_again(
    checklist: Checklist, assessment: Assessment, sample: AnswerSample, earlier: Collection[str] | None = None
) -> Redraw:
    """Draw a file's sample again and say what differs.

    Without ``earlier``, whatever is always checked and no critical claim is taken for a question with an earlier
    finding, as the file does not say it otherwise; who knows last year's findings gives them.
    """
    frame = frame_of(checklist, assessment, sample.always if earlier is None else earlier)
    again = draw(frame, sample.seed, sample.size, sample.added)
    given, due = (
        Counter([*(("always", id_) for id_ in one.always), *(("drawn", id_) for id_ in one.drawn)])
        for one in (sample, again.sample)
    )
    return Redraw(
        again,
        again.sample.frame != sample.frame,
        tuple(dict.fromkeys(id_ for _, id_ in (due - given).elements())),
        tuple(dict.fromkeys(id_ for _, id_ in (given - due).elements())),
    )
