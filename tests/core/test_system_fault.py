"""What the system refuses is told in the reader's language, never in the words of the system."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tenken.core.problem import FileProblems, Problem
from tenken.core.system_fault import SENTENCES, reason_of
from tenken.store import atomic_file
from tenken.store.incoming import workbook
from tenken.store.report import logo
from tenken.store.validation import toml_file
from tenken.words import LANGUAGES, Language, Words

NUMBERS = sorted(errno.errorcode)
LATIN_WORDS = re.compile(r"(?!PC)[A-Za-z]{2,}")
USUAL = (
    *("EACCES", "EPERM", "ENOSPC", "ENOENT", "EISDIR", "ENOTDIR", "EROFS"),
    *("ENAMETOOLONG", "EMFILE", "EDQUOT", "EBUSY", "ETXTBSY", "EIO"),
)


def told(fault: OSError, lang: Language, what: str) -> str:
    return Words(lang).problem(Problem(file="a", what=what, values=reason_of(fault)))


@pytest.mark.parametrize("what", ["cannot-write", "unreadable"])
def test_no_sentence_of_the_system_stands_in_a_japanese_message(what: str) -> None:
    for number in (*NUMBERS, 99_999):
        sentence = told(OSError(number, os.strerror(number)), "ja", what)
        assert not LATIN_WORDS.search(sentence), sentence
        assert os.strerror(number) not in told(OSError(number, os.strerror(number)), "en", what)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_usual_refusals_have_a_sentence_and_others_their_number(lang: Language) -> None:
    number = re.compile(r"エラー番号 \d+|error number \d+")
    for name in (*USUAL, *SENTENCES):
        known = getattr(errno, name, None)
        assert known is None or not number.search(told(OSError(known, "x"), lang, "cannot-write")), name
    assert number.search(told(OSError(errno.ENXIO, "x"), lang, "cannot-write"))
    assert not re.search(r"\d|None", told(OSError(), lang, "cannot-write"))


def test_every_sentence_is_one_that_a_refusal_comes_to() -> None:
    assert set(Words("ja").names("machine")) == {*SENTENCES.values(), "refused", "failed"}


def test_a_file_that_is_open_in_another_program_is_said_to_be() -> None:
    fault = PermissionError(errno.EACCES, "The process cannot access the file")
    fault.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert "ほかのプログラムが使っています" in told(fault, "ja", "cannot-write")


def write(path: Path) -> None:
    atomic_file.write(path / "new", b"x")


def read(path: Path) -> None:
    toml_file.read_bytes(path / "a.toml", "a.toml")


def read_workbook(path: Path) -> None:
    workbook.read(path / "a.xlsx")


@pytest.mark.parametrize("touch", [write, read, read_workbook])
def test_whatever_touches_a_file_tells_what_the_system_refused(
    touch: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.toml", "a.xlsx"):
        (tmp_path / name).write_bytes(b"x")

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    for name in ("pathlib.Path.open", "os.fsync"):
        monkeypatch.setattr(name, refused)
    with pytest.raises(FileProblems) as stopped:
        touch(tmp_path)
    (problem,) = stopped.value.problems
    assert "ディスクなどの機器が正しく読み書きできません。" in Words("ja").problem(problem)


def test_a_logo_that_cannot_be_opened_is_said_in_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logo.png").write_bytes(b"x")

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr("pathlib.Path.open", refused)
    with pytest.raises(logo.RefusedLogo) as stopped:
        logo.load(tmp_path, "logo.png")
    problem = Problem(file="brand.toml", what=stopped.value.what, values=stopped.value.values)
    assert Words("ja").problem(problem).startswith("ファイルを開けません。開いているファイルが多すぎます。")
