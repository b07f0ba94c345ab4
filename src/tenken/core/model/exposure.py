"""What a firm has to lose: how many people's data of which kinds, its yearly money, and which leak is imagined.

Everything is optional: what is not said is estimated without, and the estimate says so. What it would cost is
``loss``'s business; the names of the kinds of data stand with the figures in ``checklist/figures``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DataItem(StrEnum):
    """A kind of data about a person; the list is closed, most frequent kinds first."""

    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    BIRTHDATE = "birthdate"
    SEX = "sex"
    PURCHASE = "purchase"
    PASSWORD = "password"  # noqa: S105 - a kind of data, not a secret
    CARD = "card"
    BANK = "bank"
    BANK_NAME = "bank-name"
    ID_NUMBER = "id-number"
    PASSPORT = "passport"
    MESSAGES = "messages"
    HOBBIES = "hobbies"
    GRADES = "grades"
    BODY = "body"
    FINGERPRINT = "fingerprint"
    HEALTH_CHECK = "health-check"
    ILLNESS = "illness"
    DISABILITY = "disability"
    INCOME = "income"
    ASSETS = "assets"
    DEBTS = "debts"
    CREDIT = "credit"
    WILL = "will"
    CREED = "creed"
    RELIGION = "religion"
    CRIMINAL = "criminal"


class Cause(StrEnum):
    """How the data gets out."""

    WRONGDOING = "wrongdoing"
    """Somebody means to: illegal access, theft by staff."""
    ACCIDENT = "accident"
    """A misdirected mail, a lost bag."""


class Finder(StrEnum):
    """Who notices the leak first."""

    SELF = "self"
    OTHERS = "others"


class SocialStanding(StrEnum):
    """Whether more is expected of the firm than of others, as the damages formula has it."""

    USUAL = "usual"
    HIGH = "high"


class Response(StrEnum):
    """How the firm behaves after the leak, as the damages formula has it; not known is ``None``."""

    PROPER = "proper"
    IMPROPER = "improper"


LIMITS: dict[str, tuple[int, int]] = {
    "persons": (0, 10**10),
    "yearly_sales": (0, 10**15),
    "card_share": (0, 100),
    "cash": (0, 10**15),
    "yearly_profit": (-(10**15), 10**15),
}
"""The numbers of an exposure and what each may be; more persons than live on earth are a slip of the hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """People whose data is held, kinds of data, yearly money in whole yen, and the leak that is imagined."""

    persons: int | None = None
    items: tuple[DataItem, ...] = ()
    yearly_sales: int | None = None
    card_share: int | None = None
    """Share of sales paid by card, in whole percent."""
    cash: int | None = None
    yearly_profit: int | None = None
    """Below zero: a loss."""
    standing: SocialStanding | None = None
    cause: Cause | None = None
    found_by: Finder | None = None
    response: Response | None = None
    known_on: date | None = None
    """The day on which the firm learned of a leak that has happened; the legal time limits run from it."""
