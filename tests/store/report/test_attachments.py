"""The files inside a PDF: an edition of others is read, or refused as what it is."""

import json

import pytest
from tests.conftest import PLACES

from tenken.core.problem import FileProblems
from tenken.store.checklist import editions
from tenken.store.report.attachments import open_edition

SOURCE = editions.load_by_reference("club@1", PLACES).source


def test_an_edition_comes_back_as_it_went_in() -> None:
    assert open_edition(SOURCE, "x").source == SOURCE


@pytest.mark.parametrize("half", [chr(0xD800), chr(0xDFFF)], ids=["first", "second"])
def test_half_a_character_is_refused(half: str) -> None:
    head, *areas = json.loads(SOURCE)
    areas[0]["question"][0]["text"]["ja"] = half
    with pytest.raises(FileProblems) as refused:
        open_edition(json.dumps([head, *areas]).encode(), "x")
    assert [problem.what for problem in refused.value.problems] == ["no-edition-inside"]
