"""What the headings of a list of questions say, in Japanese and English: the words, and how they are told apart.

A heading is folded first: width, case, blanks and signs make no difference.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class ListField(StrEnum):
    """What a column of a list says."""

    NUMBER = "number"
    ID = "id"
    AREA = "area"
    QUESTION = "question"
    LABEL = "label"
    WHY = "why"
    YES = "yes"
    PARTIAL = "partial"
    PROOF = "proof"
    WEIGHT = "weight"
    CRITICAL = "critical"
    DEPTH = "depth"
    REMEDY = "remedy"
    EFFORT = "effort"
    COST = "cost"
    ROLE = "role"
    WITHIN_DAYS = "within_days"
    RENEW_MONTHS = "renew_months"
    REFS = "refs"


TEXTS = frozenset(
    (
        ListField.AREA,
        ListField.QUESTION,
        ListField.LABEL,
        ListField.WHY,
        ListField.YES,
        ListField.PARTIAL,
        ListField.PROOF,
        ListField.REMEDY,
    )
)
"""What may stand there once in each language."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: the field, the language where it names one, the standard where it is one's."""

    field: ListField
    language: str | None = None
    standard: str | None = None
    weak: bool = False
    """Whether it means its field only where no other column does: 内容, item, control for the question."""


NAMES: dict[ListField, str] = {
    ListField.NUMBER: (
        "no number 番号 項番 連番 通番 項目番号 質問番号 設問番号 questionno questionnumber itemno seq # №"
    ),
    ListField.ID: "id 識別子 質問id 設問id 管理番号 コード questionid code key",
    ListField.AREA: (
        "area 分野 領域 カテゴリ カテゴリー 区分 分類 大項目 大分類 章 category section domain"
        " controlarea topic chapter"
    ),
    ListField.QUESTION: (
        "question questions 質問 質問文 質問内容 質問事項 設問 設問文 設問内容 チェック項目"
        " チェック内容 チェックポイント 点検項目 点検内容 点検事項 確認項目 確認内容 確認事項 評価項目"
        " 監査項目 checkitem checklistitem checkpoint auditquestion controlquestion questiontext"
    ),
    ListField.LABEL: (
        "label 短い名前 短縮名 見出し 名称 項目名 小項目 小分類 対策名 管理策名 title shortname name"
        " heading controlname"
    ),
    ListField.WHY: (
        "why なぜ 理由 目的 趣旨 背景 ねらい 解説 reason purpose rationale explanation objective background"
    ),
    ListField.YES: (
        "yes はい できている 判断基準 評価基準 判定基準 達成基準 合格基準 判断の目安 できているの目安"
        " はいの基準 meansyes criteria criterion passcriteria expected expectation yesmeans"
    ),
    ListField.PARTIAL: "partial 一部 一部できている 一部の目安 一部できているの目安 meanspartial partialmeans partly",
    ListField.PROOF: (
        "proof 証跡 証拠 証憑 エビデンス 確認資料 確認書類 根拠資料 証跡例 証拠例 証拠の例 証跡の例"
        " evidence expectedevidence evidenceexpected requiredevidence evidencerequired evidenceexamples"
        " exampleevidence exampleofevidence examplesofevidence proofs documents 必要な証跡 必要な証拠"
    ),
    ListField.WEIGHT: "weight 重み 重要度 配点 ウェイト ウエイト importance points 重み付け",
    ListField.CRITICAL: "critical 必須 必須項目 必須か 必須の対策 重要項目 mandatory must required musthave",
    ListField.DEPTH: "depth 深さ 詳しさ くわしさ tier レベル level 点検の深さ 点検レベル",
    ListField.REMEDY: (
        "remedy first 対策 改善策 改善方法 対応策 対応方法 是正策 是正方法 推奨対策 推奨事項"
        " 最初の一歩 はじめの一歩 firststep recommendation recommendedaction action actions fix"
        " howtofix remediation"
    ),
    ListField.EFFORT: "effort 手間 工数 作業量",
    ListField.COST: "cost 費用 コスト",
    ListField.ROLE: "role 担当 担当者 担当の役割 役割 responsible owner",
    ListField.WITHIN_DAYS: "withindays 期限 期限日数 日数 対応期限 days deadlinedays",
    ListField.RENEW_MONTHS: "renewmonths 更新 更新月数 有効期間 有効月数 証拠の有効期間 validity validmonths",
    ListField.REFS: (
        "refs ref reference references 参照 参考 参照先 関連規格 関連基準 関連法令 規格 法令 基準"
        " 根拠 根拠規定 準拠 standards standard mapping"
    ),
}
"""The words that head a column, folded; blanks part them."""

WEAK = {
    ListField.QUESTION: (
        *("内容", "項目内容", "description", "text", "要求事項", "requirement", "requirements"),
        *("管理策", "control", "controls", "項目", "item", "items", "対策"),
    ),
    ListField.WHY: (
        *("ガイダンス", "guidance", "補足説明", "補足", "説明", "手引き", "手引", "ヒント", "ポイント"),
        *("details", "detail", "hint", "hints", "note to assessor", "help"),
    ),
}
"""What heads a field where nothing else does, the likeliest first."""

STANDARDS: dict[str, str] = {
    "iso27001": "iso27001 isoiec27001 iso/iec27001 isms annexa 附属書a iso27001附属書a jisq27001",
    "appi": "appi 個人情報保護法 個情法 個人情報保護法ガイドライン",
    "csf2": "csf csf2 nistcsf nistcsf2 csf20 nistcsf20",
    "cis": "cis ciscontrols ciscontrol cisv8 ciscontrolsv8",
    "ipa25": "ipa ipa25 情報セキュリティ自社診断 5分でできる自社診断",
    "scs3": "scs scs3 scs評価制度",
}
"""Headings that are a standard's, by its key under ``refs``."""

_LANGUAGES = {"ja": "日本語|和文|japanese|ja|jp|jpn", "en": "英語|英文|english|en|eng"}
_MARKED = {
    language: re.compile(rf"[\s(\[_\-/:・]+(?:{words})[\s)\]]*$|^(?:{words})[\s:_\-/]+|(?<=[^ -~])(?:{words})$")
    for language, words in _LANGUAGES.items()
}
_SIGNS = re.compile(r"[\s._\-/:;,、。・()\[\]{}「」『』【】<>*※?!'\"]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|<[^<>]*>")
_YEAR = re.compile(r"[\s:]*(?:19|20)\d\d年?版?$")
_JAPANESE = re.compile("[ぁ-ヿ一-鿿々]")
LONGEST = 60
"""Characters of a heading; what is longer is a sentence."""


def folded(text: str) -> str:
    """A word as headings are compared: without width, case, blanks and signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


@cache
def _known() -> dict[str, Heading]:
    known = {folded(word): Heading(field, weak=True) for field, words in WEAK.items() for word in words}
    for field, words in NAMES.items():
        known |= {folded(word) or word: Heading(field) for word in words.split()}
    for standard, words in STANDARDS.items():
        known |= {folded(word): Heading(ListField.REFS, standard=standard) for word in words.split()}
    return known


def heading_of(written: str) -> Heading | None:
    """What a heading says, ``None`` where it is none that is known."""
    text = unicodedata.normalize("NFKC", written).casefold().strip()
    if not text or len(text) > LONGEST:
        return None
    for language, marked in _MARKED.items():
        if (found := marked.search(text)) and (said := _said(text[: found.start()] + text[found.end() :])):
            return Heading(said.field, language if said.field in TEXTS else None, said.standard, said.weak)
    return _said(text)


def _said(text: str) -> Heading | None:
    """The same for a heading that names no language: as it is, without what stands in brackets, or in two languages."""
    for tried in (text, _BRACKETS.sub("", text), _YEAR.sub("", text)):
        if (found := _known().get(folded(tried) or tried.strip())) is not None:
            return found
    parts = [_known().get(folded(part)) for part in re.split(r"[/\n|]+", text)]
    fields = {part.field for part in parts if part}
    return next(part for part in parts if part) if len(fields) == 1 else None


def language_of(text: str) -> str:
    """The language a text is written in: Japanese where any of its letters are."""
    return "ja" if _JAPANESE.search(text) else "en"


def weakness(written: str, of: ListField) -> int:
    """How unlikely a weak heading heads that field, the likeliest first."""
    name = folded(_BRACKETS.sub("", unicodedata.normalize("NFKC", written)))
    words = [folded(word) for word in WEAK[of]]
    return words.index(name) if name in words else len(words)
