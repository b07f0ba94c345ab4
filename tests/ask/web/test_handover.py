"""How the browser gets its key: nobody else on the machine can see it on the way."""

import os
import re
import stat
import tempfile
import webbrowser
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from tests.ask.web.conftest import Person, Site

from tenken.ask.web import server
from tenken.ask.web.handover import handed_over

Opened = Callable[[Site], str]


class Browser(webbrowser.BaseBrowser):
    """Remembers what it was started with."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:  # noqa: ARG002 - the library's signature
        self.opened.append(url)
        return True


class AtOnce:
    """A thread that runs where it is started."""

    def __init__(self, target: Callable[[], None], *, daemon: bool) -> None:
        self.start = target
        assert daemon


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the browser of a site was started with."""
    browser = Browser()
    monkeypatch.setattr(server, "_browser", lambda: browser)
    monkeypatch.setattr("tenken.ask.web.server.threading.Thread", AtOnce)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def start(site: Site) -> str:
        assert site.serving.open_browser()
        return browser.opened[-1]

    return start


def page_of(address: str) -> Path:
    assert address.startswith("file:")
    return Path(url2pathname(urlsplit(address).path))


def led_to(page: str) -> str:
    (found,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert isinstance(found, str)
    return found


def test_the_command_line_of_the_browser_holds_no_key(site: Site, opened: Opened) -> None:
    keys = site.serving.keys
    secrets = [keys.once[0], keys.shown, keys.session, keys.csrf, keys.room]
    address = opened(site)
    assert not [secret for secret in secrets if secret in address]
    assert keys.once[0] in page_of(address).read_text(encoding="utf-8")
    assert keys.shown not in page_of(address).read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes; the folder is the user's own there")
def test_only_this_user_can_read_the_page(site: Site, opened: Opened) -> None:
    page = page_of(opened(site))
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700


def test_the_page_leads_in_and_is_gone_then(site: Site, opened: Opened) -> None:
    """From a file a browser comes as from another site, and would follow no redirect with the new cookie."""
    page = page_of(opened(site))
    way = urlsplit(led_to(page.read_text(encoding="utf-8")))
    person = Person(site.serving.port)
    between = person.ask("GET", f"{way.path}?{way.query}", headers={"Sec-Fetch-Site": "cross-site"})
    assert between.status == 200
    assert between.headers["referrer-policy"] == "no-referrer"
    assert "北浜クラブ" not in between.html
    start = person.ask("GET", led_to(between.html), headers={"Sec-Fetch-Site": "same-origin"})
    assert (start.status, "北浜クラブ" in start.text) == (200, True)
    assert not page.parent.exists()
    assert Person(site.serving.port).ask("GET", f"{way.path}?{way.query}").status == 401


def test_a_page_that_was_not_used_is_gone_at_the_end(site: Site, opened: Opened) -> None:
    page = page_of(opened(site))
    site.person()  # with the address that the terminal shows
    assert page.exists()
    site.serving.end()
    site.thread.join(300)
    assert not page.parent.exists()


def test_without_a_place_for_the_page_no_browser_is_started(
    site: Site, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(AssertionError):
        opened(site)


def test_nothing_stays_where_the_page_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(UnicodeEncodeError):
        handed_over("\ud800")
    assert list(tmp_path.iterdir()) == []
