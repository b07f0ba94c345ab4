"""Which editions lie between two years, and which is the newest."""

import shutil
from pathlib import Path

import pytest
from tests.conftest import CLUB
from tests.years import PLACES, TODAY, YEARS, text_of

from tenken.core.problem import FileProblems
from tenken.store import years
from tenken.store.checklist import editions
from tenken.store.checklist.editions import load_by_reference


@pytest.fixture
def line(tmp_path: Path) -> tuple[Path, ...]:
    """club@1 to club@4, each after the one before; club@4 is not released."""
    for edition in ("3", "4"):
        folder = tmp_path / f"club-{edition}"
        shutil.copytree(YEARS / "club-2", folder)
        head = (folder / "checklist.toml").read_text(encoding="utf-8")
        head = head.replace('edition = "2"', f'edition = "{edition}"').replace("club@1", f"club@{int(edition) - 1}")
        released = "released = 2026-10-01\n" if edition == "3" else ""
        head = head.replace("released = 2026-06-01\n", released)
        (folder / "checklist.toml").write_text(head, encoding="utf-8")
    return (tmp_path, *PLACES)


def test_the_editions_between_two_are_found_oldest_first(line: tuple[Path, ...]) -> None:
    first, second, third, fourth = (load_by_reference(f"club@{edition}", line) for edition in "1234")
    assert [found.reference for found in editions.between(first, fourth, line)] == ["club@2", "club@3"]
    assert editions.between(second, third, line) == ()
    assert editions.between(third, third, line) == ()
    assert editions.between(fourth, first, line) == ()
    assert editions.between(load_by_reference("trio@1", line), fourth, line) == ()


def test_the_newest_released_edition_is_taken(line: tuple[Path, ...]) -> None:
    first, second, third, fourth = (load_by_reference(f"club@{edition}", line) for edition in "1234")
    assert editions.newest_after(first, line, TODAY) == third
    assert editions.newest_after(third, line, TODAY) == third
    assert editions.newest_after(fourth, line, TODAY) == fourth
    assert editions.newest_after(second, (CLUB, YEARS), TODAY) == second


def test_a_missing_edition_in_between_is_no_line(line: tuple[Path, ...], tmp_path: Path) -> None:
    first, fourth = (load_by_reference(f"club@{edition}", line) for edition in "14")
    shutil.rmtree(tmp_path / "club-3")
    assert editions.between(first, fourth, line) == ()


def test_a_broken_edition_in_between_is_told(line: tuple[Path, ...], tmp_path: Path) -> None:
    first, fourth = (load_by_reference(f"club@{edition}", line) for edition in "14")
    (tmp_path / "club-3" / "people.toml").unlink()
    with pytest.raises(FileProblems):
        editions.between(first, fourth, line)


def test_a_line_without_end_is_no_line(line: tuple[Path, ...], tmp_path: Path) -> None:
    first, fourth = (load_by_reference(f"club@{edition}", line) for edition in "14")
    head = tmp_path / "club-3" / "checklist.toml"
    head.write_text(head.read_text(encoding="utf-8").replace("club@2", "club@4"), encoding="utf-8")
    assert editions.between(first, fourth, line) == ()
    assert editions.newest_after(first, line, TODAY).reference == "club@2"


def test_a_year_remembers_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbf" + text_of("club@1", "2025-11-20", people_01="yes").encode())
    year = years.load(path, PLACES, TODAY)
    assert year.assessment.organisation.name == "北浜クラブ"
    assert year.name == str(path)
    assert len(year.sha256) == 64
