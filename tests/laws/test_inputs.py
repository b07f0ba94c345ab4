"""Whatever comes in is read or refused within bounds; ``make soak`` spoils 20,000 inputs of each kind."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from time import thread_time

import pytest
from tests.conftest import rounds
from tests.laws.inputs import INPUTS
from tests.limits import slowness

from tenken.store.report import pdf_parser

SECONDS = 2
"""Of CPU, for one input of at most 6 MB."""
MEMORY = 500_000_000
"""Bytes, of the process that has read all of them one after another."""


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="nothing counts memory there")
@pytest.mark.parametrize("name", INPUTS)
def test_whatever_comes_in_is_read_or_refused_within_bounds(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    seed = "same" if rounds(0, 1) == 0 else str(time.time_ns())
    number = rounds(20, 20_000 if name not in ("workbook", "pdf") else 2_000)
    command = [sys.executable, "-m", "tests.laws.inputs", name, seed, str(number)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{name} {seed}: {done.stderr[-2000:]}"
    told = json.loads(done.stdout)
    record_property("slowest", told)
    print(f"{name}: {number} inputs, seed {seed}, slowest {told}")  # noqa: T201 - shown with -s
    assert told["seconds"] < SECONDS * slowness(), f"{name} {seed}: {told}"
    assert told["memory"] < MEMORY, f"{name} {seed}: {told}"


def test_a_pdf_without_an_end_is_not_searched_to_its_beginning() -> None:
    began = thread_time()
    assert pdf_parser.inside(b"%PDF-1.3\n" + b"a=1\n" * 1_500_000) == {"broken": True}
    assert thread_time() - began < SECONDS / 2
