"""Takes a saved mail (.eml) apart: its text, and the files attached to it that a form saved.

Runs in the sandbox and imports nothing of tenken: the parts of a mail nest, and its heads have a grammar of their own,
both of which a hostile mail can make slow. Only the older policy of ``email`` is used, which parses heads least.
"""

from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from typing import Any

MOST_PARTS = 100
MOST_TEXT = 6_000_000
"""Characters of all parts together."""


def parts(content: bytes) -> dict[str, Any]:
    """Under ``saved`` the texts of attached .json files, under ``text`` the plain text, or HTML where there is none."""
    saved: list[str] = []
    plain: list[str] = []
    html: list[str] = []
    room = MOST_TEXT
    for at, part in enumerate(message_from_bytes(content, policy=compat32).walk()):
        if at >= MOST_PARTS or room <= 0:
            break
        if part.is_multipart():
            continue
        kind, name = part.get_content_type(), str(part.get_filename() or "").lower()
        if name.endswith(".json") or kind == "application/json":
            into = saved
        elif kind == "text/plain" or name.endswith(".txt"):
            into = plain
        elif kind == "text/html":
            into = html
        else:
            continue
        text = _text(part)[:room]
        room -= len(text)
        into.append(text)
    return {"saved": saved, "text": "\n".join(plain or html)}


def _text(part: "Message[str, str]") -> str:
    """The text of one part, in the characters it says it is in, or in those that fit."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    for charset in (str(part.get_content_charset() or "utf-8"), "utf-8", "cp932"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("utf-8", errors="replace")
