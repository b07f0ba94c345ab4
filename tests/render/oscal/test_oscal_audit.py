"""An audit in the language of OSCAL: plan, results, and what is to be mended, each accepted by another tool."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from markdown_it import MarkdownIt
from tests.render.oscal.test_oscal import HOSTILE, Assess, example, members, own, plan_of, poam_of, report_of, results
from tests.wider import usually

from tenken.core.model import AddedQuestion, AnswerSample, Status
from tenken.core.report.sections import ReportProfile
from tenken.words import LANGUAGES, Language

NAME = "2026-audit.toml"


@pytest.mark.parametrize("lang", usually(LANGUAGES, ["ja"]))
@pytest.mark.parametrize("profile", usually(ReportProfile, [ReportProfile.FULL, ReportProfile.ATTESTATION]))
@pytest.mark.parametrize("name", usually([NAME, "2026.toml", "2026-draft.toml"], [NAME]))
def test_another_tool_reads_plan_results_and_what_is_to_be_mended(
    name: str, profile: ReportProfile, lang: Language
) -> None:
    report = example(name, profile)
    results(report, lang)
    plan_of(report, lang)
    assert poam_of(report, lang)["poam-items"]


def test_each_basis_is_an_observation_by_its_method() -> None:
    result = results(example(NAME))["results"][0]
    seen = [node for node in result["observations"] if any(prop["name"] == "method" for prop in node["props"])]
    by_method = {own(node, "method"): node["methods"] for node in seen}
    assert by_method == {
        "document": ["EXAMINE"],
        "observation": ["EXAMINE"],
        "interview": ["INTERVIEW"],
        "test": ["TEST"],
    }
    (sampled,) = (node for node in seen if any(prop["name"] == "population" for prop in node["props"]))
    assert (own(sampled, "population"), own(sampled, "size"), own(sampled, "failed")) == ("14", "10", "1")
    assert all(node["origins"][0]["actors"] for node in seen)


def test_the_figures_say_how_much_was_looked_at() -> None:
    for profile in ReportProfile:
        result = results(example(NAME, profile))["results"][0]
        assert own(result, "score") == "55"
        if profile is not ReportProfile.ATTESTATION:
            assert own(result, "own-score") == "60"
        assert (own(result, "checked"), own(result, "checked-of")) == ("14", "78")
        assert [own(result, "finding-count", grade) for grade in ("major", "minor", "strength")] == ["2", "4", "1"]


def test_findings_are_told_whole_or_by_their_titles_or_counted_only() -> None:
    def found(profile: ReportProfile) -> list[Any]:
        told = results(example(NAME, profile))["results"][0].get("findings", ())
        return [node for node in told if any(prop["name"] == "grade" for prop in node["props"])]

    full, owner = found(ReportProfile.FULL), found(ReportProfile.OWNER)
    assert [own(node, "finding") for node in full] == [f"F{n}" for n in range(1, 10)]
    assert "付箋" in full[0]["description"]
    assert {"criteria", "consequence", "recommendation"} <= {prop["name"] for prop in full[0]["props"]}
    assert [own(node, "reply-by") for node in owner[:6]] == ["2026-12-18"] * 6
    assert "付箋" not in json.dumps(owner, ensure_ascii=False)
    assert full[8]["target"]["status"]["state"] == "satisfied"
    assert "related-risks" not in full[8]
    assert found(ReportProfile.ATTESTATION) == []


def test_each_step_of_the_sign_off_stands_with_what_was_signed() -> None:
    for profile in ReportProfile:
        report = example(NAME, profile)
        told = results(report)["results"][0]["attestations"]
        signed = [part for node in told for part in node["parts"] if part["name"] == "signed"]
        assert [own(part, "role") for part in signed] == ["assessor", "reviewer", "approver"]
        assert all(own(part, "digest").startswith("sha256:") for part in signed)
        (issue,) = (part for node in told for part in node["parts"] if part["name"] == "issue")
        assert report.audit
        assert own(issue, "signed-digest") == report.audit.signed_digest
        opinion = [part for node in told for part in node["parts"] if part["name"] == "opinion"]
        assert bool(opinion) == profile.whole


def test_a_plan_tells_who_comes_when_and_what_is_wanted_before() -> None:
    before = example(NAME)
    audit = before.assessment.audit
    assert audit
    sample = AnswerSample(
        seed="x",
        size=2,
        frame="sha256:" + "0" * 64,
        always=("access-03",),
        drawn=("nda-01", "web-02"),
        added=(AddedQuestion("web-05", "[x](y)"),),
    )
    report = report_of((before.checklist, replace(before.assessment, audit=replace(audit, sample=sample))))
    plan = plan_of(report)
    (selection,) = plan["reviewed-controls"]["control-selections"]
    assert [node["control-id"] for node in selection["include-controls"]] == list(sample.questions)
    assert {task["type"] for task in plan["tasks"]} == {"action", "milestone"}
    assert "opinion" not in {value for key, value in members(plan) if key == "name"}
    whole = results(report)
    (named,) = (node for node in whole["back-matter"]["resources"] if whole["import-ap"]["href"] == f"#{node['uuid']}")
    assert named["document-ids"] == [{"identifier": plan["uuid"]}]


def test_what_is_to_be_mended_begins_with_the_gravest() -> None:
    report = example(NAME)
    items = poam_of(report)["poam-items"]
    found = [node for node in items if any(prop["name"] == "grade" for prop in node["props"])]
    assert [own(node, "finding") for node in found] == [f"F{n}" for n in range(1, 9)]
    assert items[: len(found)] == found
    assert own(found[0], "reply-by") == "2026-12-18"
    covered = {name for finding in report.audit.faults for name in finding.questions} if report.audit else set()
    rest = [own(node, "question") for node in items[len(found) :]]
    assert rest == [step.gap.question.id for step in report.gaps if step.gap.question.id not in covered]


def test_nothing_to_mend_and_nothing_told_is_one_item_that_says_so(assess: Assess) -> None:
    (hidden,) = poam_of(report_of(assess('[answers.people-01]\nstatus = "no"\n'), ReportProfile.ATTESTATION))[
        "poam-items"
    ]
    (none,) = poam_of(report_of(assess("")))["poam-items"]
    assert own(hidden, "empty") == own(none, "empty") == "true"
    assert hidden["title"] != none["title"]


def test_refused_evidence_is_not_evidenced() -> None:
    report = example(NAME)
    result = results(report)["results"][0]
    refused = [
        own(piece, "state")
        for node in result["observations"]
        for piece in node.get("relevant-evidence", ())
        if any(prop["name"] == "checked" and prop["value"] != "accepted" for prop in piece["props"])
    ]
    assert refused
    assert set(refused) == {"refused"}
    judged = [item for item in report.scorecard.questions if item.answer.verdict and item.answer.evidence]
    alone = [item for item in judged if all(piece.refused for piece in item.answer.evidence)]
    assert not any(item.evidenced for item in alone if item.status in (Status.NO, Status.UNKNOWN))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_of_others_stays_text_in_an_audit(assess: Assess, text: str) -> None:
    name = " ".join(text[:180].split()) or "-"
    told = f"'''{text.strip() or '-'}'''"
    answers = f"""
[answers.people-01]
status = "yes"
verdict = {{ status = "no", by = '''{name}''', basis = [{{ method = "test", what = {told}, ref = '''{name}''' }}] }}
[audit]
opinion = {told}
scope = {told}
team = [{{ name = '''{name}''', qualification = '''{name}''' }}]
sessions = [{{ on = 2026-11-19, place = '''{name}''', with = ['''{name}'''] }}]
request = [{{ id = "R1", what = {told}, note = {told} }}]
[[audit.finding]]
id = "F1"
grade = "major"
title = '''{name}'''
questions = ["people-01"]
condition = {told}
cause = {told}
recommendation = {told}
proof = ['''{name}''']
"""
    report = report_of(assess(answers))
    markup = {"title", "description", "remarks", "prose", "statement", "text"}
    for whole in (results(report), plan_of(report), poam_of(report)):
        for key, value in members(whole):
            if key in markup:
                page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(value)
                assert not re.search(r"<(a|img|script|h\d|table|em|strong|code|del)\b", page), value
