"""What a renewed answer's note says of where it comes from: its questions of last year, a verdict, a finding.

How answers are inherited is ``core.years.renewal``'s.
"""

from collections.abc import Iterator

from tenken.core.model import Assessment
from tenken.core.years.renewal import Inheritance
from tenken.words import Words


def remark(words: Words, last: Assessment, inherited: Inheritance) -> str:
    """Where a suggestion comes from, in the language of whoever renews the file."""
    parts = []
    year = str(last.date.year)
    first = inherited.parents[0]
    named = {"year": year, "label": words.text(first.question.name), "id": first.question.id}
    if inherited.merged:
        told = [
            words(
                "renew.parent",
                label=words.text(parent.question.name),
                id=parent.question.id,
                status=words.status(parent.answer.counted),
            )
            for parent in inherited.parents
        ]
        parts.append(words("renew.merged", year=year, parents=words("report.join").join(told)))
    elif inherited.split:
        parts.append(words("renew.split", **named))
    elif first.question.text != inherited.question.text:
        parts.append(words("renew.reworded", **named))
    if inherited.overruled:
        said = next(parent.answer.status for parent in inherited.parents if parent.answer.verdict)
        parts.append(words("renew.overruled", year=year, said=words.status(said)))
    return "\n".join(filter(None, (" ".join(parts), *_judged(words, last, inherited, year))))


def _judged(words: Words, last: Assessment, inherited: Inheritance, year: str) -> Iterator[str]:
    """What the auditor wrote: why he judged so, and each finding with its number, grade and advice."""
    for parent in inherited.parents:
        if parent.answer.verdict and parent.answer.verdict.finding:
            yield words("renew.judged", year=year, reason=parent.answer.verdict.finding)
    ids = {parent.question.id for parent in inherited.parents}
    for finding in last.audit.findings if last.audit else ():
        if ids & set(finding.questions):
            grade = words(f"finding_grade.{finding.grade}")
            advice = finding.recommendation or finding.condition or ""
            yield words("renew.finding", year=year, id=finding.id, grade=grade, title=finding.title, advice=advice)
