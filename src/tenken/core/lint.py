"""Rules that a checklist should keep, one small function each; its docstring is its page in the manual.

The first paragraph of a docstring is the Japanese page, the second the English one; ``tenken checklist lint --list``
prints them. A rule yields Violations and changes nothing. What would make a checklist impossible to score (a weight
of 0, an id given twice) is refused by ``store`` as it is read and never gets here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from tenken.core.library import EMPTY, Library
from tenken.core.model import Checklist, Depth, Question, Text
from tenken.core.problem import KeyPath, Values


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that is not kept, and where."""

    rule: str
    part: str
    """Id of the area file, or ``checklist``."""
    path: KeyPath
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LintContext:
    """A checklist with what its questions may point to."""

    checklist: Checklist
    predecessor: Checklist | None = None
    library: Library = EMPTY


Rule: TypeAlias = Callable[[LintContext], Iterator[Violation]]

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


def everything(checklist: Checklist) -> Iterator[tuple[str, KeyPath, str, Text]]:
    """Every text that an author writes for each area and question, with its place and whose it is."""
    for area in checklist.areas:
        yield area.id, ("title",), area.id, area.title
        yield area.id, ("intro",), area.id, area.intro
    for part, path, question in _each(checklist):
        for key, text in _texts(question):
            yield part, path + key, question.id, text


def only_language(checklist: Checklist) -> str | None:
    """The language in which everything is written, ``None`` where both are used."""
    texts = [checklist.title, *(text for *_, text in everything(checklist))]
    used = [language for language in ("ja", "en") if any(getattr(text, language) for text in texts)]
    return used[0] if len(used) == 1 else None


def both_languages(context: LintContext) -> Iterator[Violation]:
    """題名、質問、理由、判断の目安、証拠、最初の一歩は、日本語と英語の両方で書きます。全体を片方だけで書くこともできます。

    Titles, questions, reasons, what makes a yes and a partial, proof and first step are written in both languages; or
    the whole checklist is written in one, which is only noted.
    """
    if only_language(context.checklist):
        return
    for part, path, of, text in everything(context.checklist):
        if not (text.ja and text.en) and not (context.checklist.given_wording and not text):
            yield Violation("both_languages", part, path, {"id": of})


def asks_for_a_yes(context: LintContext) -> Iterator[Violation]:
    """質問は「か。」(英語は「?」)で終わり、「はい」が良い答えになるように書きます。否定で尋ねる場合は(…=はい)と添えます。

    A question ends with か。 or a question mark and is worded so that yes is the good answer; where the Japanese asks
    in the negative, it says in brackets what a yes means.
    """
    for part, path, question in _each(context.checklist):
        japanese = question.text.ja
        asks = re.sub(r"\([^()]*\)(?=。?$)", "", japanese).endswith(("か。", "か?"))
        negative = re.search(r"(いません|ありません)か。", japanese) and "=はい" not in japanese
        if japanese and (not asks or negative):
            yield Violation("asks_for_a_yes", part, (*path, "text", "ja"), {"id": question.id})
        if question.text.en and "?" not in question.text.en:
            yield Violation("asks_for_a_yes", part, (*path, "text", "en"), {"id": question.id})


def short_enough(context: LintContext) -> Iterator[Violation]:
    """質問文は日本語で120文字までにします。長い質問は、二つに分けるか、細かい条件を「判断の目安」に移します。

    A question has at most 120 Japanese characters; longer ones are split, or move their conditions to ``means``.
    """
    for part, path, question in _each(context.checklist):
        if len(question.text.ja) > LONGEST_QUESTION:
            values: Values = {"id": question.id, "length": len(question.text.ja), "most": LONGEST_QUESTION}
            yield Violation("short_enough", part, (*path, "text", "ja"), values)


def named_apart(context: LintContext) -> Iterator[Violation]:
    """短い名前(label)は、同じ言語の中で一つの質問だけが使います。報告書の見出しで区別できるようにするためです。

    No two questions share a label in one language: readers tell gaps apart by them.
    """
    for language in ("ja", "en"):
        count = Counter(getattr(question.label, language) for _, _, question in _each(context.checklist))
        for part, path, question in _each(context.checklist):
            name = getattr(question.label, language)
            if name and count[name] > 1:
                yield Violation("named_apart", part, (*path, "label", language), {"id": question.id, "name": name})


def critical_is_heavy(context: LintContext) -> Iterator[Violation]:
    """必須(critical)の質問の重みは4以上にします。総合判定を止める質問が、点数では軽いままにならないようにするためです。

    A critical question weighs at least 4: what can cap the grade must not be light in the score.
    """
    for part, path, question in _each(context.checklist):
        if question.critical and question.weight < LEAST_CRITICAL_WEIGHT:
            values: Values = {"id": question.id, "weight": question.weight}
            yield Violation("critical_is_heavy", part, (*path, "weight"), values)


def critical_is_asked_first(context: LintContext) -> Iterator[Violation]:
    """必須(critical)の質問は、その領域を尋ねるいちばん短い点検から尋ねます。

    A critical question is asked at the least depth at which anything of its area is asked.
    """
    depths = tuple(Depth)
    for area in context.checklist.areas:
        least = min(depths.index(question.tier) for question in area.questions)
        for position, question in enumerate(area.questions):
            if question.critical and depths.index(question.tier) > least:
                values: Values = {"id": question.id, "tier": str(depths[least])}
                yield Violation("critical_is_asked_first", area.id, ("question", position, "tier"), values)


def no_promise_of_a_mark(context: LintContext) -> Iterator[Violation]:
    """SCS評価制度やSECURITY ACTIONについて「認証」「適合」とは書きません。この点検で得られるものではありません。

    No text speaks of certification or conformity with SCS or SECURITY ACTION: an assessment with tenken gives neither.
    """
    schemes = re.compile(r"SCS|SECURITY ACTION|セキュリティアクション", re.IGNORECASE)
    claims = re.compile(r"認証|適合|certif|conform|complian", re.IGNORECASE)
    for part, path, question in _each(context.checklist):
        for key, text in _texts(question):
            for language, written in (("ja", text.ja), ("en", text.en)):
                if schemes.search(written) and claims.search(written):
                    yield Violation("no_promise_of_a_mark", part, (*path, *key, language), {"id": question.id})


def three_questions_from_the_start(context: LintContext) -> Iterator[Violation]:
    """どの領域でも、その領域を尋ねるいちばん短い点検で3問以上を尋ねます。領域の点数が1問で決まらないようにするためです。

    The least depth that asks anything of an area asks at least three of its questions, or all if it has fewer.
    """
    depths = tuple(Depth)
    for area in context.checklist.areas:
        tiers = [depths.index(question.tier) for question in area.questions]
        asked, least = tiers.count(min(tiers)), min(3, len(tiers))
        if asked < least:
            yield Violation("three_questions_from_the_start", area.id, ("id",), {"asked": asked, "least": least})


def one_thing_at_a_time(context: LintContext) -> Iterator[Violation]:
    """一つの質問では一つのことを尋ねます。いくつか含むときは、どこまでが「一部」かを means.partial に書きます。

    A question asks one thing; where it joins several parts, ``means.partial`` says which make it only a partial.
    """
    joins_ja = re.compile(r"および|かつ|ならびに|、|・")
    joins_en = re.compile(r"\b(and|or)\b|,")
    for part, path, question in _each(context.checklist):
        joined = joins_ja.search(question.text.ja) or joins_en.search(question.text.en)
        if joined and not question.means_partial:
            yield Violation("one_thing_at_a_time", part, (*path, "text"), {"id": question.id})


def lineage_points_back(context: LintContext) -> Iterator[Violation]:
    """質問の replaces には、前の版(predecessor)に実際にあった質問の番号だけを、一度ずつ書きます。

    ``replaces`` names only questions that the predecessor edition really had, each once; an edition without a
    predecessor has no ``replaces``.
    """
    before = {question.id for _, question in context.predecessor.questions} if context.predecessor else set()
    for part, path, question in _each(context.checklist):
        for position, parent in enumerate(question.replaces):
            if parent not in before or parent in question.replaces[:position]:
                values: Values = {"id": question.id, "parent": parent}
                yield Violation("lineage_points_back", part, (*path, "replaces", position), values)


def one_statement_about_each_parent(context: LintContext) -> Iterator[Violation]:
    """同じ番号の質問は「同じ質問」を意味します。その番号を、ほかの質問の replaces にも書くと話が食い違います。

    Equal ids mean the same question, so no other question may say that it replaces that id as well; and a question that
    keeps its id does not replace others under it.
    """
    if context.predecessor is None:
        return
    before = {question.id for _, question in context.predecessor.questions}
    kept = {question.id for _, question in context.checklist.questions if question.id in before}
    for part, path, question in _each(context.checklist):
        for position, parent in enumerate(question.replaces):
            if parent in kept:
                values: Values = {"id": question.id, "parent": parent}
                yield Violation("one_statement_about_each_parent", part, (*path, "replaces", position), values)


def references_exist(context: LintContext) -> Iterator[Violation]:
    """質問の refs には、references フォルダの一覧にある番号だけを書きます。

    ``refs`` names only ids that stand in the lists of the folder references.
    """
    known = {standard.key for standard in context.library.standards}
    for part, path, question in _each(context.checklist):
        for key, ids in question.refs.items():
            for position, item in enumerate(ids):
                if key not in known or context.library.reference(key, item) is None:
                    values: Values = {"id": question.id, "reference": f"{key} {item}"}
                    yield Violation("references_exist", part, (*path, "refs", key, position), values)


def cases_exist(context: LintContext) -> Iterator[Violation]:
    """質問の case には、cases.toml にある事例の番号を書きます。

    ``case`` names a case of cases.toml.
    """
    for part, path, question in _each(context.checklist):
        if question.case and question.case not in context.library.cases:
            yield Violation("cases_exist", part, (*path, "case"), {"id": question.id, "case": question.case})


def one_term_for_one_thing(context: LintContext) -> Iterator[Violation]:
    """一つのものは一つの言葉で呼びます。glossary.toml の avoid にある言い方は使いません。

    One term for one thing: the words that glossary.toml lists under ``avoid`` are not used. A term with a day
    (``since``) holds for editions released from that day on, and for those not yet released; what stands there word for
    word as in an earlier predecessor may stay.
    """
    released, before = context.checklist.released, context.predecessor
    terms = [term for term in context.library.terms if not (term.since and released and released < term.since)]
    avoided = [("ja", word, term) for term in terms for word in term.avoid_ja]
    avoided += [("en", word, term) for term in terms for word in term.avoid_en]
    kept = {text for *_, text in _written(before)} if before else set()
    for part, path, owner, text in _written(context.checklist):
        for language, word, term in avoided:
            earlier = text in kept and term.since and before and before.released and before.released < term.since
            if word in getattr(text, language) and not earlier:
                values: Values = {"id": owner, "word": word, "name": getattr(term.name, language)}
                yield Violation("one_term_for_one_thing", part, (*path, language), values)


def _written(checklist: Checklist) -> Iterator[tuple[str, KeyPath, str, Text]]:
    """Every text of an edition's areas and questions: its file, its place there, whose it is, and itself."""
    for area in checklist.areas:
        for key, text in (("title", area.title), ("intro", area.intro)):
            yield area.id, (key,), area.id, text
    for part, path, question in _each(checklist):
        for place, text in _texts(question):
            yield part, (*path, *place), question.id, text


OF_WORDING: tuple[Rule, ...] = (
    both_languages,
    asks_for_a_yes,
    short_enough,
    no_promise_of_a_mark,
    one_term_for_one_thing,
)
"""What concerns the wording alone: where that was given by others, it is only noted."""

RULES: tuple[Rule, ...] = (
    both_languages,
    asks_for_a_yes,
    short_enough,
    named_apart,
    critical_is_heavy,
    critical_is_asked_first,
    three_questions_from_the_start,
    one_thing_at_a_time,
    no_promise_of_a_mark,
    lineage_points_back,
    one_statement_about_each_parent,
    references_exist,
    cases_exist,
    one_term_for_one_thing,
)


def lint(context: LintContext) -> tuple[Violation, ...]:
    """Every complaint of every rule, rule by rule."""
    left = OF_WORDING if context.checklist.given_wording else ()
    return tuple(complaint for rule in RULES if rule not in left for complaint in rule(context))


def manual(rule: Rule) -> Text:
    """A rule's page in the manual, in both languages, from its docstring."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in (rule.__doc__ or "").split("\n\n")]
    return Text(ja=paragraphs[0], en=paragraphs[1])
