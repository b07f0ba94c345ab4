"""Mails as people send and paste them: the lines that a form copies, and what mail programs make of a text."""

import gzip
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from textwrap import wrap

from tenken.store.incoming.copied_lines import check, letters_of

GREETING = "森様\n\nいつもお世話になっております。北浜クラブの木村です。\n点検の答えをお送りします。\n\n"
SIGNATURE = "\n-- \n北浜クラブ 木村\nTel 03-0000-0000  <kimura@example.jp>\n"


def copied(content: bytes, *, packed: bool = True, piece: int = 44) -> list[str]:
    """The lines of a content, as ``templates/form/copied.js`` writes them."""
    content = gzip.compress(content, mtime=0) if packed else content
    pieces = re.findall(f".{{1,{piece}}}", b64encode(content).decode().rstrip("="))
    letters, digits = letters_of(content), len(str(len(pieces)))
    lines = []
    for at, text in enumerate(pieces, 1):
        number = f"{at:0{digits}}/{len(pieces)}"
        lines.append(f"[{number} {letters} {text} {check(number + letters + text)}]")
    return lines


def as_copied(content: bytes, *, packed: bool = True) -> str:
    """The whole text, as it is pasted into a mail."""
    lines = copied(content, packed=packed)
    begins, ends = f"---- 答え ここから(全{len(lines)}行) ----", "---- 答え ここまで ----"
    return "\n".join(("北浜クラブ 2026", "", begins, *lines, ends, ""))


def folded(text: str, width: int) -> str:
    """Each line broken at its blanks, and within a word where that is too long."""
    return "\n".join(
        "\n".join(wrap(line, width, break_on_hyphens=False)) if len(line) > width else line for line in text.split("\n")
    )


def chopped(text: str, width: int) -> str:
    """Each line broken just at the width, whatever stands there."""
    return "\n".join("\n".join(re.findall(f".{{1,{width}}}", line)) or line for line in text.split("\n"))


def quoted(text: str, sign: str = "> ") -> str:
    """Each line behind a quote sign."""
    return "\n".join(sign + line for line in text.split("\n"))


def flowed(text: str, width: int = 72) -> str:
    """As format=flowed has it: long lines end in a blank, and a line that begins with one has one more."""
    lines = []
    for line in text.split("\n"):
        pieces = wrap(line, width, break_on_hyphens=False, drop_whitespace=False) or [""]
        lines += [f" {piece}" if piece.startswith((" ", ">", "From")) else piece for piece in pieces]
    return "\n".join(lines)


def full_width(text: str) -> str:
    """What an input method or a careful typist makes of it."""
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000})


MANGLED: Mapping[str, Callable[[str], str]] = {
    "as it is": str,
    "greeting and signature": lambda text: GREETING + text + SIGNATURE,
    "Outlook, answered below": lambda text: "承知しました。\n\n" + quoted(GREETING + text),
    "Outlook, folded at 76 and answered twice": lambda text: quoted(quoted(folded(text, 76))),
    "Gmail, folded at 78 after it was quoted": lambda text: folded(quoted(text), 78),
    "folded within the words at 40": lambda text: chopped(GREETING + text, 40),
    "folded at the blanks at 50": lambda text: folded(text, 50),
    "Thunderbird, format=flowed": flowed,
    "Yahoo!メール, blanks that do not break": lambda text: text.replace(" ", "\u00a0"),
    "Becky!, quoted with initials": lambda text: quoted(text, "KM> "),
    "full-width quote signs": lambda text: quoted(quoted(text, "＞"), "｜"),
    "blanks at the end and an empty line between": lambda text: text.replace("\n", "  \t\n\n"),
    "blanks at the beginning": lambda text: quoted(text, "\u3000  \t"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "invisible characters": lambda text: text.replace("/", "/\u200b").replace(" ", "\u00ad \ufeff"),
    "all in full width": full_width,
    "all on one line": lambda text: text.replace("\n", " "),
    "a page in HTML": lambda text: (
        f"<html><body><div>{text.replace(' ', '&nbsp;').replace(chr(10), '<br>')}</div></body></html>"
    ),
}
"""What mail programs make of a text, by what it is."""


def saved_mail(
    text: str, *, charset: str = "utf-8", encoding: str = "quoted-printable", attached: bytes | None = None
) -> bytes:
    """The mail as a mail program saves it (.eml)."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "木村 <kimura@example.jp>"
    mail["Subject"] = "点検の答え"
    mail["Message-ID"] = "<1@example.jp>"
    mail.set_content(text, charset=charset, cte=encoding)
    if attached is not None:
        mail.add_attachment(attached, maintype="application", subtype="octet-stream", filename="a-木村-answers.json")
    return mail.as_bytes()
