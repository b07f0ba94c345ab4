"""Many firms: the table of all of them, and their reports by one worker and by two."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from tenken import data
from tenken.core.portfolio.clients import Client
from tenken.store.checklist import editions
from tenken.store.portfolio import clients, invented

QUICK = 100_000
"""Assessments in the table; a firm has one or two."""
FULL = 2_000
FIRMS_PER_QUICK = 0.7
REPORTS, SOME, MANY = 200, 50, 500
COLD, WARM = 1.2, 5.0
"""Milliseconds an assessment the first time; seconds in all the second time."""
FASTER, WARMER, GROWN = 1.8, 0.6, 1.1
"""Two workers against one; a warm worker against a cold process; memory with ten times the firms."""

PEAK = """
import resource, sys
from tenken.cli.run import run
if __name__ == "__main__":
    code = run(sys.argv[1:])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
    sys.exit(code)
"""

Tell = Callable[[str, float, float, str], None]


def many_firms(folder: Path, full: Path, environment: Mapping[str, str], tell: Tell) -> None:
    """Print the figures of the table and of the batch; ``full`` is an assessment with all questions answered."""
    tenken = str(Path(sys.executable).parent / "tenken")

    def ran(*words: str) -> float:
        began = time.perf_counter()
        subprocess.run([tenken, "clients", *words], env=environment, check=True, capture_output=True)
        return time.perf_counter() - began

    quick, whole = folder / "quick", folder / "full"
    firms = round(QUICK * FIRMS_PER_QUICK)
    invent(quick, firms)
    for at in range(FULL):
        firm = clients.new(whole, Client(name=f"firm {at}"))
        shutil.copy(full, firm / "2026.toml")
    for what, place in (("quick", quick), ("full", whole)):
        number = sum(1 for path in place.glob("*/20*.toml"))
        table = ("table", str(place), "--jobs", "2", "-o", str(folder / "table.csv"), "--force")
        time.sleep(2.5)  # what was written just now is not trusted to stay
        first, second = ran(*table), ran(*table)
        name = f"clients table, {number:,} {what} assessments, "
        detail = f"{first:.1f} s in all"
        if what == "quick":
            told(f"{name}first time", f"{first / number * 1000:.2f} ms each", COLD, first / number * 1000, detail)
            told(f"{name}again", f"{second:.1f} s", WARM, second, "")
        else:
            print(f"{name}first time: {first / number * 1000:.2f} ms each, again {second:.1f} s")  # noqa: T201
    shutil.rmtree(quick)
    shutil.rmtree(whole)
    reports(folder, environment, tell, ran)


def reports(folder: Path, environment: Mapping[str, str], tell: Tell, ran: Callable[..., float]) -> None:
    """Owner's reports: by one worker and by two, against cold processes, and what the parent takes of memory."""
    tenken = str(Path(sys.executable).parent / "tenken")
    place = folder / "reports"
    invent(place, REPORTS)
    drafts = ("--drafts",)  # firms that are still answering get one, too: more reports of as many firms
    taken = {}
    for jobs in (1, 2):
        again(place)
        taken[jobs] = ran("report", str(place), *drafts, "--jobs", str(jobs))
    lines = [json.loads(line) for line in (place / ".tenken/manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    made = len(lines)
    began = time.perf_counter()
    cold = [path for path in sorted(place.glob("*/2026.toml"))[:20] if (path.parent / "out/2026.pdf").exists()]
    for path in cold:
        command = [tenken, "report", str(path), "--profile", "owner", "-o", str(folder / "x.pdf"), "--force"]
        subprocess.run(command, env=environment, check=True, capture_output=True)
    process = (time.perf_counter() - began) / len(cold)
    detail = f"{taken[1]:.0f} s / {taken[2]:.0f} s, {made} reports"
    at_least(f"clients report, one worker : two workers, {made} reports", taken[1] / taken[2], FASTER, detail)
    detail = f"{taken[1] / made:.2f} s / {process:.2f} s"
    tell("a report by a warm worker : by a cold process", taken[1] / made / process, WARMER, detail)
    peak = {}
    for number in (SOME, MANY):
        others = folder / f"firms-{number}"
        invent(others, number)
        command = [sys.executable, "-c", PEAK, "clients", "report", str(others), "--format", "html", "--jobs", "2"]
        said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stderr
        peak[number] = int(said.split()[-1]) / 1024
    detail = f"{peak[MANY]:.0f} MB / {peak[SOME]:.0f} MB"
    tell(f"memory of the parent, {MANY} firms : {SOME}", peak[MANY] / peak[SOME], GROWN, detail)


def invent(place: Path, firms: int) -> None:
    """A folder of so many invented firms."""
    known = [editions.newest([data.folder("checklist")], date(2026, 11, 21))]
    while earlier := editions.load_predecessor(known[-1], [data.folder("checklist")]):
        known.append(earlier)
    for _ in invented.write(place, firms, invented.Invention(editions=tuple(known), today=date(2026, 11, 21))):
        pass
    os.sync()


def again(place: Path) -> None:
    """Forget that anything was made."""
    (place / ".tenken/manifest.jsonl").unlink(missing_ok=True)
    for out in place.glob("*/out"):
        shutil.rmtree(out)


def told(promise: str, figure: str, limit: float, found: float, detail: str) -> None:
    """A promise in seconds."""
    kept = "kept" if found <= limit else "NOT KEPT"
    print(f"{promise:<58} {figure:>8}  (at most {limit:.1f})  {kept}  {detail}")  # noqa: T201


def at_least(promise: str, ratio: float, limit: float, detail: str) -> None:
    """A promise of a gain."""
    kept = "kept" if ratio >= limit else "NOT KEPT"
    print(f"{promise:<58} {ratio:5.2f} x  (at least {limit:.2f})  {kept}  {detail}")  # noqa: T201
