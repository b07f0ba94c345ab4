"""How the pages of the full report lay out what they tell: which gaps get a card, and what fits into a narrow cell.

No sentence stands here and nothing is counted that a reader sees: the words are the templates', the numbers those of
``Report``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tenken.core.cost.figures import Figure, FigureSource
from tenken.core.cost.loss import Loss
from tenken.core.model import Answer, Question, Status
from tenken.core.report.report import Report
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.scoring.rounding import rounded_to_sum
from tenken.core.scoring.workings import ScoreWorkings
from tenken.render.owner.fitting import gist
from tenken.templating import ems
from tenken.words import Words

CARDS = 10
"""How many gaps get a card besides the critical ones."""
CARD_LINE = 29.5
"""What a line of a card holds, in times the size of its letters."""
LOOK_AHEAD = 3
"""Cards among which the one beside a card is chosen: the order stays nearly that of their importance."""

MOST_BESIDE = 6.0
"""How long a name may be to stand on one line with its day, in times the size of its letters."""

LINE, LONGEST_IN_COLUMN = 30.0, 300.0
"""What a line of the answers' column holds, and how much stands in it before a row of its own is better."""


def now(answer: Answer) -> str:
    """How things stand in a line: the gist of the note, in an audited answer of what the assessor found; else empty.

    The firm's own note never stands for what an assessor judged.
    """
    told = answer.verdict.finding if answer.verdict else answer.note
    return gist(told) if told else ""


def found(report: Report, step: RoadmapStep, words: Words) -> str:
    """What an audit says of a gap in a line: what was found there, the finding that speaks of it, else the verdict."""
    verdict = step.gap.question_score.answer.verdict
    assert verdict is not None
    findings = report.audit.findings if report.audit else ()
    titles = (entry.title for entry in findings if step.gap.question.id in entry.questions)
    told = verdict.finding or next(titles, "")
    return gist(told) if told else words(f"judged.{verdict.status}")


def is_long(answer: Answer) -> bool:
    """Whether what was written of an answer is too long for a column and takes a row of its own."""
    texts = (answer.note, answer.verdict.finding if answer.verdict else None)
    return sum(ems(text) + LINE * text.count("\n") for text in texts if text) > LONGEST_IN_COLUMN


def with_cards(report: Report) -> tuple[RoadmapStep, ...]:
    """The gaps told on a card: the most important ones and every critical one, in their order."""
    return tuple(step for at, step in enumerate(report.gaps) if at < CARDS or step.gap.question.critical)


def without_cards(report: Report) -> tuple[RoadmapStep, ...]:
    """The other gaps, in their order."""
    return tuple(step for at, step in enumerate(report.gaps) if at >= CARDS and not step.gap.question.critical)


def pairs(steps: Sequence[RoadmapStep], words: Words) -> list[tuple[RoadmapStep, ...]]:
    """Cards two by two, those side by side about equally high; the last may stand alone."""
    waiting = list(steps)
    rows: list[tuple[RoadmapStep, ...]] = []
    while waiting:
        first = waiting.pop(0)
        height = _height(first, words)
        near = sorted(waiting[:LOOK_AHEAD], key=lambda step: abs(_height(step, words) - height))
        if near:
            waiting.remove(near[0])
        rows.append((first, *near[:1]))
    return rows


def _height(step: RoadmapStep, words: Words) -> int:
    """About how many lines a card has."""
    question = step.gap.question
    texts = (words.text(question.means_yes), words.text(question.why), words.text(question.remedy.first))
    return sum(-int(-ems(text) // CARD_LINE) for text in texts)


def tenths(value: Fraction) -> str:
    """A number with one decimal place, halves up; whole ones have it too, so that a column of them reads alike."""
    whole, rest = divmod((value * 20 + 1) // 2, 10)
    return f"{whole:,}.{rest}"


def law(question: Question, words: Words) -> list[str]:
    """The articles and items of law that a question touches, as a narrow cell names them."""
    told = []
    for code in question.refs.get("appi", ()):
        kind = code.rstrip("0123456789-().")
        known = words.knows(f"report.full.law_{kind}")
        told.append(words(f"report.full.law_{kind}", n=code.removeprefix(kind)) if known else code)
    return told


def any_by_law(report: Report, words: Words) -> bool:
    """Whether any gap touches the law; else its column stays out."""
    return any(law(step.gap.question, words) for step in report.gaps)


def codes(question: Question, standard: str, key: str) -> list[str]:
    """The items of one standard to which a question points; act and guideline share a key, and not their codes."""
    found = question.refs.get(key, ())
    if key != "appi":
        return list(found)
    guideline = standard == "appi-guideline"
    return [code.removeprefix("GL") for code in found if code.startswith("GL") == guideline]


@dataclass(frozen=True, slots=True)
class Products:
    """Area weight × points as the method page prints them, by the number of the area, and their total."""

    rows: Mapping[int, Fraction]
    total: Fraction


def products(workings: ScoreWorkings) -> Products:
    """The products in hundredths, so that what is printed adds up to the total that is printed."""
    known = {row.number: row.product for row in workings.rows if row.product is not None}
    told = rounded_to_sum(tuple(known.values()), Fraction(1, 100))
    return Products(dict(zip(known, told, strict=True)), sum(told, Fraction(0)))


def figures_of(loss: Loss, source: FigureSource) -> list[Figure]:
    """The figures that were read in one source, in the order of the file."""
    return [figure for figure in loss.numbers if figure.source.id == source.id]


def statuses(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The statuses that occur, with how often."""
    order = (*(str(status) for status in Status), "unanswered")
    return [(name, counts[name]) for name in order if counts[name]]
