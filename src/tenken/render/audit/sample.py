"""What a sample says in words, for report, terminal and ``verify`` alike: its size and source, its result, its limits.

Takes what ``core.audit`` drew or counted and the Words of a language. Nothing is drawn or counted here.
"""

import shlex
from collections.abc import Iterator

from tenken.core.audit.records import RecordDraw, RecordResult
from tenken.core.audit.sampling import Redraw, Why
from tenken.core.model import AnswerSample
from tenken.words import Words


def size_told(words: Words, drawn: RecordDraw) -> str:
    """How many records are looked at, and who says that so many are enough."""
    key = "audit_sample.own_size" if drawn.design is None else f"audit_sample.design.{drawn.design}"
    return words(key, n=drawn.size, population=drawn.population)


def items_told(words: Words, drawn: RecordDraw) -> str:
    """The numbers of the records that are looked at; empty where all of them are."""
    if not drawn.items:
        return ""
    return words("audit_sample.items", items=words("report.join").join(str(number) for number in drawn.items))


def result_told(words: Words, result: RecordResult) -> str:
    """How many records were looked at, how many fell short, and how many of all can at most."""
    if result.size == result.population:
        key = "audit_sample.result_all" if result.failed else "audit_sample.result_all_none"
        return words(key, n=result.failed, population=result.population)
    key = "audit_sample.result" if result.failed else "audit_sample.result_none"
    return words(
        key,
        n=result.failed,
        size=result.size,
        population=result.population,
        most=result.most,
        confidence=result.confidence,
    )


def can_miss(words: Words) -> str:
    """What every report on a sample has to say."""
    return words("audit_sample.can_miss")


def why_told(words: Words, why: Why) -> str:
    """Why a question is on the list."""
    return words(f"audit_sample.why.{why}")


def how_told(words: Words, sample: AnswerSample) -> Iterator[str]:
    """What is always checked, and how anybody draws the rest again, in sentences."""
    yield words("audit_sample.how_always")
    yield words("audit_sample.how", seed=sample.seed, n=sample.size)
    yield words("audit_sample.how_list", frame=sample.frame)


def ticket_command(sample: AnswerSample, question_id: str, number: int) -> str:
    """The command that gives one ticket of a question, whatever stands in the seed."""
    return rf"printf '%s\n%s\n%s' {shlex.quote(sample.seed)} {shlex.quote(question_id)} {number} | sha256sum"


def redraw_told(words: Words, redraw: Redraw) -> Iterator[str]:
    """That the sample is what its seed gives, or what differs."""
    if redraw.same:
        yield words("audit_sample.same")
    if redraw.changed:
        yield words("audit_sample.changed")
    for key, ids in (("audit_sample.missing", redraw.missing), ("audit_sample.extra", redraw.extra)):
        if ids:
            yield words(key, ids=words("report.join").join(ids))
