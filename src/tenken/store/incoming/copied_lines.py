"""The lines that a form copies for a mail, found again in whatever a mail program made of them.

A line is ``[003/024 abcd PAYLOAD CHECK]``: its number and how many there are, four letters that all lines of one copy
share, a piece of the content in base64, and a CRC-32 of all that. Quote signs, blanks and folds are no part of it, so
they may come in anywhere. What stands around the lines is not looked at. A line whose check does not hold says nothing:
nothing is guessed from it.
"""

import re
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice, pairwise

from tenken.core.problem import FileProblems, Notice, Problem
from tenken.store.incoming.quoting import SIGNS, MailText

LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
MOST = 20_000
"""Lines of all copies in one mail."""
MOST_RANGES = 12
"""Gaps that are told one by one; of a copy with more, only how many lines are left."""
_SHOWN = 80

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TOKEN = re.compile(r"\[[^\[\]]{14,400}\]")
_QUOTED = re.compile(rf"[^\[\]\n]{{0,40}}[{SIGNS}]")
"""The beginning of a quoted line, with the initials that some programs set before the sign."""
_NOTHING = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_LINE = re.compile(r"([0-9]{1,6})/([0-9]{1,6})([a-p]{4})([A-Za-z0-9+/]+)([A-Za-z0-9+/]{6})")
_LOOKS = re.compile(r"([0-9]{1,6})/([0-9]{1,6})([a-p]{4})[A-Za-z0-9+/]")
_ALPHABET = re.compile(r"[A-Za-z0-9+/]")


@dataclass(frozen=True, slots=True)
class _Token:
    """Something in brackets that is one of the lines, or looks as if it had been."""

    text: str
    """Without quote signs and blanks."""
    at: int
    """The line of the mail, from 1."""
    depth: int
    """How many times the mail that it stands in was quoted."""
    source: str

    @property
    def parts(self) -> tuple[int, int, str, str] | None:
        """Number, how many, letters, payload; ``None`` where the check does not hold."""
        found = _LINE.fullmatch(self.text)
        if not found or check(self.text[:-6]) != found[5]:
            return None
        return int(found[1]), int(found[2]), found[3], found[4]

    @property
    def claims(self) -> tuple[int, int, str] | None:
        """The same as far as it can be read, whether the check holds or not."""
        found = _LOOKS.match(self.text)
        return (int(found[1]), int(found[2]), found[3]) if found else None


@dataclass(slots=True)
class _Copy:
    """The lines of one copy that are whole."""

    letters: str
    total: int
    depth: int
    at: int
    pieces: dict[int, str]
    order: list[int]

    @property
    def missing(self) -> list[int]:
        return [number for number in range(1, self.total + 1) if number not in self.pieces]


def check(text: str) -> str:
    """The six characters at the end of a line."""
    return b64encode(zlib.crc32(text.encode()).to_bytes(4, "big"))[:6].decode()


def letters_of(content: bytes) -> str:
    """The four letters that all lines of one content share."""
    return f"{zlib.crc32(content) & 0xFFFF:04x}".translate(LETTERS)


def content_in(text: str, name: str) -> tuple[bytes, list[Notice]] | None:
    """What the lines in a text say, ``None`` where there are none, and what is worth telling of how they stood there.

    Of several copies the one counts that was quoted least. Raises FileProblems that name each line which is damaged
    or missing, and where two copies have an equal claim.
    """
    text = text if text.isascii() else text.translate(_HALF_WIDTH)
    tokens = list(islice(_tokens(text), MOST + 1))
    whole = [(token, parts) for token in tokens if (parts := token.parts)]
    damaged = [token for token in tokens if not token.parts]
    if not tokens:
        return None
    if len(tokens) > MOST:
        raise FileProblems([Problem(file=name, what="form-too-many-lines", values={"most": MOST})])
    if not whole:
        raise FileProblems([_damaged(token, name) for token in damaged])
    copies: dict[str, _Copy] = {}
    for token, (number, total, letters, payload) in whole:
        copy = copies.setdefault(letters, _Copy(letters, total, token.depth, token.at, {}, []))
        copy.depth = min(copy.depth, token.depth)
        copy.pieces.setdefault(number, payload)
        copy.order.append(number)
    chosen = min(copies.values(), key=lambda copy: copy.depth)
    rivals = [copy for copy in copies.values() if copy.depth == chosen.depth and copy is not chosen]
    if rivals:
        at = sorted(copy.at for copy in (chosen, *rivals))
        raise FileProblems([Problem(file=name, what="form-two-copies", values={"first": at[0], "second": at[1]})])
    strange = [token for token in damaged if token.depth <= chosen.depth and not _again(token, chosen)]
    if strange or chosen.missing:
        raise FileProblems(_problems(chosen, strange, name))
    payload = "".join(chosen.pieces[number] for number in range(1, chosen.total + 1))
    try:
        content = b64decode(payload + "=" * (-len(payload) % 4), validate=True)
    except ValueError:
        content = b""
    if letters_of(content) != chosen.letters:
        raise FileProblems([Problem(file=name, what="form-lines-mixed")])
    return content, list(_notices(chosen, len(copies)))


def _tokens(text: str) -> Iterator[_Token]:
    mail = MailText(text)
    for found in _TOKEN.finditer(text):
        first, *rest = found[0][1:-1].split("\n")
        joined = _NOTHING.sub("", "".join([first, *(_QUOTED.sub("", part, 1) for part in rest)]))
        if _is_line(joined):
            at = found.start()
            shown = mail.prefix(at).lstrip() + found[0].partition("\n")[0]
            yield _Token(joined, mail.line(at), mail.depth(at), shown[:_SHOWN])


def _is_line(joined: str) -> bool:
    """Whether it is a line, or what damage leaves of one."""
    if _LINE.fullmatch(joined):
        return True
    return len(joined) >= 30 and len(_ALPHABET.findall(joined)) >= 0.9 * len(joined)  # noqa: PLR2004 - a rough look


def _again(token: _Token, copy: _Copy) -> bool:
    """Whether a damaged line stands whole elsewhere in the same copy."""
    claims = token.claims
    return claims is not None and claims[1:] == (copy.total, copy.letters) and claims[0] in copy.pieces


def _damaged(token: _Token, name: str) -> Problem:
    claims = token.claims
    what = "form-line-damaged" if claims else "form-line-unreadable"
    values = {"number": claims[0], "total": claims[1]} if claims else {}
    length = len(token.source)
    return Problem(file=name, what=what, values=values, line=token.at, column=1, length=length, source=token.source)


def _problems(copy: _Copy, strange: list[_Token], name: str) -> list[Problem]:
    """Each line that is damaged or missing, in order; long gaps are told as one."""
    told = {claims[0]: token for token in strange if (claims := token.claims) and claims[0] in copy.missing}
    problems = [_damaged(token, name) for token in strange]
    gone = [number for number in copy.missing if number not in told]
    runs = [[number for _, number in run] for _, run in groupby(enumerate(gone), lambda pair: pair[1] - pair[0])]
    if len(runs) > MOST_RANGES:
        values = {"n": len(copy.missing), "total": copy.total, "first": copy.missing[0]}
        return [*problems, Problem(file=name, what="form-lines-many", values=values)]
    for run in runs:
        values = {"first": run[0], "last": run[-1], "total": copy.total}
        if run[-1] == copy.total and run[0] > 1 and not problems:
            what = "form-lines-cut-off"
        else:
            what = "form-lines-missing" if len(run) > 1 else "form-line-missing"
        problems.append(Problem(file=name, what=what, values=values))
    return problems


def _notices(copy: _Copy, copies: int) -> Iterator[Notice]:
    if copies > 1:
        yield Notice("newest_copy", {"line": copy.at, "n": copies})
    times = Counter(copy.order)
    if twice := [number for number, n in times.items() if n > 1]:
        yield Notice("lines_twice", {"number": twice[0], "n": len(twice)})
    unique = list(times)
    if unique != sorted(unique):
        late = next(number for before, number in pairwise(unique) if number < before)
        yield Notice("lines_sorted", {"number": late})
