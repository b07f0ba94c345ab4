"""The one HTML file in Chromium: how large each part is, how long until something can be done. Its promises are in
seconds: what a person waits for, on the machine where this runs.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import CHROMIUM, SWITCHES

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "dist" / "tenken.html"
LARGEST, FIRST, NEXT = 12_000_000, 10.0, 1.0
"""Bytes of the file; seconds to the first report from the press of its button, and to the next."""


def one_file(example: Path, folder: Path) -> None:
    """Print the figures of the file that ``make page`` makes, and of one with a firm in it."""
    if not PAGE.exists() or CHROMIUM is None:
        print(f"one HTML file: not measured (needs {PAGE.relative_to(ROOT)}, which make page makes, and Chromium)")  # noqa: T201
        return
    inside = (path for part in ("src", "templates", "checklist") for path in (ROOT / part).rglob("*.*"))
    if any(path.stat().st_mtime > PAGE.stat().st_mtime for path in inside if path.suffix != ".pyc"):
        print("one HTML file: it is older than what is in it; make page, then measure again")  # noqa: T201
    content = PAGE.read_bytes()
    told(f"one HTML file: {len(content):,} bytes", f"limit {LARGEST:,}", kept=len(content) <= LARGEST)
    for name, packed in re.findall(rb'<script type="text/plain" data-part="([^"]+)">([^<]+)<', content):
        print(f"  {name.decode()}: {len(packed):,}")  # noqa: T201
    firm = folder / "firm.html"
    command = [sys.executable, "-m", "tenken", "form", "write", str(example), "--with-report", "--page", str(PAGE)]
    subprocess.run([*command, "-o", str(firm)], check=True, capture_output=True)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        page = browser.new_page()
        usable = taken(lambda: open_firm(page, firm))
        first = taken(lambda: make_report(page))
        page.click("[data-do=form]")
        following = taken(lambda: make_report(page))
        browser.close()
    told(f"one HTML file, a firm's form can be filled in after {usable:.2f} s", "no limit", kept=True)
    told(f"one HTML file, first report after {first:.2f} s", f"limit {FIRST:.0f} s", kept=first <= FIRST)
    told(f"one HTML file, next report after {following:.2f} s", f"limit {NEXT:.0f} s", kept=following <= NEXT)


def open_firm(page: "Page", firm: Path) -> None:
    """Open the file with a firm in it, up to its first question."""
    page.goto(firm.as_uri())
    page.wait_for_selector(".q")


def make_report(page: "Page") -> None:
    """Press the button, up to the screen that offers the report."""
    page.locator("[data-do=report]").first.click()
    page.wait_for_selector("#view")


def taken(what: Callable[[], None]) -> float:
    """Seconds that something takes."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def told(sentence: str, limit: str, *, kept: bool) -> None:
    """Print a figure with its limit."""
    print(f"{sentence} ({limit}){'' if kept else '  NOT KEPT'}")  # noqa: T201
