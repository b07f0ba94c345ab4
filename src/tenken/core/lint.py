"""Rules that a checklist should keep, one small function each; its docstring is its page in the manual.

The first paragraph of a docstring is the Japanese page, the second the English one; ``tenken checklist lint --list``
prints them. A rule yields Complaints and changes nothing. What would make a checklist impossible to score (a weight
of 0, an id given twice) is refused at the door in ``store`` and never gets here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from tenken.core.model import Checklist, Depth, Question, Text
from tenken.core.problem import KeyPath, Values


@dataclass(frozen=True, slots=True)
class Complaint:
    """A rule that is not kept, and where."""

    rule: str
    part: str
    """Id of the area file, or ``checklist``."""
    path: KeyPath
    values: Values = field(default_factory=dict)


Rule: TypeAlias = Callable[[Checklist], Iterator[Complaint]]

LEAST_CRITICAL_WEIGHT = 4

LONGEST_QUESTION = 120
"""Characters of a question's text; longer ones are not read to the end on a phone."""


def _each(checklist: Checklist) -> Iterator[tuple[str, KeyPath, Question]]:
    for area in checklist.areas:
        for position, question in enumerate(area.questions):
            yield area.id, ("question", position), question


def _texts(question: Question) -> Iterator[tuple[KeyPath, Text]]:
    yield ("label",), question.label
    yield ("text",), question.text
    yield ("why",), question.why
    yield ("means", "yes"), question.means_yes
    yield ("means", "partial"), question.means_partial
    yield ("proof",), question.proof
    yield ("remedy", "first"), question.remedy.first


def both_languages(checklist: Checklist) -> Iterator[Complaint]:
    """題名、質問、理由、判断の目安、証拠、最初の一歩は、日本語と英語の両方で書きます。

    Titles, questions, reasons, what makes a yes and a partial, proof and first step are written in both languages.
    """
    for area in checklist.areas:
        for name, written in (("title", area.title), ("intro", area.intro)):
            if not (written.ja and written.en):
                yield Complaint("both_languages", area.id, (name,), {"id": area.id})
    for part, path, question in _each(checklist):
        for key, text in _texts(question):
            if not (text.ja and text.en):
                yield Complaint("both_languages", part, path + key, {"id": question.id})


def asks_for_a_yes(checklist: Checklist) -> Iterator[Complaint]:
    """質問は「か。」(英語は「?」)で終わり、「はい」が良い答えになるように書きます。否定で尋ねる場合は(…=はい)と添えます。

    A question ends with か。 or a question mark and is worded so that yes is the good answer; where the Japanese asks
    in the negative, it says in brackets what a yes means.
    """
    for part, path, question in _each(checklist):
        japanese = question.text.ja
        asks = re.sub(r"\([^()]*\)(?=。?$)", "", japanese).endswith(("か。", "か?"))
        negative = re.search(r"(いません|ありません)か。", japanese) and "=はい" not in japanese
        if japanese and (not asks or negative):
            yield Complaint("asks_for_a_yes", part, (*path, "text", "ja"), {"id": question.id})
        if question.text.en and "?" not in question.text.en:
            yield Complaint("asks_for_a_yes", part, (*path, "text", "en"), {"id": question.id})


def short_enough(checklist: Checklist) -> Iterator[Complaint]:
    """質問文は日本語で120文字までにします。長い質問は、二つに分けるか、細かい条件を「判断の目安」に移します。

    A question has at most 120 Japanese characters; longer ones are split, or move their conditions to ``means``.
    """
    for part, path, question in _each(checklist):
        if len(question.text.ja) > LONGEST_QUESTION:
            values: Values = {"id": question.id, "length": len(question.text.ja), "most": LONGEST_QUESTION}
            yield Complaint("short_enough", part, (*path, "text", "ja"), values)


def named_apart(checklist: Checklist) -> Iterator[Complaint]:
    """短い名前(label)は、同じ言語の中で一つの質問だけが使います。報告書の見出しで区別できるようにするためです。

    No two questions share a label in one language: readers tell gaps apart by them.
    """
    for language in ("ja", "en"):
        count = Counter(getattr(question.label, language) for _, _, question in _each(checklist))
        for part, path, question in _each(checklist):
            name = getattr(question.label, language)
            if name and count[name] > 1:
                yield Complaint("named_apart", part, (*path, "label", language), {"id": question.id, "name": name})


def critical_is_heavy(checklist: Checklist) -> Iterator[Complaint]:
    """必須(critical)の質問の重みは4以上にします。総合判定を止める質問が、点数では軽いままにならないようにするためです。

    A critical question weighs at least 4: what can cap the grade must not be light in the score.
    """
    for part, path, question in _each(checklist):
        if question.critical and question.weight < LEAST_CRITICAL_WEIGHT:
            values: Values = {"id": question.id, "weight": question.weight}
            yield Complaint("critical_is_heavy", part, (*path, "weight"), values)


def critical_is_quick(checklist: Checklist) -> Iterator[Complaint]:
    """必須(critical)の質問は、いちばん短い点検(quick)でも尋ねます。

    A critical question is asked even in the shortest assessment (tier quick).
    """
    for part, path, question in _each(checklist):
        if question.critical and question.tier is not Depth.QUICK:
            yield Complaint("critical_is_quick", part, (*path, "tier"), {"id": question.id})


def no_promise_of_a_mark(checklist: Checklist) -> Iterator[Complaint]:
    """SCS評価制度やSECURITY ACTIONについて「認証」「適合」とは書きません。この点検で得られるものではありません。

    No text speaks of certification or conformity with SCS or SECURITY ACTION: an assessment with tenken gives neither.
    """
    schemes = re.compile(r"SCS|SECURITY ACTION|セキュリティアクション", re.IGNORECASE)
    claims = re.compile(r"認証|適合|certif|conform|complian", re.IGNORECASE)
    for part, path, question in _each(checklist):
        for key, text in _texts(question):
            for language, written in (("ja", text.ja), ("en", text.en)):
                if schemes.search(written) and claims.search(written):
                    yield Complaint("no_promise_of_a_mark", part, (*path, *key, language), {"id": question.id})


def every_depth_covers_every_area(checklist: Checklist) -> Iterator[Complaint]:
    """どの領域にも、いちばん短い点検(quick)で尋ねる質問を3問以上置きます。領域の点数が1問で決まらないようにするためです。

    Each area has at least three questions of tier quick, or all of its questions if it has fewer.
    """
    for area in checklist.areas:
        quick = sum(question.tier is Depth.QUICK for question in area.questions)
        least = min(3, len(area.questions))
        if quick < least:
            yield Complaint("every_depth_covers_every_area", area.id, ("id",), {"quick": quick, "least": least})


RULES: tuple[Rule, ...] = (
    both_languages,
    asks_for_a_yes,
    short_enough,
    named_apart,
    critical_is_heavy,
    critical_is_quick,
    no_promise_of_a_mark,
    every_depth_covers_every_area,
)


def lint(checklist: Checklist) -> tuple[Complaint, ...]:
    """Every complaint of every rule, rule by rule."""
    return tuple(complaint for rule in RULES for complaint in rule(checklist))


def manual(rule: Rule) -> Text:
    """A rule's page in the manual, in both languages, from its docstring."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in (rule.__doc__ or "").split("\n\n")]
    return Text(ja=paragraphs[0], en=paragraphs[1])
