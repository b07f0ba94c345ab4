"""What a cell of a list means where only certain values will do: weights, marks, depths, efforts, days and months."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tenken.core.model import Cost, Depth, Effort, FirmRole
from tenken.core.question_list.headings import ListField, folded

HEAVIEST = 5
LONGEST_DAYS, LONGEST_MONTHS = 3650, 120

_WEIGHTS = {
    5: "最重要 最高 critical highest veryhigh 高 high h 大 重要 ◎ a",
    3: "中 中程度 普通 medium mid middle m moderate ○ b",
    1: "低 low l 小 軽微 minor △ c",
}
_YES = "○ 〇 ◯ ● ✓ ✔ ☑ レ x yes y true 1 はい 必須 重要 有 該当 must mandatory required critical ◎ ★"
_NO = "× - – — ー no n false 0 いいえ 任意 推奨 無 非該当 なし optional recommended should may ☐ □ △"
_DEPTHS = {
    Depth.QUICK: "quick 簡易 1 基本 初級 必須 basic",
    Depth.STANDARD: "standard 標準 2 中級 intermediate",
    Depth.FULL: "full 詳細 3 上級 応用 advanced",
}
_EFFORTS = {
    Effort.HOURS: "hours 数時間 時間 hour 小",
    Effort.DAYS: "days 数日 日 day 中",
    Effort.WEEKS: "weeks 数週間 週間 week 大",
    Effort.MONTHS: "months 数か月 数ヶ月 数ヵ月 か月 month 特大",
}
_COSTS = {
    Cost.NONE: "none なし 無料 不要 free 0円 0",
    Cost.LOW: "low 低 小 5万円まで 安い",
    Cost.MEDIUM: "medium 中 50万円まで",
    Cost.HIGH: "high 高 大 50万円超 高い",
}
_ROLES = {
    FirmRole.OWNER: "owner 経営者 代表 社長 代表者 management ceo",
    FirmRole.OFFICER: "officer 個人情報の責任者 責任者 管理責任者 個人情報管理責任者 ciso",
    FirmRole.ADMIN: "admin 事務担当 事務 総務 総務担当 office",
    FirmRole.SYSTEM: "system システム担当 システム 情報システム 情シス it itdepartment",
}


def _spelled(table: Mapping[Any, str]) -> Mapping[str, object]:
    return MappingProxyType({_folded(word): value for value, words in table.items() for word in words.split()})


def _folded(text: str) -> str:
    """The same as for headings; a sign that stands alone counts as it is."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    return folded(text) or plain


_KNOWN: dict[ListField, Mapping[str, object]] = {
    ListField.WEIGHT: _spelled(_WEIGHTS),
    ListField.CRITICAL: _spelled({True: _YES, False: _NO}),
    ListField.DEPTH: _spelled(_DEPTHS),
    ListField.EFFORT: _spelled(_EFFORTS),
    ListField.COST: _spelled(_COSTS),
    ListField.ROLE: _spelled(_ROLES),
}
_NUMBER = re.compile(r"(\d{1,6})(?:\.0+)?")
_DAYS = re.compile(r"(\d{1,4})(?:日|日以内|days?|d)?")
_MONTHS = re.compile(r"(\d{1,3})(?:か月|ヶ月|ヵ月|カ月|ケ月|months?|月|m)?")
_YEARS = re.compile(r"(?:年(\d{1,2})回|(\d{1,2})(?:年|years?|y))")
_STARS = re.compile("[★☆]{1,5}")


def value_of(field: ListField, written: str) -> object | None:
    """What is written in a cell of that field, ``None`` where it means nothing there."""
    text = unicodedata.normalize("NFKC", written).strip().casefold()
    bare = re.sub(r"\s+", "", text)
    match field:
        case ListField.WEIGHT:
            found = _NUMBER.fullmatch(bare)
            if found:
                return int(found[1]) if 1 <= int(found[1]) <= HEAVIEST else None
            if _STARS.fullmatch(bare) and bare.count("★"):
                return bare.count("★")
        case ListField.WITHIN_DAYS:
            return _within(_DAYS.fullmatch(bare), LONGEST_DAYS)
        case ListField.RENEW_MONTHS:
            if years := _YEARS.fullmatch(bare):
                months = 12 // int(years[1]) if years[1] and int(years[1]) else 12 * int(years[2] or 0)
                return months if 1 <= months <= LONGEST_MONTHS else None
            return _within(_MONTHS.fullmatch(bare), LONGEST_MONTHS)
        case _:
            pass
    return _KNOWN[field].get(_folded(written))


def _within(found: re.Match[str] | None, most: int) -> int | None:
    return int(found[1]) if found and 1 <= int(found[1]) <= most else None
