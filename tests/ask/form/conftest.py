"""A person with the form: a browser that keeps nothing but what the form keeps, and listens to its console."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser import PATIENCE
from tests.conftest import PLACES, TODAY

from tenken.ask.form.write import write
from tenken.ask.handout import Handout
from tenken.core.model import Assessment, Checklist
from tenken.store.assessment.document import content_digest, identity
from tenken.store.checklist import library
from tenken.words import Language, Words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


def handout_of(checklist: Checklist, assessment: Assessment, lang: Language = "ja") -> Handout:
    whose, content = identity(assessment), content_digest(assessment)
    return Handout(
        checklist=checklist,
        assessment=assessment,
        words=Words(lang),
        today=TODAY,
        identity=whose,
        content=content,
        library=library.load(PLACES),
    )


def written(checklist: Checklist, assessment: Assessment, lang: Language = "ja") -> bytes:
    """The form of an assessment, as the command makes it."""
    return write(handout_of(checklist, assessment, lang), "a")


@dataclass
class Desk:
    """Where forms are opened: one browser profile, its console, and every address that was asked for."""

    context: "BrowserContext"
    said: list[str]
    expected: list[str]
    """What the console may say after something that the test has done itself."""
    asked: list[str]
    folder: Path

    def open(self, form: Path) -> "Page":
        page = self.context.new_page()
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda fault: self.said.append(str(fault)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(form.as_uri())
        return page

    def save(self, page: "Page", name: str = "saved.json") -> Path:
        """Press the button, and find the file in the folder for downloads."""
        with page.expect_download() as download:
            page.locator("#finish [data-do=save]").click()
        target = self.folder / name
        download.value.save_as(target)
        json.loads(target.read_bytes())
        return target


@pytest.fixture
def desk(browser: "Browser", tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Sits somebody down at a browser of their own; nothing but the form itself may be asked for."""
    desks: list[Desk] = []

    def sit(**wanted: Any) -> Desk:
        context = browser.new_context(**wanted)
        context.set_default_timeout(PATIENCE)
        desks.append(Desk(context, [], [], [], tmp_path))
        return desks[-1]

    yield sit
    for one in desks:
        one.context.close()
        assert [said for said in one.said if not any(part in said for part in one.expected)] == []
        assert {url.partition(":")[0] for url in one.asked} <= {"file", "blob"}
        assert all(url.endswith(".html") for url in one.asked if url.startswith("file:"))
