"""The JSON object of an older form, taken out of the mail into which it was pasted.

It has no checks. What a mail program did to it is undone as far as JSON's own rules tell what it was: a string holds no
line break, so a break inside one is a fold. Whether a blank stood at a fold cannot always be known, and the folds are
counted for whoever reads. What the JSON says is not looked at here.
"""

import re
from dataclasses import dataclass

from tenken.core.problem import FileProblems, Notice, Problem
from tenken.store.incoming.quoting import SIGNS, MailText

_BEGINS = re.compile(rf'\{{[\s{SIGNS}]*"format"[\s{SIGNS}]*:')
"""How every form ever made begins what it says."""
_QUOTES = re.compile(rf"\s*(?:[{SIGNS}]\s?)+")
_MARK = re.compile(r'["\\{}]')
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,4})?$")
_BLANKS = " \t\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class _Object:
    """One object as it stands in the mail."""

    depth: int
    """How many times it was quoted."""
    line: int
    text: str
    """With its folds undone."""
    folds: int


def object_in(text: str, name: str) -> tuple[str, list[Notice]] | None:
    """The object as JSON text, ``None`` where there is none, and what is worth telling of how it stood there.

    Of several the one counts that was quoted least. Raises FileProblems where two have an equal claim, or one has no
    end.
    """
    objects: list[_Object] = []
    mail, at = MailText(text), 0
    while begins := _BEGINS.search(text, at):
        start = begins.start()
        line, depth = mail.line(start), mail.depth(start)
        reader = _Reader(mail.prefix(start))
        end = reader.read(text, start)
        if end is None:
            raise FileProblems([Problem(file=name, what="form-cut-off", line=line)])
        objects.append(_Object(depth, line, _plain_blanks("".join(reader.out)), reader.folds))
        at = end
    if not objects:
        return None
    chosen, *others = sorted(objects, key=lambda found: found.depth)
    rival = next((other for other in others if other.depth == chosen.depth and other.text != chosen.text), None)
    if rival:
        values = {"first": chosen.line, "second": rival.line}
        raise FileProblems([Problem(file=name, what="form-two-copies", values=values)])
    notices = [Notice("newest_copy", {"line": chosen.line, "n": len(objects)})] if others else []
    if chosen.folds:
        notices.append(Notice("unfolded", {"n": chosen.folds}))
    return chosen.text, notices


def _plain_blanks(text: str) -> str:
    """A mail program's no-break spaces as blanks; in a copy a person's own are written as escapes."""
    plain = text.replace("\u00a0", " ")
    return plain if plain.isascii() else text


class _Reader:
    """Reads one object line by line, up to the brace that ends it."""

    def __init__(self, prefix: str) -> None:
        """``prefix`` is what stands before the object on its first line."""
        self.out: list[str] = []
        self.folds = 0
        self._prefix = prefix
        self._level = 0
        self._in_string = False
        self._escaped = False
        self._string_from = 0
        """Where in the line before the string that it leaves open begins."""

    def read(self, text: str, start: int) -> int | None:
        """Where the object ends, ``None`` where it does not."""
        at = start
        while at < len(text):
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            part = text[at:stop] if at == start else self._unquoted(text[at:stop])
            if self._in_string:
                self.out.append(self._between(part))
                part = part.lstrip(_BLANKS)
                self.folds += 1
            elif self.out:
                self.out.append("\n")
            end = self._scan(part)
            if end is not None:
                self.out.append(part[:end])
                return stop - len(part) + end
            self.out.append(part)
            at = stop + 1
        return None

    def _unquoted(self, line: str) -> str:
        if line.startswith(self._prefix) or not self._prefix.strip():
            return line.removeprefix(self._prefix)
        quotes = _QUOTES.match(line)
        return line[quotes.end() :] if quotes else line

    def _scan(self, part: str) -> int | None:
        """Follow strings and braces through a line; where in it the object ends."""
        at = 1 if self._escaped and part else 0
        self._escaped = self._escaped and not part
        self._string_from = 0
        while mark := _MARK.search(part, at):
            at = mark.end()
            match mark[0], self._in_string:
                case "\\", True:
                    self._escaped = at == len(part)
                    at += 1
                case '"', _:
                    self._in_string = not self._in_string
                    self._string_from = at
                case "{", False:
                    self._level += 1
                case "}", False:
                    self._level -= 1
                    if not self._level:
                        return at
        return None

    def _between(self, part: str) -> str:
        """What stood where a string was folded: a blank, or nothing."""
        before = self.out[-1]
        if not part or before[-1:] in _BLANKS:
            return ""
        if part[0] in _BLANKS:
            return " "
        if _ESCAPE.search(before[-6:]) or part[0] == "\\" or not (before[-1:] + part[0]).isascii():
            return ""
        return " " if re.search(r"\s", before[self._string_from :]) else ""
