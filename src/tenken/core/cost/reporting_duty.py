"""The duty to report a leak: whether one is due for an exposure, at which threshold, and by when.

Article 26 of the Act on the Protection of Personal Information and Rules 7 and 8; the numbers come from ``figures``.
Days are counted with the day of learning as the first, the earlier of the two ways to count.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tenken.core.cost.figures import Figure, Figures, Property
from tenken.core.model import Cause, Exposure


class Threshold(StrEnum):
    """The four cases in which a report is due (Rule 7, items 1 to 4)."""

    SENSITIVE = "sensitive"
    PROPERTY = "property"
    WRONGDOING = "wrongdoing"
    MANY = "many"


class Applies(StrEnum):
    """Whether a threshold is reached; perhaps, where that depends on what is not known."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingDuty:
    """Whether a report to the Commission is due, why, and by when."""

    thresholds: dict[Threshold, Applies]
    final: Figure
    """Days until the final report, from the day of learning."""
    first_from: Figure
    first_to: Figure
    """Days until the preliminary report: about from, to."""
    many: Figure
    """More persons than this are many."""
    known_on: date | None = None

    @property
    def due(self) -> Applies:
        """The strongest of the four."""
        found = set(self.thresholds.values())
        return next(applies for applies in Applies if applies in found)

    @property
    def perhaps_wrongful(self) -> bool:
        """Whether the longer time limit of a wrongful purpose may hold."""
        return self.thresholds[Threshold.WRONGDOING] is Applies.PERHAPS

    @property
    def first_days(self) -> tuple[date, date] | None:
        """Between which days the preliminary report should be made; ``None`` while no leak has happened."""
        if self.known_on is None:
            return None
        return _day(self.known_on, self.first_from.value), _day(self.known_on, self.first_to.value)

    @property
    def final_day(self) -> date | None:
        """The last day of the final report; ``None`` while no leak has happened."""
        return None if self.known_on is None else _day(self.known_on, self.final.value)


def duty(exposure: Exposure, figures: Figures) -> ReportingDuty:
    """The duty to report, for a leak of everything in the exposure."""
    kinds = [figures.kinds[item] for item in exposure.items]
    many = figures["report-persons"]
    thresholds = {
        Threshold.SENSITIVE: _sure(any(kind.sensitive for kind in kinds)) if kinds else Applies.PERHAPS,
        Threshold.PROPERTY: _property([kind.property for kind in kinds]),
        Threshold.WRONGDOING: _wrongdoing(exposure.cause),
        Threshold.MANY: _sure(exposure.persons > many.value) if exposure.persons is not None else Applies.PERHAPS,
    }
    wrong = thresholds[Threshold.WRONGDOING] is Applies.YES
    return ReportingDuty(
        thresholds=thresholds if exposure.persons != 0 else dict.fromkeys(Threshold, Applies.NO),
        final=figures["report-final-wrongdoing" if wrong else "report-final"],
        first_from=figures["report-first-from"],
        first_to=figures["report-first-to"],
        many=many,
        known_on=exposure.known_on,
    )


def _sure(flag: bool) -> Applies:
    return Applies.YES if flag else Applies.NO


def _property(found: list[Property]) -> Applies:
    if Property.YES in found:
        return Applies.YES
    return Applies.PERHAPS if Property.PERHAPS in found or not found else Applies.NO


def _wrongdoing(cause: Cause | None) -> Applies:
    if cause is None:
        return Applies.PERHAPS
    return Applies.YES if cause is Cause.WRONGDOING else Applies.NO


def _day(known_on: date, days: int) -> date:
    return known_on + timedelta(days=days - 1)
