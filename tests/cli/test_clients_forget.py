"""A firm is removed with all that tenken keeps of it; nothing else goes, whatever lies in its folder."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Said
from tests.terminals import Terminal, has_terminals

from tenken.store.portfolio.forget import CACHE, MANIFEST

Tenken = Callable[..., Said]
NAMES = ("天満書店", "堀江歯科")


@pytest.fixture
def firms(tenken: Tenken, tmp_path: Path) -> Path:
    """Two firms to which something went out."""
    for name in NAMES:
        assert tenken("clients", "new", "firms", name).code == 0
    assert tenken("clients", "send", "firms").code == 0
    assert tenken("clients", "table", "firms").code == 0
    return tmp_path / "firms"


def all_bytes(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_firm_goes_with_its_entries_and_the_others_stay(tenken: Tenken, firms: Path) -> None:
    for more in ("-wal", "-journal"):
        (firms / ".tenken" / f"{CACHE[0]}{more}").write_bytes(b"x")
    others, files = all_bytes(firms / NAMES[1]), len(all_bytes(firms / NAMES[0]))
    said = tenken("clients", "forget", "firms", NAMES[0], "--yes")
    assert said.code == 0, said.err
    assert f"ファイル{files}個" in said.err
    assert "2026年11月21日" in said.out  # when something went out
    assert not (firms / NAMES[0]).exists()
    assert not list((firms / ".tenken").glob(f"{CACHE[0]}*"))
    assert all_bytes(firms / NAMES[1]) == others
    assert NAMES[0] not in "".join(str(path) for path in firms.rglob("*"))
    (row,) = json.loads(tenken("clients", "table", "firms", "--json").out)["firms"]
    assert row["name"] == NAMES[1]


def test_its_lines_go_from_the_list_and_the_others_stay_as_they_are(tenken: Tenken, firms: Path) -> None:
    name = NAMES[0]
    kept = [
        b'{"folder": "\\u5800\\u6c5f\\u6b6f\\u79d1", "file":  "a.pdf"}\n',
        b"no json\r\n",
        b"\xff\xfe\n",
        json.dumps({"folder": NAMES[1], "file": name}).encode() + b"\n",
        b'["folder"]\n',
    ]
    gone = [
        json.dumps({"folder": name}, ensure_ascii=False).encode() + b"\n",
        json.dumps({"folder": name, "file": "b"}).encode() + b"\r\n",
        b'{"folder": "' + name.encode() + b'", "fi\n',
        b'{"file": 1, "x": "' + json.dumps(name)[1:-1].encode(),
    ]
    manifest = firms / ".tenken" / MANIFEST
    manifest.write_bytes(b"".join([kept[0], gone[0], kept[1], gone[1], gone[2], *kept[2:], gone[3]]))
    assert tenken("clients", "forget", "firms", name, "--yes").code == 0
    assert manifest.read_bytes() == b"".join(kept)


def test_without_a_yes_nothing_goes_and_what_would_go_is_told(tenken: Tenken, firms: Path) -> None:
    before = all_bytes(firms)
    for lang in ("ja", "en"):
        said = tenken("clients", "forget", "firms", NAMES[0], lang=lang)
        assert (said.code, said.out) == (2, "")
        assert "--yes" in said.err
        assert NAMES[0] in said.err
    assert all_bytes(firms) == before


@pytest.mark.skipif(not has_terminals(), reason="needs pseudo-terminals")
@pytest.mark.parametrize(("key", "there"), [("1", True), ("2", False)])
def test_a_person_is_asked(firms: Path, tmp_path: Path, key: str, there: bool) -> None:
    terminal = Terminal(tmp_path, "clients", "forget", "firms", NAMES[0])
    terminal.shows("を消しますか")
    terminal.send(f"{key}\r")
    assert terminal.end() == 0
    assert (firms / NAMES[0]).exists() == there


def test_a_name_that_is_not_one_firms_is_refused(tenken: Tenken, firms: Path) -> None:
    shutil.copytree(firms / NAMES[0], firms / "copy")
    (firms / "no-firm").mkdir()
    (firms / "memo.txt").write_text("x", encoding="utf-8")
    before = all_bytes(firms)
    two = tenken("clients", "forget", "firms", NAMES[0], "--yes")
    assert two.code == 2
    assert f"{NAMES[0]}/" in two.err
    assert "copy/" in two.err
    for name in ("天満", "", "..", ".", "../firms", "no-firm", "memo.txt", ".tenken", "/", f"{NAMES[1]}/..", "x" * 300):
        for lang in ("ja", "en"):
            said = tenken("clients", "forget", "firms", name, "--yes", lang=lang)
            assert (said.code, said.out) == (2, ""), name
    assert tenken("clients", "forget", "nowhere", NAMES[0], "--yes").code == 3
    assert all_bytes(firms) == before
    assert tenken("clients", "forget", "firms", "copy/", "--yes").code == 0
    assert not (firms / "copy").exists()
    assert (
        tenken("clients", "forget", "firms", f" {NAMES[0]} ", "--yes").code == 0
    )  # by its name, as a person writes it
    assert not (firms / NAMES[0]).exists()


def test_links_are_never_followed(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "client.toml").write_text('format = 1\nname = "外"\n', encoding="utf-8")
    (firms / "link").symlink_to(outside)
    for name in ("link", "link/"):
        said = tenken("clients", "forget", "firms", name, "--yes")
        assert said.code == 3
        assert "リンク" in said.err
    firm = firms / NAMES[0]
    (firm / "evidence").symlink_to(outside)
    (firm / "file.toml").symlink_to(outside / "client.toml")
    (firm / "sent" / "broken").symlink_to(firm / "nowhere")
    assert tenken("clients", "forget", "firms", NAMES[0], "--yes").code == 0
    assert not firm.exists()
    assert [path.name for path in outside.iterdir()] == ["client.toml"]


@pytest.mark.parametrize("name", ["", MANIFEST])
def test_what_tenken_keeps_is_not_touched_where_it_is_a_link(
    tenken: Tenken, firms: Path, tmp_path: Path, name: str
) -> None:
    away = tmp_path / "away"
    if name:
        away.write_bytes(b'{"folder": "x"}\n')
        (firms / ".tenken" / name).symlink_to(away)
    else:
        (firms / ".tenken").rename(away)
        (firms / ".tenken").symlink_to(away)
    said = tenken("clients", "forget", "firms", NAMES[0], "--yes")
    assert said.code == 3
    assert (firms / NAMES[0] / "client.toml").is_file()
    assert away.exists()


def test_a_failure_in_the_middle_tells_what_is_left_and_can_be_repeated(
    tenken: Tenken, firms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, stuck = os.unlink, next((firms / NAMES[0] / "sent").glob("*.xlsx"))

    def unlink(path: str | Path, *more: object, **named: object) -> None:
        if Path(path).name == stuck.name:
            raise PermissionError(13, "denied")
        real(path, *more, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", unlink)
        said = tenken("clients", "forget", "firms", NAMES[0], "--yes")
    assert (said.code, said.out) == (3, "")
    assert stuck.name in said.err
    left = sorted(path.name for path in (firms / NAMES[0]).rglob("*") if path.is_file())
    assert left == sorted([stuck.name, "client.toml"])
    assert tenken("clients", "forget", "firms", NAMES[0], "--yes").code == 0
    assert not (firms / NAMES[0]).exists()


def test_a_firm_whose_head_is_broken_goes_by_its_folder(tenken: Tenken, firms: Path) -> None:
    (firms / NAMES[0] / "client.toml").write_bytes(b"\xff not toml")
    assert stat.S_IMODE((firms / NAMES[0]).stat().st_mode) == 0o700
    said = tenken("clients", "forget", "firms", NAMES[0], "--yes")
    assert said.code == 0, said.err
    assert not (firms / NAMES[0]).exists()
