"""The report of an audit on the command line: it is the usual one of an audited file, and ``verify`` makes it again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import EXAMPLES, Said

Tenken = Callable[..., Said]


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    """The example's audit, in the folder in which the commands run."""
    return Path(shutil.copy(EXAMPLES / "2026-audit.toml", tmp_path))


def test_an_audited_file_makes_the_report_of_the_audit_under_its_own_name(tenken: Tenken, audit: Path) -> None:
    said = tenken("report", audit.name, "--format", "html")
    assert said.code == 0, said.err
    page = (audit.parent / "2026-audit.html").read_text(encoding="utf-8")
    assert "監査報告書(助言型)" in page
    assert tenken("report", audit.name, "--format", "html").code == 2  # it is there already


@pytest.mark.parametrize("profile", ["owner", "full", "attestation"])
def test_the_other_profiles_of_an_audit_have_names_of_their_own(tenken: Tenken, audit: Path, profile: str) -> None:
    assert tenken("report", audit.name, "--format", "html", "--profile", profile).code == 0
    assert [path.name for path in audit.parent.glob("*.html")] == [f"2026-audit-{profile}.html"]


def test_a_file_without_an_audit_has_no_report_of_one(tenken: Tenken, tmp_path: Path) -> None:
    own = shutil.copy(EXAMPLES / "2026.toml", tmp_path)
    said = tenken("report", Path(own).name, "--profile", "audit", "--format", "html")
    assert said.code == 2
    assert "2026.toml には監査の記録([audit])がない" in said.err
    assert not list(tmp_path.glob("*.html"))
    assert tenken("report", Path(own).name, "--format", "html").code == 0
    assert (tmp_path / "2026.html").exists()


@pytest.mark.pdf
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_verify_makes_the_report_of_an_audit_again_byte_for_byte(tenken: Tenken, audit: Path, lang: str) -> None:
    assert tenken("report", audit.name, lang=lang).code == 0
    said = tenken("verify", "2026-audit.pdf")
    assert said.code == 0, said.err
    assert "1バイトも違いません" in said.out
