"""Print each promise with the figure of this machine, as a ratio of two things measured side by side."""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

from tenken import data
from tenken.store.checklist import editions

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "kitahama" / "2026.toml"
USERS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""What a user's Python finds; a developer's may be told to compile everything anew each time."""
ENVIRONMENT = {**USERS, "TENKEN_LANG": "ja", "TENKEN_TODAY": "2026-11-21"}

ALONE = """
import sys, weasyprint
weasyprint.HTML(string=open(sys.argv[1], encoding="utf-8").read()).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""

LAYOUT = """
import gc, json, sys, time, weasyprint
gc.disable()  # both are laid out as tenken does it
def per_page(page):
    gc.collect()
    began = time.process_time()
    document = weasyprint.HTML(string=page).render()
    return (time.process_time() - began) / len(document.pages), len(document.pages)
report, plain = (open(name, encoding="utf-8").read() for name in sys.argv[1:3])
per_page(plain)
print(json.dumps([(per_page(report), per_page(plain)) for _ in range(7)]))
"""


NOTE = "総務部の佐藤さんに確認しました。記録は共有フォルダの「個人情報」にあり、毎年4月に見直しています。"

READING_SIZE = "p { font-size: 8.5pt; line-height: 4mm }"
"""The plain paragraphs that a page of ours is measured against."""


def everything_answered(folder: Path) -> Path:
    """An assessment of all 119 questions, each with a note, every third with evidence."""
    checklist = editions.load_by_reference("member-data@2026", [data.folder("checklist")])
    statuses = ("yes", "yes", "partial", "no", "yes", "unknown")
    answers: dict[str, dict[str, Any]] = {}
    for position, (_, question) in enumerate(checklist.questions):
        answer = {"status": statuses[position % 6], "note": NOTE, "by": "北浜 みどり", "on": date(2026, 11, 10)}
        if position % 3 == 0:
            answer["evidence"] = [{"what": "研修の記録", "file": "proof/2026.pdf", "dated": date(2026, 5, 1)}]
        answers[question.id] = answer
    document = {
        "format": 1,
        "checklist": checklist.reference,
        "digest": checklist.digest,
        "kind": "self",
        "depth": "full",
        "date": date(2026, 11, 14),
        "organisation": {"name": "北浜テニススクール", "employees": 14},
        "profile": {fact.id: True for fact in checklist.facts},
        "answers": answers,
    }
    path = folder / "full.toml"
    path.write_text(tomli_w.dumps(document), encoding="utf-8")
    return path


def seconds(command: Sequence[str]) -> float:
    """How long one run of a command takes, start to end."""
    began = time.perf_counter()
    subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True)
    return time.perf_counter() - began


def side_by_side(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """The median of each command, the commands taking turns so that a busy moment hits all of them."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(seconds(command))
    return {name: statistics.median(times) for name, times in taken.items()}


def tell(promise: str, ratio: float, limit: float, detail: str) -> None:
    """One line of the table."""
    kept = "kept" if ratio <= limit else "NOT KEPT"
    print(f"{promise:<58} {ratio:5.2f} x  (at most {limit:.2f})  {kept}  {detail}")  # noqa: T201 - the product


def start_up() -> None:
    """``--help`` and ``score`` against the bare import of what they stand on."""
    tenken = str(Path(sys.executable).parent / "tenken")
    commands = {
        "base": [sys.executable, "-c", "import typer, pydantic"],
        "--help": [tenken, "--help"],
        "score": [tenken, "score", str(EXAMPLE)],
    }
    taken = side_by_side(commands, 15)
    for name in ("--help", "score"):
        detail = f"{taken[name] * 1000:.0f} ms / {taken['base'] * 1000:.0f} ms"
        tell(f"tenken {name} : import typer, pydantic", taken[name] / taken["base"], 3.0, detail)


def report(folder: Path) -> None:
    """A whole ``report`` against WeasyPrint alone on the same HTML."""
    tenken = str(Path(sys.executable).parent / "tenken")
    page, target = str(folder / "report.html"), str(folder / "report.pdf")
    file = str(everything_answered(folder))
    subprocess.run([tenken, "report", file, "-o", page], env=ENVIRONMENT, check=True, capture_output=True)
    commands = {
        "alone": [sys.executable, "-c", ALONE, page, target],
        "tenken": [tenken, "report", file, "-o", target, "--force"],
    }
    taken = side_by_side(commands, 5)
    detail = f"{taken['tenken']:.2f} s / {taken['alone']:.2f} s"
    tell("tenken report : WeasyPrint alone, same HTML, 119 questions", taken["tenken"] / taken["alone"], 1.10, detail)


def layout(folder: Path) -> None:
    """A page of the report against a page of the same texts as plain paragraphs in the same font and size."""
    page = (folder / "report.html").read_text(encoding="utf-8")
    style = page[page.index("<style>") : page.index("</style>")]
    body = re.sub(r"<svg.*?</svg>|<div class=.running.*?</div>", "", page[page.index("<body>") :], flags=re.DOTALL)
    blocks = re.split(r"</(?:p|h\d|td|th|tr|caption)>|<br>", body)
    texts = [re.sub(r"<[^>]+>|\s+", " ", block).strip() for block in blocks]
    plain = f"<!doctype html><html lang=ja>{style}{READING_SIZE}</style>" + "".join(
        f"<p>{text}</p>" for text in texts if text
    )
    (folder / "plain.html").write_text(plain, encoding="utf-8")
    command = [sys.executable, "-c", LAYOUT, str(folder / "report.html"), str(folder / "plain.html")]
    told = subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout
    rounds = sorted((ours / theirs, ours, theirs, pages) for (ours, pages), (theirs, _) in json.loads(told))
    ratio, ours, theirs, pages = rounds[len(rounds) // 2]  # the two of a round are measured next to each other
    detail = f"{ours * 1000:.0f} ms / {theirs * 1000:.0f} ms a page, {pages} pages"
    tell("layout, a page of the report : the same as paragraphs", ratio, 2.4, detail)


def main() -> None:
    """Everything, one after the other."""
    folder = Path(tempfile.mkdtemp())
    try:
        start_up()
        report(folder)
        layout(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
