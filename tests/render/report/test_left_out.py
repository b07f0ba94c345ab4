"""What was not asked and what a profile leaves out is named with its number, in every form that is told in words."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY, Said

from tenken.core.model import Answer, Assessor, Depth, Status
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.applicability import asked
from tenken.render.oscal import results
from tenken.render.report import as_csv, as_json
from tenken.render.report.as_markdown import report_markdown, report_text
from tenken.store.assessment import loader
from tenken.words import Words

WORDS = Words("ja")
CHECKLIST, ANSWERED = loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)


def report(depth: Depth, profile: ReportProfile = ReportProfile.FULL, *, all_yes: bool = False) -> Report:
    assessment = replace(ANSWERED, depth=depth)
    if all_yes:
        answers = {question.id: Answer(status=Status.YES) for _, question in asked(CHECKLIST, assessment)}
        assessment = replace(assessment, answers=answers)
    return build(CHECKLIST, assessment, content_digest="sha256:" + "0" * 64, version="9", profile=profile)


def not_asked(depth: Depth) -> dict[str, tuple[int, int]]:
    """The areas of which nothing was asked although they apply: how many questions, how many critical; counted here."""
    whole = list(asked(CHECKLIST, replace(ANSWERED, depth=Depth.FULL)))
    here = {area.id for area, _ in asked(CHECKLIST, replace(ANSWERED, depth=depth))}
    left = [(area.id, question.critical) for area, question in whole if area.id not in here]
    return {name: (len(found), sum(found)) for name in dict(left) if (found := [c for area, c in left if area == name])}


@pytest.mark.parametrize("profile", ReportProfile)
@pytest.mark.parametrize("depth", [Depth.QUICK, Depth.STANDARD])
def test_areas_that_were_not_asked_are_named_with_their_critical_questions(
    depth: Depth, profile: ReportProfile
) -> None:
    wanted, told = not_asked(depth), report(depth, profile)
    assert wanted
    text = "".join(report_text(told, WORDS).decode().split())
    for area_id, (count, critical) in wanted.items():
        area = next(area for area in CHECKLIST.areas if area.id == area_id)
        said = f"{area.title.ja}({count}問、うち必須の対策{critical}件)"
        assert "".join(said.split()) in text
        assert said in report_markdown(told, WORDS).decode()
    data = json.loads(as_json.render(told, WORDS))["not_asked"]["areas"]
    assert {entry["id"]: (entry["questions"], entry["critical"]) for entry in data} == wanted
    rows = list(csv.DictReader(io.StringIO(as_csv.render(told, WORDS).decode("utf-8-sig"))))
    assert {row["id"] for row in rows} >= wanted.keys()


def test_where_everything_was_asked_nothing_is_said_to_be_left_out() -> None:
    told = report(Depth.FULL)
    assert "今回の点検範囲では尋ねていない" not in report_text(told, WORDS).decode().replace("\n", "")
    assert json.loads(as_json.render(told, WORDS))["not_asked"]["areas"] == []


def test_every_critical_question_is_in_place_only_where_all_that_apply_were_asked() -> None:
    sentence = WORDS("scope.every_critical")
    critical = {depth: sum(c for _, c in not_asked(depth).values()) for depth in Depth}
    for depth in Depth:
        told = report(depth, all_yes=True)
        said = sentence in report_text(told, WORDS).decode().replace("\n", "")
        assert said == (critical[depth] == 0)
        assert json.loads(as_json.render(told, WORDS))["every_critical_in_place"] == said
    assert sentence not in report_markdown(report(Depth.FULL), WORDS).decode()


def test_the_owners_text_names_how_many_gaps_it_does_not_list() -> None:
    told = report(Depth.STANDARD, ReportProfile.OWNER)
    rest = len(told.gaps) - len(told.told_gaps)
    text = report_markdown(told, WORDS).decode()
    assert rest > 0
    assert f"ほかに{rest}件" in text
    assert f"{told.scorecard.tally.total}問の答え、メモ、証拠は" in text
    handed = report(Depth.STANDARD, ReportProfile.ATTESTATION)
    assert f"足りないところ({len(handed.gaps)}件)は載せていません" in report_markdown(handed, WORDS).decode()
    assert json.loads(as_json.render(handed, WORDS))["left_out"]["gaps"] == len(handed.gaps)


def test_score_and_status_name_what_was_not_asked(tenken: Callable[..., Said]) -> None:
    file = EXAMPLES / "2026.toml"
    wanted = not_asked(ANSWERED.depth)
    for command in ("score", "status"):
        assert "今回の点検範囲では尋ねていない領域" in tenken(command, file).out
    told = json.loads(tenken("score", file, "--json").out)["not_asked"]
    assert {entry["id"]: (entry["questions"], entry["critical"]) for entry in told["areas"]} == wanted


def test_a_proposal_is_never_told_as_a_promise() -> None:
    told = report(Depth.STANDARD)
    promised = {step.gap.question.id for step in told.gaps if step.promised}
    assert 0 < len(promised) < len(told.gaps)
    lines = report_markdown(told, WORDS).decode().splitlines()
    assert sum("約束：担当" in line for line in lines) == len(promised)
    assert sum("案：担当" in line for line in lines) == len(told.gaps) - len(promised)
    rows = list(csv.DictReader(io.StringIO(as_csv.render(told, WORDS).decode("utf-8-sig"))))
    assert {row["id"] for row in rows if row["promised"] == "約束"} == promised
    assert {row["id"] for row in rows if row["promised"] == "案"} == {s.gap.question.id for s in told.gaps} - promised
    (result,) = json.loads(results.render(told, WORDS))["assessment-results"]["results"]
    for risk in result["risks"]:
        props = {prop["name"]: prop["value"] for prop in risk["props"]}
        (remedy,) = risk["remediations"]
        assert ("deadline" in risk) == (props["question"] in promised)
        assert ("timing" in remedy["tasks"][0]) == (props["question"] in promised)
        assert ("proposed-due" in props) == (props["question"] not in promised)


@pytest.mark.parametrize(
    ("role", "firm", "told"),
    [
        ("監査人", "港監査事務所", "点検者 林(監査人、港監査事務所)"),
        (None, "港監査事務所", "点検者 林(港監査事務所)"),
        ("監査人", None, "点検者 林(監査人)"),
        (None, None, "点検者 林"),
    ],
)
def test_an_auditors_firm_stands_beside_the_role(role: str | None, firm: str | None, told: str) -> None:
    made = replace(ANSWERED, assessor=Assessor(name="林", role=role, firm=firm))
    text = report_text(build(CHECKLIST, made, content_digest="sha256:" + "0" * 64, version="9"), WORDS).decode()
    assert told in text.splitlines()
