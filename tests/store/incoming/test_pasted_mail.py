"""Answers in a mail: whatever mail programs make of it the same answers come out, and what is damaged is named."""

import gzip
import json
from collections.abc import Callable
from html import escape

import pytest
from tests.mails import GREETING, MANGLED, SIGNATURE, as_copied, chopped, copied, folded, quoted, saved_mail
from tests.store.incoming.test_saved_form import GOOD

from tenken.core.merge.incoming import FilledForm
from tenken.core.problem import FileProblems, Problem
from tenken.store.incoming import copied_lines, received, saved_form
from tenken.words import LANGUAGES, Words

CONTENT = json.dumps(GOOD, ensure_ascii=False).encode()
OTHER = json.dumps(GOOD | {"by": "木村"}).encode()
OLDER = json.dumps(GOOD, indent=1).replace("\n ", "\n").replace("\n ", "\n")
"""As forms copied it before: plain ASCII, nothing at the beginning of a line."""
EXPECTED = saved_form.parse(CONTENT, "x")


def read(text: str | bytes) -> tuple[FilledForm, list[str]]:
    """What is read, without the notices, and the notices as they are told."""
    filled = saved_form.parse(text if isinstance(text, bytes) else text.encode(), "m.txt")
    for notice in filled.notices:
        for lang in LANGUAGES:
            assert Words(lang)(f"cli.form.notice.{notice.what}", **notice.values)
    told = {name: getattr(filled, name) for name in FilledForm.__dataclass_fields__ if name != "notices"}
    return FilledForm(**told), [notice.what for notice in filled.notices]


def refused(text: str | bytes) -> list[Problem]:
    with pytest.raises(FileProblems) as raised:
        saved_form.parse(text if isinstance(text, bytes) else text.encode(), "m.txt")
    for problem in raised.value.problems:
        for lang in LANGUAGES:
            assert Words(lang).problem(problem)
    return list(raised.value.problems)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("mangle", MANGLED.values(), ids=MANGLED)
def test_what_mail_programs_do_to_it_changes_nothing(mangle: Callable[[str], str], packed: bool) -> None:
    assert read(mangle(as_copied(CONTENT, packed=packed))) == (EXPECTED, [])


@pytest.mark.parametrize("charset", ["cp932", "iso-2022-jp", "utf-16"])
def test_a_mail_in_other_characters_is_read(charset: str) -> None:
    text = GREETING + as_copied(CONTENT) + SIGNATURE
    assert read(text.encode(charset)) == (EXPECTED, [])
    assert read((GREETING + OLDER + SIGNATURE).encode("cp932")) == (EXPECTED, [])


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "quoted-printable"), ("utf-8", "base64"), ("iso-2022-jp", "7bit"), ("cp932", "base64")],
)
def test_a_saved_mail_is_read(charset: str, encoding: str) -> None:
    for text in (as_copied(CONTENT), OLDER):
        assert read(saved_mail(GREETING + text + SIGNATURE, charset=charset, encoding=encoding)) == (EXPECTED, [])


def test_answers_attached_to_a_saved_mail_are_read() -> None:
    assert read(saved_mail(GREETING, attached=b"\xef\xbb\xbf" + CONTENT)) == (EXPECTED, [])
    two = saved_mail(GREETING, attached=CONTENT).replace(b"a-", b"b-")
    (problem,) = refused(saved_mail("ご確認ください。"))
    assert problem.what == "form-none-found"
    assert read(two)[0] == EXPECTED


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (
            b'Content-Type: multipart/mixed; boundary="a"\n\n'
            + b'--a\nContent-Type: multipart/mixed; boundary="a"\n\n' * 90,
            None,
        ),
        (b"Content-Type: " + b';"' * 1_000_000 + b"\n\nx", "form-mail-damaged"),
        (b"Content-Type: text/plain; charset=zip\n\nx", "form-none-found"),
        (b"Content-Transfer-Encoding: base64\nContent-Type: text/plain\n\n!", "form-none-found"),
    ],
)
def test_a_hostile_mail_is_no_more_than_a_problem(head: bytes, what: str | None) -> None:
    (problem,) = refused(b"Message-ID: <1@x>\n" + head)
    assert what in (None, problem.what)


def changed(line: str) -> str:
    return line[:20] + ("A" if line[20] != "A" else "B") + line[21:]


def test_each_damaged_and_missing_line_is_named_at_once() -> None:
    lines = copied(CONTENT, packed=False)
    total = len(lines)
    lines[1], lines[4] = changed(lines[1]), lines[4].replace("]", ")")
    told = refused(GREETING + "\n".join([*lines[:7], *lines[9:]]))
    assert [(one.what, one.values) for one in told] == [
        ("form-line-damaged", {"number": 2, "total": total}),
        ("form-line-missing", {"first": 5, "last": 5, "total": total}),
        ("form-lines-missing", {"first": 8, "last": 9, "total": total}),
    ]
    assert (told[0].line, told[0].source) == (GREETING.count("\n") + 2, lines[1])
    (cut,) = refused("\n".join(copied(CONTENT)[:3]))
    assert (cut.what, cut.values["first"]) == ("form-lines-cut-off", 4)


def test_many_missing_lines_are_told_as_one() -> None:
    lines = copied(CONTENT, packed=False, piece=8)
    (problem,) = refused("\n".join(lines[::2]))
    assert (problem.what, problem.values) == (
        "form-lines-many",
        {"n": len(lines) // 2, "total": len(lines), "first": 2},
    )


def test_where_no_line_is_whole_each_is_named() -> None:
    told = refused("\n".join(map(changed, copied(CONTENT)[:3])))
    assert [(one.what, one.values["number"], one.line) for one in told] == [
        ("form-line-damaged", at, at) for at in (1, 2, 3)
    ]
    (odd,) = refused(copied(CONTENT)[0].replace("/", "x"))
    assert odd.what == "form-line-unreadable"


def test_the_newest_of_several_copies_counts_and_which_is_said() -> None:
    new, old = as_copied(CONTENT), as_copied(OTHER)
    headed = "-----Original Message-----\nFrom: 森\n\n"
    assert read(f"{new}\n{quoted(old)}") == (EXPECTED, ["newest_copy"])
    assert read(f"{new}\n{headed}{old}") == (EXPECTED, ["newest_copy"])
    assert read(f"{new}\n差出人：森\n{old}") == (EXPECTED, ["newest_copy"])
    assert read(f"{quoted(old)}\n{new}") == (EXPECTED, ["newest_copy"])
    assert read(f"{new}\n{quoted(new)}") == (EXPECTED, ["lines_twice"])
    (problem,) = refused(f"{new}\n{old}")
    assert problem.what == "form-two-copies"
    assert problem.values == {"first": 4, "second": new.count("\n") + 5}
    damaged = "\n".join(map(changed, copied(CONTENT)))
    assert {one.what for one in refused(f"{damaged}\n{quoted(old)}")} == {"form-line-damaged"}


def test_the_newest_of_several_older_copies_counts() -> None:
    old = json.dumps(GOOD | {"by": "木村"}, indent=1)
    assert read(f"{OLDER}\n{quoted(old)}") == (EXPECTED, ["newest_copy"])
    assert read(f"{OLDER}\n{OLDER}") == (EXPECTED, ["newest_copy"])
    (problem,) = refused(f"様\n{OLDER}\n{old}")
    assert (problem.what, problem.values) == ("form-two-copies", {"first": 2, "second": OLDER.count("\n") + 3})


@pytest.mark.parametrize(
    "mangle",
    [
        lambda text: GREETING + text + SIGNATURE,
        lambda text: quoted(GREETING + text + SIGNATURE),
        lambda text: quoted(quoted(text, "＞"), "｜"),
        lambda text: text.replace(" ", "\u00a0") + SIGNATURE,
        lambda text: f"木村です。答えは {text} です。",
        lambda text: f"<html><body><p>{escape(text).replace(chr(10), '<br>')}</p></body></html>",
    ],
)
def test_an_older_copy_is_taken_out_of_a_mail(mangle: Callable[[str], str]) -> None:
    assert read(mangle(OLDER)) == (EXPECTED, [])


def test_an_older_copy_that_was_folded_is_joined_and_that_is_said() -> None:
    note = "We changed all of the passwords in October, and wrote down who may know which of them. " * 3
    said = GOOD | {"answers": {"people-01": {"note": note + "約束を交わしています。" * 20}}}
    text = json.dumps(said, indent=1).replace("\n ", "\n")
    expected = saved_form.parse(text.encode(), "x")
    for fold in (
        folded,
        lambda text, width: quoted(folded(text, width)),
        lambda text, width: folded(quoted(text), width),
    ):
        assert read(GREETING + fold(text, 72)) == (expected, ["unfolded"])
    found, notices = read(chopped(GREETING + text, 72))
    assert (found.checklist, notices) == ("club@1", ["unfolded"])


def test_half_an_older_copy_is_refused() -> None:
    (problem,) = refused(GREETING + OLDER[:200])
    assert (problem.what, problem.line) == ("form-cut-off", GREETING.count("\n") + 1)
    (changed,) = refused(GREETING + OLDER.replace('"', "“"))
    assert changed.what == "form-quotes-changed"


def test_lines_that_say_too_much_are_refused_in_time() -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    letters = copied_lines.letters_of(bomb)
    assert letters
    (problem,) = refused("\n".join(copied(b" " * (received.LARGEST + 1))))
    assert problem.what == "form-lines-mixed"
    (many,) = refused("\n" * (received.MOST_LINES + 1) + "x")
    assert many.what == "form-too-many-lines"
    (tokens,) = refused("[1/2 abcd AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA]" * (copied_lines.MOST + 1))
    assert tokens.what == "form-too-many-lines"


def test_lines_that_belong_to_nothing_are_refused() -> None:
    first, second = copied(CONTENT), copied(OTHER)
    letters = first[0].split()[1]
    number, _, payload, _ = second[1][1:-1].split()
    forged = f"[{number} {letters} {payload} {copied_lines.check(number + letters + payload)}]"
    assert {one.what for one in refused("\n".join([first[0], forged, *first[2:]]))} == {"form-lines-mixed"}
