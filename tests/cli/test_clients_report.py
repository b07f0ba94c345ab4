"""The reports of many firms in one command: which are made, that they are the usual ones, and what interrupts it."""

import json
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import EXAMPLES, Said
from tests.processes import Start, children, ended, starting

Tenken = Callable[..., Said]


def firm(firms: Path, folder: str, *years: str, **renamed: str) -> Path:
    """A firm with copies of the example's files; ``renamed`` gives a year's file another's content."""
    made = firms / folder
    made.mkdir(parents=True)
    for year in years:
        shutil.copy(EXAMPLES / year, made / year)
    for name, source in renamed.items():
        shutil.copy(EXAMPLES / source, made / f"{name.lstrip('y')}.toml")
    (made / "client.toml").write_text(f'format = 1\nname = "{folder} クラブ"\n', encoding="utf-8")
    return made


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    """An audited firm, one without last year, one in the middle of its answers, one that nobody can read."""
    firms = tmp_path / "firms"
    firm(firms, "audited", "2025.toml", "2026.toml", "2026-audit.toml", "2026-followup.toml")
    firm(firms, "first", "2026.toml")
    firm(firms, "half", y2026="2026-draft.toml")
    broken = firm(firms, "torn", "2026.toml")
    (broken / "2026.toml").write_bytes(b"format = [\n")
    return firms


def data(said: Said) -> Any:
    return json.loads(said.out)


@pytest.mark.pdf
@pytest.mark.child
def test_reports_are_those_that_the_command_report_makes(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    said = tenken("clients", "report", "firms", "--jobs", "2")
    assert said.code == 3
    assert "torn/2026.toml" in said.err
    made = {str(path.relative_to(firms)): path.read_bytes() for path in firms.rglob("*.pdf")}
    assert set(made) == {"audited/out/2026.pdf", "audited/out/2026-audit.pdf", "first/out/2026.pdf"}
    assert all(str(Path("firms") / name) in said.out for name in made)
    assert "1社" in said.err
    for name, *previous in (("audited/2026", "--previous", "firms/audited/2025.toml"), ("first/2026",)):
        assert tenken("report", f"firms/{name}.toml", *previous, "-o", "x.pdf", "--force").code == 0
        assert (tmp_path / "x.pdf").read_bytes() == made[f"{name.replace('/', '/out/')}.pdf"]
    again = data(tenken("clients", "report", "firms", "--json"))
    assert (again["made"], again["same"], again["refused"], again["due"], again["unfinished"]) == (0, 3, 0, 3, 1)


def test_what_is_asked_for_decides_what_is_made(tenken: Tenken, firms: Path) -> None:
    shutil.rmtree(firms / "torn")

    def made(*asked: str) -> list[str]:
        said = tenken("clients", "report", "firms", "--jobs", "1", "--json", *asked)
        assert said.code == 0, said.err
        reports = data(said)["reports"]
        assert data(said)["due"] == len(reports)
        assert all((firms / one["folder"] / one["file"]).is_file() for one in reports)
        return [f"{one['folder']} {one['file']} {one['state']}" for one in reports]

    assert made("--format", "json") == [
        "audited out/2026.json made",
        "audited out/2026-audit.json made",
        "first out/2026.json made",
    ]
    years = ("firms/audited/2026.toml", "--previous", "firms/audited/2025.toml")
    told = data(tenken("report", *years, "--format", "json", "-o", "-"))
    assert json.loads((firms / "audited/out/2026.json").read_bytes()) == told
    assert "half out/2026.json made" in made("--format", "json", "--drafts")
    assert made("--format", "html", "--profile", "audit") == ["audited out/2026-audit.html made"]
    one = ("--format", "html", "--where", "name=first クラブ")
    assert made(*one, "--profile", "full") == ["first out/2026-full.html made"]
    assert made("--format", "text", "--due-within", "3") == []
    brand = firms.parent / "brand.toml"
    brand.write_text('format = 1\n[brand]\nname = "点検事務所"\n', encoding="utf-8")
    assert made(*one) == ["first out/2026.html made"]
    assert made(*one, "--brand", "brand.toml") == ["first out/2026.html made"]
    assert "点検事務所" in (firms / "first/out/2026.html").read_text(encoding="utf-8")


def test_what_is_wrong_with_one_firm_is_told_and_the_others_are_made(tenken: Tenken, firms: Path) -> None:
    other = firm(firms, "mixed", "2026.toml")
    text = (EXAMPLES / "2025.toml").read_text(encoding="utf-8")
    (other / "2025.toml").write_text(text.replace('name = "', 'name = "別の', 1), encoding="utf-8")
    twice = firm(firms, "twice", "2026.toml")
    shutil.copy(twice / "2026.toml", twice / "again.toml")
    (firms / "link").symlink_to(firms / "first")
    (firms / "notes.txt").write_bytes(b"")
    for lang in ("ja", "en"):
        said = tenken("clients", "report", "firms", "--format", "json", "--jobs", "1", lang=lang)
        assert said.code == 3
        for name in ("torn/2026.toml", "mixed/2026.toml", "twice/again.toml"):
            assert name in said.err
    assert {path.parent.parent.name for path in firms.rglob("out/*.json")} == {"audited", "first"}


def test_reports_in_both_languages_lie_side_by_side(tenken: Tenken, firms: Path) -> None:
    shutil.rmtree(firms / "torn")
    report = ("clients", "report", "firms", "--format", "html", "--profile", "full", "--jobs", "1", "--json")
    made = [data(tenken(*report, lang=lang)) for lang in ("ja", "en", "ja", "en")]
    assert [(one["made"], one["same"]) for one in made] == [(3, 0), (3, 0), (0, 3), (0, 3)]
    assert not [one for run in made for one in run["reports"] if one["replaced"]]
    pages = {path.name: path.read_text(encoding="utf-8") for path in (firms / "first" / "out").iterdir()}
    assert set(pages) == {"2026-full.html", "2026-en-full.html"}
    assert '<html lang="ja"' in pages["2026-full.html"]
    assert '<html lang="en"' in pages["2026-en-full.html"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1:1", 2),
        ("tcp://127.0.0.1", 2),
        ("tcp://127.0.0.1:x", 2),
        ("tcp://[", 2),
        ("tcp://192.0.2.7:8786", 2),
        ("tcp://127.0.0.1:9", 4),
    ],
)
def test_a_scheduler_that_may_not_or_does_not_answer_is_told(
    tenken: Tenken, firms: Path, address: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenken.batch.executors.PATIENCE", 1)
    said = tenken("clients", "report", "firms", "--scheduler", address)
    assert said.code == code
    assert address in said.err
    assert not list(firms.rglob("out"))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with starting(tmp_path) as run:
        yield run


@pytest.mark.pdf
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux lists the children of a process")
@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_goes_on_where_it_stopped(
    tenken: Tenken, tmp_path: Path, start: Start, by: signal.Signals
) -> None:
    assert tenken("demo", "firms", "--clients", "16").code == 0
    firms = tmp_path / "firms"
    process = start("clients", "report", "firms", "--jobs", "2")
    assert process.stdout
    process.stdout.readline()  # the first report is there
    workers = children(process.pid)
    process.send_signal(by)
    process.communicate(timeout=120)
    assert process.returncode == (130 if by is signal.SIGINT else -9)
    assert ended(*workers)
    before = {path: (path.read_bytes(), path.stat().st_ino) for path in firms.rglob("out/*.pdf")}
    assert before
    assert all(content.startswith(b"%PDF") and b"%%EOF" in content[-32:] for content, _ in before.values())
    told = data(tenken("clients", "report", "firms", "--jobs", "2", "--json"))
    assert len(before) - 1 <= told["same"] <= len(before)  # the last one may have been on the disk without its line
    assert (told["same"] + told["made"], told["refused"]) == (told["due"], 0)
    assert told["made"] > 0
    assert {path: (path.read_bytes(), path.stat().st_ino) for path in before} == before
