"""What the law says of a leak, dated: each line with the day on which it was read, and since when it is in force.

The lines stand in ``checklist/law``, one dated file after another; how a file becomes these values is ``store``'s
business. Time limits and thresholds, with which something is worked out, are ``figures``' and ``reporting_duty``'s.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tenken.core.cost.figures import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class LawLine(Statement):
    """What the law says, or will say, in a sentence or two; ``about`` may also be ``amendment``."""

    read: date
    """The day on which it was read."""
    starts: date | None = None
    """The day on which it comes into force; ``None`` where it is in force, or no day is set."""
    by: date | None = None
    """The last day on which it can come into force, where no day is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One dated file of lines."""

    edition: str
    dated: date
    lines: tuple[LawLine, ...]

    @property
    def read(self) -> date:
        """Since when the oldest of its lines has not been read again."""
        return min(line.read for line in self.lines)


def on(day: date, known: Iterable[Law]) -> Law | None:
    """The lines of a day: the newest by then, else the oldest; as ``figures.on`` chooses, so that both fit."""
    by_day = sorted(known, key=lambda law: law.dated)
    return next((law for law in reversed(by_day) if law.dated <= day), by_day[0] if by_day else None)
