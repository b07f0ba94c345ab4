"""Which days are proposed for gaps that nobody has promised to close: no more for one person than a month bears.

Promises are counted first, since they stand. Proposals follow in order of their priority, at most three a month for
each person, promises included; what is critical waits for nobody. Who does what is ``roadmap``'s business.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

MOST_A_MONTH = 3
"""Tasks that a person of a small firm closes in a month beside the daily work; our own assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A gap to be closed by one person."""

    question_id: str
    person: Hashable
    """Whoever has an equal value here is the same person."""
    promised: date | None
    earliest: date
    """Before this day nothing is proposed."""
    critical: bool


def spread(tasks: Iterable[Task], on: date) -> dict[str, date]:
    """The day of each task by its question's id: the promised one, else the one proposed.

    ``tasks`` come in order of their priority. A proposal is due on its earliest day if that month has room, else on the
    last day of the first month that has. What is overdue on the day ``on`` is still to be done and burdens its month.
    """
    days = {}
    load: Counter[tuple[Hashable, int]] = Counter()
    waiting = []
    for task in tasks:
        if task.promised is None and not task.critical:
            waiting.append(task)
            continue
        day = days[task.question_id] = task.promised or task.earliest
        load[task.person, _month(max(day, on))] += 1
    for task in waiting:
        month = first = _month(task.earliest)
        while load[task.person, month] >= MOST_A_MONTH:
            month += 1
        load[task.person, month] += 1
        days[task.question_id] = task.earliest if month == first else last_day(month)
    return days


def _month(day: date) -> int:
    """Months counted from the year 0."""
    return day.year * 12 + day.month - 1


def last_day(month: int) -> date:
    """The last day of a month counted from the year 0."""
    year, nth = divmod(month, 12)
    return date(year, nth + 1, monthrange(year, nth + 1)[1])
