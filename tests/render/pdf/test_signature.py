"""A PDF signed: what stood there stays, the signature stands behind it; and every key with which nobody can sign."""

import io
import re
from datetime import timedelta

import pypdf
import pytest

from tenken.core.problem import FileProblems
from tenken.render.pdf.signature import load_key, signed

pytest.importorskip("pyhanko")
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from tests import signing


def blank() -> bytes:
    writer, target = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.generate_file_identifiers()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("which", sorted(signing.will_not_do()))
def test_a_key_that_cannot_sign_is_refused_with_its_reason(which: str) -> None:
    content, password, what = signing.will_not_do()[which]
    with pytest.raises(FileProblems) as refused:
        load_key("key.p12", content, password, signing.NOON)
    assert [(problem.file, problem.what) for problem in refused.value.problems] == [("key.p12", what)]


def test_a_certificate_of_another_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No library writes such a file, but somebody may."""
    certificate = signing.authority().certify(ec.generate_private_key(ec.SECP256R1()))
    monkeypatch.setattr(pkcs12, "load_key_and_certificates", lambda *_: (signing.rsa_key(), certificate, []))
    with pytest.raises(FileProblems) as refused:
        load_key("key.p12", signing.good(), signing.PASSWORD, signing.NOON)
    assert refused.value.problems[0].what == "key-foreign"


def test_what_stood_there_stays_and_nothing_is_allowed_after_it() -> None:
    content = blank()
    made = signed(content, signing.signing_key(), signing.NOON)
    assert made.startswith(content)
    root = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    (field,) = root["/AcroForm"]["/Fields"]  # type: ignore[index]
    value = field.get_object()["/V"]
    assert value["/SubFilter"] == "/ETSI.CAdES.detached"
    assert value["/M"].startswith("D:20261121120000")
    assert root["/Perms"]["/DocMDP"] == value  # type: ignore[index]
    assert value["/Reference"][0]["/TransformParams"]["/P"] == 1
    assert list(field.get_object()["/Rect"]) == [0, 0, 0, 0]


def test_only_the_second_identifier_and_what_covers_it_differ_from_one_time_to_the_next() -> None:
    content = blank()
    first, second = (signed(content, signing.signing_key(), signing.NOON) for _ in range(2))
    later = signed(content, signing.signing_key(), signing.NOON + timedelta(hours=1))
    assert len(first) == len(second) == len(later)
    assert first != second
    assert rest(first) == rest(second) != rest(later)


def rest(content: bytes) -> bytes:
    """A signed PDF without its signature and its second identifier."""
    value = bytes(pypdf.PdfReader(io.BytesIO(content)).trailer["/ID"][1].original_bytes)  # type: ignore[index]
    without = re.sub(rb"<[0-9A-Fa-f]{200,}>", b"", content)
    return without.replace(value.hex().encode(), b"")


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()], ids=lambda curve: curve.name)
def test_elliptic_curves_sign_too(curve: ec.EllipticCurve) -> None:
    key = ec.generate_private_key(curve)
    content = signing.file(key, signing.authority().certify(key), "")
    found = load_key("key.p12", content, "", signing.NOON)
    assert found.name == signing.SIGNER
    assert len(signed(blank(), found, signing.NOON)) > len(blank())
