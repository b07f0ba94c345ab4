"""What stands beside an answer, as sentences: who gave it, what was found, what can be shown.

Formats that have no room for columns of their own tell it in these words. Where it stands is each format's business.
"""

from datetime import date

from tenken.core.model import Answer, Evidence, Status, Verdict
from tenken.core.report.areas import AnswerLine, EvidenceLine
from tenken.core.scoring.evidence_validity import EvidenceValidity
from tenken.words import Words


def given(line: AnswerLine, words: Words) -> str:
    """The firm's own answer with who gave it and when, where the file says so; never an assessor's verdict."""
    said = line.question_score.answer
    status = said.status if said.verdict else line.question_score.status
    return _by(words.status(status), said.by, said.on, words)


def judged(verdict: Verdict, words: Words) -> str:
    """What an assessor judged: what she could not find out is not what a firm does not know."""
    return words("outcome.not-verifiable") if verdict.status is Status.UNKNOWN else words.status(verdict.status)


def counted(answer: Answer, words: Words) -> str:
    """What counts: the verdict where there is one, else the firm's own answer."""
    return judged(answer.verdict, words) if answer.verdict else words.status(answer.counted)


def carried(line: AnswerLine, words: Words) -> str:
    """That last year's answer waits to be confirmed; empty where none does."""
    said = line.question_score.answer
    waits = said.status and not said.confirmed and not said.verdict
    return words("report.answers.carried", status=words.status(said.status)) if waits else ""


def finding(line: AnswerLine, words: Words) -> str:
    """The assessor's verdict, a line each: finding, severity, whose and of which day, and what the firm had said."""
    said = line.question_score.answer
    if said.verdict is None:
        return ""
    verdict = said.verdict
    found = [verdict.finding or judged(verdict, words)]
    found.append(words(f"severity.{verdict.severity}") if verdict.severity else "")
    found.append(_detail(verdict.by, verdict.on, words))
    if said.status and said.status != verdict.status:
        found.append(words("report.gaps.client_said", status=words.status(said.status)))
    return "\n".join(part for part in found if part)


def evidence(piece: EvidenceLine, words: Words) -> str:
    """A piece of evidence with its file, its date and for how long it counts."""
    match piece.age:
        case EvidenceValidity.REFUSED:
            state = words(f"checked.{piece.evidence.checked}")
        case EvidenceValidity.UNDATED:
            state = words("report.answers.undated")
        case EvidenceValidity.AHEAD:
            state = words("report.answers.future")
        case EvidenceValidity.STALE | EvidenceValidity.VALID if piece.until:
            key = "report.answers.valid" if piece.age is EvidenceValidity.VALID else "report.answers.stale"
            state = words(key, day=words.day(piece.until))
        case _:
            state = words("report.answers.valid_always")
    told = [words("report.answers.dated", day=words.day(piece.evidence.dated))] if piece.evidence.dated else []
    what, file = piece.evidence.what, piece.evidence.file
    named = words("report.who", name=what, detail=file) if file else what
    looked = _looked(piece.evidence, words)
    return words("report.answers.shown", what=named, validity=words("report.join").join([*told, state, *looked]))


def _looked(evidence: Evidence, words: Words) -> list[str]:
    """What became of it when an assessor looked at it, and who that was; what she refused says its state already."""
    told = []
    if evidence.checked and not evidence.refused:
        told.append(words("audit_data.checked", state=words(f"checked.{evidence.checked}")))
    if evidence.checked and (who := _detail(evidence.checked_by, evidence.checked_on, words)):
        told.append(who)
    return told


def _by(text: str, who: str | None, day: date | None, words: Words) -> str:
    detail = _detail(who, day, words)
    return words("report.who", name=text, detail=detail) if detail else text


def _detail(who: str | None, day: date | None, words: Words) -> str:
    return words("report.join").join(part for part in (who, words.day(day) if day else None) if part)
