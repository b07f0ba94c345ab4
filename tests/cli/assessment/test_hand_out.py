"""``--area`` and ``--role`` of ``sheet write`` and ``form write``: the share of one person, as a user types it."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.ask.sheet.excel import Paper
from tests.conftest import EXAMPLES, PLACES, TODAY, Said

from tenken.core.model import Assessment, FirmRole, Status
from tenken.store.assessment import loader
from tenken.words import LANGUAGES, Language, Words

Tenken = Callable[..., Said]
KINDS = {"sheet": "xlsx", "form": "html"}


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "a.toml"
    named = head + 'assessor = { name = "森" }\n'
    path.write_text(named + "[answers.people-01]\nstatus = 'no'\n", encoding="utf-8")
    return path


def now(file: Path) -> Assessment:
    return loader.load(file, PLACES, TODAY)[1]


def ids(path: Path) -> set[str]:
    """The questions that a sheet or form asks."""
    if path.suffix == ".html":
        return set(re.findall(r'id="q-([a-z]+-\d+)"', path.read_text(encoding="utf-8")))
    page = openpyxl.load_workbook(path).worksheets[1]
    return {str(row[0].value) for row in page.iter_rows(min_row=5) if row[0].value}


def texts(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return "\n".join(str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "share",
    [
        (["--area", "people"], "people", {"people-01", "people-02"}),
        (["--area", "1"], "people", {"people-01", "people-02"}),
        (["--area", "機械", "--area", "people"], "machines-people", None),
        (["--role", "システム担当"], "システム担当", {"machines-01"}),
        (["--role", "system"], "システム担当", {"machines-01"}),
        (["--role", "IT person"], "IT_person", {"machines-01"}),
        (["--role", "システム担当者 (山本)"], "システム担当者_山本", {"machines-01"}),
        (["--role", "../店長/夜", "--area", "people"], "店長_夜-people", {"people-01", "people-02"}),
    ],
)
def test_a_share_asks_its_questions_and_its_file_is_called_after_it(
    tenken: Tenken, file: Path, kind: str, share: tuple[list[str], str, set[str] | None]
) -> None:
    options, suffix, expected = share
    said = tenken(kind, "write", file.name, *options)
    assert said.code == 0, said.err
    made = file.parent / f"a-answers-{suffix}.{KINDS[kind]}"
    assert f"{made.name} を作りました" in said.err
    asked = ids(made) - {"machines-03"}  # the form holds what could still come to concern the firm
    assert asked == (expected or {"people-01", "people-02", "machines-01", "machines-02"})
    assert f"のうちの{len(asked)}問です" in said.err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_role_is_known_by_its_key_and_its_word(tenken: Tenken, tmp_path: Path, lang: Language) -> None:
    words, example = Words(lang), EXAMPLES / "2026.toml"
    checklist, _ = loader.load(example, PLACES, TODAY)
    for role in FirmRole:
        for written in (role, words(f"role.{role}").upper()):
            said = tenken(
                "sheet", "write", EXAMPLES / "2026.toml", "--role", written, "-o", "x.xlsx", "--force", lang=lang
            )
            assert said.code == 0, said.err
            asked = ids(tmp_path / "x.xlsx")
            assert asked
            assert {question.remedy.role for _, question in checklist.questions if question.id in asked} == {role}


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_no_role_of_the_remedies_gets_everything_and_that_is_said(tenken: Tenken, file: Path, kind: str) -> None:
    said = tenken(kind, "write", file.name, "--role", "店長")
    assert said.code == 0
    assert "「店長」に分けた質問はないため、全4問を入れました" in said.err
    assert ids(file.parent / f"a-answers-店長.{KINDS[kind]}") >= {"people-01", "machines-01"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--area", "peple"], ["people"]),
        (["--area", "経理"], ["1 人", "2 機械"]),
        (["--role", "システム係"], ["システム担当", "--area"]),
        (["--role", "///"], ["60", "システム担当"]),
        (["--role", "あ" * 61], ["60"]),
        (["--role", ""], ["60"]),
    ],
)
def test_what_there_is_not_is_refused_and_what_there_is_is_named(
    tenken: Tenken, file: Path, kind: str, options: list[str], named: list[str]
) -> None:
    said = tenken(kind, "write", file.name, *options)
    assert (said.code, said.out) == (2, "")
    assert all(word in said.err for word in named), said.err
    assert sorted(path.name for path in file.parent.iterdir()) == ["a.toml"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_depth_does_not_ask_is_refused(tenken: Tenken, kind: str) -> None:
    said = tenken(kind, "write", EXAMPLES / "2026.toml", "--area", "card")
    assert said.code == 2
    assert "1 基本方針" in said.err
    assert "12 カード" not in said.err


@pytest.mark.parametrize("kind", KINDS)
def test_the_owners_name_does_not_stand_in_what_goes_to_somebody_else(tenken: Tenken, file: Path, kind: str) -> None:
    for at, (options, named) in enumerate(((["--role", "officer"], False), (["--area", "1"], False), ([], True))):
        name = f"{at}.{KINDS[kind]}"
        assert tenken(kind, "write", file.name, *options, "-o", name).code == 0
        assert ("森" in texts(file.parent / name)) == named


def test_two_peoples_sheets_come_together_and_nothing_is_missing(tenken: Tenken, file: Path) -> None:
    for name, options in (("one", ["--role", "システム担当"]), ("two", ["--area", "people", "--role", "店長"])):
        assert tenken("sheet", "write", file.name, *options, "-o", f"{name}.xlsx").code == 0
    one, two = (Paper((file.parent / f"{name}.xlsx").read_bytes()) for name in ("one", "two"))
    one.put("machines-01", status="できている")
    two.put("people-01", status="一部できている").put("people-02", status="わからない")
    for name, paper in (("one", one), ("two", two)):
        (file.parent / f"{name}.xlsx").write_bytes(paper.content)
        said = tenken("sheet", "read", f"{name}.xlsx", "--into", file.name)
        assert said.code == 0, said.err
        assert "シートに行がない" not in said.err
        assert "合わせました" not in said.err
    answers = now(file).answers
    assert answers["machines-01"].status is Status.YES
    assert answers["machines-01"].by == "システム担当"
    assert answers["people-01"].status is Status.PARTIAL
    assert answers["people-02"].by == "店長"
