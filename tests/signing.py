"""Certificates made for tests: an authority, people whom it certifies, and everything that can be wrong with a key.

Needs the extra ``sign``; tests that use it are left out where that is missing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from tenken.render.pdf.signature import SigningKey, load_key

PASSWORD = "北浜の鍵"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)
SIGNER = "監査 花子"

Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | dsa.DSAPrivateKey
USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


def usage(*allowed: str) -> x509.KeyUsage:
    return x509.KeyUsage(*(name in allowed for name in USAGES))


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@dataclass(frozen=True)
class Authority:
    """Who certifies."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def certify(
        self,
        key: Private,
        name: str = SIGNER,
        *,
        first: datetime = FIRST,
        last: datetime = LAST,
        allowed: x509.KeyUsage | None = None,
    ) -> x509.Certificate:
        built = (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(first)
            .not_valid_after(last)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        )
        if allowed:
            built = built.add_extension(allowed, critical=True)
        return built.sign(self.key, hashes.SHA256())


@cache
def authority(name: str = "試験認証局") -> Authority:
    """An authority of that name, with a key of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    built = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FIRST)
        .not_valid_after(FIRST + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage("key_cert_sign", "crl_sign"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Authority(key, built.sign(key, hashes.SHA256()))


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def file(
    key: Private | None, certificate: x509.Certificate | None, password: str = PASSWORD, by: Authority | None = None
) -> bytes:
    """A PKCS#12 file."""
    lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    above = [by.certificate] if by else None
    return pkcs12.serialize_key_and_certificates(b"tenken", key, certificate, above, lock)


@cache
def good(name: str = SIGNER, by: Authority | None = None) -> bytes:
    """A file with which that person may sign."""
    certifier = by or authority()
    allowed = usage("digital_signature", "content_commitment")
    return file(rsa_key(), certifier.certify(rsa_key(), name, allowed=allowed), by=certifier)


@cache
def signing_key(name: str = SIGNER, by: Authority | None = None) -> SigningKey:
    return load_key("key.p12", good(name, by), PASSWORD, NOON)


@cache
def will_not_do() -> dict[str, tuple[bytes, str, str]]:
    """Files with which nobody can sign: content, password, and what is wrong."""
    ca, key, curve = authority(), rsa_key(), ec.generate_private_key(ec.SECP256R1())
    odd, short = ed25519.Ed25519PrivateKey.generate(), rsa_key(1024)
    other, day = ec.generate_private_key(ec.SECP256K1()), timedelta(days=1)
    return {
        "no-file": (b"not a key at all", PASSWORD, "key-broken"),
        "cut-off": (good()[:-40], PASSWORD, "key-broken"),
        "pem": (ca.pem, PASSWORD, "key-broken"),
        "other-password": (good(), "x", "key-password"),
        "no-password": (good(), "", "key-password"),
        "flipped": (good()[:-30] + bytes([good()[-30] ^ 1]) + good()[-29:], PASSWORD, "key-password"),
        "no-key": (file(None, ca.certify(key)), PASSWORD, "key-none"),
        "ed25519": (file(odd, ca.certify(odd)), PASSWORD, "key-kind"),
        "rsa-1024": (file(short, ca.certify(short)), PASSWORD, "key-kind"),
        "bitcoin": (file(other, ca.certify(other)), PASSWORD, "key-kind"),
        "tls-only": (file(curve, ca.certify(curve, allowed=usage("key_encipherment"))), PASSWORD, "key-use"),
        "expired": (file(curve, ca.certify(curve, last=NOON - day)), PASSWORD, "key-expired"),
        "early": (file(curve, ca.certify(curve, first=NOON + day)), PASSWORD, "key-early"),
    }
