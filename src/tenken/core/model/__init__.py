"""The nouns: what is asked (Checklist), what was answered (Assessment) and how it was judged, all frozen.

Names are the field's own and the same as in the TOML files. How a file becomes these values is ``store``'s business;
what they add up to is ``scoring``'s. Dates are local calendar days, money is whole yen, weights are whole numbers.
Everybody outside imports from here, whichever file a noun stands in.
"""

from tenken.core.model.assessment import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST_NAME,
    LONGEST_NOTE,
    NO_ANSWER,
    Action,
    Answer,
    Assessment,
    AssessmentKind,
    Assessor,
    Evidence,
    Organisation,
    Previous,
)
from tenken.core.model.audit import Signoff, Verdict
from tenken.core.model.checklist import (
    NO_TEXT,
    Area,
    Checklist,
    Cost,
    Depth,
    Effort,
    Fact,
    FirmRole,
    Gate,
    Grade,
    Question,
    Remedy,
    Status,
    Text,
)
from tenken.core.model.exposure import LIMITS, Cause, DataItem, Exposure, Finder, Response, SocialStanding

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "LIMITS",
    "LONGEST_NAME",
    "LONGEST_NOTE",
    "NO_ANSWER",
    "NO_TEXT",
    "Action",
    "Answer",
    "Area",
    "Assessment",
    "AssessmentKind",
    "Assessor",
    "Cause",
    "Checklist",
    "Cost",
    "DataItem",
    "Depth",
    "Effort",
    "Evidence",
    "Exposure",
    "Fact",
    "Finder",
    "FirmRole",
    "Gate",
    "Grade",
    "Organisation",
    "Previous",
    "Question",
    "Remedy",
    "Response",
    "Signoff",
    "SocialStanding",
    "Status",
    "Text",
    "Verdict",
]
