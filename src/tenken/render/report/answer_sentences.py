"""What stands beside an answer, as sentences: who gave it, and what can be shown.

Formats that have no room for columns of their own tell it in these words; those of an audit are ``audit.data``'s. Where
it stands is each format's business.
"""

from tenken.core.model import Evidence
from tenken.core.report.areas import AnswerLine, EvidenceLine
from tenken.core.scoring.evidence_validity import EvidenceValidity
from tenken.render.audit.data.sentences import with_detail
from tenken.words import Words


def given(line: AnswerLine, words: Words) -> str:
    """The firm's own answer with who gave it and when, where the file says so; never an assessor's verdict."""
    said = line.question_score.answer
    status = said.status if said.verdict else line.question_score.status
    return with_detail(words.status(status), said.by, said.on, words)


def carried(line: AnswerLine, words: Words) -> str:
    """That last year's answer waits to be confirmed; empty where none does."""
    said = line.question_score.answer
    waits = said.status and not said.confirmed and not said.verdict
    return words("report.answers.carried", status=words.status(said.status)) if waits else ""


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
    day = [words.day(evidence.checked_on)] if evidence.checked_on else []
    who = [evidence.checked_by] if evidence.checked_by else []
    return [*told, *who, *day] if evidence.checked else []
