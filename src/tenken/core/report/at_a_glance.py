"""Everything on one page: a row of cells for each area, and the gaps by importance and effort."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tenken.core.model import Effort, Status
from tenken.core.report.areas import AnswerLine, AreaPage
from tenken.core.scoring.gaps import Importance
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.years.comparison import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One question in the row of its area."""

    number: str
    """Its printed number, e.g. 4-5."""
    column: int
    """Its place in the area, from 1."""
    status: Status | None
    critical: bool
    critical_open: bool
    """Whether it is critical and not in place."""
    evidenced: bool
    """Whether evidence in date supports a yes or a partial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """A control area with its questions side by side."""

    page: AreaPage
    cells: tuple[Cell, ...]
    like_last: Fraction | None
    """Last year's score over the questions that count in both years; ``None`` where nothing can be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """The gaps of one importance, in a cell for each effort, most urgent first."""

    importance: Importance
    cells: tuple[tuple[RoadmapStep, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The gaps by importance and effort."""

    columns: tuple[Effort, ...]
    """Hours, days and weeks always; months where a gap takes months."""
    rows: tuple[MatrixRow, ...]
    """Most important first; all four, an empty one, too."""
    quick: int
    """How many matter and take hours only."""

    @property
    def totals(self) -> tuple[int, ...]:
        """How many gaps each column holds."""
        return tuple(sum(len(row.cells[at]) for row in self.rows) for at in range(len(self.columns)))


def rows_of(pages: Iterable[AreaPage], comparison: Comparison | None) -> tuple[AreaRow, ...]:
    """A row for each area of which something is asked."""
    last = {entry.area.id: entry.like_for_like.last for entry in comparison.areas} if comparison else {}
    return tuple(
        AreaRow(
            page=page,
            cells=tuple(_cell(line) for line in page.answers),
            like_last=last.get(page.score.area.id),
        )
        for page in pages
    )


def _cell(line: AnswerLine) -> Cell:
    item = line.question_score
    return Cell(
        number=line.number,
        column=int(line.number.rpartition("-")[2]),
        status=item.status,
        critical=item.question.critical,
        critical_open=item.critical_open,
        evidenced=item.evidenced and item.status in (Status.YES, Status.PARTIAL),
    )


def matrix_of(steps: Sequence[RoadmapStep]) -> Matrix:
    """The gaps by importance and effort, in the order of their priority."""
    long = any(step.gap.question.remedy.effort is Effort.MONTHS for step in steps)
    columns = tuple(effort for effort in Effort if effort is not Effort.MONTHS or long)
    rows = tuple(
        MatrixRow(
            importance=importance,
            cells=tuple(
                tuple(
                    step
                    for step in steps
                    if step.gap.importance is importance and step.gap.question.remedy.effort is effort
                )
                for effort in columns
            ),
        )
        for importance in Importance
    )
    return Matrix(columns=columns, rows=rows, quick=sum(step.gap.quick for step in steps))
