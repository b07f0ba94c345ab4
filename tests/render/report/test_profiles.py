"""The three profiles: what an owner gets, what everybody gets, and what may be handed out."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2
import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY, Said
from tests.render.conftest import Printed

from tenken.core.model import Assessment, Checklist
from tenken.core.report.report import build
from tenken.core.report.sections import SECTIONS, ReportProfile
from tenken.render.oscal import results
from tenken.render.report import as_xlsx
from tenken.render.report.page import report_html, report_pdf
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tenken.words import LANGUAGES, Language, Words

CANARIES = ("CANARYNOTE", "CANARYPROOF", "CANARYFILE", "CANARYFINDING", "CANARYOWNER", "CANARYEXTRA")


def example(profile: ReportProfile) -> Any:
    name = "2026-audit.toml" if profile is ReportProfile.AUDIT else "2026.toml"
    checklist, assessment = loader.load(EXAMPLES / name, PLACES, TODAY)
    digest = content_digest(assessment)
    return build(checklist, assessment, content_digest=digest, version="0", profile=profile)


@pytest.mark.pdf
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_owners_report_has_four_pages(printed: Printed, lang: Language) -> None:
    document = pypdfium2.PdfDocument(printed(ReportProfile.OWNER, lang))
    assert len(document) == 4
    assert "2026" in document[0].get_textpage().get_text_bounded()


OWNERS = ("summary", "areas", "roadmap", "money")
BEHIND = ("gaps", "open", "cases", "answers", "cost-method", "coverage", "method", "signoff", "limits")


@pytest.mark.parametrize("profile", ReportProfile)
def test_every_section_of_a_profile_is_on_the_page_in_order(profile: ReportProfile) -> None:
    report = example(profile)
    page = report_html(report, Words("ja")).decode()
    told = re.findall(r'<section [^>]*id="([\w-]+)"|<section id="([\w-]+)"', page)
    found = [first or second for first, second in told]
    behind = [name for name in BEHIND if name.replace("-", "_") in report.sections]
    match profile:
        case ReportProfile.OWNER:
            assert found == [*OWNERS]
        case ReportProfile.FULL:
            assert found == [*OWNERS, *behind]
            assert len(behind) >= 5
        case ReportProfile.AUDIT:
            names = {"audit_method": "audit-method", "audit_replies": "reply-1"}
            own = [names.get(name, name.removeprefix("audit_")) for name in report.sections]
            assert [name for name in found if not re.search(r"-[2-9]$", name)] == ["front", *own]
        case ReportProfile.ATTESTATION:
            assert not {*found} & {*OWNERS, *BEHIND}
    assert not set(report.sections) - set(SECTIONS[profile])


@pytest.mark.pdf
def test_an_attestation_holds_no_gap_note_or_evidence_in_any_stream(
    assess: Callable[[str], tuple[Checklist, Assessment]],
) -> None:
    checklist, assessment = assess("""
[answers.people-01]
status = "no"
note = "CANARYNOTE"
action = { owner = "CANARYOWNER", due = 2026-10-01 }
evidence = [{ what = "CANARYPROOF", file = "CANARYFILE", dated = 2026-01-01 }]
verdict = { status = "no", finding = "CANARYFINDING" }
[extra]
x = "CANARYEXTRA"
""")
    report = build(
        checklist, assessment, content_digest="sha256:" + "0" * 64, version="0", profile=ReportProfile.ATTESTATION
    )
    content = report_pdf(report, Words("ja"))
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    with pikepdf.open(io.BytesIO(content)) as document:
        assert list(document.attachments) == ["report.json"]
        inside = document.attachments["report.json"].get_file().read_bytes().decode()
        names = [
            str(value) for o in document.objects if isinstance(o, pikepdf.Dictionary) for value in o.as_dict().values()
        ]
    assert "照合番号" in text
    assert "社外秘" not in text
    for_tools = results.render(report, Words("ja")).decode()
    first = checklist.areas[0].questions[0]
    for secret in (*CANARIES, first.remedy.first.ja, first.label.ja, first.text.ja, first.why.ja):
        assert secret not in text
        assert secret not in inside
        assert secret.encode() not in content
        assert secret not in for_tools
        assert not any(secret in name for name in names)


def test_the_profile_is_chosen_on_the_command_line(tenken: Callable[..., Said]) -> None:
    said = tenken("report", EXAMPLES / "2026.toml", "--format", "html", "-o", "-", "--profile", "attestation")
    assert "点検結果のお知らせ" in said.out
    assert "足りないところ<small>" not in said.out
    assert tenken("report", EXAMPLES / "2026.toml", "--profile", "board").code == 2


def test_an_attestation_holds_no_gap_note_or_evidence_in_any_part_of_the_workbook(
    assess: Callable[[str], tuple[Checklist, Assessment]],
) -> None:
    checklist, assessment = assess("""
[answers.people-01]
status = "no"
note = "CANARYNOTE"
by = "CANARYBY"
action = { owner = "CANARYOWNER", due = 2026-10-01 }
evidence = [{ what = "CANARYPROOF", file = "CANARYFILE", dated = 2026-01-01 }]
verdict = { status = "no", finding = "CANARYFINDING" }
[extra]
x = "CANARYEXTRA"
""")
    first = checklist.areas[0].questions[0]
    for profile in ReportProfile:
        report = build(checklist, assessment, content_digest="sha256:" + "0" * 64, version="0", profile=profile)
        with zipfile.ZipFile(io.BytesIO(as_xlsx.render(report, Words("ja")))) as workbook:
            held = "".join(workbook.namelist()) + "".join(workbook.read(name).decode() for name in workbook.namelist())
        secrets = (*CANARIES, "CANARYBY", first.remedy.first.ja, first.label.ja, first.text.ja)
        found = {secret for secret in secrets if secret in held}
        match profile:
            case ReportProfile.FULL | ReportProfile.AUDIT:
                assert found == {*secrets} - {"CANARYEXTRA"}
            case ReportProfile.OWNER:
                assert found == {"CANARYOWNER", first.remedy.first.ja, first.label.ja}
            case ReportProfile.ATTESTATION:
                assert not found
