"""One browser for the tests of the report's pages on a screen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.browser import CHROMIUM, MISSING, SWITCHES

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    if CHROMIUM is None:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()
