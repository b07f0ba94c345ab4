"""``tenken verify`` against a gallery of forged reports: whatever was changed, it is found, and each says how."""

import hashlib
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image
from tests.conftest import Once, Said
from tests.wider import slow

from tenken.core.problem import MOST_TOLD
from tenken.core.report.attachments import ASSESSMENT, EDITION, REPORT

Tenken = Callable[..., Said]
Change = Callable[[bytes], bytes]

GOOD = """
[answers.people-01]
status = "yes"
note = "毎年4月に実施"
[[answers.people-01.evidence]]
what = "研修の記録"
file = "proof/record.txt"
sha256 = "{sha256}"
dated = 2026-06-01
[answers.people-02]
status = "yes"
[answers.machines-01]
status = "no"
"""


def written(head: str, answers: str = GOOD) -> str:
    return head + answers.replace("{sha256}", hashlib.sha256(b"proof").hexdigest())


@pytest.fixture
def honest(tenken: Tenken, once: Once, head: str, tmp_path: Path) -> Path:
    """A report as the command makes it, with its evidence beside it."""
    (tmp_path / "proof").mkdir()
    (tmp_path / "proof" / "record.txt").write_bytes(b"proof")
    (tmp_path / "club.toml").write_text(written(head), encoding="utf-8")
    target = tmp_path / "club.pdf"

    def report() -> bytes:
        assert tenken("report", "club.toml").code == 0
        return target.read_bytes()

    target.write_bytes(once("honest.pdf", report))
    return target


def enclosed(document: pikepdf.Pdf, content: bytes, name: str) -> pikepdf.AttachedFileSpec:
    return pikepdf.AttachedFileSpec(document, content, filename=name)  # type: ignore[call-arg]


def inside(report: Path, name: str) -> bytes:
    with pikepdf.open(report) as document:
        return bytes(document.attachments[name].get_file().read_bytes())


def forge(path: Path, name: str, change: Change) -> None:
    """Put another content under the name of a file inside."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        content = change(document.attachments[name].get_file().read_bytes())
        del document.attachments[name]
        document.attachments[name] = enclosed(document, content, name)
        document.save(path, fix_metadata_version=False)


def failures(said: Said) -> list[str]:
    return re.findall(r"^\[相違\] (.*)$", said.out, re.MULTILINE)


@pytest.mark.child
def test_an_honest_report_is_consistent_and_says_no_more_than_that(tenken: Tenken, honest: Path) -> None:
    said = tenken("verify", honest)
    assert (said.code, failures(said)) == (0, [])
    assert "1バイトも違いません" in said.out
    assert "出どころ：わかりません" in said.out
    assert "記録したときのままです" in said.out


def test_the_digest_of_page_one_makes_it_the_one_you_know(tenken: Tenken, honest: Path) -> None:
    told = json.loads(tenken("verify", honest, "--json").out)
    assert (told["data"], told["pages"], told["origin"]) == ("fit", "identical", "unknown")
    digits = told["digest"].removeprefix("sha256:")
    for copied in (
        told["digest"],
        digits,
        digits[:16],
        " ".join(digits[at : at + 4].upper() for at in range(0, 16, 4)),
    ):
        assert json.loads(tenken("verify", honest, "--expect", copied, "--json").out)["origin"] == "expected"
    other = tenken("verify", honest, "--expect", "0" * 16)
    assert other.code == 1
    assert "指定されたものと違います" in other.out
    assert tenken("verify", honest, "--expect", digits[:15]).code == 2


def test_the_archived_report_is_verified_as_well(tenken: Tenken, honest: Path) -> None:
    assert tenken("report", "club.toml", "--archive", "-o", "kept.pdf", "--era", "--lang", "en").code == 0
    assert "1バイトも違いません" in tenken("verify", honest.with_name("kept.pdf")).out


@pytest.mark.parametrize("profile", ["owner", slow("full")])
def test_a_report_with_somebodys_look_is_verified_with_that_look(
    tenken: Tenken, honest: Path, tmp_path: Path, profile: str
) -> None:
    (tmp_path / "brand.toml").write_text(
        'format = 1\nbrand.name = "北浜事務所"\ncolours.deep = "#5b2a86"\nlogo.file = "mark.png"\n'
        'footer.text = "北浜事務所"\ncontact.lines = ["電話 00-0000-0000"]\nsections.coverage = false\n',
        encoding="utf-8",
    )
    Image.new("RGB", (300, 100), "#5b2a86").save(tmp_path / "mark.png")
    assert (
        tenken("report", "club.toml", "--brand", "brand.toml", "--profile", profile, "-o", "club.pdf", "--force").code
        == 0
    )
    assert "1バイトも違いません" in tenken("verify", honest).out
    forge(honest, "brand.toml", replaced("北浜事務所", "北浜商店"))
    assert any("作り直したものと違います" in failure for failure in failures(tenken("verify", honest)))


def replaced(old: str, new: str) -> Change:
    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return change


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        (ASSESSMENT, replaced('status = "no"', 'status = "yes"'), "点数の記録が"),
        (ASSESSMENT, replaced("毎年4月", "毎年3月"), "点数の記録が"),
        (ASSESSMENT, replaced('status = "no"', 'status = "いいえ"'), "中に入っている回答が"),
        (EDITION, replaced('"weight":5', '"weight":1'), "中に入っている回答が"),
        (EDITION, lambda _: b"[", "中に入っている回答が"),
        (REPORT, replaced('"grade": "', '"grade": "A'), "点数の記録が"),
        (REPORT, lambda _: b"\xff", "読み取れません"),
    ],
)
def test_any_change_to_a_file_inside_is_found(
    tenken: Tenken, honest: Path, name: str, change: Change, told: str
) -> None:
    forge(honest, name, change)
    said = tenken("verify", honest)
    assert said.code == 1
    assert told in " ".join(failures(said))


def test_an_edition_made_easier_throughout_is_not_the_released_one(tenken: Tenken, honest: Path) -> None:
    digests: list[str] = []

    def easier(content: bytes) -> bytes:
        changed = content.replace(b'"critical":true,', b"")
        assert changed != content
        digests.extend(hashlib.sha256(data).hexdigest() for data in (content, changed))
        return changed

    forge(honest, EDITION, easier)
    for name in (ASSESSMENT, REPORT):
        forge(honest, name, replaced(digests[0], digests[1]))
    assert any("正式な内容と違います" in failure for failure in failures(tenken("verify", honest)))


def test_a_fine_page_over_a_poor_attachment_is_found(tenken: Tenken, honest: Path, head: str, tmp_path: Path) -> None:
    fine = written(head, GOOD.replace('"no"', '"yes"'))
    (tmp_path / "fine.toml").write_text(fine, encoding="utf-8")
    tenken("report", "fine.toml")
    with pikepdf.open(honest) as poor:
        inside = {name: poor.attachments[name].get_file().read_bytes() for name in (ASSESSMENT, EDITION, REPORT)}
    for name, content in inside.items():
        forge(tmp_path / "fine.pdf", name, lambda _, content=content: content)  # type: ignore[misc]
    said = tenken("verify", "fine.pdf", "--json")
    assert (said.code, json.loads(said.out)["data"], json.loads(said.out)["pages"]) == (1, "fit", "differ")


def paint(document: pikepdf.Pdf) -> None:
    document.pages[0].contents_add(b"q 1 1 1 rg 0 700 600 142 re f Q")


def stick(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 9, 9], Contents="90")
    page = document.pages[0].obj
    page.Annots = pikepdf.Array([*page.get("/Annots", []), document.make_indirect(note)])


def add_page(document: pikepdf.Pdf) -> None:
    document.pages.append(document.pages[0])


@pytest.mark.parametrize("tamper", [paint, stick, add_page])
def test_what_is_painted_over_stuck_on_or_added_is_found(
    tenken: Tenken, honest: Path, tamper: Callable[[pikepdf.Pdf], None]
) -> None:
    with pikepdf.open(honest, allow_overwriting_input=True) as document:
        tamper(document)
        document.save(honest, fix_metadata_version=False)
    said = tenken("verify", honest)
    assert said.code == 1
    assert any("作り直したものと違います" in failure for failure in failures(said))


def test_the_same_pages_in_other_bytes_are_told_as_such(tenken: Tenken, honest: Path) -> None:
    with pikepdf.open(honest, allow_overwriting_input=True) as document:
        document.save(honest, fix_metadata_version=False)
    said = tenken("verify", honest)
    assert said.code == 0
    assert "バイト単位では一致しません" in said.out


def test_what_a_mail_program_put_before_a_report_changes_no_page(tenken: Tenken, honest: Path) -> None:
    honest.write_bytes(b"Content-Type: application/pdf\r\n\r\n" + honest.read_bytes())
    told = json.loads(tenken("verify", honest, "--json").out)
    assert (told["data"], told["pages"]) == ("fit", "alike")


def signature(content: bytes) -> bytes:
    """The PDF with a field for a signature added behind its end, as programs that sign do it."""
    writer = pypdf.PdfWriter(io.BytesIO(content), incremental=True)
    name, string = pypdf.generic.NameObject, pypdf.generic.TextStringObject
    field = pypdf.generic.DictionaryObject({name("/FT"): name("/Sig"), name("/T"): string("s")})
    fields = pypdf.generic.ArrayObject([writer._add_object(field)])
    writer.root_object[name("/AcroForm")] = pypdf.generic.DictionaryObject({name("/Fields"): fields})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_signed_report_is_called_signed(tenken: Tenken, honest: Path) -> None:
    whole = honest.read_bytes()
    honest.write_bytes(signature(whole))
    assert honest.read_bytes().startswith(whole)
    said = tenken("verify", honest)
    assert (said.code, failures(said)) == (1, [])
    assert f"署名より前の部分({len(whole):,}バイト)は、回答から作り直したものと1バイトも違いません" in said.out
    assert "ページ：比べていません" in said.out
    with pikepdf.open(honest, allow_overwriting_input=True) as document:
        document.save(honest, fix_metadata_version=False)
    assert "電子署名が付け加えられているため、ページは比べていません" in tenken("verify", honest).out


def test_what_a_report_says_of_its_maker_chooses_no_check(tenken: Tenken, honest: Path) -> None:
    forge(honest, REPORT, lambda content: re.sub(rb'"tenken": "[^"]+"', b'"tenken": "0.0.9"', content))
    with pikepdf.open(honest, allow_overwriting_input=True) as document:
        document.pages[1].contents_add(b"q 1 1 1 rg 0 0 600 842 re f Q")
        document.save(honest, fix_metadata_version=False)
    said = tenken("verify", honest, "--json")
    assert (said.code, json.loads(said.out)["pages"]) == (1, "differ")


@pytest.mark.pdf
def test_the_language_of_the_machine_changes_no_byte(tenken_process: Tenken, honest: Path) -> None:
    whole = honest.read_bytes()
    assert tenken_process("report", "club.toml", "--force", env={"LC_ALL": "ja_JP.UTF-8"}).code == 0
    assert honest.read_bytes() == whole


def test_files_inside_must_be_exactly_ours(tenken: Tenken, honest: Path) -> None:
    whole = honest.read_bytes()

    def told() -> str:
        said = tenken("verify", honest)
        assert said.code == 1
        return " ".join(failures(said))

    with pikepdf.open(io.BytesIO(whole)) as document:
        document.attachments["more.exe"] = enclosed(document, b"MZ", "more.exe")
        document.save(honest, fix_metadata_version=False)
    assert "more.exe" in told()
    with pikepdf.open(io.BytesIO(whole)) as document:
        names = document.Root.Names.EmbeddedFiles.Names
        names.extend([names[0], names[1]])
        document.save(honest, fix_metadata_version=False)
    assert "二つ以上" in told()
    with pikepdf.open(io.BytesIO(whole)) as document:
        del document.attachments[ASSESSMENT]
        document.save(honest, fix_metadata_version=False)
    assert ASSESSMENT in told()
    with pikepdf.open(io.BytesIO(whole)) as document:
        del document.Root.Names.EmbeddedFiles
        document.save(honest, fix_metadata_version=False)
    assert "tenken の報告書ではありません" in told()


def test_a_report_of_another_version_is_recomputed_as_far_as_possible(tenken: Tenken, honest: Path) -> None:
    forge(honest, REPORT, lambda content: re.sub(rb'"tenken": "[^"]+"', b'"tenken": "0.0.9"', content))
    said = tenken("verify", honest)
    assert said.code == 1
    assert "tenken 0.0.9 で作られたと書いてあります" in said.out
    assert "点数の記録は、計算し直した結果" in said.out
    assert "データ：合っています" in said.out


def test_an_attestation_is_checked_as_far_as_it_can_be(tenken: Tenken, honest: Path) -> None:
    assert tenken("report", "club.toml", "--profile", "attestation").code == 0
    honest = honest.with_name("club-attestation.pdf")
    said = tenken("verify", honest)
    assert (said.code, failures(said)) == (1, [])
    assert "点数が回答のとおりかどうかはわかりません" in said.out
    assert "ページ：比べていません" in said.out
    forge(
        honest, REPORT, lambda content: re.sub(rb'\A\{(.*?)"score": \d+', rb'{\1"score": 90', content, flags=re.DOTALL)
    )
    assert len(failures(tenken("verify", honest))) == 2


@pytest.mark.parametrize("profile", ["owner", "full"])
def test_a_report_without_attachments_carries_no_answer_and_says_what_cannot_be_checked(
    tenken: Tenken, honest: Path, profile: str
) -> None:
    bare = honest.with_name("bare.pdf")
    assert tenken("report", "club.toml", "--no-attachments", "--profile", profile, "-o", bare.name).code == 0
    with pikepdf.open(bare) as document:
        (told,) = [found.get_file().read_bytes() for found in document.attachments.values()]
    record = json.loads(told)
    assert {"gaps", "answers", "unanswered", "gate"}.isdisjoint(record)
    assert (record["profile"], record["carries_answers"]) == (profile, False)
    said = tenken("verify", bare)
    assert (said.code, failures(said)) == (1, [])
    assert "回答を入れずに作ったPDFです" in said.out
    assert "データ：入っていません" in said.out
    assert "ページ：比べていません" in said.out
    refused = tenken("renew", bare, "next.toml")
    assert (refused.code, "回答を入れずに作られています" in refused.err) == (3, True)
    forge(bare, REPORT, lambda content: re.sub(rb'"exact": "[^"]+"', b'"exact": "9/10"', content, count=1))
    assert failures(tenken("verify", bare))


def test_only_a_pdf_has_attachments_to_leave_out(tenken: Tenken, honest: Path) -> None:
    said = tenken("report", honest.with_suffix(".toml"), "--no-attachments", "--format", "json")
    assert (said.code, "PDFのためのものです" in said.err) == (2, True)


def test_the_day_of_issue_is_carried_so_that_the_pages_can_be_made_again(tenken: Tenken, honest: Path) -> None:
    issued = honest.with_name("issued.pdf")
    assert tenken("report", "club.toml", "--issued", "2026-12-01", "-o", issued.name).code == 0
    assert json.loads(inside(issued, REPORT))["issued"] == "2026-12-01"
    said = tenken("verify", issued)
    assert (said.code, "1バイトも違いません" in said.out) == (0, True)
    assert json.loads(inside(honest, REPORT))["issued"] is None
    assert tenken("report", "club.toml", "--issued", "12/2026", "-o", "x.pdf").code == 2


def test_the_page_of_a_better_attestation_is_found(tenken: Tenken, honest: Path) -> None:
    better = honest.with_name("better.toml")
    text = (honest.parent / "club.toml").read_text("utf-8").replace('"no"', '"yes"')
    better.write_text(text, encoding="utf-8")
    for name in ("club.toml", "better.toml"):
        assert tenken("report", name, "--profile", "attestation").code == 0
    honest = honest.with_name("club-attestation.pdf")
    assert failures(tenken("verify", honest)) == []
    with (
        pikepdf.open(honest, allow_overwriting_input=True) as document,
        pikepdf.open(better.with_name("better-attestation.pdf")) as other,
    ):
        document.pages[0] = other.pages[0]
        document.save(honest, fix_metadata_version=False)
    first, areas = failures(tenken("verify", honest))
    assert "1ページ目の点数、判定、照合番号のどれか" in first
    assert "領域ごとの点数か答えの数" in areas


@pytest.mark.parametrize(
    ("content", "state"), [(b"proof", "ok"), (b"other", "failed"), (None, "note")], ids=["same", "changed", "missing"]
)
def test_evidence_is_held_against_its_digest(tenken: Tenken, honest: Path, content: bytes | None, state: str) -> None:
    record = honest.parent / "proof" / "record.txt"
    record.unlink() if content is None else record.write_bytes(content)
    said = tenken("verify", honest, "--json")
    assert said.code == (1 if state == "failed" else 0)
    assert json.loads(said.out)["data"] == "fit"  # evidence lies beside the report and not in it
    checks = json.loads(said.out)["checks"]
    assert [check["state"] for check in checks if check["name"].startswith("evidence")] == [state]


@pytest.mark.pdf
@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "proof/../../secret.txt"])
def test_evidence_outside_the_folder_is_not_opened(tenken: Tenken, head: str, tmp_path: Path, name: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.txt").write_bytes(b"proof")
    answers = written(head).replace("proof/record.txt", name)
    (inner / "club.toml").write_text(answers, encoding="utf-8")
    tenken("report", "inner/club.toml", "--profile", "owner")
    assert "フォルダの外" in tenken("verify", "inner/club.pdf").out


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空です"),
        (b"format = 1\n", "PDFではありません"),
        (b"%PDF-1.7\n" + b"junk " * 1000, "途中で切れています"),
        (b"%PDF-1.7\n" + b"junk " * 1000 + b"%%EOF\n", "読み取れません"),
    ],
)
def test_what_is_no_pdf_is_told(tenken: Tenken, tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    said = tenken("verify", "x.pdf")
    assert said.code == 3
    assert told in said.err


def test_a_locked_pdf_and_a_bomb_are_told(tenken: Tenken, honest: Path, tmp_path: Path) -> None:
    with pikepdf.open(honest) as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="x", owner="x"))
    assert "パスワード" in tenken("verify", "locked.pdf").err
    with pikepdf.open(honest) as document:
        bomb = enclosed(document, b"\0" * 25_000_000, ASSESSMENT)
        del document.attachments[ASSESSMENT]
        document.attachments[ASSESSMENT] = bomb
        document.save(tmp_path / "bomb.pdf", compress_streams=True)
    assert (tmp_path / "bomb.pdf").stat().st_size < 2_000_000
    said = tenken("verify", "bomb.pdf")
    assert (said.code, "大きすぎます" in said.err) == (3, True)


def test_of_an_assessment_full_of_mistakes_fifty_are_told(tenken: Tenken, honest: Path) -> None:
    mistakes = "".join(f"k{at} = 1\n" for at in range(57)).encode()
    forge(honest, ASSESSMENT, lambda content: mistakes + content)
    said = tenken("verify", honest)
    assert said.code == 1
    assert said.err.count("という項目はありません") == MOST_TOLD
    assert "ほかに7件あります" in said.err
