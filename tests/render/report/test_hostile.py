"""Texts of strangers in every field a person can fill: printed as text, nothing fetched, and the layout holds."""

import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import tomli_w
from tests.conftest import PLACES, TODAY, Said
from tests.wider import slow

from tenken.core.problem import FileProblems
from tenken.core.report.report import build
from tenken.render.pdf import printer
from tenken.render.report.page import report_html, report_pdf
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tenken.store.validation.toml_file import from_text, parse
from tenken.words import Words

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    "</style><style>*{background:url(http://127.0.0.1:9/x)}",
    "{{ 7*7 }}{% include '/etc/passwd' %}",
    "=cmd|' /C calc'!A0",
    "<svg><image href='http://127.0.0.1:9/x'/></svg>",
    "]]><!--&lt;b&gt;",
    "@import url(file:///etc/passwd);",
    '"><a href="javascript:alert(1)">押す</a>',
)


def fields(head: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The document and each place of a text in it, all filled anew by the caller."""
    whole = parse(head, "head")
    whole["kind"] = "audit"
    whole["organisation"] = {"name": "", "sector": ""}
    whole["assessor"] = {"name": "", "role": "", "firm": ""}
    whole["signoff"] = {"assessor": "", "reviewer": "", "approved_by": ""}
    whole["answers"] = {
        "people-01": {
            "status": "no",
            "note": "",
            "by": "",
            "evidence": [{"what": "", "file": ""}],
            "action": {"owner": ""},
            "verdict": {"status": "partial", "finding": "", "by": ""},
        },
        "people-02": {"status": "na", "note": ""},
    }

    def places(table: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
        for key, value in table.items():
            if value == "":
                yield table, key
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, dict):
                    yield from places(inner)

    yield whole, ""
    yield from places(whole)


def filled(head: str, texts: Iterator[str]) -> dict[str, Any]:
    (whole, _), *places = fields(head)
    for table, key in places:
        table[key] = next(texts)
    return whole


def made(document: dict[str, Any], lang: str = "ja") -> bytes:
    case = loader.interpret(from_text(tomli_w.dumps(document), "x.toml"), PLACES, TODAY)
    report = build(*case, content_digest=content_digest(case[1]), version="0")
    return report_pdf(report, Words(lang))  # type: ignore[arg-type]


def texts(content: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    return "".join("".join(pages).split())


OPENED: list[str] = []
WATCHED = ("open", "socket.connect", "urllib.Request", "subprocess.Popen", "os.system")


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in WATCHED:
        OPENED.append(f"{event} {arguments[0]!r} {arguments[1:]!r}")


@pytest.mark.pdf
@pytest.mark.parametrize("lang", ["ja", slow("en")])
def test_every_payload_in_every_field_is_printed_and_nothing_is_fetched(head: str, lang: str) -> None:
    made(filled(head, cycle(["x"])), lang)  # everything that is imported late is imported now
    sys.addaudithook(watch)
    for shift in range(0, len(PAYLOADS), 3):
        OPENED.clear()
        told = texts(made(filled(head, cycle(PAYLOADS[shift:] + PAYLOADS[:shift])), lang))
        assert not [entry for entry in OPENED if "passwd" in entry or "127.0.0.1" in entry or "Popen" in entry]
        for payload in PAYLOADS:
            assert "".join(payload.split()) in told, payload


def test_no_text_of_an_answer_becomes_an_element_of_the_html(head: str) -> None:
    document = filled(head, cycle(PAYLOADS))
    case = loader.interpret(from_text(tomli_w.dumps(document), "x.toml"), PLACES, TODAY)
    page = report_html(build(*case, content_digest="sha256:" + "0" * 64, version="0"), Words("ja")).decode()
    for part in ("<script", "<img", "<image", '<a href="java', "</style><style>"):
        assert part not in page
    assert page.count("</style>") == 1


@pytest.mark.pdf
@pytest.mark.parametrize(
    "text",
    [
        slow("会" * 4000, id="kanji"),
        pytest.param("a" * 4000, id="run"),
        slow("長い言葉 " * 800, id="words"),
        pytest.param("\n".join("行" for _ in range(2000)), id="lines"),
        slow("e\u0301" * 2000, id="marks"),
        pytest.param("😀𠮷髙﨑" * 900, id="rare"),
    ],
)
def test_the_longest_text_keeps_the_page(head: str, text: str) -> None:
    document = filled(head, cycle(["北浜"]))
    document["answers"]["people-01"]["note"] = text
    with pytest.warns(printer.MissingGlyphs) if "😀" in text else nullcontext():
        content = made(document)
    for page in pypdfium2.PdfDocument(content):
        ink = page.render(scale=0.5, grayscale=True).to_pil().point(lambda value: 255 if value < 200 else 0)
        left, _, right, bottom = ink.getbbox()
        assert ink.width * 0.07 < left < right < ink.width * 0.93
        assert bottom < ink.height * 0.98  # the running foot stands a centimetre above the edge
    assert "この報告書について" in texts(content)


@pytest.mark.parametrize(
    ("text", "what"),
    [("会" * 100_000, "too-long"), ("x\n" * 10_000, "too-long"), ("\x1b[31m赤", "control"), ("\0", "control")],
)
def test_what_is_beyond_all_measure_is_refused_by_name(head: str, text: str, what: str) -> None:
    document = filled(head, cycle(["北浜"]))
    document["answers"]["people-01"]["note"] = text
    with pytest.raises(FileProblems) as refused:
        made(document)
    (problem,) = refused.value.problems
    assert what in problem.what
    assert problem.where == "answers.people-01.note"


@pytest.mark.pdf
def test_what_turns_the_direction_of_text_is_gone(head: str) -> None:
    document = filled(head, cycle(["a\u202eb\u2066c\u200bd\u00ade"]))
    assert "abcde" in texts(made(document))


def test_a_terminal_shows_strange_names_as_text(tenken: Callable[..., Said], head: str, tmp_path: Path) -> None:
    document = filled(head, cycle(PAYLOADS))
    (tmp_path / "x.toml").write_text(tomli_w.dumps(document), encoding="utf-8")
    said = tenken("report", "x.toml", "--format", "text", "-o", "-")
    assert said.code == 0
    assert "\x1b" not in said.out
    assert "script" in said.out
