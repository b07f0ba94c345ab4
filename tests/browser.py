"""The one Chromium of a test run, and how its pages are asked: always by waiting for what is expected.

What a page shows follows a click some time later, on a busy machine much later. ``expect(...)`` waits for it; reading
at once would find the page as it was before.
"""

import shutil
from typing import TYPE_CHECKING, Any

CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
MISSING = "no Chromium here: apt-get install chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP evil.example 127.0.0.1",
]
PATIENCE = 60_000
"""Milliseconds after which a page is taken to have stopped; no test fails for being slower than it was."""

if TYPE_CHECKING:
    from playwright.sync_api import expect as expect  # noqa: PLC0414 - others take it from here
else:

    def expect(found: Any) -> Any:
        """What is expected of a page or a part of it, waited for."""
        from playwright.sync_api import expect as wait_for

        wait_for.set_options(timeout=PATIENCE)
        return wait_for(found)
