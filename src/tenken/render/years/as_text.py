"""Two years, or many, for a terminal: the numbers, why they moved, and what changed, at most 78 columns wide."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tenken.core.scoring.score import shown
from tenken.core.years.changes import ChangeKind, QuestionChange
from tenken.core.years.comparison import Comparison
from tenken.core.years.promises import Promise
from tenken.core.years.trend import Trend
from tenken.render.years.sentences import became, names, promises, remarks, stood
from tenken.screen import COLUMNS, pad, width, wrap
from tenken.words import Words

TOLD = (
    ChangeKind.IMPROVED,
    ChangeKind.WORSENED,
    ChangeKind.UNCONFIRMED,
    ChangeKind.NO_LONGER_APPLICABLE,
    ChangeKind.NEWLY_APPLICABLE,
)
"""The kinds of change that are told question by question."""
MOST_NAMED = 12
NAMED = (ChangeKind.NEW, ChangeKind.RETIRED, ChangeKind.REWORDED)
"""Those of which the questions are only named."""


def diff(comparison: Comparison, words: Words) -> str:
    """What ``tenken diff`` tells."""
    blocks = [_head(comparison, words), _waterfall(comparison, words), *_changes(comparison, words)]
    if comparison.promises:
        told = [_promise(entry, comparison, words) for entry in promises(comparison)]
        blocks.append([f"{words('diff.promises.title')}:", *told])
    return _page(blocks)


def diff_bytes(comparison: Comparison, words: Words) -> bytes:
    """The same as a document."""
    return f"{diff(comparison, words)}\n".encode()


def trend(found: Trend, words: Words) -> str:
    """What ``tenken trend`` tells."""
    newest = found.points[-1].side.assessment
    span = {"first": words.day(found.points[0].side.assessment.date), "last": words.day(newest.date)}
    head = [newest.organisation.name, words("trend.years", n=len(found.points), **span)]
    if found.by_id_only:
        head.append(words("trend.by_id_only"))
    keys = ("col_day", "col_score", "col_grade", "col_same", "col_evidenced", "col_backed")
    rows = [[*(words("trend." + key) for key in keys), ""]]
    for point in found.points:
        card = point.card
        grade = card.grade or "–"
        cells = [point.side.assessment.date.isoformat(), _points(card.score), grade, _points(point.like_for_like)]
        cells += [_points(card.evidenced), words("trend.backed", backed=point.backed, claimed=point.claimed)]
        marks = [words("trend.audited")] * point.audited + [words("trend.draft")] * card.draft
        rows.append([*cells, words("report.join").join(marks)])
    common = words("trend.like_for_like_text", n=found.common) if found.common else words("trend.no_common")
    days = [point.side.assessment.date for point in found.points]
    years = [f"{day.year}-{day.month:02d}" if found.crowded else str(day.year) for day in days]
    areas = [[words("trend.areas"), *years]]
    areas += [[words.text(line.area.title), *map(_points, line.scores)] for line in found.areas]
    open_gaps = [f"{words('trend.open')}:"] if found.long_open else [words("trend.open_none")]
    for entry in found.long_open:
        never = f" ({words('trend.never')})" if entry.never_closed else ""
        label = words.text(entry.question.name)
        open_gaps.append(f"  {words('trend.open_years', n=entry.years)}  {entry.number} {label}{never}")
    return _page([head, [*_table(rows), common], _table(areas), open_gaps])


def trend_bytes(found: Trend, words: Words) -> bytes:
    """The same as a document."""
    return f"{trend(found, words)}\n".encode()


def _head(comparison: Comparison, words: Words) -> list[str]:
    last, this = comparison.last, comparison.this
    days = {"last_day": words.day(last.assessment.date), "this_day": words.day(this.assessment.date)}
    days |= {"last_edition": last.checklist.reference, "this_edition": this.checklist.reference}
    lines = [this.assessment.organisation.name, words("diff.years", **days), ""]
    scores = [_scored(words, year.scorecard.score, year.scorecard.grade) for year in (last, this)]
    total = words("diff.score", last=scores[0], this=scores[1])
    moved = comparison.as_scored.shown_difference
    lines.append(total if moved is None else f"{total}  ({_signed(words, moved)})")
    like = comparison.like_for_like
    then, now, by = like.shown_last, like.shown_this, like.shown_difference
    if then is None or now is None or by is None:
        lines.append(words("diff.no_common"))
    else:
        moved_by = _signed(words, by)
        lines.append(words("diff.like_for_like_text", n=comparison.common, last=then, this=now, difference=moved_by))
    return [*lines, *remarks(comparison, words)]


def _scored(words: Words, score: Fraction | None, grade: str | None) -> str:
    points = shown(score)
    if points is None or grade is None:
        return words("diff.not_scored")
    return f"{words('diff.points', n=points)} {words('diff.grade', letter=grade)}"


def _waterfall(comparison: Comparison, words: Words) -> list[str]:
    start, end = comparison.printed_start, comparison.printed_end
    if start is None or end is None:
        return [words("diff.not_scored_note")]
    lines = [f"{words('diff.waterfall.title')}:", _step(words, words.hundredths(start), "last")]
    lines += [_step(words, _signed(words, fall.printed_effect), str(fall.step)) for fall in comparison.steps]
    return [*lines, _step(words, words.hundredths(end), "this")]


def _step(words: Words, figure: str, step: str) -> str:
    reason = words("diff.reason." + step)
    first, *rest = wrap(reason, COLUMNS - 10).split("\n")
    return "\n".join([f"{figure:>8}  {first}", *(" " * 10 + line for line in rest)])


def _changes(comparison: Comparison, words: Words) -> Iterator[list[str]]:
    groups = [("diff.changes.critical", comparison.fell_critical)]
    groups += [("diff.kind." + kind, comparison.of(kind)) for kind in TOLD]
    groups.append(("diff.changes.still_open", comparison.still_open))
    for key, changes in groups:
        if changes:
            head = words("diff.changes.head", title=words(key), n=len(changes)) + ":"
            yield [head, *(wrap(_change(change, words), COLUMNS, "  ") for change in changes)]
    for kind in NAMED:
        changes = comparison.of(kind)
        if changes:
            head = words("diff.changes.head", title=words("diff.kind." + kind), n=len(changes)) + ":"
            yield [head, wrap(names(changes, words, MOST_NAMED), COLUMNS, "  ")]
    if all(change.kind is ChangeKind.SAME for change in comparison.changes):
        yield [words("diff.changes.nothing")]


def _change(change: QuestionChange, words: Words) -> str:
    label = words.text(change.question.name)
    moved = words("diff.score", last=stood(change.last, words), this=stood(change.this, words))
    return f"{change.number} {change.question.id} {label}: {moved}"


def _promise(promise: Promise, comparison: Comparison, words: Words) -> str:
    result = words("diff.promises." + promise.outcome)
    label = words("diff.question", label=words.text(promise.question.name), number=promise.number)
    sentence = became(promise, comparison.this.assessment.date, words)
    return wrap(f"{result}  {label}: {sentence}", COLUMNS, "  ")


def _points(score: Fraction | None) -> str:
    points = shown(score)
    return "–" if points is None else str(points)


def _signed(words: Words, value: Fraction | int) -> str:
    """With the plain minus that every terminal has."""
    return words.signed(value).replace("−", "-").replace("±", "")


def _table(rows: list[list[str]]) -> list[str]:
    columns = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(pad(cell, room) for cell, room in zip(row, columns, strict=True)).rstrip() for row in rows]


def _page(blocks: Iterable[list[str]]) -> str:
    return "\n\n".join("\n".join(map(_wrapped, block)) for block in blocks)


def _wrapped(line: str) -> str:
    return line if "\n" in line else wrap(line, COLUMNS)
