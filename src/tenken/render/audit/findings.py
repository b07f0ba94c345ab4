"""The chapter of findings, a block each with its five parts, and the sheet that asks the firm for corrective action.

A sheet is one page in every case: its upper half holds as much of the texts as finds room, the lower half is to be
written on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tenken.core.model import AuditFinding, FindingGrade
from tenken.core.report.report import Report
from tenken.render.audit import sentences
from tenken.render.audit.sentences import audit_of, together
from tenken.render.owner.fitting import gist
from tenken.templating import ems
from tenken.words import Words

PARTS = ("criteria", "condition", "cause", "consequence", "recommendation")
"""Of a finding, in the order in which they are read."""
LONGEST_WHOLE = 900.0
"""Ems of a finding that still moves to the next page as a whole."""
SHEET = {"title": 45.0, "criteria": 135.0, "condition": 270.0, "consequence": 135.0, "recommendation": 180.0}
"""Ems of each text on a sheet."""
NAMED = 8
"""Questions that a block names one by one; of more of them only the numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingBlock:
    """One finding as its chapter tells it."""

    finding: AuditFinding
    grade: str
    grave: bool
    """Whether its grade is set as a warning."""
    questions: tuple[str, ...]
    """What the firm said of each question and what the auditor judged."""
    parts: tuple[tuple[str, str, bool], ...]
    """Label, text, and whether the text is ours, of what stands there."""
    remarks: tuple[str, ...]
    """Until when to reply, what it repeats, by whom and when it was written."""
    whole: bool
    """Whether it is short enough to stay on one page."""


def finding_block(finding: AuditFinding, report: Report, words: Words) -> FindingBlock:
    """One finding with all that is said of it."""
    parts = tuple(_parts(finding, words))
    return FindingBlock(
        finding=finding,
        grade=words(f"finding_grade.{finding.grade}"),
        grave=finding.grade is FindingGrade.MAJOR,
        questions=tuple(_questions(finding, report, words)),
        parts=parts,
        remarks=tuple(_remarks(finding, report, words)),
        whole=sum(ems(text) for _, text, _ in parts) <= LONGEST_WHOLE,
    )


def _questions(finding: AuditFinding, report: Report, words: Words) -> Iterator[str]:
    """Each question with the firm's answer and the auditor's verdict, told apart."""
    checked = {line.question.id: line for line in audit_of(report).checked}
    for question_id in finding.questions[:NAMED]:
        line = checked.get(question_id)
        number = report.numbers.get(question_id, question_id)
        if line:
            told = {"said": sentences.said(line.own, words), "judged": sentences.judged(line.verdict.status, words)}
            yield words("audit_pages.said_judged", number=number, **told)
        else:
            names = {question.id: words.text(question.name) for _, question in report.checklist.questions}
            yield words("audit_pages.only_said", number=number, label=names.get(question_id, ""))
    if finding.questions[NAMED:]:
        yield sentences.numbers(finding.questions[NAMED:], report)


def _parts(finding: AuditFinding, words: Words) -> Iterator[tuple[str, str, bool]]:
    for key in PARTS:
        text = getattr(finding, key)
        label = words(f"audit_pages.part_{key}")
        if text:
            yield label, text, False
        elif finding.grade.needs_reply:
            yield label, words("audit_pages.cause_blank" if key == "cause" else "audit_pages.unsaid"), True
    if finding.proof:
        yield words("audit_pages.part_proof"), together(finding.proof, words), False
    if finding.disagreement:
        yield words("audit_pages.part_dispute"), finding.disagreement, False


def _remarks(finding: AuditFinding, report: Report, words: Words) -> Iterator[str]:
    if finding.reply_by:
        yield words("audit_pages.reply_by", day=words.day(finding.reply_by))
    if finding.repeats:
        yield words("audit_pages.repeats", id=finding.repeats)
    if by := sentences.noted(finding.by, finding.on, report, words):
        yield by


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplySheet:
    """The upper half of a request for corrective action."""

    finding: AuditFinding
    grade: str
    title: str
    questions: str
    parts: tuple[tuple[str, str], ...]
    until: str
    who: str
    """The firm that audits and its lead."""


def reply_sheet(finding: AuditFinding, report: Report, words: Words) -> ReplySheet:
    """The sheet of one finding that the firm answers."""
    audit = audit_of(report)
    parts = []
    for key in ("criteria", "condition", "consequence", "recommendation"):
        text = " ".join((getattr(finding, key) or "").split())
        if text:
            told = gist(text, SHEET[key])
            cut = words("audit_pages.reply_cut") if told != text else ""
            parts.append((words(f"audit_pages.part_{key}"), (told.rstrip("…") + cut) if cut else text))
    if finding.proof:
        parts.append((words("audit_pages.part_proof"), gist(together(finding.proof, words), SHEET["title"])))
    lead = audit.audit.lead
    until = words("audit_pages.reply_until_none")
    if finding.reply_by:
        until = words("audit_pages.reply_until", day=words.day(finding.reply_by))
    return ReplySheet(
        finding=finding,
        grade=words(f"finding_grade.{finding.grade}"),
        title=gist(finding.title, SHEET["title"]),
        questions=gist(sentences.numbers(finding.questions, report), SHEET["title"]),
        parts=tuple(parts),
        until=until,
        who=together((audit.firm or "", lead.name if lead else ""), words),
    )
