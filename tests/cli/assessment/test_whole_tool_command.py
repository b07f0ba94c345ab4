"""``form write --with-report``: the one HTML file with a firm in it, and every reason why it cannot be made."""

import gzip
import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import EXAMPLES, Said

from tenken.one_file.page import EMPTY, MADE_BY

Tenken = Callable[..., Said]
PAGE = b"<head>" + MADE_BY + b"</head>" + EMPTY + b"<script>1</script>"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    target = tmp_path / "2026.toml"
    target.write_bytes((EXAMPLES / "2026.toml").read_bytes())
    return target


def test_the_firm_stands_in_the_page_and_nothing_else_changes(tenken: Tenken, file: Path, tmp_path: Path) -> None:
    (tmp_path / "tenken.html").write_bytes(PAGE)
    made = tenken("form", "write", file.name, "--with-report")
    assert made.code == 0, made.err
    content = (tmp_path / "2026-answers.html").read_bytes()
    before, place, after = PAGE.partition(EMPTY)
    assert content.startswith(before)
    assert content.endswith(after)
    opened, closed = place.removesuffix(b"</script>"), b"</script>"
    packed = content[len(before) : -len(after)].removeprefix(opened).removesuffix(closed)
    firm = json.loads(gzip.decompress(b64decode(packed)))
    assert b64decode(firm["content"]) == file.read_bytes()
    assert (firm["name"], firm["lang"]) == ("2026", "ja")
    assert 'data-do="report"' in firm["form"]["markup"]
    assert 'data-do="copy"' in firm["form"]["markup"]


@pytest.mark.parametrize(
    ("page", "options", "refusal"),
    [
        (None, [], (4, "tenken.html がありません")),
        (PAGE, ["--page", "other.html"], (4, "other.html がありません")),
        (PAGE.replace(b"tenken ", b"tenken 0.0."), [], (4, "この版の tenken")),
        (b"<html></html>", [], (4, "この版の tenken")),
        (PAGE + EMPTY, [], (4, "この版の tenken")),
        (PAGE, ["--area", "policy"], (2, "--with-report")),
        (PAGE, ["--role", "システム担当"], (2, "--with-report")),
        (PAGE, ["--with-verdicts"], (2, "--with-report")),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    tenken: Tenken, file: Path, page: bytes | None, options: list[str], refusal: tuple[int, str]
) -> None:
    if page is not None:
        (file.parent / "tenken.html").write_bytes(page)
    said = tenken("form", "write", file.name, "--with-report", *options)
    assert (said.code, refusal[1] in said.err) == (refusal[0], True)
    assert not (file.parent / "2026-answers.html").exists()


def test_a_page_is_for_the_whole_tool_only(tenken: Tenken, file: Path) -> None:
    said = tenken("form", "write", file.name, "--page", "tenken.html")
    assert (said.code, "--with-report" in said.err) == (2, True)
