"""Every kind of input that may come from others, what reads it, and ways to spoil it.

Run as a program, this is the process that ``test_inputs`` bounds: ``python -m tests.laws.inputs KIND SEED ROUNDS``
tells as JSON what the slowest input took. What is neither read nor a problem with a sentence ends it with a traceback.
"""

import json
import random
import re
import resource
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import TypeAlias

from tests.ask.form.conftest import handout_of
from tests.conftest import CASES, EXAMPLES, PLACES, TODAY

from tenken.ask.form.read import understand as understand_form
from tenken.ask.form.script_data import of_page
from tenken.ask.reading import read_day, read_number
from tenken.ask.sheet.read import understand as understand_sheet
from tenken.ask.sheet.write import write as write_sheet
from tenken.ask.web.answer_form import submitted
from tenken.core.merge.grid import CellKind, Grid, GridCell
from tenken.core.merge.incoming import Incoming, take
from tenken.core.merge.three_way import Stamp
from tenken.core.problem import FileProblems
from tenken.screen import problem_texts
from tenken.store.assessment import editor, loader
from tenken.store.assessment.document import identity
from tenken.store.incoming import saved_form, workbook_parser
from tenken.store.report import brand, pdf_parser
from tenken.store.report.attachments import open_edition
from tenken.store.validation.sanitize import clean
from tenken.store.validation.toml_file import LARGEST_FILE, decode, from_text
from tenken.words import Words

Read: TypeAlias = Callable[[bytes], object]

LARGEST = 6_000_000
"""Bytes of an input; what takes less refuses it."""

FILE = EXAMPLES / "2026.toml"
CHECKLIST, ASSESSMENT = loader.load(FILE, PLACES, TODAY)
WHOSE = (identity(ASSESSMENT), ASSESSMENT.organisation.name)


def into(returned: Incoming) -> None:
    """Merge it, as ``read`` does before it writes."""
    take(
        returned,
        CHECKLIST,
        ASSESSMENT,
        decide=lambda _: None,
        stamp=Stamp(TODAY, returned.by),
        check=lambda question_id, answer: editor.faults(question_id, answer, TODAY),
    )


def assessment(content: bytes) -> None:
    """An assessment's file."""
    loader.interpret(from_text(decode(content[:LARGEST_FILE], "x"), "x"), PLACES, TODAY)


def brand_file(content: bytes) -> None:
    """A brand's file."""
    brand.interpret(from_text(decode(content[:LARGEST_FILE], "x"), "x"), lambda _: None)  # type: ignore[arg-type, return-value]


def edition(content: bytes) -> None:
    """The edition that a PDF carries."""
    open_edition(content, "x")


def form(content: bytes) -> None:
    """What the offline form saved."""
    into(understand_form(saved_form.parse(content, "x"), CHECKLIST, *WHOSE, "x"))


def workbook(content: bytes) -> None:
    """A workbook, taken apart here and not in a process of its own, which would only hide what it takes."""
    told = workbook_parser.grids(content)
    if "refused" in told:
        return
    grids = [
        Grid(
            clean(one["name"]), {(at, to): GridCell(CellKind(kind), clean(text)) for at, to, kind, text in one["cells"]}
        )
        for one in told["sheets"]
    ]
    into(understand_sheet(grids, CHECKLIST, *WHOSE, "x"))


def page(content: bytes) -> None:
    """What a browser sends, and what is typed where a day or an amount is asked for."""
    text = content[:1_000_000].decode("utf-8", "replace")
    part = len(text) // 4
    due, what, dated = (text[at * part : (at + 1) * part] for at in range(3))
    rest = text[3 * part :]
    submitted(
        {"note": rest, "due": due, "status": "na", "evidence-0-what": what, "evidence-0-dated": dated}, clean, TODAY
    )
    read_day(text, TODAY, meant="past")
    read_number(text, 0, 10)


def pdf(content: bytes) -> None:
    """A PDF, taken apart here and not in a process of its own.

    That process ends at the same two seconds and 500 MB, and the PDF is refused. Here nothing ends it, so that an input
    which only that end would stop is seen.
    """
    pdf_parser.inside(content)


TOKENS = [
    *(token.encode() for token in ("\u0301", "👨\u200d", "\U000e0041", "\u3164", "\ufe0f", "あ", "\u3000", "＝", "”")),
    *(token.encode() for token in ("か\u3099", "\u0f71", "\u1160", "\ufeff", "\x00", "\x1b", "\u2028", "\ufffe")),
    *(b'"', b'\\"', b"'", b'"""', b"[", b"[[", b"{", b"}", b"]", b",", b".", b"=", b"#", b"\\", b"\n", b"a.", b"a=1\n"),
    *(
        b"1e999",
        b"0x",
        b"9" * 400,
        b"1,",
        b"1.5,",
        b"-",
        b"2026/11/01",
        b"{},",
        b'"a":1,',
        b"<c>",
        b"<v>",
        b"<row>",
        b"&",
    ),
    *(b"[answers.policy-01x]\n", b'status="yeah"\n', b"\xff", b"\xe3\x80", b"\xed\xa0\x80"),
]


def spoiled(chance: random.Random, seed: bytes) -> bytes:
    """The seed with a few changes; now and then one of them repeats something until the largest size is reached."""
    content = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content) + 1)
        match chance.randrange(6):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + chance.choice((1, 3, 40, 2000))]
            case 2:
                content[at:at] = chance.choice(TOKENS)
            case 3:
                content[at:at] = chance.randbytes(chance.randint(1, 12))
            case 4:
                content[at:at] = content[at : at + chance.choice((1, 20, 400))] * chance.choice((1, 2, 50))
            case _:
                piece = chance.choice((*TOKENS, bytes(content[at : at + chance.choice((2, 30, 300))]) or b"x"))
                most = chance.choice((1_000, 30_000, 300_000, 1_900_000, LARGEST))
                content[at:at] = piece * (max(0, most - len(content)) // len(piece))
    return bytes(content[:LARGEST])


def rezipped(chance: random.Random, seed: bytes) -> bytes:
    """The workbook with one of its parts spoiled, or spoiled itself."""
    if chance.random() < 0.1:
        return spoiled(chance, seed)
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(seed)) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        names = given.namelist()
        chosen = chance.choice([name for name in names if "sheet" in name or "Strings" in name] * 3 + names)
        for name in names:
            part = given.read(name)
            made.writestr(name, spoiled(chance, part) if name == chosen else part)
    return stream.getvalue()


def filled_form() -> bytes:
    """What the form saves where nothing was changed."""
    told = of_page(handout_of(CHECKLIST, ASSESSMENT), "a")
    base = told["base"]
    return json.dumps({**told["head"], **base, "base": base}, ensure_ascii=False).encode()


def small_pdf() -> bytes:
    """A PDF with an assessment inside."""
    import pypdf

    stream, writer = BytesIO(), pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("assessment.toml", FILE.read_bytes())
    writer.write(stream)
    return stream.getvalue()


Spoil: TypeAlias = Callable[[random.Random, bytes], bytes]
INPUTS: dict[str, tuple[Read, Callable[[], list[bytes]], Spoil]] = {
    "assessment": (
        assessment,
        lambda: [FILE.read_bytes(), *(path.read_bytes() for path in (CASES.parent / "broken").glob("*.toml"))],
        spoiled,
    ),
    "brand": (
        brand_file,
        lambda: [path.read_bytes() for path in (CASES.parent / "broken_brands").glob("*.toml")],
        spoiled,
    ),
    "edition": (edition, lambda: [CHECKLIST.source], spoiled),
    "form": (form, lambda: [filled_form()], spoiled),
    "workbook": (workbook, lambda: [write_sheet(handout_of(CHECKLIST, ASSESSMENT))], rezipped),
    "page": (page, lambda: [FILE.read_bytes()[:4000], b"2026-11-21", "令和8年11月1日".encode()], spoiled),
    "pdf": (pdf, lambda: [small_pdf()], spoiled),
}


def tell(read: Read, content: bytes) -> float:
    """Seconds of work until it is read, or refused and told."""
    began = process_time()
    try:
        read(content)
    except FileProblems as refused:
        for _ in problem_texts(Words("ja"), refused.problems):
            pass
    return process_time() - began


def most_memory() -> int:
    """Bytes that this program has held at most."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells on Linux begins with what the process that started this one held
        return int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))[1]) * 1024  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(name: str, seed: str, rounds: str) -> None:
    """Read so many spoiled inputs of one kind, and tell the slowest."""
    read, seeds, spoil = INPUTS[name]
    given = seeds()
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))
        resource.setrlimit(resource.RLIMIT_CPU, (30 + 2 * int(rounds), 30 + 2 * int(rounds)))
    for content in given:
        tell(read, content)
    slowest = (0.0, -1, 0)
    for at in range(int(rounds)):
        chance = random.Random(f"{seed}/{at}")
        content = spoil(chance, chance.choice(given))
        try:
            slowest = max(slowest, (tell(read, content), at, len(content)))
        except Exception as fault:
            fault.add_note(f"{name} {seed}/{at}")
            raise
    told = {"seconds": slowest[0], "round": slowest[1], "size": slowest[2], "memory": most_memory()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
