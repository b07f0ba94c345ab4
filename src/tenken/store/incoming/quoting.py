"""Where in a pasted mail something stands: on which line, and how many times that part of the mail was quoted.

Mail programs quote with signs at the beginning of a line, or set none and begin the earlier mail with a heading of
their own. Both count, so that what stands in an answer can be told from what it answers to.
"""

import re
from bisect import bisect

SIGNS = ">|│＞｜"
_SIGN = re.compile(f"[{SIGNS}]")
_EARLIER = re.compile(
    r"^[ \t>]*(?:-{2,}[ \t]*(?:Original Message|元のメッセージ|Forwarded message|転送(?:された)?メッセージ)|"
    r"(?:差出人|送信者|From)[ \t]*[:：])",
    re.MULTILINE | re.IGNORECASE,
)
_LONGEST_PREFIX = 100
"""Characters before something on its line that are looked at."""


class MailText:
    """A mail, asked about places that come one after the other."""

    def __init__(self, text: str) -> None:
        """Note where earlier mails begin."""
        self.text = text
        self._earlier = [found.start() for found in _EARLIER.finditer(text)]
        self._line, self._counted = 1, 0

    def line(self, at: int) -> int:
        """The number of the line, from 1; ``at`` never goes back."""
        self._line += self.text.count("\n", self._counted, at)
        self._counted = at
        return self._line

    def prefix(self, at: int) -> str:
        """What stands before it on its line."""
        begin = max(at - _LONGEST_PREFIX, 0)
        return self.text[max(self.text.rfind("\n", begin, at) + 1, begin) : at]

    def depth(self, at: int) -> int:
        """How many times it was quoted."""
        return len(_SIGN.findall(self.prefix(at))) + bisect(self._earlier, at)
