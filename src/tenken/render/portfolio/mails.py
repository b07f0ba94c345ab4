"""Mail texts to one firm, to be looked at and sent by hand: a head and paragraphs. Nothing of another is in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tenken.core.audit.followup import FindingState
from tenken.core.portfolio.clients import Client
from tenken.core.portfolio.findings import FirmFindings
from tenken.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """The sheet or form that goes out with a mail."""

    edition: str
    """Its title, in the reader's language."""
    file: str
    way: str
    """``sheet`` or ``form``."""
    questions: int
    minutes: int
    due: date | None


def letter(client: Client, subject: str, paragraphs: Sequence[str], words: Words) -> str:
    """A mail to the firm: to whom, the subject, and the paragraphs with an empty line between them."""
    head = words("clients.mail.head", mail=_line(client.mail) or words("clients.mail.nobody"), subject=subject)
    dear = words("clients.mail.dear", contact=_line(client.contact) or words("clients.mail.whoever"))
    return "\n\n".join([head, dear, *paragraphs, words("clients.mail.close")]) + "\n"


def sent_mail(client: Client, attached: Attached, words: Words) -> str:
    """What may be written with a sheet or form: what to do with it, and until when."""
    asked = words(
        "clients.mail.asked",
        edition=attached.edition,
        file=attached.file,
        questions=attached.questions,
        minutes=attached.minutes,
    )
    rest = [words("clients.mail.unknown")]
    if attached.due:
        rest.append(words("clients.mail.due", day=words.day(attached.due)))
    subject = words("clients.mail.subject", edition=attached.edition)
    return letter(client, subject, [asked, words(f"clients.mail.{attached.way}"), "\n".join(rest)], words)


def findings_mail(found: FirmFindings, today: date, words: Words) -> str:
    """What may be written about open findings: what is to be sent back of each, and until when."""
    opening = words("clients.findings_mail.opening", n=len(found.states), day=words.day(today))
    paragraphs = [opening, *_parts(found, words), words("clients.findings_mail.privacy")]
    return letter(found.client, words("clients.findings_mail.subject"), paragraphs, words)


def _parts(found: FirmFindings, words: Words) -> Iterator[str]:
    for part, states in (("replies", found.replies), ("actions", found.actions), ("checking", found.checking)):
        if states:
            told = [words(f"clients.findings_mail.{part}"), *(_finding(state, words) for state in states)]
            yield "\n".join(told)


def _finding(state: FindingState, words: Words) -> str:
    day = words.day(state.due) if state.due else ""
    if state.due is None:
        when = words("clients.findings_mail.no_day")
    elif state.overdue:
        when = words("clients.findings_mail.late", day=day, n=state.overdue_days)
    else:
        when = words("clients.findings_mail.until", day=day)
    finding = state.finding
    grade = words(f"finding_grade.{finding.grade}")
    return words("clients.findings_mail.line", id=finding.id, title=_line(finding.title), grade=grade, when=when)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
