"""Days on a horizontal axis: everything before the assessment squeezed, everything after it to scale."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH = 176.0
"""Of the page's text, in millimetres."""
RIGHT = 171.0
"""Where the last day stands: a mark needs room on both sides."""
PAST = 18.0
"""Millimetres for the days before the assessment, where there are any to show."""
LEAST_DAYS = 120
"""Ahead, so that a plan of a week is not drawn as if it took a year."""
MOST_DAYS = 400
"""Ahead; what is due after that stands at the edge with an arrow."""
AFTER_LAST = 6


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Where a day stands between two edges."""

    on: date
    """The day of the assessment."""
    first: date
    last: date
    left: float
    today: float
    """Where the assessment's day stands."""

    @classmethod
    def over(cls, days: Iterable[date], on: date, left: float) -> "TimeAxis":
        """An axis on which those days have room, from ``left`` to the right edge of the page; it ends with a month."""
        known = list(days)
        first = min([*known, on])
        ahead = (max([*known, on]) - on).days + AFTER_LAST
        last = on + timedelta(days=min(max(ahead, LEAST_DAYS), MOST_DAYS))
        last = (last.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        edge = left + 2
        return cls(on, first, last, edge, edge + PAST if first < on else edge + 3)

    @property
    def past(self) -> bool:
        """Whether days before the assessment are shown."""
        return self.first < self.on

    @property
    def a_day(self) -> float:
        """Millimetres of a day after the assessment."""
        return (RIGHT - self.today) / (self.last - self.on).days

    def x(self, day: date) -> float:
        """Where a day stands, in millimetres; what lies beyond the axis stands at its edge."""
        if day >= self.on:
            return min(RIGHT, self.today + (day - self.on).days * self.a_day)
        return max(self.left, self.today - (self.on - day).days / (self.on - self.first).days * (self.today - self.left))

    def beyond(self, day: date) -> bool:
        """Whether a day lies after the last one shown."""
        return day > self.last

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month after the assessment that is shown."""
        start = self.on.year * 12 + self.on.month
        every = (date(number // 12, number % 12 + 1, 1) for number in range(start, start + 15))
        return tuple(month for month in every if month <= self.last)
