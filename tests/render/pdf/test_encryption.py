"""A PDF locked: AES-256 in revision 6, one password, everything allowed; and passwords that nobody can mistake."""

import io

import pikepdf
import pypdf
import pytest

from tenken.render.pdf.encryption import ALPHABET, LONGEST, encrypted, fits, made_password

pytest.importorskip("cryptography")


def small() -> bytes:
    writer, target = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_attachment("secret.txt", "要配慮個人情報".encode())
    writer.pdf_header = "%PDF-1.7"
    writer.write(target)
    return target.getvalue()


def test_it_opens_with_the_password_alone_and_then_all_is_allowed() -> None:
    made = encrypted(small(), "北浜 2026")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(made))
    with pikepdf.open(io.BytesIO(made), password="北浜 2026") as document:
        assert (document.encryption.R, document.encryption.V, document.encryption.bits) == (6, 5, 256)
        assert document.encryption.stream_method == pikepdf.models.EncryptionMethod.aesv3
        assert all(document.allow)
        assert document.attachments["secret.txt"].get_file().read_bytes() == "要配慮個人情報".encode()
    assert made.startswith(b"%PDF-1.7")
    assert b"secret.txt" not in made


def test_nothing_is_the_same_twice() -> None:
    first, second = (pypdf.PdfReader(io.BytesIO(encrypted(small(), "x"))).trailer["/Encrypt"] for _ in range(2))
    for secret in ("/O", "/U", "/OE", "/UE"):
        assert first[secret] != second[secret]  # type: ignore[index]


def test_a_made_password_is_five_groups_of_five_plain_characters() -> None:
    passwords = {made_password() for _ in range(100)}
    assert len(passwords) == 100
    assert {len(password) for password in passwords} == {29}
    groups = [group for password in passwords for group in password.split("-")]
    assert {len(group) for group in groups} == {5}
    assert set("".join(groups)) == set(ALPHABET)
    assert not set("01ilo") & set(ALPHABET)
    assert all(fits(password) for password in passwords)


@pytest.mark.parametrize(
    ("password", "fit"),
    [
        ("x", True),
        ("北浜テニスクラブ", True),
        ("", False),
        ("あ" * 43, False),
        ("a" * LONGEST, True),
        ("a" * (LONGEST + 1), False),
        ("㍿" * 12, False),
        ("a\x07b", False),
        ("a\u202eb", False),
    ],
)
def test_which_passwords_fit(password: str, fit: bool) -> None:
    assert fits(password) is fit
