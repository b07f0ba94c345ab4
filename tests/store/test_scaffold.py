"""The workshop for authors: schemas that fit the files, editions of one's own from the first line to the PDF."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import tomli
from tests.conftest import EXAMPLES, Said

from tenken import data
from tenken.store.scaffold import FILES, written

Tenken = Callable[..., Said]
SHIPPED = sorted(data.folder("checklist").rglob("*.toml"))
QUESTION = """
[[question]]
id = "q-{at}"
tier = "quick"
label.en = "Measure {at}"
text.en = "Is measure {at} in place?"
why.en = "It helps."
weight = {weight}
remedy = {{ first.en = "Begin with {at}", effort = "days", cost = "low", role = "admin", within_days = 60 }}
"""


def plain(text: str) -> object:
    """TOML as JSON sees it: days are texts."""
    return json.loads(json.dumps(tomli.loads(text), default=str))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(data.folder("checklist"))))
def test_every_shipped_file_names_its_schema_and_fits_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = re.match(r"#:schema (\S+)\n", text)
    assert named
    schema = path.parent / named[1]
    assert schema.read_bytes() == written(schema.name)
    jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(plain(text))


def test_every_schema_beside_the_editions_is_the_one_that_is_written_today() -> None:
    for schema in sorted((data.folder("checklist") / "schema").glob("*.schema.json")):
        assert schema.read_bytes() == written(schema.name), schema.name


def test_the_schema_of_an_assessment_fits_the_example_and_finds_mistakes() -> None:
    schema = jsonschema.Draft202012Validator(json.loads(written("assessment.schema.json")))
    text = (EXAMPLES / "2026.toml").read_text(encoding="utf-8")
    schema.validate(plain(text))
    for wrong in (
        text.replace('"yes"', '"yess"', 1),
        text.replace("employees = 14", "employees = -1"),
        "x = 1\n" + text,
    ):
        assert list(schema.iter_errors(plain(wrong)))


def test_schemas_are_written_where_they_are_wanted(tenken: Tenken, tmp_path: Path) -> None:
    assert tenken("checklist", "schema", "s").code == 0
    assert {path.name for path in (tmp_path / "s").iterdir()} == set(FILES)
    assert tenken("checklist", "schema", "s").code == 2


def own_way(tenken: Tenken, folder: str, reference: str, lang: str = "ja") -> None:
    """The way of a new author: lint, assess, report."""
    clean = tenken("checklist", "lint", folder)
    assert clean.code == 0, clean.err
    made = tenken("new", "a.toml", "--organisation", "x", "--checklist", reference, "--checklist-path", folder)
    assert made.code == 0, made.err
    said = tenken("report", "a.toml", "-o", "a.pdf", "--checklist-path", folder, lang=lang)
    assert said.code == 0, said.err


@pytest.mark.pdf
def test_an_edition_of_ones_own_lints_clean_and_reaches_the_pdf(tenken: Tenken) -> None:
    assert tenken("checklist", "new", "Our Club").code == 0
    own_way(tenken, "Our Club", "our-club@1")
    assert tenken("checklist", "new", "Our Club").code == 2
    assert tenken("checklist", "new", "わたしたち").code == 2
    assert tenken("checklist", "new", "わたしたち", "--id", "ours").code == 0


@pytest.mark.pdf
def test_a_copy_keeps_the_questions_and_names_where_it_comes_from(tenken: Tenken, tmp_path: Path) -> None:
    assert tenken("checklist", "new", "copy", "--from", "member-data@2026").code == 0
    head = tomli.loads((tmp_path / "copy" / "checklist.toml").read_text(encoding="utf-8"))
    assert (head["id"], head["edition"], head["predecessor"]) == ("copy", "1", "member-data@2026")
    assert "released" not in head
    own_way(tenken, "copy", "copy@1")


def write_edition(folder: Path, questions: int) -> None:
    folder.mkdir()
    (folder / "checklist.toml").write_text(
        'format = 1\nid = "big"\nedition = "1"\ntitle.en = "A big one"\nareas = ["q"]\n'
        'grade = [{ letter = "A", from = 50 }, { letter = "B", from = 0 }]\ngate = { no = "B", partial = "A" }\n',
        encoding="utf-8",
    )
    body = "".join(QUESTION.format(at=at, weight=at % 5 + 1) for at in range(questions))
    (folder / "q.toml").write_text(
        f'format = 1\nid = "q"\nweight = 1\ntitle.en = "Questions"\n{body}', encoding="utf-8"
    )


@pytest.mark.pdf
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_english_only_one_area_three_questions(tenken: Tenken, tmp_path: Path, lang: str) -> None:
    write_edition(tmp_path / "big", 3)
    assert tenken("checklist", "lint", "big").code == 0
    made = tenken("new", "a.toml", "--organisation", "x", "--checklist", "big@1", "--checklist-path", "big")
    assert made.code == 0, made.err
    assert tenken("report", "a.toml", "-o", "a.pdf", "--checklist-path", "big", lang=lang).code == 0


def test_two_thousand_questions_reach_the_report(tenken: Tenken, tmp_path: Path) -> None:
    write_edition(tmp_path / "big", 2000)
    made = tenken("new", "a.toml", "--organisation", "x", "--checklist", "big@1", "--checklist-path", "big")
    assert made.code == 0, made.err
    said = tenken("score", "a.toml", "--json", "--checklist-path", "big")
    assert json.loads(said.out)["coverage"]["total"] == 2000
    assert tenken("report", "a.toml", "-o", "a.html", "--checklist-path", "big").code == 0
