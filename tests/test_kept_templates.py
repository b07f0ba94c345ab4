"""Compiled templates are kept beside their sources; where that cannot be, pages are made all the same."""

import shutil
import sys
from pathlib import Path

import pytest

from tenken import data, templating


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A templates folder of our own with one page in it, and nothing remembered from other tests."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text("first {{ x }}", encoding="utf-8")
    monkeypatch.setattr(data, "folder", lambda name: tmp_path / name)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


def made() -> str:
    """The page, as a new process would make it."""
    templating.environment.cache_clear()
    try:
        return templating.environment().get_template("page.html").render(x="<b>")
    finally:
        templating.environment.cache_clear()


def test_a_page_is_compiled_once(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made() == "first &lt;b&gt;"
    assert [path.suffix for path in (templates / "__pycache__").iterdir()] == [".jinja"]
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert made() == "first &lt;b&gt;"


def test_a_changed_page_is_compiled_anew(templates: Path) -> None:
    made()
    (templates / "page.html").write_text("second {{ x }}", encoding="utf-8")
    assert made() == "second &lt;b&gt;"


def test_nothing_is_kept_where_python_keeps_nothing(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert made() == "first &lt;b&gt;"
    assert not (templates / "__pycache__").exists()


@pytest.mark.parametrize("spoil", ["a file in its place", "rubbish in it", "a folder that went"])
def test_a_page_is_made_where_nothing_can_be_kept(templates: Path, spoil: str) -> None:
    made()
    kept = templates / "__pycache__"
    if spoil == "rubbish in it":
        for path in kept.iterdir():
            path.write_bytes(b"\0" * 100)
    else:
        shutil.rmtree(kept)
    if spoil == "a file in its place":
        kept.write_text("", encoding="utf-8")
    assert made() == "first &lt;b&gt;"
