"""The nouns: what is asked (Checklist), what was answered (Assessment) and how it was judged, all frozen.

Names are the field's own and the same as in the TOML files. How a file becomes these values is ``store``'s business;
what they add up to is ``scoring``'s. Dates are local calendar days, money is whole yen, weights are whole numbers.
Everybody outside imports from here, whichever file a noun stands in.
"""

from tenken.core.model.assessment import (
    FIRST_DAY,
    LAST_DAY,
    NO_ANSWER,
    Action,
    Answer,
    Assessment,
    Assessor,
    Evidence,
    Kind,
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
    Gate,
    Grade,
    Question,
    Remedy,
    Role,
    Status,
    Text,
)
from tenken.core.model.exposure import LIMITS, Cause, Exposure, Finder, Item, Response, Standing

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "LIMITS",
    "NO_ANSWER",
    "NO_TEXT",
    "Action",
    "Answer",
    "Area",
    "Assessment",
    "Assessor",
    "Cause",
    "Checklist",
    "Cost",
    "Depth",
    "Effort",
    "Evidence",
    "Exposure",
    "Fact",
    "Finder",
    "Gate",
    "Grade",
    "Item",
    "Kind",
    "Organisation",
    "Previous",
    "Question",
    "Remedy",
    "Response",
    "Role",
    "Signoff",
    "Standing",
    "Status",
    "Text",
    "Verdict",
]
