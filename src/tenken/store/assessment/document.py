"""An assessment as the plain data of its file, and the digests over what it says.

How a file becomes an assessment is ``loader``'s; how a file that exists is changed is ``editor``'s.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from secrets import token_hex
from typing import Any

from tenken.core.model import Answer, Assessment, Exposure
from tenken.core.problem import KeyPath
from tenken.store.assessment.schema import ASSESSMENT
from tenken.store.validation.digest import digest
from tenken.store.validation.schema import fields_of, key_of

FORMAT = 1

FIRM_ID_BYTES = 8
"""Of which a firm's number is the hexadecimal digits."""

AS_WRITTEN = {"answers", "profile", "asked", "extra"}
"""What of an assessment is a table of a file already."""


def document(assessment: Assessment) -> dict[str, Any]:
    """The assessment as the plain data of a TOML document: what is not said is left out."""
    plain = {field.name: getattr(assessment, field.name) for field in fields(assessment)}
    plain["answers"] = {question_id: answer_document(answer) for question_id, answer in assessment.answers.items()}
    plain["profile"] = dict(assessment.profile)
    for key in plain.keys() - AS_WRITTEN:
        plain[key] = _plain(plain[key])
    return {"format": FORMAT} | {
        key: plain[key] for key in fields_of(ASSESSMENT) if plain.get(key) not in (None, {}, ())
    }


def answer_document(answer: Answer) -> dict[str, Any]:
    """One answer as plain data; ``confirmed`` is written only where it is false."""
    plain: dict[str, Any] = _plain(answer)
    if answer.confirmed:
        del plain["confirmed"]
    return plain


def exposure_document(exposure: Exposure) -> dict[str, Any]:
    """What a firm has to lose as plain data."""
    plain: dict[str, Any] = _plain(exposure)
    return plain


def content_digest(assessment: Assessment) -> str:
    """The digest of what was answered, sign-off left out: equal for equal answers, however the file is laid out."""
    content = document(assessment)
    content.pop("signoff", None)
    content.pop("asked", None)  # the digest of the whole edition stands there already
    return digest(content)


def signed_digest(assessment: Assessment) -> str | None:
    """The digest of what was answered and of everybody who signed it; ``None`` where nobody has.

    A changed name of a signer leaves the content digest as it is; this one it changes.
    """
    if assessment.signoff is None or assessment.signoff.signed_on is None:
        return None
    return digest({"content": content_digest(assessment), "signoff": _plain(assessment.signoff)})


def new_firm_id() -> str:
    """A number for a firm that has none yet, drawn at random: it says nothing of the firm."""
    return token_hex(FIRM_ID_BYTES)


def identity(assessment: Assessment) -> str:
    """A digest that tells this assessment from those of other firms and other years, whatever is answered in it.

    The firm's name counts only where the file has no id for it: a corrected name must not part a file from the sheets
    and forms that were made of it.
    """
    before = assessment.previous.sha256 if assessment.previous else None
    firm = assessment.organisation
    named = {"organisation": firm.name} if firm.id is None else {"organisation_id": firm.id}
    whose = {**named, "kind": str(assessment.kind), "previous": before}
    return digest({"checklist": assessment.checklist, **whose})


def differences(before: Assessment, after: Assessment) -> tuple[tuple[KeyPath, str], ...]:
    """Every place of the file at which two assessments say something else: ``added``, ``removed`` or ``changed``."""
    return tuple(_differing(document(before), document(after), ()))


def _differing(was: Any, now: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*was, *now)):
            yield from _differing(was.get(key), now.get(key), (*path, key))
    elif isinstance(was, list) and isinstance(now, list) and any(isinstance(one, dict) for one in (*was, *now)):
        for at in range(max(len(was), len(now))):
            one, other = (side[at] if at < len(side) else None for side in (was, now))
            yield from _differing(one, other, (*path, at))
    elif was != now:
        yield path, "added" if was is None else "removed" if now is None else "changed"


def _plain(value: Any) -> Any:
    """A value of the core as plain data: without what is not said, enums as their words, tuples as lists."""
    if is_dataclass(value):
        value = {key_of(field): getattr(value, field.name) for field in fields(value)}
    if isinstance(value, dict):
        members = {str(key): _plain(member) for key, member in value.items()}
        return {key: member for key, member in members.items() if member not in (None, [], {})}
    if isinstance(value, tuple | list):
        return [_plain(member) for member in value]
    return str(value) if isinstance(value, str) else value
