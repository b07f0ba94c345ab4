"""Names of files as people write them; the same wherever somebody types one."""

import pytest

from tenken.ask.file_names import name_of_file


@pytest.mark.parametrize(
    "written",
    [
        "/home/midori/証拠/名簿.pdf",
        "~/証拠/名簿.pdf",
        "~midori/名簿.pdf",
        r"C:\Users\midori\Documents\名簿.pdf",
        r'"C:\Users\midori\名簿.pdf"',
        "C:/Users/midori/名簿.pdf",
        r"\\server\総務\名簿.pdf",
        "//server/総務/名簿.pdf",
        "file:///home/midori/%E5%90%8D%E7%B0%BF.pdf",
        "FILE:///C:/Users/midori/名簿.pdf",
        "/home/midori/名簿.pdf/",
    ],
)
def test_of_a_whole_path_the_name_is_kept(written: str) -> None:
    assert name_of_file(written) == "名簿.pdf"


@pytest.mark.parametrize(
    "written", ["名簿.pdf", "証拠/名簿.pdf", "総務の棚", "https://example.jp/a/b.pdf", "/", "~", ""]
)
def test_what_is_no_whole_path_stays_as_it_was_written(written: str) -> None:
    assert name_of_file(written) == written
