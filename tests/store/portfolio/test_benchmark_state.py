"""What a folder keeps of the benchmarks that it published, and what becomes of a file of which it knows nothing."""

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.core.portfolio.test_benchmark import FIRM, firms

from tenken.core.problem import FileProblems, UsageProblem
from tenken.store.portfolio.benchmark import Published, update

DAY = date(2026, 11, 28)
SCORES = tuple(range(30, 42))


def put(folder: Path, output: Path, *scores: int) -> Published:
    """Publish and write, as the command does."""
    standing = output if output.exists() else None
    found = update(folder, standing, firms(*scores, of=replace(FIRM, sector="CANARY業")), DAY)
    output.write_bytes(found.content)
    return found


def test_the_file_tells_of_no_firm_and_what_is_kept_beside_is_the_owners_only(tmp_path: Path) -> None:
    found = put(tmp_path, tmp_path / "b.toml", *SCORES)
    kept = tmp_path / ".tenken" / "benchmark.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    state = kept.read_text(encoding="utf-8")
    published = (tmp_path / "b.toml").read_text(encoding="utf-8")
    salt = state.partition('"salt": "')[2][:32]
    assert len(salt) == 32
    marks = state.partition('"marks"')[2]
    assert not [mark for mark in marks.split('"') if len(mark) == 24 and mark in published]
    assert salt not in published
    assert '"10-19"' in published
    assert found.benchmark.first


def test_another_run_another_place_and_one_firm_more_give_the_same_file(tmp_path: Path) -> None:
    first = put(tmp_path, tmp_path / "b.toml", *SCORES)
    again = put(tmp_path, tmp_path / "b.toml", *SCORES, 99)
    elsewhere = put(tmp_path, tmp_path / "c.toml", *SCORES, 99)
    (tmp_path / "b.toml").unlink()
    anew = put(tmp_path, tmp_path / "b.toml", *SCORES, 99)
    assert first.new
    assert not again.new
    assert {found.content for found in (again, elsewhere, anew)} == {first.content}
    other = put(tmp_path, tmp_path / "c.toml", *SCORES, 97, 98, 99)
    assert other.new
    assert not other.benchmark.first
    late = put(tmp_path, tmp_path / "b.toml", *SCORES, 97, 98, 99)  # an earlier file of this folder is brought up to it
    assert late.content == other.content


@pytest.mark.parametrize("lost", ["gone", "broken", "other"])
def test_a_file_of_which_nothing_is_known_stays_as_it_is(tmp_path: Path, lost: str) -> None:
    output = tmp_path / "b.toml"
    before = put(tmp_path, output, *SCORES).content
    kept = tmp_path / ".tenken" / "benchmark.json"
    if lost == "gone":
        kept.unlink()
    elif lost == "broken":
        kept.write_bytes(kept.read_bytes()[:-40])
    else:
        kept.unlink()
        put(tmp_path, tmp_path / "c.toml", *SCORES)
    with pytest.raises(FileProblems) as refused:
        put(tmp_path, output, *SCORES, 97, 98, 99)
    assert refused.value.problems[0].what == "benchmark-unknown"
    assert output.read_bytes() == before


def test_where_there_is_no_group_nothing_is_published_or_kept(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem):
        put(tmp_path, tmp_path / "b.toml", 1, 2, 3, 4, 5)
    assert not (tmp_path / "b.toml").exists()
    assert not (tmp_path / ".tenken" / "benchmark.json").exists()
