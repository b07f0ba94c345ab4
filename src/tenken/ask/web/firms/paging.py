"""A part of a long list, as it fits on one page, and the number of a page in an address; of the table and of all lists.

What stands in the lines is each page's own business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

AT_ONCE = 100
"""Lines on one page."""
MOST_DIGITS = 6
"""Of the number of a page."""

Line = TypeVar("Line")


def page_asked(asked: Mapping[str, str]) -> int:
    """The number of the page that an address asks for."""
    page = asked.get("page", "")
    return max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) <= MOST_DIGITS else 1


@dataclass(frozen=True, slots=True)
class Part(Generic[Line]):
    """A part of a long list, as it fits on one page."""

    lines: Sequence[Line]
    page: int
    pages: int
    first: int
    """The place of its first line."""
    last: int
    total: int

    def query(self, fields: Mapping[str, str], page: int) -> str:
        """The end of the address of another page of the list."""
        return query_of({**fields, **({"page": str(page)} if page > 1 else {})})


def part_of(lines: Sequence[Line], page: int) -> Part[Line]:
    """The lines of that page, or of the last one that there is."""
    pages = max(1, -(-len(lines) // AT_ONCE))
    page = min(page, pages)
    first = (page - 1) * AT_ONCE
    last = min(first + AT_ONCE, len(lines))
    return Part(lines[first:last], page, pages, first + 1, last, len(lines))


def query_of(fields: Mapping[str, str]) -> str:
    """The end of an address that asks for this."""
    return f"?{urlencode(fields)}" if fields else ""
