"""Reports signed and locked, and looked at again: what ``verify`` says of each, and every forgery of a signature."""

import importlib
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.conftest import TODAY, Once, Said

from tenken import sandbox
from tenken.cli import passwords
from tenken.cli.context import AppContext
from tenken.cli.report import finishing
from tenken.cli.report.finishing import Wish
from tenken.core.problem import UsageProblem
from tenken.render.pdf.encryption import encrypted
from tenken.render.pdf.signature import signed
from tenken.words import Words

pytest.importorskip("pyhanko")
from cryptography.hazmat.primitives.asymmetric import ec
from tests import signing
from tests.verify.signature_forgeries import FORGERIES, draws_over, with_writer

Tenken = Callable[..., Said]

FOREIGN = "別の認証局"


@pytest.fixture
def plain(tenken: Tenken, once: Once, head: str, tmp_path: Path) -> Path:
    """A report as the command makes it, with keys and passwords beside it."""
    answers = '[answers.people-01]\nstatus = "yes"\n[answers.people-02]\nstatus = "yes"\n'
    (tmp_path / "club.toml").write_text(f'{head}{answers}[answers.machines-01]\nstatus = "no"\n', encoding="utf-8")
    (tmp_path / "key.p12").write_bytes(signing.good())
    (tmp_path / "key.txt").write_text(f"{signing.PASSWORD}\n", encoding="utf-8")
    (tmp_path / "pdf.txt").write_text("\ufeff北浜 2026\r\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text("x", encoding="utf-8")
    (tmp_path / "ca.pem").write_bytes(signing.authority().pem)
    (tmp_path / "foreign.pem").write_bytes(signing.authority(FOREIGN).pem)

    def report() -> bytes:
        assert tenken("report", "club.toml", "--profile", "full", "-o", "club.pdf").code == 0
        return (tmp_path / "club.pdf").read_bytes()

    (tmp_path / "club.pdf").write_bytes(once("signing.pdf", report))
    return tmp_path / "club.pdf"


def sign(path: Path, **named: Any) -> bytes:
    """The report signed in its place."""
    content = signed(path.read_bytes(), signing.signing_key(**named), signing.NOON)
    path.write_bytes(content)
    return content


def origin(said: Said) -> tuple[int, str, str, str]:
    told = json.loads(said.out)
    return said.code, told["data"], told["pages"], told["origin"]


def failed(said: Said) -> list[str]:
    return [check["name"] for check in json.loads(said.out)["checks"] if check["state"] == "failed"]


def test_a_report_is_signed_and_verify_says_by_whom(tenken: Tenken, plain: Path) -> None:
    content = plain.read_bytes()
    said = tenken(
        *("report", "club.toml", "--profile", "full", "--sign", "key.p12", "--sign-password-file", "key.txt"),
        *("-o", "signed.pdf"),
    )
    assert said.code == 0
    assert signing.SIGNER in said.err
    assert "PDF/UA" in said.err
    made = (plain.parent / "signed.pdf").read_bytes()
    assert made.startswith(content)
    intact = tenken("verify", "signed.pdf", "--json")
    assert origin(intact) == (0, "fit", "identical", "intact")
    assert json.loads(intact.out)["signature"] == {
        "state": "intact",
        "signer": signing.SIGNER,
        "issuer": "試験認証局",
        "at": json.loads(intact.out)["signature"]["at"],
    }
    assert json.loads(intact.out)["signature"]["at"].startswith("2026-11-21T12:00:00")
    trusted = tenken("verify", "signed.pdf", "--trust", "ca.pem")
    assert trusted.code == 0
    assert f"出どころ：{signing.SIGNER} の電子署名があり" in trusted.out


def test_without_somebody_to_trust_nobody_is_said_to_have_signed(tenken: Tenken, plain: Path) -> None:
    sign(plain, by=signing.authority(FOREIGN))
    said = tenken("verify", "club.pdf", lang="en")
    assert (said.code, "its issuer not checked" in said.out) == (0, True)
    assert "signed by" not in said.out.splitlines()[-1]


def test_a_foreign_key_with_the_same_name_is_found(tenken: Tenken, plain: Path) -> None:
    sign(plain, by=signing.authority(FOREIGN))
    said = tenken("verify", "club.pdf", "--trust", "ca.pem", "--json")
    assert (origin(said), failed(said)) == ((1, "fit", "identical", "untrusted"), ["signature_untrusted"])
    both = plain.parent / "both.pem"
    both.write_bytes(signing.authority().pem + signing.authority(FOREIGN).pem)
    assert origin(tenken("verify", "club.pdf", "--trust", "both.pem", "--json"))[0] == 0


def test_a_certificate_that_has_run_out_since_proves_nothing(tenken: Tenken, plain: Path) -> None:
    sign(plain)
    later = {"TENKEN_TODAY": "2028-01-05"}
    said = tenken("verify", "club.pdf", "--trust", "ca.pem", "--json", env=later)
    assert (origin(said)[3], failed(said), said.code) == ("untrusted", ["signature_expired"], 1)
    assert tenken("verify", "club.pdf", env=later).code == 0


def test_no_signature_where_one_is_wanted(tenken: Tenken, plain: Path) -> None:
    said = tenken("verify", "club.pdf", "--trust", "ca.pem", "--json")
    assert (said.code, failed(said)) == (1, ["signature_missing"])
    assert "signature" not in json.loads(tenken("verify", plain, "--json").out)


@pytest.mark.parametrize("name", ["flipped-inside", "appended"])
def test_what_was_changed_after_it_was_signed_fails(tenken: Tenken, plain: Path, name: str) -> None:
    base = plain.read_bytes()
    change, what = FORGERIES[name]
    plain.write_bytes(change(sign(plain), base))
    said = tenken("verify", "club.pdf", "--json", "--trust", "ca.pem")
    assert (said.code, origin(said)[3], failed(said)) == (1, "broken", [f"signature_{what}"])


def test_what_was_changed_while_it_was_signed_fails_too(tenken: Tenken, plain: Path) -> None:
    plain.write_bytes(with_writer(plain.read_bytes(), draws_over))
    said = tenken("verify", "club.pdf", "--trust", "ca.pem", "--json")
    assert (origin(said), failed(said)) == ((1, "fit", "differ", "broken"), ["differs_added"])


def test_a_signed_attestation_is_held_against_itself(tenken: Tenken, plain: Path) -> None:
    assert (
        tenken(
            *("report", "club.toml", "--profile", "attestation", "--sign", "key.p12"),
            *("--sign-password-file", "key.txt", "-o", "a.pdf"),
        ).code
        == 0
    )
    said = tenken("verify", "a.pdf", "--trust", "ca.pem", "--json")
    assert (origin(said)[1:], failed(said)) == (("not_carried", "not_compared", "signed"), [])
    assert plain.exists()


def test_a_signed_report_is_last_year_for_renew(tenken: Tenken, plain: Path) -> None:
    sign(plain)
    assert tenken("renew", "club.pdf", "new.toml").code == 0


@pytest.mark.parametrize("which", sorted(signing.will_not_do()))
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_key_that_will_not_do_is_told_and_nothing_is_written(
    tenken: Tenken, plain: Path, which: str, lang: str
) -> None:
    content, password, what = signing.will_not_do()[which]
    (plain.parent / "bad.p12").write_bytes(content)
    (plain.parent / "bad.txt").write_text(password or "?", encoding="utf-8")
    before = sorted(plain.parent.iterdir())
    command = ("report", "club.toml", "--sign", "bad.p12", "--sign-password-file", "bad.txt", "-o", "new.pdf")
    said = tenken(*command, lang=lang)
    assert said.code == 3
    assert "bad.p12" in said.err
    assert len(said.err.splitlines()) == 2, what
    assert sorted(plain.parent.iterdir()) == before


WRONG = {
    "html": (["--format", "html", "--sign", "key.p12"], 2, "html"),
    "json": (["--format", "json", "--encrypt"], 2, "json"),
    "archive-signed": (["--archive", "--sign", "key.p12"], 2, "--archive"),
    "archive-locked": (["--format", "archive", "--encrypt"], 2, "--archive"),
    "both": (["--sign", "key.p12", "--encrypt"], 2, "--encrypt"),
    "password-for-no-key": (["--sign-password-file", "key.txt"], 2, "--sign-password-file"),
    "option-for-nothing": (["--password-file", "pdf.txt"], 2, "--password-file"),
    "nobody-to-ask": (["--sign", "key.p12"], 2, "--sign-password-file"),
    "over-the-key": (["--sign", "key.p12", "-o", "key.p12", "--force", "--format", "pdf"], 2, "key.p12"),
    "no-key-there": (["--sign", "no.p12"], 3, "no.p12"),
    "no-password-there": (["--encrypt", "--password-file", "no.txt"], 3, "no.txt"),
    "two-lines": (["--encrypt", "--password-file", "club.toml"], 3, "club.toml"),
    "empty": (["--encrypt", "--password-file", "empty.txt"], 3, "empty.txt"),
    "too-long": (["--encrypt", "--password-file", "long.txt"], 3, "127"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_go_together_is_refused_before_anything_is_made(tenken: Tenken, plain: Path, name: str) -> None:
    arguments, code, told = WRONG[name]
    (plain.parent / "empty.txt").write_bytes(b"\n")
    (plain.parent / "long.txt").write_bytes(b"a" * 128)
    before = {path: path.read_bytes() for path in plain.parent.iterdir()}
    for lang in ("ja", "en"):
        said = tenken("report", "club.toml", *([] if "-o" in arguments else ["-o", "new.pdf"]), *arguments, lang=lang)
        assert (said.code, told in said.err) == (code, True), said.err
    assert {path: path.read_bytes() for path in plain.parent.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [(["--sign", "key.p12"], "pyhanko"), (["--sign", "key.p12"], "cryptography"), (["--encrypt"], "cryptography")],
)
def test_a_missing_extra_is_said_with_what_to_install(
    tenken: Tenken, plain: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], missing: str
) -> None:
    known = importlib.import_module

    def load(name: str) -> object:
        if name == missing:
            raise ImportError(name)
        return known(name)

    monkeypatch.setattr("tenken.cli.report.finishing.import_module", load)
    said = tenken("report", "club.toml", "-o", "new.pdf", *arguments)
    assert (said.code, "requirements-sign.txt" in said.err) == (4, True)
    assert not (plain.parent / "new.pdf").exists()


def test_without_the_extra_a_signature_is_named_and_not_checked(
    tenken: Tenken, plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(plain)
    run = sandbox.run

    def lacking(program: str, function: str, *rest: Any) -> Any:
        return {"state": "lacks"} if function == "checked" else run(program, function, *rest)

    monkeypatch.setattr(sandbox, "run", lacking)
    said = tenken("verify", "club.pdf", "--json")
    assert (origin(said), failed(said)) == ((1, "fit", "not_compared", "unknown"), [])
    assert "requirements-sign.txt" in said.out
    assert tenken("verify", "club.pdf", "--trust", "ca.pem").code == 4


def test_a_file_without_certificates_is_refused(tenken: Tenken, plain: Path) -> None:
    sign(plain)
    said = tenken("verify", "club.pdf", "--trust", "key.txt", lang="en")
    assert (said.code, "No certificate" in said.err) == (3, True)
    assert tenken("verify", "club.pdf", "--trust", "no.pem").code == 3


def test_a_password_is_made_shown_once_and_opens_the_report(tenken: Tenken, plain: Path) -> None:
    said = tenken("report", "club.toml", "--profile", "full", "--encrypt", "-o", "locked.pdf", lang="en")
    assert said.code == 0
    password = said.err.splitlines()[-2]
    assert len(password) == 29
    assert said.err.count(password) == 1
    assert password not in said.out
    (plain.parent / "made.txt").write_text(password, encoding="utf-8")
    told = tenken("verify", "locked.pdf", "--password-file", "made.txt", "--json")
    assert origin(told) == (0, "fit", "alike", "unknown")
    assert tenken("verify", "locked.pdf", "--password-file", "other.txt").code == 3
    without = tenken("verify", "locked.pdf", lang="en")
    assert (without.code, "--password-file" in without.err, "damaged" in without.err) == (3, True, False)


@pytest.mark.parametrize(
    "command",
    [
        ("renew", "locked.pdf", "new.toml"),
        ("diff", "locked.pdf", "this.toml"),
        ("trend", "locked.pdf", "this.toml"),
        ("report", "this.toml", "--previous", "locked.pdf", "-o", "new.pdf"),
        ("report", "locked.pdf", "-o", "new.html"),
    ],
    ids=" ".join,
)
def test_a_locked_report_is_opened_wherever_a_year_is_read(
    tenken: Tenken, plain: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "locked.pdf").write_bytes(encrypted(plain.read_bytes(), "北浜 2026"))
    this = (tmp_path / "club.toml").read_text(encoding="utf-8").replace("2026-11-20", "2026-11-21")
    (tmp_path / "this.toml").write_text(this, encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    for more, told in (((), "--password-file"), (("--password-file", "other.txt"), "does not open")):
        said = tenken(*command, *more, lang="en")
        assert (said.code, told in said.err) == (3, True)
        assert sorted(tmp_path.iterdir()) == before
    assert tenken(*command, "--password-file", "pdf.txt").code == 0


def test_a_locked_report_that_was_altered_is_found(tenken: Tenken, plain: Path) -> None:
    target = io.BytesIO()
    with pikepdf.open(plain) as document:
        document.pages[0].Rotate = 90
        document.save(target)
    plain.write_bytes(encrypted(target.getvalue(), "x"))
    said = tenken("verify", "club.pdf", "--password-file", "other.txt", "--json")
    assert (origin(said)[2], failed(said), said.code) == ("differ", ["differs_page"], 1)


def test_a_signature_inside_a_locked_pdf_cannot_be_checked(tenken: Tenken, plain: Path) -> None:
    plain.write_bytes(encrypted(sign(plain), "x"))
    said = tenken("verify", "club.pdf", "--password-file", "other.txt", "--json")
    assert (said.code, failed(said), origin(said)[3]) == (1, ["signature_locked"], "unknown")


@pytest.fixture
def asking() -> AppContext:
    return AppContext(Words("ja"), TODAY, (), can_ask=True)


def replies(monkeypatch: pytest.MonkeyPatch, *written: str) -> list[str]:
    waiting, heard = list(written), []

    def reply(_: AppContext, question: str, **__: str) -> str:
        heard.append(question)
        return waiting.pop(0)

    monkeypatch.setattr(passwords, "asked", reply)
    return heard


def wish(**given: Any) -> Wish:
    names = {"sign": None, "sign_password_file": None, "encrypt": False, "password_file": None, "opens": False}
    return Wish(**(names | given))


def test_a_person_is_asked_twice_for_a_new_password(asking: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = replies(monkeypatch, "a\u202eb", "北浜", "北兵", "北浜", "北浜")
    finish = finishing.prepared(asking, wish(encrypt=True))
    assert (finish.password, finish.made) == ("北浜", False)
    assert heard == ["new", "new", "again", "new", "again"]
    replies(monkeypatch, "")
    made = finishing.prepared(asking, wish(encrypt=True))
    assert (len(made.password or ""), made.made) == (29, True)


def test_a_person_is_asked_for_the_password_of_a_key_that_has_one(
    asking: AppContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "key.p12").write_bytes(signing.good())
    key = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "open.p12").write_bytes(signing.file(key, signing.authority().certify(key), ""))
    heard = replies(monkeypatch, signing.PASSWORD)
    finish = finishing.prepared(asking, wish(sign=tmp_path / "key.p12"))
    assert finish.key is not None
    assert finish.key.name == signing.SIGNER
    assert finishing.prepared(asking, wish(sign=tmp_path / "open.p12")).key is not None
    assert heard == ["of_key"]
    with pytest.raises(UsageProblem):
        finishing.prepared(AppContext(Words("ja"), TODAY, (), can_ask=False), wish(sign=tmp_path / "key.p12"))


def test_a_person_is_asked_for_the_password_of_a_locked_pdf(
    asking: AppContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heard = replies(monkeypatch, "x", "y")
    unlock = passwords.unlocking(asking, None)
    assert (unlock("a.pdf"), unlock("b.pdf"), heard) == ("x", "y", ["of_pdf", "of_pdf"])
    (tmp_path / "p.txt").write_text("z\n", encoding="utf-8")
    assert passwords.unlocking(asking, tmp_path / "p.txt")("a.pdf") == "z"


def test_neither_library_is_loaded_where_nobody_asks_for_it() -> None:
    program = "import sys, tenken.cli.report.report, tenken.cli.report.verify; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"pyhanko", "cryptography", "asn1crypto", "pypdf"} & {name.split(".")[0] for name in done.stdout.split()}
