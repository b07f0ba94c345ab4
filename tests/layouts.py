"""Lays pages out for tests in the process of the tests, each page once a run, and looks how full its pages are."""

import base64
import gc
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from hashlib import sha256
from typing import Any

from tenken.render.pdf import layout
from tests.pages import too_empty

OF_A_FIRM = re.compile(
    r'data-foot="[^"]*(?:会員データ保護の点検|Protecting members).*id="(?:summary|attestation)"', re.DOTALL
)
"""A report by an edition of ours; the six questions of the club fill no page."""


class LaidOutHere:
    """Stands for the child that lays out a page.

    What the child was told before is not laid out again, since the same page becomes the same bytes; tests that show
    just this have a child. ``shared`` keeps what was made for all tests of a run; ``faults`` takes each page of a
    report that is too empty.
    """

    def __init__(self, shared: Callable[[str, Callable[[], bytes]], bytes], faults: list[str]) -> None:
        self.shared = shared
        self.faults = faults

    def answer(self, content: bytes, heard: Callable[[bytes], None] | None = None) -> Any:
        """What the child would have told."""
        kept = json.loads(self.shared(f"{sha256(content).hexdigest()}.json", lambda: laid_out(content)))
        for line in kept["heard"]:
            if heard:
                heard(line.encode())
        self.faults += kept["faults"]
        return kept["told"]

    def end(self) -> None:
        """Nothing to end."""


def laid_out(content: bytes) -> bytes:
    """What the layout tells, the lines that it writes meanwhile, and the pages that are too empty, as JSON."""
    with redirect_stdout(io.StringIO()) as said, uncollected():
        told = layout.answered(content)
    is_looked_at = "pdf" in told and OF_A_FIRM.search(json.loads(content)["page"])
    faults = too_empty(base64.b64decode(told["pdf"])) if is_looked_at else []
    return json.dumps({"told": told, "heard": said.getvalue().splitlines(), "faults": faults}).encode()


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile, as in the child; a search through all that the tests have loaded takes 0.12 s."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
