"""The time limits for reporting a leak, on a line from the day of learning; days further on stand closer together.

Whether a report is due, and which limit holds, is ``core.cost.reporting_duty``'s business.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from tenken.core.cost import figures
from tenken.core.cost.figures import Figures
from tenken.core.cost.reporting_duty import Applies, ReportingDuty, Threshold, duty
from tenken.core.model import Cause, Exposure
from tenken.core.report.report import Report
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.scoring.score import QuestionScore
from tenken.render.charts.layers import WIDTH, Layers
from tenken.render.charts.paths import Shape, Style, circle, diamond, rect
from tenken.render.charts.paths import line as straight

HEIGHT = 8.0
LAST = 134.0
"""Where the longest limit stands, in millimetres: its text needs the rest."""
REPORTING = "R8"
"""The rule of the Act's enforcement that sets the limits, as checklists refer to it."""


class Imagined(StrEnum):
    """What kind of leak the page imagines, on which the final report's limit depends."""

    WRONGDOING = "wrongdoing"
    ACCIDENT = "accident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The limits in days, where they stand, and which of the two for the final report holds."""

    duty: ReportingDuty
    days: int
    """For an accident."""
    wrong: int
    """For wrongdoing."""
    imagined: Imagined
    columns: tuple[float, float, float, float]
    """Where the texts begin: day of learning, preliminary report, the two final ones; millimetres."""
    shapes: tuple[Shape, ...]

    @property
    def why(self) -> str | None:
        """The first threshold that is surely reached; wrongdoing that is only assumed comes last."""
        sure = [name for name, applies in self.duty.thresholds.items() if applies is Applies.YES]
        return next((str(name) for name in (Threshold.MANY, *Threshold) if name in sure), None)


def known_figures(report: Report) -> Figures | None:
    """The figures of the assessment's day; ``None`` where there are none."""
    return report.loss.figures if report.loss else figures.on(report.assessment.date, report.library.figures)


def deadlines(report: Report) -> Deadlines | None:
    """The limits for this firm; ``None`` where nobody gave the figures of the law."""
    known = known_figures(report)
    if known is None:
        return None
    exposure = report.assessment.exposure or Exposure()
    found = report.loss.duty if report.loss else duty(exposure, known)
    days, wrong = known["report-final"].value, known["report-final-wrongdoing"].value
    # The estimate assumes wrongdoing unless somebody said accident, and the limit has to be that of the same leak.
    imagined = Imagined.ACCIDENT if exposure.cause is Cause.ACCIDENT else Imagined.WRONGDOING
    scale = LAST / sqrt(wrong)
    start, end, at, at_wrong = (
        sqrt(count) * scale for count in (found.first_from.value, found.first_to.value, days, wrong)
    )
    layers = Layers()
    layers.add(Style.LINE, straight(1.6, 4, WIDTH, 4))
    layers.add(Style.DEEP, circle(1.6, 4, 1.6))
    layers.add(Style.DEEP, rect(start, 2.8, end - start, 2.4))
    accident = imagined is Imagined.ACCIDENT
    layers.add(Style.DEEP if accident else Style.PROPOSAL, diamond(at + 1.9, 4, 1.9))
    layers.add(Style.PROPOSAL if accident else Style.DEEP, diamond(at_wrong + 1.9, 4, 1.9))
    return Deadlines(
        duty=found,
        days=days,
        wrong=wrong,
        imagined=imagined,
        columns=(0.0, round(start, 2), round(at, 2), round(at_wrong, 2)),
        shapes=layers.shapes(),
    )


@dataclass(frozen=True, slots=True)
class Readiness:
    """The firm's own question about reporting in time, and the step that closes its gap."""

    number: str
    item: QuestionScore
    step: RoadmapStep | None


def readiness(report: Report) -> Readiness | None:
    """The first asked question that rests on the rule of the time limits; ``None`` where the edition has none."""
    for page in report.areas:
        for answer in page.answers:
            question = answer.question_score.question
            if REPORTING in question.refs.get("appi", ()):
                step = next((step for step in report.gaps if step.gap.question.id == question.id), None)
                return Readiness(answer.number, answer.question_score, step)
    return None
