"""Last year, as a file or as its PDF report: the same marks and pages, and nothing written where it will not do."""

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tests.conftest import EXAMPLES, Once, Said
from tests.wider import in_each

from tenken.core.report.attachments import ASSESSMENT, EDITION, PREVIOUS

Tenken = Callable[..., Said]


@pytest.fixture
def last(tenken: Tenken, once: Once, tmp_path: Path) -> Callable[[str], Path]:
    """Last year's report in a profile."""

    def made(profile: str) -> Path:
        target = tmp_path / f"{profile}.pdf"

        def report() -> bytes:
            assert tenken("report", EXAMPLES / "2025.toml", "-o", target, "--profile", profile).code == 0
            return target.read_bytes()

        target.write_bytes(once(f"last-{profile}.pdf", report))
        return target

    return made


@pytest.fixture
def this(tenken: Tenken, once: Once, tmp_path: Path) -> Path:
    """This year's report with last year's file named, ``a.pdf``."""
    target = tmp_path / "a.pdf"

    def report() -> bytes:
        previous = EXAMPLES / "2025.toml"
        said = tenken("report", EXAMPLES / "2026.toml", "--previous", previous, "-o", target, "--profile", "owner")
        assert said.code == 0, said.err
        return target.read_bytes()

    target.write_bytes(once("this-owner.pdf", report))
    return target


def texts(path: Path) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path.read_bytes())]


def test_the_pdf_of_last_year_is_as_good_as_its_file(
    tenken: Tenken, tmp_path: Path, this: Path, last: Callable[[str], Path]
) -> None:
    printed = last("owner")
    said = tenken("report", EXAMPLES / "2026.toml", "--previous", printed, "-o", "b.pdf", "--profile", "owner")
    assert said.code == 0, said.err
    assert this.read_bytes() == (tmp_path / "b.pdf").read_bytes()
    first, *others = texts(this)
    assert "39点" in first.replace("\r\n", "")
    assert any("昨年からの動き" in page for page in others)
    assert len(others) == 3
    with pikepdf.open(this) as document:
        assert {PREVIOUS + ASSESSMENT, PREVIOUS + EDITION} < set(document.attachments)
    assert "1バイトも違いません" in tenken("verify", "a.pdf").out
    for lang in ("ja", "en"):
        told = [
            tenken("diff", previous, EXAMPLES / "2026.toml", lang=lang).out
            for previous in (EXAMPLES / "2025.toml", printed)
        ]
        assert told[0] == told[1] != ""


def test_a_forged_last_year_is_found(tenken: Tenken, this: Path) -> None:
    with pikepdf.open(this, allow_overwriting_input=True) as document:
        name = PREVIOUS + ASSESSMENT
        content = document.attachments[name].get_file().read_bytes().replace(b'status = "yes"', b'status = "no"')
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)  # type: ignore[call-arg]
        document.save(this)
    said = tenken("verify", this)
    assert said.code == 1
    assert "作り直したものと違います" in said.out


def test_a_year_begins_from_last_years_pdf(tenken: Tenken, tmp_path: Path, last: Callable[[str], Path]) -> None:
    for name, source in (("a.toml", EXAMPLES / "2025.toml"), ("b.toml", last("owner"))):
        assert tenken("renew", source, name, "--no-input").code == 0
    answers = [
        re.sub(r'(?m)^(file|sha256) = ".*"$', "", (tmp_path / name).read_text("utf-8")) for name in ("a.toml", "b.toml")
    ]
    assert "confirmed = false" in answers[0]
    assert answers[0] == answers[1]


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("name", "lang"), in_each(("2026.toml", "2026-draft.toml"), {"ja": ("2026.toml",), "en": ("2026-draft.toml",)})
)
def test_page_one_is_still_one_page(tenken: Tenken, tmp_path: Path, name: str, lang: str) -> None:
    target = tmp_path / "a.pdf"
    years = EXAMPLES / name, "--previous", EXAMPLES / "2025.toml"
    said = tenken("report", *years, "-o", target, "--profile", "owner", lang=lang)
    assert said.code == 0, said.err
    pages = texts(target)
    assert {"ja": "1枚で見る全体", "en": "Everything at a glance"}[lang] in pages[1]
    assert len(pages) == 4


@pytest.mark.parametrize(
    "command", [["renew", "{}", "new.toml"], ["diff", "{}", EXAMPLES / "2026.toml", "-o", "new.pdf"]]
)
def test_a_pdf_that_will_not_do_is_named_and_nothing_is_written(
    tenken: Tenken, tmp_path: Path, last: Callable[[str], Path], command: list[str | Path]
) -> None:
    whole = last("owner")
    with pikepdf.open(whole) as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="x", owner="x"))
        document.attachments[ASSESSMENT] = pikepdf.AttachedFileSpec(  # type: ignore[call-arg]
            document, b"\0" * 25_000_000, filename=ASSESSMENT
        )
        document.save(tmp_path / "bomb.pdf", compress_streams=True)
    with pikepdf.open(whole) as document:
        content = document.attachments[EDITION].get_file().read_bytes().replace(b'"weight":5', b'"weight":4')
        document.attachments[EDITION] = pikepdf.AttachedFileSpec(document, content, filename=EDITION)  # type: ignore[call-arg]
        document.save(tmp_path / "altered.pdf")
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(tmp_path / "foreign.pdf")
    last("attestation")
    for name, told in (
        ("locked.pdf", "パスワード"),
        ("bomb.pdf", "大きすぎます"),
        ("altered.pdf", "中身が違います"),
        ("foreign.pdf", "点検の回答が入っていません"),
        ("attestation.pdf", "取引先に示す版"),
    ):
        said = tenken(*(name if part == "{}" else part for part in command))
        assert (said.code, told in said.err) == (3, True), (name, said)
        assert not list(tmp_path.glob("new.*"))
