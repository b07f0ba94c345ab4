"""Signatures looked at: what is intact is told from what is not, and so is what was done to a PDF later."""

import logging
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import Once, Said

from tenken import sandbox
from tenken.core.problem import FileProblems
from tenken.render.pdf.signature import signed
from tenken.store.report.pdf_report import PdfFile
from tenken.verify import pdf_compare, signature, signature_reader
from tenken.verify.signature import Signature, SignatureState, opened

pytest.importorskip("pyhanko")
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from tests import signing
from tests.verify.signature_forgeries import FORGERIES, WHILE_SIGNING, apart, gap, with_writer

CA = ("ca.pem", signing.authority().pem)


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at signatures in this process, which has the library loaded already."""
    start = sandbox.run

    def run(program: str, function: str, content: bytes, bounds: sandbox.Bounds, *rest: str) -> Any:
        known: dict[str, Callable[..., Any]] = {
            "checked": signature_reader.checked,
            "only_signed": pdf_compare.only_signed,
        }
        if function not in known:
            return start(program, function, content, bounds, *rest)
        with warnings.catch_warnings():
            try:
                return apart(lambda: known[function](content, *rest))
            finally:
                logging.disable(logging.NOTSET)

    monkeypatch.setattr(sandbox, "run", run)


@pytest.fixture
def plain(tenken: Callable[..., Said], once: Once, head: str, tmp_path: Any) -> bytes:
    """A report as the command makes it."""

    def report() -> bytes:
        (tmp_path / "club.toml").write_text(f'{head}[answers.people-01]\nstatus = "yes"\n', encoding="utf-8")
        assert tenken("report", "club.toml", "-o", "club.pdf").code == 0
        return bytes((tmp_path / "club.pdf").read_bytes())

    return once("signature.pdf", report)


def look(content: bytes, trust: tuple[str, bytes] | None = CA) -> tuple[PdfFile, Signature]:
    return opened(PdfFile("x.pdf", content, {}, archive=False, signed=True), trust, signing.NOON)


def test_an_honest_signature_gives_back_what_was_signed(plain: bytes) -> None:
    made = signed(plain, signing.signing_key(), signing.NOON)
    file, found = look(made)
    assert (file.content, file.signed, file.ours) == (plain, False, True)
    assert (found.state, found.signer, found.issuer) == (SignatureState.TRUSTED, signing.SIGNER, "試験認証局")
    assert (found.at, found.adds_more) == (signing.NOON, False)
    assert look(made, None)[1].state is SignatureState.INTACT
    foreign = look(made, ("x.pem", signing.authority("別の認証局").pem))[1]
    assert foreign.state is SignatureState.UNTRUSTED


@pytest.mark.parametrize("name", FORGERIES)
def test_what_was_changed_after_it_was_signed_is_found(plain: bytes, name: str) -> None:
    change, state = FORGERIES[name]
    forged = change(signed(plain, signing.signing_key(), signing.NOON), plain)
    for trust in (None, CA):
        file, found = look(forged, trust)
        assert found.state == state
        assert file.content == forged


@pytest.mark.parametrize("change", WHILE_SIGNING)
def test_what_was_changed_while_it_was_signed_is_found(plain: bytes, change: Callable[[Any], None]) -> None:
    file, found = look(with_writer(plain, change))
    assert (found.state, found.adds_more, file.content) == (SignatureState.TRUSTED, True, plain)


def test_a_signature_that_shows_on_a_page_adds_more_than_itself(plain: bytes) -> None:
    assert not look(with_writer(plain, lambda _: None))[1].adds_more
    assert look(with_writer(plain, lambda _: None, box=(0, 0, 300, 300)))[1].adds_more


def test_every_byte_counts(plain: bytes) -> None:
    """Whatever byte of a signed PDF is changed outside of the signature itself, it is no longer intact."""
    made = signed(plain, signing.signing_key(), signing.NOON)
    begin, end = gap(made, plain)
    around = [begin - 1, begin, end - 1, end, len(made) - 1]
    for at in {*range(0, begin, 7919), *around, *range(end, len(made), 97)}:
        forged = made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]
        assert look(forged, None)[1].state not in signature.BELIEVED, at


@pytest.mark.parametrize("allowed", ["digital_signature", "content_commitment", None])
def test_certificates_that_may_sign_or_say_nothing_about_it_are_trusted(plain: bytes, allowed: str | None) -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    uses = signing.usage(allowed) if allowed else None
    certificate = signing.authority().certify(key, allowed=uses)
    made = signed(plain, signature_key(signing.file(key, certificate)), signing.NOON)
    assert look(made)[1].state is SignatureState.TRUSTED
    itself = ("own.pem", certificate.public_bytes(Encoding.PEM))
    assert look(made, itself)[1].state is SignatureState.TRUSTED


def signature_key(content: bytes) -> Any:
    from tenken.render.pdf.signature import load_key

    return load_key("key.p12", content, signing.PASSWORD, signing.NOON)


def test_a_name_in_a_certificate_is_only_a_text(plain: bytes) -> None:
    made = signed(plain, signing.signing_key("evil\x1b[2J" + "長" * 15), signing.NOON)
    assert look(made)[1].signer == "evil\x1b[2J" + "長" * 15


def test_a_file_without_a_certificate_to_trust_is_refused(plain: bytes) -> None:
    made = signed(plain, signing.signing_key(), signing.NOON)
    for content in (b"nothing", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(FileProblems):
            look(made, ("x.pem", content))
