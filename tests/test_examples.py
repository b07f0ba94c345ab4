"""Everything in examples/ loads, scores what it always scored, and tells the story it should."""

import json
from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion

from tenken import data
from tenken.core.model import Depth, Status
from tenken.core.scoring.score import score
from tenken.render.formats import REPORTS
from tenken.render.report.score_json import score_document
from tenken.store.assessment import loader
from tenken.store.checklist import editions
from tests.conftest import EXAMPLES, PLACES, TODAY, Said

FILES = sorted(set(EXAMPLES.glob("*.toml")) - set(EXAMPLES.glob("*-followup.toml")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_the_example_scores_what_it_always_scored(path: object, snapshot: SnapshotAssertion) -> None:
    checklist, assessment = loader.load(path, PLACES, TODAY)  # type: ignore[arg-type]
    told = score_document(checklist, assessment, score(checklist, assessment))
    assert told.pop("digest") == checklist.digest
    assert json.dumps(told, indent=1) == snapshot


def test_the_finished_example_has_answers_of_every_kind() -> None:
    checklist, assessment = loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)
    card = score(checklist, assessment)
    assert not card.draft
    assert {item.status for item in card.questions} == set(Status)
    assert assessment.exposure
    assert assessment.exposure.persons == 1200


def test_a_third_of_the_draft_is_unanswered() -> None:
    card = score(*loader.load(EXAMPLES / "2026-draft.toml", PLACES, TODAY))
    assert card.draft
    assert card.tally.total - card.tally.na - card.tally.answered == 26


def test_the_core_areas_have_their_counts() -> None:
    checklist = editions.load(data.folder("checklist") / "member-data-2026")
    core = checklist.areas[:7]
    questions = [question for area in core for question in area.questions]
    quick = [question for question in questions if question.tier is Depth.QUICK]
    assert (len(questions), len(quick)) == (78, 35)
    assert all(question.tier is Depth.QUICK for question in questions if question.critical)
    for area in core:
        assert sum(question in quick for question in area.questions) >= 3


@pytest.mark.pdf
def test_the_example_can_be_shown_by_every_renderer(tenken: Callable[..., Said]) -> None:
    laid_out = {"pdf": ("ja",), "archive": ("en",)}  # twenty pages each
    for form in REPORTS:
        for lang in laid_out.get(form, ("ja", "en")):
            said = tenken("report", EXAMPLES / "2026.toml", "-o", f"{lang}.{form}", lang=lang)
            assert said.code == 0, said.err
