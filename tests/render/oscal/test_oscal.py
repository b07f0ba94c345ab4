"""The OSCAL documents: another tool accepts them, they point to what is there, and no text of others comes to life."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.conftest import EXAMPLES, PLACES, TODAY, Said
from tests.wider import usually

from tenken import data
from tenken.core.model import Assessment, Checklist, Status
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.render.oscal import catalog as oscal_catalog
from tenken.render.oscal import documents
from tenken.render.oscal import results as as_oscal
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import editions, library
from tenken.store.validation.sanitize import Sanitizer, clean
from tenken.words import LANGUAGES, Language, Words

Assess = Callable[[str], tuple[Checklist, Assessment]]

LIBRARY = library.load([data.folder("checklist")])
EDITIONS = [data.folder("checklist") / name for name in ("member-data-2025", "member-data-2026")]

AUDIT = """
assessor = { name = "監査 花子", role = "公認情報システム監査人", firm = "港監査" }
signoff = { assessor = "監査 花子", reviewer = "木村", approved_by = "北浜", on = 2026-11-20 }

[answers.people-01]
status = "yes"
note = "全員です。"
by = "木村"
on = 2026-11-01
evidence = [
    { what = "署名簿", file = "../証拠/署名簿.pdf", sha256 = "SHA", dated = 2026-06-01 },
    { what = "写真", dated = 2024-01-31 },
]
action = { owner = "木村", due = 2026-10-31, moved = [2026-06-30, 2026-09-30] }
verdict = { status = "partial", finding = "2名の署名がない。", severity = "major", by = "監査 花子", on = 2026-11-19 }

[answers.people-02]
status = "unknown"

[answers.machines-01]
status = "yes"
verdict = { status = "na", finding = "機械はもうない。" }

[answers.machines-02]
status = "no"
confirmed = false
""".replace("SHA", "ab" * 32)

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    "![x](file:///etc/passwd) [y](javascript:alert(1)) <http://127.0.0.1:9/>",
    "[x]: file:///etc/passwd\n[x]",
    "[x](#dcb08f7a-0ba2-5cdf-84d5-a4db29f1baf6)",
    "{{ insert: param, x }}",
    "`a` *b* _c_ **d** ~~e~~ ^f^ &lt; \\",
    "# 見出し\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "=cmd|' /C calc'!A0",
    " \n\u3000\n ",
    "行\n" * 1300,
    "A" * 4000,
    "𠮷野家 髙﨑 👪 ☃",
]


def report_of(case: tuple[Checklist, Assessment], profile: ReportProfile = ReportProfile.FULL) -> Report:
    digest = content_digest(case[1])
    return build(*case, content_digest=digest, version="9", library=LIBRARY, profile=profile)


def example(name: str, profile: ReportProfile = ReportProfile.FULL) -> Report:
    return report_of(loader.load(EXAMPLES / name, PLACES, TODAY), profile)


def accepted(content: bytes) -> Any:
    """The document, once compliance-trestle has read it strictly and found nothing to complain of.

    Its check of links only warns, and takes none but random identifiers (UUIDv4) for references; ``dangling`` is ours.
    """
    import trestle.oscal.assessment_results as results
    from trestle.core.validator_factory import validator_factory
    from trestle.oscal import catalog

    told = json.loads(content)
    (root,) = told
    if root == "catalog":
        model: Any = catalog.Model.model_validate_json(content).catalog
    else:
        model = results.Model.model_validate_json(content).assessment_results
    for validator in validator_factory.get_all():
        assert validator.model_is_valid(model, quiet=True), validator.error_msg()
    assert told[root]["metadata"]["oscal-version"] == "1.2.1"
    return told[root]


def results(report: Report, lang: Language = "ja") -> Any:
    """The report's document, accepted, and everything in it that points somewhere pointing to something."""
    whole = accepted(as_oscal.render(report, Words(lang)))
    assert dangling(whole, accepted(oscal_catalog.render(report.checklist, report.library, Words(lang)))) == []
    return whole


def members(node: Any) -> Iterator[tuple[str, Any]]:
    """Every key and value, however deep."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key, value
            yield from members(value)
    elif isinstance(node, list):
        for value in node:
            yield from members(value)


def dangling(whole: Any, catalog: Any) -> list[str]:
    """References to nothing."""
    result = whole["results"][0]
    ids = {value for key, value in members(catalog) if key == "id"}
    targets = {
        "party-uuids": {node["uuid"] for node in whole["metadata"]["parties"]},
        "actor-uuid": {node["uuid"] for node in whole["metadata"]["parties"]},
        "member-of-organizations": {node["uuid"] for node in whole["metadata"]["parties"]},
        "role-id": {node["id"] for node in whole["metadata"]["roles"]},
        "observation-uuid": {node["uuid"] for node in result.get("observations", ())},
        "risk-uuid": {node["uuid"] for node in result.get("risks", ())},
        "control-id": ids,
        "target-id": ids,
        "href": {f"#{node['uuid']}" for node in whole["back-matter"]["resources"]}
        | {oscal_catalog.file_name(example_edition(catalog))},
    }
    found = []
    for key, value in members(whole):
        for reference in value if isinstance(value, list) else [value]:
            if key in targets and reference not in targets[key]:
                found.append(f"{key} {reference}")
            elif key.endswith(("-uuid", "-uuids")) and key not in targets:
                found.append(f"unchecked {key}")
    return found


def example_edition(catalog: Any) -> Checklist:
    reference = own(catalog["metadata"], "checklist")
    return editions.load_by_reference(reference, PLACES)


def own(node: Any, name: str, kind: str | None = None) -> str:
    """The value of a property of tenken's."""
    (value,) = (
        prop["value"]
        for prop in node["props"]
        if (prop.get("ns"), prop["name"], prop.get("class")) == (documents.OURS, name, kind)
    )
    return str(value)


def uuids(whole: Any) -> list[str]:
    return [value for key, value in members({"": whole}) if key == "uuid"]


@pytest.mark.parametrize(
    ("name", "profile", "lang"),
    usually(
        product(("2026.toml", "2026-draft.toml"), ReportProfile, LANGUAGES),
        [
            ("2026.toml", ReportProfile.FULL, "ja"),
            ("2026.toml", ReportProfile.OWNER, "en"),
            ("2026.toml", ReportProfile.ATTESTATION, "ja"),
            ("2026-draft.toml", ReportProfile.FULL, "en"),
        ],
    ),
)
def test_another_tool_reads_the_examples(name: str, profile: ReportProfile, lang: Language) -> None:
    report = example(name, profile)
    whole = results(report, lang)
    result = whole["results"][0]
    assert len(uuids(whole)) == len(set(uuids(whole)))
    states = [finding["target"]["status"]["state"] for finding in result.get("findings", ())]
    gaps = 0 if profile is ReportProfile.ATTESTATION else len(report.gaps)
    assert (states.count("not-satisfied"), len(result.get("risks", ()))) == (gaps, gaps)
    assert states.count("satisfied") == (report.statuses["yes"] if profile is ReportProfile.FULL else 0)
    evidence = [node for node in result.get("observations", ()) if "relevant-evidence" in node]
    assert len(evidence) == (len(report.evidence) if profile is ReportProfile.FULL else 0)


def test_an_audit_is_told_with_its_verdicts(assess: Assess) -> None:
    result = results(report_of(assess(AUDIT)))["results"][0]
    partial, unknown = result["findings"]
    assert partial["target"] == {
        "type": "objective-id",
        "target-id": "people-01_obj",
        "status": {"state": "not-satisfied", "reason": "other", "remarks": "一部できている"},
        "implementation-status": {"state": "partial"},
    }
    assert (own(partial, "status"), own(partial, "said"), own(partial, "severity")) == ("partial", "yes", "major")
    assert (own(unknown, "status"), own(unknown, "critical")) == ("unknown", "false")
    assert own(partial, "weight") == "4"
    said, judged, signatures, photograph = result["observations"][:4]
    assert said["methods"] == ["INTERVIEW"]
    assert judged["description"] == "点検者の判断：一部できている\n\n2名の署名がない。"
    assert (signatures["collected"], signatures["expires"]) == (
        "2026-06-01T00:00:00+09:00",
        "2027-06-01T23:59:59+09:00",
    )
    (shown,) = signatures["relevant-evidence"]
    assert (own(shown, "file"), own(shown, "sha256")) == ("../証拠/署名簿.pdf", "ab" * 32)
    assert "href" not in shown
    assert own(photograph["relevant-evidence"][0], "state") == "stale"


def test_a_gap_is_a_risk_with_who_and_until_when(assess: Assess) -> None:
    whole = results(report_of(assess(AUDIT)))
    promised, proposed = whole["results"][0]["risks"]
    assert {"name": "priority", "value": "1"} in promised["props"]
    assert (own(promised, "priority-exact"), own(promised, "overdue")) == ("4/1", "true")
    assert [prop["value"] for prop in promised["props"] if prop["name"] == "moved"] == ["2026-06-30", "2026-09-30"]
    assert promised["deadline"] == "2026-10-31T23:59:59+09:00"
    (remedy,) = promised["remediations"]
    assert (remedy["lifecycle"], remedy["description"]) == ("planned", "今週署名をもらう")
    (who,) = remedy["tasks"][0]["responsible-roles"]
    names = {party["uuid"]: party["name"] for party in whole["metadata"]["parties"]}
    assert (who["role-id"], [names[uuid] for uuid in who["party-uuids"]]) == ("action-owner", ["木村"])
    assert proposed["remediations"][0]["lifecycle"] == "recommendation"
    assert proposed["remediations"][0]["tasks"][0]["responsible-roles"] == [{"role-id": "officer"}]


def test_what_has_no_finding_is_named_with_its_reason(assess: Assess) -> None:
    reviewed = results(report_of(assess(AUDIT)))["results"][0]["reviewed-controls"]
    told = [(prop["name"], prop["value"], prop.get("remarks")) for prop in reviewed["props"]]
    assert told == [("not-applicable", "machines-01", "機械はもうない。"), ("unanswered", "machines-02", None)]
    (selection,) = reviewed["control-selections"]
    assert [node["control-id"] for node in selection["exclude-controls"]] == ["machines-01", "machines-02"]
    assert len(selection["include-controls"]) == 4


def test_who_signed_is_told_even_where_nothing_else_is(assess: Assess) -> None:
    whole = results(report_of(assess(AUDIT), ReportProfile.ATTESTATION))
    (attestation,) = whole["results"][0]["attestations"]
    names = {party["uuid"]: party["name"] for party in whole["metadata"]["parties"]}
    signed = {node["role-id"]: names[node["party-uuids"][0]] for node in attestation["responsible-parties"]}
    assert signed == {"assessor": "監査 花子", "reviewer": "木村", "content-approver": "北浜"}
    assert own(attestation["parts"][0], "signed-on") == "2026-11-20"
    assert "exclude-controls" not in whole["results"][0]["reviewed-controls"]["control-selections"][0]


def test_nothing_asked_is_still_a_document(assess: Assess) -> None:
    checklist, assessment = assess("")
    nothing = replace(checklist, areas=tuple(replace(area, when="website") for area in checklist.areas))
    report = report_of((nothing, assessment))
    whole = results(report)
    assert whole["results"][0]["reviewed-controls"]["control-selections"][0]["include-all"] == {}
    assert "score" not in {prop["name"] for prop in whole["results"][0]["props"]}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_of_others_stays_text(assess: Assess, text: str) -> None:
    name = text[:180]
    answers = f"""
assessor = {{ name = '''{name}''', role = '''{name}''', firm = '''{name}''' }}
signoff = {{ approved_by = '''{name}''' }}
[answers.people-01]
status = "no"
note = '''{text}'''
by = '''{name}'''
action = {{ owner = '''{name}''' }}
evidence = [{{ what = '''{text}''', file = '''{name}''' }}]
verdict = {{ status = "no", finding = '''{text}''', by = '''{name}''' }}
[answers.people-02]
status = "yes"
verdict = {{ status = "na", finding = '''{text.strip() or "理由"}''' }}
"""
    checklist, assessment = assess(answers)
    organisation = replace(assessment.organisation, name=name)
    whole = results(report_of((checklist, replace(assessment, organisation=organisation))))
    markup = {"title", "description", "remarks", "prose", "statement", "text"}
    for key, value in members(whole):
        if key in markup:
            page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(value)
            assert not re.search(r"<(a|img|script|h\d|table|em|strong|code|del)\b", page), value


@given(st.text(max_size=60))
def test_a_title_reads_as_it_was_written(text: str) -> None:
    sanitizer = Sanitizer()
    sanitizer.cleaned(text)
    assume(not sanitizer.faults)
    title = documents.line(clean(text))
    assert "\n" not in title
    assert html.unescape(MarkdownIt("commonmark").renderInline(title)) == documents.plain(clean(text))
    assert re.fullmatch(r"\S(.*\S)?", documents.plain(clean(text)))


def test_the_same_input_is_the_same_bytes() -> None:
    for lang in LANGUAGES:
        first, second = (as_oscal.render(example("2026.toml"), Words(lang)) for _ in range(2))
        assert first == second


def test_identifiers_belong_to_what_they_mean(assess: Assess) -> None:
    before = report_of(assess(AUDIT))
    edited = report_of(assess(AUDIT.replace("全員です。", "全員のはずです。")))
    assessment = replace(before.assessment, date=date(2027, 11, 20))
    year_after = report_of((before.checklist, assessment))
    first, second, third = (results(report) for report in (before, edited, year_after))
    assert len({whole["uuid"] for whole in (first, second, third)}) == 3

    def found(whole: Any, kind: str) -> list[str]:
        return [node["uuid"] for node in whole["results"][0][kind]]

    assert found(first, "findings") == found(second, "findings")
    assert not set(found(first, "findings")) & set(found(third, "findings"))
    assert sorted(found(first, "risks")) == sorted(found(third, "risks"))


def test_there_is_no_plan_and_the_file_says_so() -> None:
    whole = results(example("2026.toml"))
    (note,) = (node for node in whole["back-matter"]["resources"] if whole["import-ap"]["href"] == f"#{node['uuid']}")
    assert "自己点検に点検計画" in base64.b64decode(note["base64"]["value"]).decode()
    assert "自己点検に点検計画" in whole["import-ap"]["remarks"]


def test_the_results_name_the_catalog_beside_them(tenken: Callable[..., Said], tmp_path: Path) -> None:
    assert tenken("report", EXAMPLES / "2026.toml", "-o", "kitahama.oscal.json", lang="en").code == 0
    assert tenken("checklist", "show", "member-data@2026", "--format", "oscal", lang="en").code == 0
    whole = accepted((tmp_path / "kitahama.oscal.json").read_bytes())
    (named,) = (node for node in whole["back-matter"]["resources"] if "rlinks" in node)
    (link,) = named["rlinks"]
    catalog = (tmp_path / link["href"]).read_bytes()
    assert link["hashes"] == [{"algorithm": "SHA-256", "value": hashlib.sha256(catalog).hexdigest()}]
    assert named["document-ids"] == [{"identifier": accepted(catalog)["uuid"]}]
    said = tenken("checklist", "show", "member-data@2026", "-o", "again.json", lang="en")
    assert said.code == 0
    assert (tmp_path / "again.json").read_bytes() == catalog
    assert tenken("report", EXAMPLES / "2026.toml", "-o", "kitahama.json").code == 0
    assert json.loads((tmp_path / "kitahama.json").read_bytes())["tenken"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: folder.name)
def test_another_tool_reads_every_edition(folder: Path, lang: Language) -> None:
    checklist = editions.load(folder)
    whole = accepted(oscal_catalog.render(checklist, LIBRARY, Words(lang)))
    ids = [value for key, value in members(whole) if key == "id"]
    assert len(ids) == len(set(ids))
    assert len(uuids(whole)) == len(set(uuids(whole)))
    controls = [control for group in whole["groups"] for control in group["controls"]]
    assert [control["id"] for control in controls] == [question.id for _, question in checklist.questions]
    for control in controls:
        assert {"statement", "assessment-objective"} <= {part["name"] for part in control["parts"]}
    resources = {f"#{node['uuid']}" for node in whole["back-matter"]["resources"]}
    assert {link["href"] for control in controls for link in control.get("links", ())} == resources


def test_a_catalog_carries_what_the_score_is_made_of(club: Checklist) -> None:
    whole = accepted(oscal_catalog.render(club, LIBRARY, Words("ja")))
    grades = [prop["value"] for prop in whole["metadata"]["props"] if prop["name"] == "grade"]
    assert grades == ["A 90", "B 70", "C 50", "D 0"]
    assert own(whole["metadata"], "gate-no") == "C"
    assert [own(group, "weight") for group in whole["groups"]] == ["1", "3"]
    first = whole["groups"][0]["controls"][0]
    assert (own(first, "weight"), own(first, "critical"), own(first, "effort")) == ("4", "true", "hours")
    assert "作成中" in whole["metadata"]["remarks"]


def test_the_figures_are_those_of_the_report() -> None:
    report = example("2026-draft.toml")
    result = results(report)["results"][0]
    assert own(result, "draft") == "true"
    assert int(own(result, "count", "unanswered")) == len(report.open) == 26
    for status in Status:
        assert int(own(result, "count", status)) == report.statuses[status]
    assert "暫定" in result["remarks"]
