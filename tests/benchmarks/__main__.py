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
from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

from tenken import data
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import ScoredAssessment, scored
from tenken.core.years.comparison import compare
from tenken.phrases import JOIN, PART, Medium, phrases
from tenken.render.report.page import report_markup
from tenken.store import years
from tenken.store.checklist import editions
from tenken.store.years import YearFile
from tenken.templating import FONTS, font_file
from tenken.words import Words
from tests.benchmarks.many_firms import many_firms
from tests.benchmarks.one_file import one_file

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "kitahama" / "2026.toml"
LAST = EXAMPLE.with_name("2025.toml")
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

PARAGRAPH = 250
"""Characters at which a plain paragraph ends: about five lines, as the sketch had them from which the limits come. A
paragraph for each cell would be a page of short lines, which takes three quarters of the time."""
FEW = 15_000
"""Characters of plain text below which it stands there twice: what a document takes at all would weigh too much."""

MOST_A_PAGE = {"owner": 1.7, "full": 2.4}
"""How much more a page of a profile may cost than one of plain paragraphs."""


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
    """The owner's report against loading WeasyPrint; the full one against WeasyPrint alone on the same HTML."""
    tenken = str(Path(sys.executable).parent / "tenken")
    target = str(folder / "report.pdf")
    file = str(everything_answered(folder))
    page = printed(Path(file), "full", folder)
    commands = {
        "loading": [sys.executable, "-c", "import weasyprint"],
        "owner": [tenken, "report", str(EXAMPLE), "--profile", "owner", "-o", target, "--force"],
        "alone": [sys.executable, "-c", ALONE, str(page), target],
        "full": [tenken, "report", file, "--profile", "full", "-o", target, "--force"],
        "browser": [tenken, "report", file, "--profile", "full", "-o", target, "--force", "--engine", "browser"],
    }
    taken = side_by_side(commands, 5)
    detail = f"{taken['owner']:.2f} s / {taken['loading']:.2f} s"
    tell("tenken report, owner : import weasyprint", taken["owner"] / taken["loading"], 2.5, detail)
    detail = f"{taken['full']:.2f} s / {taken['alone']:.2f} s"
    tell("tenken report, full, 119 questions : WeasyPrint alone", taken["full"] / taken["alone"], 1.10, detail)
    ratio, detail = taken["browser"] / taken["full"], f"{taken['browser']:.2f} s / {taken['full']:.2f} s"
    print(f"{'tenken report, full : by a browser against by WeasyPrint':<58} {ratio:5.2f} x  {detail}")  # noqa: T201


def printed(file: Path, profile: str, folder: Path) -> Path:
    """The page that a PDF of that profile is laid out from; its fonts are in it, where WeasyPrint alone finds them."""
    places, today = [data.folder("checklist")], date(2026, 11, 21)
    this = years.load(file, places, today)
    last = years.load(LAST, places, today) if file == EXAMPLE else None
    comparison = compare(score_of(last), score_of(this)) if last else None
    made = years.report_of(this, places, profile=ReportProfile(profile), last=last, comparison=comparison)
    page = report_markup(made, Words("ja"), medium=Medium.PRINT)
    for address in FONTS:
        page = page.replace(f"({address})", f"(data:font/ttf;base64,{b64encode(font_file(address)).decode()})")
    path = folder / f"{profile}.html"
    path.write_text(page, encoding="utf-8")
    return path


def score_of(year: YearFile) -> ScoredAssessment:
    """A year with its scores."""
    return scored(year.checklist, year.assessment)


def layout(folder: Path) -> None:
    """A page of each profile against a page of the same texts as plain paragraphs, in the report's font."""
    for profile, file in (("owner", EXAMPLE), ("full", folder / "full.toml")):
        page = printed(file, profile, folder)
        plain = folder / "plain.html"
        plain.write_text(as_paragraphs(page.read_text(encoding="utf-8")), encoding="utf-8")
        command = [sys.executable, "-c", LAYOUT, str(page), str(plain)]
        told = subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout
        rounds = sorted((ours / theirs, ours, theirs, pages) for (ours, pages), (theirs, _) in json.loads(told))
        ratio, ours, theirs, pages = rounds[len(rounds) // 2]  # the two of a round are measured next to each other
        detail = f"{ours * 1000:.0f} ms / {theirs * 1000:.0f} ms a page, {pages} pages"
        tell(f"layout, a page, {profile} : the same as paragraphs", ratio, MOST_A_PAGE[profile], detail)


def as_paragraphs(page: str) -> str:
    """The texts of a page as running text of several pages, without its frame, drawings and marks of phrases."""
    body = re.sub(r"<svg.*?</svg>|<div class=.running.*?</div>", "", page[page.index("<body>") :], flags=re.DOTALL)
    blocks = re.split(r"</(?:p|h\d|td|th|tr|caption)>|<br>|\n", body)
    texts = [re.sub(rf"<[^>]+>|[{JOIN}{PART}]", "", block) for block in blocks]
    told, paragraph = "", ""
    for text in texts:
        paragraph += f"{' '.join(text.split())} " if text.strip() else ""
        if len(paragraph) > PARAGRAPH:
            told, paragraph = f"{told}<p>{paragraph}</p>", ""
    told = f"{told}<p>{paragraph}</p>" * (1 + (len(told) < FEW))
    style = page[page.index("<style>") : page.index("</style>")]
    return f"<!doctype html><html lang=ja>{style}{READING_SIZE}</style>{told}"


def phrase_breaks(folder: Path) -> None:
    """What it costs to break the texts of the full report between phrases, against laying it out."""
    page = (folder / "full.html").read_text(encoding="utf-8")
    texts = re.findall(r"[ぁ-ヿ一-鿿][^<>]{5,}", re.sub(f"[{JOIN}{PART}]", "", page[page.index("<body>") :]))
    characters = sum(map(len, texts))
    began = time.process_time()
    phrases(texts[0])
    loading = time.process_time() - began
    began = time.process_time()
    for text in texts:
        phrases(text)
    each = (time.process_time() - began) / characters
    print(f"phrase breaks: BudouX loads in {loading * 1000:.0f} ms, then {each * 1e6:.1f} us a character")  # noqa: T201


def main() -> None:
    """Everything, one after the other."""
    folder = Path(tempfile.mkdtemp())
    try:
        start_up()
        report(folder)
        layout(folder)
        phrase_breaks(folder)
        many_firms(folder, folder / "full.toml", ENVIRONMENT, tell)
        one_file(EXAMPLE, folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
