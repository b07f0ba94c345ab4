"""By whom a PDF was signed, and how much of it; and the PDF as it was before it was signed.

Read in the sandbox, by ``signature_reader``. Who signed is believed only where the reader names a certificate to trust;
without one a signature says that nothing was changed since, and nothing about whom it names.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tenken import sandbox
from tenken.core.problem import FileProblems, MachineLacks, Problem
from tenken.store.report.pdf_report import PdfFile, parts
from tenken.verify import pdf_compare, signature_reader
from tenken.verify.pages import BOUNDS as COMPARING

BOUNDS = sandbox.Bounds(memory=2_000_000_000, cpu_seconds=30, wall_seconds=120)
LARGEST_TRUST = 1_000_000
"""Bytes of a file of certificates."""


class SignatureState(StrEnum):
    """What a signature comes to."""

    TRUSTED = "trusted"
    """Intact, and its certificate comes from one that the reader trusts."""
    INTACT = "intact"
    """Nothing was changed since; nobody has said whose certificates to trust."""
    UNTRUSTED = "untrusted"
    """Intact, and its certificate comes from somebody else."""
    EXPIRED = "expired"
    """Intact, and its certificate has run out, so that the day of signing is a mere claim."""
    BROKEN = "broken"
    """What it covers was changed, or it is the signature of something else."""
    NOT_WHOLE = "not_whole"
    """Something was added behind it."""
    SEVERAL = "several"
    """More than one, though the one that tenken makes allows nothing after it."""
    UNREADABLE = "unreadable"
    LOCKED = "locked"
    """The PDF was locked after it was signed, which changes every byte."""
    LACKS = "lacks"
    """The library that checks signatures is not on this machine."""
    MISSING = "missing"
    """None, though somebody wants to know whose it is."""
    NONE = "none"
    """None at all, or a field for one that is empty."""


BELIEVED = (SignatureState.TRUSTED, SignatureState.INTACT, SignatureState.UNTRUSTED, SignatureState.EXPIRED)
"""The states in which what stands before the signature is as it was signed."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature of a PDF as it was found."""

    state: SignatureState
    signer: str = ""
    """The name in the certificate, which is proven only where the state is ``TRUSTED``."""
    issuer: str = ""
    at: datetime | None = None
    """When it was made, by the clock of whoever signed."""
    last: datetime | None = None
    """When the certificate runs out."""
    adds_more: bool = False
    """Whether the PDF was changed otherwise, too, when the signature was added."""


UNSIGNED = Signature(SignatureState.NONE)


def opened(file: PdfFile, trust: tuple[str, bytes] | None, moment: datetime) -> tuple[PdfFile, Signature]:
    """The PDF before it was signed, and its signature; the PDF as it is where that cannot be told.

    ``trust`` is a file of certificates, by name and content. Raises FileProblems where that holds none, MachineLacks
    where signatures can not be checked here and somebody wants to know who signed.
    """
    if not file.signed:
        return file, Signature(SignatureState.MISSING) if trust else UNSIGNED
    if file.locked:
        return file, Signature(SignatureState.LOCKED)
    name, certificates = trust or ("", b"")
    arguments = (str(len(certificates)), moment.isoformat())
    try:
        told = sandbox.run(signature_reader.__file__, "checked", certificates + file.content, BOUNDS, *arguments)
    except (sandbox.OverBounds, sandbox.ChildFailed):
        told = {"state": "unreadable"}
    if told["state"] == "no_trust":
        raise FileProblems([Problem(file=name, what="trust-none")])
    state = SignatureState(told["state"])
    if state is SignatureState.NONE and trust:
        state = SignatureState.MISSING
    if state is SignatureState.LACKS and trust:
        raise MachineLacks("no-sign-extra")
    base, adds_more = told.get("base"), False
    if state in BELIEVED and base:
        before = file.content[:base]
        adds_more = not _only_signed(file.content, before)
        file = parts(file.name, before)
    days = {which: datetime.fromisoformat(told[which]) for which in ("at", "last") if told.get(which)}
    return file, Signature(state, told.get("signer", ""), told.get("issuer", ""), adds_more=adds_more, **days)


def _only_signed(whole: bytes, before: bytes) -> bool:
    """Whether a PDF was given a signature that nobody sees, and is otherwise what it was before."""
    try:
        told = sandbox.run(pdf_compare.__file__, "only_signed", whole + before, COMPARING, str(len(whole)))
    except (sandbox.OverBounds, sandbox.ChildFailed):
        return False
    return told is True
