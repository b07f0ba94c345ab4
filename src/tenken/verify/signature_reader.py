"""Checks the digital signature of a PDF of others: is it intact, does it cover the whole file, whose is it.

Runs in the sandbox, started by ``signature`` and by nobody else, and imports nothing of tenken. A signature is believed
only if nothing but itself stands outside of it; whether what it added to the PDF is a signature and no more is
``pdf_compare``'s. Nothing is fetched: whether a certificate has been revoked stays unknown. What is changed in the
signature itself may go unseen where no signature covers it: filling at its end, certificates sent along that nobody
needs.
"""

import logging
import re
import warnings
from datetime import datetime
from io import BytesIO
from typing import Any

LONGEST = 100
"""Characters of a name in a certificate that are told."""
USES = {"digital_signature", "non_repudiation"}
"""What a certificate must allow, one of them, if it says what it allows."""


def checked(content: bytes, length: str, moment: str) -> dict[str, Any]:
    """What is found of the signature in a PDF, behind so many bytes of certificates that are trusted.

    ``state`` is a name of ``signature.SignatureState``; beside it, where known, ``signer``, ``issuer``, ``at``,
    ``last`` (the certificate's last day) and ``base`` (how many bytes the PDF had before it was signed).
    """
    logging.disable()
    warnings.simplefilter("ignore")
    try:
        import pyhanko.sign.validation  # noqa: F401, PLC0415 - only in the sandbox
    except ImportError:
        return {"state": "lacks"}
    trusted = None
    if int(length):
        try:
            trusted = _certificates(content[: int(length)])
        except Exception:  # noqa: BLE001 - a file of others; whatever a library stumbles over in it
            return {"state": "no_trust"}
    try:
        return _found(content[int(length) :], trusted, datetime.fromisoformat(moment))
    except Exception:  # noqa: BLE001 - see above
        return {"state": "unreadable"}


def _certificates(content: bytes) -> list[Any]:
    """The certificates in a PEM or DER file, at least one; raises one of many faults where that is none."""
    from pyhanko.keys import load_certs_from_pemder_data  # noqa: PLC0415 - only in the sandbox

    found = list(load_certs_from_pemder_data(content))
    told = [certificate.subject.native for certificate in found]  # looks at what so far was only cut out
    if not told:
        raise ValueError(content)
    return found


def _found(content: bytes, trusted: list[Any] | None, moment: datetime) -> dict[str, Any]:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - only in the sandbox

    reader = PdfFileReader(BytesIO(content), strict=True)
    signatures = reader.embedded_signatures
    if len(signatures) != 1:
        return {"state": "several" if signatures else "none"}
    signature = signatures[0]
    told = _told(signature)
    status = _status(signature, trusted or [], moment)
    if not _is_whole(content, signature):
        state = "not_whole" if _is_valid(content, signature, status) else "broken"
        return told | {"state": state}
    if not (status.intact and status.valid):
        return told | {"state": "broken"}
    told |= {"base": _base(content, reader, signature)}
    if trusted is None:
        return told | {"state": "intact"}
    if status.trusted:
        return told | {"state": "trusted"}
    over = moment > signature.signer_cert.not_valid_after
    return told | {"state": "expired" if over else "untrusted"}


def _told(signature: Any) -> dict[str, Any]:
    """What a signature says of itself."""
    certificate, at = signature.signer_cert, signature.self_reported_timestamp
    return {
        "signer": _name(certificate.subject),
        "issuer": _name(certificate.issuer),
        "at": at.isoformat() if at else "",
        "last": certificate.not_valid_after.isoformat(),
    }


def _name(name: Any) -> str:
    """What a certificate calls somebody: the common name, else all that it says."""
    common = name.native.get("common_name")
    if isinstance(common, list):
        common = common[0]
    return str(common or name.human_friendly)[:LONGEST]


def _status(signature: Any, trusted: list[Any], moment: datetime) -> Any:
    """What pyHanko finds."""
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 - only in the sandbox
    from pyhanko.sign.validation.settings import KeyUsageConstraints  # noqa: PLC0415 - only in the sandbox
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - only in the sandbox

    context = ValidationContext(
        trust_roots=trusted,
        other_certs=signature.other_embedded_certs,
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    says = signature.signer_cert.key_usage_value is not None
    uses = KeyUsageConstraints(key_usage=USES if says else set())
    return validate_pdf_signature(signature, context, key_usage_settings=uses, skip_diff=True)


def _is_valid(content: bytes, signature: Any, status: Any) -> bool:
    """Whether what a signature says it covers, from the beginning of the file, is as it was when it was signed."""
    return bool(status.intact and status.valid) and _gap(content, signature) is not None


def _is_whole(content: bytes, signature: Any) -> bool:
    """Whether a signature covers every byte of the file but its own."""
    gap = _gap(content, signature)
    return gap is not None and gap[1] + int(signature.byte_range[3]) == len(content)


def _gap(content: bytes, signature: Any) -> tuple[int, int] | None:
    """Where the bytes stand that a signature leaves out; ``None`` where that is anything but the signature itself."""
    start, first, second, rest = (int(part) for part in signature.byte_range)
    if start or not 0 < first < second or rest < 0 or second + rest > len(content):
        return None
    gap = content[first:second]
    if not re.fullmatch(rb"<[0-9A-Fa-f]*>", gap) or bytes.fromhex(gap[1:-1].decode()) != signature.pkcs7_content:
        return None
    return first, second


def _base(content: bytes, reader: Any, signature: Any) -> int | None:
    """How many bytes the PDF had before it was signed; ``None`` where the signature was not put behind it."""
    before = signature.signed_revision - 1
    if before < 0:
        return None
    end = re.compile(rb"startxref\s+%d\s+%%%%EOF(\r\n|\r|\n)?" % reader.xrefs.get_startxref_for_revision(before))
    found = end.search(content)
    return found.end() if found else None
