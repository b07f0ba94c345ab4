"""A finished PDF signed with the key of a PKCS#12 file: PAdES B-B, certifying, no change allowed after it.

Signing is the last step: what was finished stays byte for byte, the signature stands behind it. It has no appearance on
a page; a signature field, even an unseen one, costs the PDF its conformance with PDF/UA. How a signature is checked is
``verify.signature``'s. With an RSA key and the same moment the signature comes out the same; what differs each time is
sixteen random bytes of the file's second identifier (PDF wants another for every revision), and with an elliptic curve
the signature itself.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tenken.core.problem import FileProblems, Problem, Values

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

FIELD = "Signature1"
"""The signature field's name."""
LARGEST_KEY = 1_000_000
"""Bytes of a PKCS#12 file."""
FEWEST_BITS = 2048
"""Of an RSA key: what is shorter, no reader believes any more."""
LONGEST_NAME = 100
"""Characters of a certificate's name that are told."""
CURVES = ("secp256r1", "secp384r1", "secp521r1")
"""Elliptic curves that common PDF readers know."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that can sign, its certificate, and the certificates above it."""

    key: "rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey"
    certificate: "x509.Certificate"
    above: tuple["x509.Certificate", ...]

    @property
    def name(self) -> str:
        """Whom the certificate names."""
        from cryptography.x509.oid import NameOID  # noqa: PLC0415 - only where somebody signs

        subject = self.certificate.subject
        common = [str(found.value) for found in subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
        return (common[0] if common else subject.rfc4514_string())[:LONGEST_NAME]


def load_key(name: str, content: bytes, password: str, moment: datetime) -> SigningKey:
    """The key in a PKCS#12 file (.p12, .pfx) that may sign at that moment.

    Raises FileProblems: broken, another password, no key or none that signs PDFs, certificate of another key, run out.
    """
    from cryptography.hazmat.primitives.asymmetric import ec, rsa  # noqa: PLC0415 - only where somebody signs
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415 - see above

    if not _is_pkcs12(content):
        raise _refused(name, "key-broken")
    try:
        key, certificate, above = pkcs12.load_key_and_certificates(content, password.encode() or None)
    except Exception:  # noqa: BLE001 - cryptography tells a wrong password by ValueError, other faults by many kinds
        raise _refused(name, "key-password") from None
    if key is None or certificate is None:
        raise _refused(name, "key-none")
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) or not _strong(key):
        raise _refused(name, "key-kind", {"bits": FEWEST_BITS})
    if certificate.public_key() != key.public_key():
        raise _refused(name, "key-foreign")
    if not _may_sign(certificate):
        raise _refused(name, "key-use")
    days = {"first": certificate.not_valid_before_utc, "last": certificate.not_valid_after_utc}
    told = {which: day.astimezone(moment.tzinfo).date().isoformat() for which, day in days.items()}
    if moment > days["last"]:
        raise _refused(name, "key-expired", told)
    if moment < days["first"]:
        raise _refused(name, "key-early", told)
    return SigningKey(key, certificate, tuple(above))


def signed(content: bytes, key: SigningKey, moment: datetime) -> bytes:
    """The PDF with a certifying signature behind it, which says that it was made at that moment."""
    from pyhanko.keys.internal import (  # noqa: PLC0415 - only where somebody signs
        translate_pyca_cryptography_cert_to_asn1 as certificate_of,
    )
    from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1 as key_of  # noqa: PLC0415 - see above
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - see above
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter  # noqa: PLC0415 - see above
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner  # noqa: PLC0415 - see above
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - see above

    class Behind(IncrementalPdfFileWriter):  # type: ignore[misc, unused-ignore]  # untyped where the extra is missing
        """Writes behind a PDF, and leaves its information and its dates as they are."""

        def _update_meta(self) -> None:
            """PyHanko would say here that the document was modified, and write its XMP anew."""

    class AtThatMoment(PdfSigner):  # type: ignore[misc, unused-ignore]  # see above
        """Signs with the moment that the caller names."""

        def init_signing_session(self, *given: Any, **named: Any) -> Any:
            """The session, with its clock set."""
            session = super().init_signing_session(*given, **named)
            session.system_time = moment
            return session

    above = SimpleCertificateStore()  # type: ignore[no-untyped-call, unused-ignore]
    above.register_multiple(certificate_of(certificate) for certificate in key.above)
    told = PdfSignatureMetadata(
        field_name=FIELD,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    signer = SimpleSigner(certificate_of(key.certificate), key_of(key.key), above)
    target = io.BytesIO()
    writer = Behind(io.BytesIO(content), strict=True)
    with ThreadPoolExecutor(1) as apart:  # it starts an event loop, which none may do where one runs already
        apart.submit(AtThatMoment(told, signer).sign_pdf, writer, output=target).result()
    return target.getvalue()


def _is_pkcs12(content: bytes) -> bool:
    from asn1crypto.pkcs12 import Pfx  # noqa: PLC0415 - only where somebody signs

    try:
        return bool(Pfx.load(content, strict=True)["version"].native == "v3")
    except (ValueError, TypeError):
        return False


def _strong(key: "rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey") -> bool:
    """Whether readers of PDFs believe a key of that size, or know its curve."""
    curve = getattr(key, "curve", None)
    return key.key_size >= FEWEST_BITS if curve is None else curve.name in CURVES


def _may_sign(certificate: "x509.Certificate") -> bool:
    """Whether whoever issued the certificate lets it sign documents, or says nothing about that."""
    from cryptography import x509  # noqa: PLC0415 - only where somebody signs

    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except ValueError:  # extensions that cannot be read
        return False
    return usage.digital_signature or usage.content_commitment


def _refused(name: str, what: str, values: Values | None = None) -> FileProblems:
    return FileProblems([Problem(file=name, what=what, values=values or {})])
