"""The error gallery: every mistake a user can make in a file, and exactly what tenken says to it.

Each file in tests/broken begins with comments that hold the whole message, a line ``#> `` for each line of it. The
first lines of an assessment take the place of ``# HEAD``, so that only the mistake is left to read. ``make golden``
writes the messages anew; read the difference before you commit it.
"""

from pathlib import Path

import pytest
from tests.conftest import CASES, CLUB, PLACES, TODAY

from tenken.core.problem import FileProblems
from tenken.screen import problem_text
from tenken.store.assessment import loader
from tenken.store.checklist import editions
from tenken.store.validation.toml_file import from_text, read
from tenken.words import Words

GALLERY = sorted((CASES.parent / "broken").glob("*.toml"))
EDITIONS = sorted(path for path in (CASES.parent / "broken").iterdir() if path.is_dir())


def said_of(text: str, name: str) -> str:
    with pytest.raises(FileProblems) as stopped:
        loader.interpret(from_text(text, name), (CLUB,), TODAY)
    return "\n".join(problem_text(Words("ja"), problem) for problem in stopped.value.problems)


def gallery(message: str) -> str:
    return "".join(f"#> {line}".rstrip() + "\n" for line in message.split("\n"))


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: str(path.stem))
def test_a_broken_assessment_is_explained(path: Path, head: str, *, renew: bool) -> None:
    written = path.read_text(encoding="utf-8")
    mistake = "".join(line for line in written.splitlines(keepends=True) if not line.startswith("#>"))
    text = mistake.replace("# HEAD\n", head)
    message = gallery(said_of(text, path.name))
    if renew:
        path.write_text(message + mistake, encoding="utf-8")
    else:
        assert written == message + mistake


@pytest.mark.parametrize("folder", EDITIONS, ids=lambda path: str(path.name))
def test_a_broken_edition_is_explained(folder: Path, *, renew: bool) -> None:
    with pytest.raises(FileProblems) as stopped:
        editions.load(folder)
    message = "\n".join(problem_text(Words("ja"), problem) for problem in stopped.value.problems) + "\n"
    expected = folder / "said.txt"
    if renew:
        expected.write_text(message, encoding="utf-8")
    assert expected.read_text(encoding="utf-8") == message


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        ("役割 = 1".encode("cp932"), "cp932"),
        ('a = "点検"'.encode("utf-16"), "utf-16"),
        (b'a = "\x80\x81"', "not-utf-8"),
        (b"#" * 50_000_000, "too-big"),
        (b"a = " + b"[" * 100_000, "tangled"),
        (b"a = " + b"9" * 4301, "tangled"),
        (b"a = " + b".".join([b"b"] * 10_000), "syntax"),
    ],
    ids=["nothing", "blank", "cp932", "utf-16", "junk", "50 MB", "nested", "digits", "dots"],
)
def test_what_is_no_text_is_told_as_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(FileProblems) as stopped:
        read(path)
    assert [problem.what for problem in stopped.value.problems] == [what]
    assert path.read_bytes() == content


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    for path, what in ((tmp_path, "is-a-folder"), (tmp_path / "nothing.toml", "not-found")):
        with pytest.raises(FileProblems) as stopped:
            read(path)
        assert [problem.what for problem in stopped.value.problems] == [what]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path, head: str) -> None:
    path = tmp_path / "notepad.toml"
    path.write_bytes(b"\xef\xbb\xbf" + head.replace("\n", "\r\n").encode())
    assert loader.load(path, PLACES, TODAY)[1].organisation.name == "北浜クラブ"
