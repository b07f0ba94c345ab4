"""Who holds which role and when the fiscal year begins: two things a file may say, and loses nothing by leaving out."""

from dataclasses import replace
from pathlib import Path

import pytest
import tomli_w
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.model import Assessment, FirmRole, Status
from tenken.store.assessment.document import content_digest, document
from tenken.store.assessment.editor import save
from tenken.store.assessment.loader import interpret, load
from tenken.store.validation.toml_file import from_text

SAID = """
roles = { owner = "田中 陽子", officer = "木村" } # 4月から
[organisation]
name = "北浜クラブ"
fiscal_year_starts = 4 # 4月から3月まで
"""

DIGESTS = {
    "2023": "sha256:56a6a5b215508cc8f52ce15e614022b3d1b399d1000b4de18ece1e1e1db97bb7",
    "2025": "sha256:fb2fac79e3f8a1a4cfbad78e2e311f7db745fec48b7ad48fb47844caeb1523e8",
    "2026": "sha256:522bd4c9fb1e8dd6c73f22b4d0505e0f77eccae7e83601fef2ebaf7e040c464f",
}
"""What the examples' answers had as their digest before files could say more."""


@pytest.fixture
def said(head: str) -> str:
    lines = [line for line in head.splitlines() if not line.startswith("organisation")]
    return "\n".join(lines) + SAID


def read_again(assessment: Assessment) -> Assessment:
    return interpret(from_text(tomli_w.dumps(document(assessment)), "again.toml"), PLACES, TODAY)[1]


def test_a_file_says_who_holds_which_role_and_when_the_fiscal_year_begins(said: str) -> None:
    assessment = interpret(from_text(said, "a.toml"), PLACES, TODAY)[1]
    assert assessment.roles == {FirmRole.OWNER: "田中 陽子", FirmRole.OFFICER: "木村"}
    assert all(isinstance(role, FirmRole) for role in assessment.roles)
    assert assessment.organisation.fiscal_year_starts == 4
    assert read_again(assessment) == assessment


@pytest.mark.parametrize("month", [1, 12])
def test_any_month_may_begin_the_fiscal_year(said: str, month: int) -> None:
    text = said.replace("starts = 4", f"starts = {month}")
    assert interpret(from_text(text, "a.toml"), PLACES, TODAY)[1].organisation.fiscal_year_starts == month


@pytest.mark.parametrize("year", DIGESTS)
def test_what_says_neither_keeps_its_digest_and_what_says_one_has_another(year: str) -> None:
    told = load(EXAMPLES / f"{year}.toml", PLACES, TODAY)[1]
    assessment = replace(told, roles={}, organisation=replace(told.organisation, fiscal_year_starts=None))
    assert content_digest(assessment) == DIGESTS[year]
    assert content_digest(replace(assessment, roles={FirmRole.OFFICER: "木村"})) != DIGESTS[year]
    firm = replace(assessment.organisation, fiscal_year_starts=4)
    assert content_digest(replace(assessment, organisation=firm)) != DIGESTS[year]


def test_names_pass_the_door_for_texts(said: str) -> None:
    text = said.replace('"木村"', '"木\\u202e村\\u200b"')
    assert interpret(from_text(text, "a.toml"), PLACES, TODAY)[1].roles[FirmRole.OFFICER] == "木村"


def test_an_answer_is_saved_and_the_hand_s_roles_and_comments_stay(tmp_path: Path, said: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text(said, encoding="utf-8")
    before = load(file, PLACES, TODAY)[1]

    def yes(_: object, now: Assessment) -> Assessment:
        return now.with_answer("people-01", replace(now.answer("people-01"), status=Status.YES))

    after = save(file, yes, PLACES, TODAY)[1]
    assert (after.roles, after.organisation) == (before.roles, before.organisation)
    assert file.read_text(encoding="utf-8").startswith(said)
