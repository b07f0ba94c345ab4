"""One report to make: from bytes alone, with editions and library loaded once for all that a process makes."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import EXAMPLES, Said

from tenken.batch import jobs
from tenken.batch.jobs import Job, Made, Order, Refused, Source, make
from tenken.batch.own_lists import packed, unpacked
from tenken.core.model import Checklist
from tenken.store import years
from tenken.store.checklist import editions, library

TODAY = date(2026, 11, 21)


def job(*names: str) -> Job:
    this, *last = [Source(f"kitahama/{name}", (EXAMPLES / name).read_bytes()) for name in names]
    return Job(folder="kitahama", firm="北浜", target="out/x.json", this=this, last=last[0] if last else None)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each edition, and the library, were loaded."""
    found: Counter[str] = Counter()
    edition, whole = editions.load_by_reference, library.load

    def of_reference(reference: str, places: Sequence[Path], *more: Any) -> Checklist:
        found[reference] += 1
        return edition(reference, places, *more)

    def of_places(places: Sequence[Path]) -> Any:
        found["library"] += 1
        return whole(places)

    monkeypatch.setattr(editions, "load_by_reference", of_reference)
    monkeypatch.setattr(library, "load", of_places)
    jobs._known.cache_clear()
    jobs._library.cache_clear()
    return found


def test_editions_and_library_are_loaded_once_for_many_reports(loaded: Counter[str]) -> None:
    order = Order(form="json", today=TODAY)
    made = [make(order, job(*names)) for names in [("2026.toml", "2025.toml"), ("2026.toml",), ("2026-audit.toml",)]]
    assert all(isinstance(one, Made) for one in made)
    assert set(loaded) == {"member-data@2026", "member-data@2025", "library"}
    assert set(loaded.values()) == {1}


def test_what_is_wrong_is_given_back_and_never_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(form="json", today=TODAY)
    broken = Job(folder="x", firm="x", target="out/x.json", this=Source("x/2026.toml", b"format = ["))
    refused = make(order, broken)
    assert isinstance(refused, Refused)
    assert [problem.file for problem in refused.problems] == ["x/2026.toml"]
    refused = make(order, job("2025.toml", "2026.toml"))
    assert isinstance(refused, Refused)
    assert refused.error == "older"

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(years, "report_of", fail)
    refused = make(order, job("2026.toml"))
    assert isinstance(refused, Refused)
    assert (refused.error, refused.values) == ("unexpected", {"kind": "ZeroDivisionError"})


def test_own_editions_go_along_as_bytes(tenken: Callable[..., Said], tmp_path: Path) -> None:
    assert tenken("checklist", "new", "own").code == 0
    (tmp_path / "own" / "notes.txt").write_bytes(b"not for others")
    (tmp_path / "own" / "deeper").mkdir()
    (tmp_path / "own" / "deeper" / "x.toml").write_bytes(b"a = 1")
    lists = packed((tmp_path / "own",))
    (place,) = unpacked(lists)
    assert place != tmp_path / "own"
    assert {path.name for path in place.rglob("*") if path.is_file()} == {
        path.name for path in (tmp_path / "own").glob("*.toml")
    }
    there, here = (editions.load_by_reference("own@1", [folder]) for folder in (place, tmp_path / "own"))
    assert there.digest == here.digest
    assert unpacked(packed((tmp_path / "own",))) == (place,)
    assert unpacked(packed(())) == ()
