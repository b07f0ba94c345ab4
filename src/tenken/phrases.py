"""Where a line of Japanese may break: between phrases, and never inside a number with its unit.

``phrases`` is for headings, actions and table cells, whose lines are short; ``glued`` is for running text, in which
only numbers, dates and short brackets are held together. Both take text of others and give markup: escaped, and without
its invisible characters the same text. On paper phrases are parted by U+200B and their characters joined by U+2060,
which a PDF's text does not keep; on a screen ``<wbr>`` parts them, so that copied text is clean. Which of the two a
page wants is said in ``templating``. BudouX finds the phrases; it is loaded by the first text that has any Japanese.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from budoux import Parser

JOIN = "\u2060"
"""Between two characters that stay on one line."""
PART = "\u200b"
"""Where a line may end."""

LONGEST = 16
"""Characters of a phrase that is made by joining others; a longer one would leave half a line empty."""
SHORTEST_END = 4
"""Characters of the last phrase of a text; a shorter one joins the phrase before."""


class Medium(StrEnum):
    """On what a page is read."""

    PRINT = "print"
    SCREEN = "screen"


_KANJI = "々〆ヶ一-鿿㐀-䶿"
_KATAKANA = "ァ-ヺーヽヾ"
_JAPANESE = re.compile(f"[ぁ-ゖゝゞ{_KATAKANA}{_KANJI}]")
_ONE_WORD = re.compile(f"[{_KANJI}]{{2}}|[{_KATAKANA}]{{2}}")
_ORDINARY = re.compile(f"[!-~ぁ-ゟ{_KATAKANA}{_KANJI}！-～　-〕・←-⇿≠-≧±×÷°©®–—―‘’“”…‥※→○●◐◇◆□■▲▼△▽①-⑳]")
"""Characters beside which a joiner changes nothing but the line's end: none of them combines with another."""

_NO_START = frozenset(
    "、。，．・：；？！）」』】〉》〕］｝ー〜～々ゝゞヽヾ…‥％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%'’”"
)
_NO_END = frozenset("（「『【〈《〔［｛([{#¥￥$‘“")
_ENDS = frozenset("、。，．；？！・")
"""After them a line may always end."""

_UNITS = (
    "年度|年間|年|か月|ヶ月|カ月|箇月|月|週間|週|営業日|日間|日|時間|時|分間|分|秒|回|件|名|人|台|社|問|点|つ|個|冊|枚|"
    "頁|ページ|か所|ヶ所|箇所|円|本|歳|文字|字|桁|割|種類|通り|通|項目|項|号|版|条|章|節|段階|段|領域|倍|%|％|"
    "GB|MB|KB|TB|mm|cm|km|pt|kg"
)
_NUMBER = r"[0-9０-９]+(?:[,.，．][0-9０-９]+)*[十百千万億兆]*"
_AMOUNT = rf"(?:[約第¥￥]|令和|平成|JPY )?{_NUMBER} ?(?:{_UNITS})"
_HELD = re.compile(
    rf"(?:{_AMOUNT})+(?:[目分頃])?(?:[(（][月火水木金土日][)）])?(?:以上|以内|以下|未満|まで|ごと)?"
    rf"(?: ?[→〜～] ?{_AMOUNT})?"
    rf"|(?:\d+[-/.])+\d+(?:\(\d+\))?"  # a date in figures, the number of a question, a paragraph of a guideline
    rf"|{_NUMBER} [A-Za-z]{{1,12}}(?![A-Za-z])(?: [12][0-9]{{3}}(?![0-9]))?"  # 27 Feb 2027
    r"|(?<![A-Za-z-])[A-Za-z]{1,6}-[a-z]{1,8}(?![A-Za-z-])"  # low-cost, six-monthly
    r"|期限切れ"
    r"|[(（「][^()（）「」\n]{1,10}[)）」]"
)
"""What stays on one line everywhere: amounts with units, dates, numbers of questions, short words and brackets."""

_TERMS = re.compile(
    "手順書|取り交わし|取扱い|持ち出し|持ち帰り|書き出し|書き込み|読み合わせ|問い合わせ|棚卸し|見直し|見積もり|見積り|"
    "立入り|立ち入り|申し込み|申込み|ひな形|やり取り|つながり|置き忘れ|取り決め|引き継ぎ|貸し出し|できている|できていない|"
    "一部できている|わからない|足りないところ|漏えい|おそれ|抜け漏れ|割り当て|洗い出し|締め切り|受け渡し|突き合わせ"
)
"""Words of the subject that BudouX may cut."""

_MARKUP = re.compile(r"<[^>]*>")


def phrases(text: str, medium: Medium = Medium.PRINT) -> Markup:
    """A text whose lines end between phrases; markup in a Markup stays as it is, everything else is escaped."""
    return _each_text(text, lambda part: _phrased(part, medium))


def glued(text: str, medium: Medium = Medium.PRINT) -> Markup:
    """Running text in which amounts, dates and short brackets stay whole; escaped as by ``phrases``."""
    return _each_text(text, lambda part: _held(part, medium))


def _each_text(text: str, made: Callable[[str], Markup]) -> Markup:
    """Let ``made`` see only what a reader sees: the tags of a Markup are left alone."""
    if not isinstance(text, Markup):
        return made(text)
    told, at = Markup(), 0
    for tag in _MARKUP.finditer(text):
        told += made(Markup(text[at : tag.start()]).unescape()) + Markup(tag.group())  # noqa: S704 - it was markup
        at = tag.end()
    return told + made(Markup(text[at:]).unescape())  # noqa: S704 - it was markup


@lru_cache(4096)
def _phrased(text: str, medium: Medium) -> Markup:
    return Markup("\n").join(_line(line, medium) for line in text.split("\n"))


def _line(line: str, medium: Medium) -> Markup:
    if not _JAPANESE.search(line):
        return _held(line, medium)
    parts = split(line)
    if medium is Medium.PRINT:
        return escape(PART.join(map(_joined, parts)))
    told = Markup("<wbr>").join(_whole(part) if " " in part.strip() else escape(part) for part in parts)
    return Markup('<span class="ph">') + told + Markup("</span>")


@lru_cache(4096)
def _held(text: str, medium: Medium) -> Markup:
    told, at = Markup(), 0
    for found in _HELD.finditer(text):
        told += escape(text[at : found.start()])
        told += escape(_joined(found.group())) if medium is Medium.PRINT else _whole(found.group())
        at = found.end()
    return told + escape(text[at:])


def _whole(part: str) -> Markup:
    return Markup('<span class="nb">{}</span>').format(part)


def _joined(part: str) -> str:
    """The characters of a part on one line; a word of Latin letters or figures needs no joiners.

    What is longer than a phrase may be, such as a name of one word, breaks anywhere.
    """
    if len(part) > 2 * LONGEST:
        return part
    told = part[:1]
    for before, after in pairwise(part):
        word = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        told += (JOIN if not word and _joins(before) and _joins(after) else "") + after
    return told


def _joins(character: str) -> bool:
    return character == " " or bool(_ORDINARY.match(character))


def split(line: str) -> list[str]:
    """The phrases of one line; joined again they are the line."""
    parts: list[str] = []
    start = 0
    for end in _ends(line):
        parts.append(line[start:end])
        start = end
    parts.append(line[start:])
    if len(parts) > 1 and len(parts[-1]) < SHORTEST_END and len(parts[-2]) + len(parts[-1]) <= LONGEST:
        parts[-2:] = [parts[-2] + parts[-1]]
    return parts


def _ends(line: str) -> Iterator[int]:
    """Where a line may end, in order: after punctuation and blanks, and between phrases unless these are short."""
    found = _found(line)
    whole = {
        at for held in (*_HELD.finditer(line), *_TERMS.finditer(line)) for at in range(held.start() + 1, held.end())
    }
    start = 0
    for at in range(1, len(line)):
        before, after = line[at - 1], line[at]
        if after in _NO_START or before in _NO_END or after in " 　" or at in whole:
            continue
        if before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
            continue
        numbered = before == " " and line[at - 2 : at - 1].isdigit()  # 4-5 退職・異動時のID停止
        free = before in _ENDS or (before in " 　" and not numbered and not "ぁ" <= after <= "ゖ")
        if not free and at not in found:
            continue
        if not free and _same_word(before, after) and _reach(found, at, len(line)) - start <= LONGEST:
            continue
        yield at
        start = at


def _reach(found: list[int], at: int, end: int) -> int:
    """Where the phrase after that place ends."""
    return next((other for other in found if other > at), end)


def _same_word(before: str, after: str) -> bool:
    """Whether two characters are of one word even where BudouX parts them: kanji, katakana, a figure and its unit."""
    return before.isdigit() or bool(_ONE_WORD.match(before + after))


def _found(line: str) -> list[int]:
    ends, at = [], 0
    for phrase in _parser().parse(line):
        at += len(phrase)
        ends.append(at)
    return ends[:-1]


@cache
def _parser() -> "Parser":
    """BudouX with its Japanese model only."""
    from budoux import load_default_japanese_parser  # noqa: PLC0415 - 12 ms, and most commands break no line

    return load_default_japanese_parser()
