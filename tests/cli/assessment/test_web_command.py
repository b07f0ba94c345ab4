"""``tenken web`` as it is called: what it says, where, and how it ends."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener, url2pathname

import pytest
from tests.conftest import EXAMPLES, Said, environment_of
from tests.processes import child_of, ended

Tenken = Callable[..., Said]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "kitahama-2026.toml"
    path.write_text(head, encoding="utf-8")
    return path


@pytest.fixture
def start(file: Path) -> Iterator[Start]:
    """Starts the real command and waits for nothing; whatever still runs at the end is stopped."""
    running: list[subprocess.Popen[str]] = []

    own = file

    def run(
        *arguments: str, lang: str = "ja", env: dict[str, str] | None = None, file: Path = own
    ) -> "subprocess.Popen[str]":
        environment = environment_of(lang, env)
        command = [sys.executable, "-m", "tenken", "web", str(file), *arguments]
        running.append(
            subprocess.Popen(
                command, cwd=own.parent, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        )
        return running[-1]

    yield run
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def address_of(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_a_file_that_is_not_there_is_one_to_begin(start: Start, tmp_path: Path) -> None:
    process = start("--no-browser", file=tmp_path / "new.toml")
    with build_opener(HTTPCookieProcessor()).open(address_of(process), timeout=300) as page:
        told = page.read().decode()
    assert "/begin" in page.url
    assert 'value="new.toml"' in told
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "保存してあります" not in err  # nothing was begun
    assert not (tmp_path / "new.toml").exists()


def test_a_name_of_something_else_is_refused(tenken: Tenken) -> None:
    done = tenken("web", "answers.xlsx", "--no-browser")
    assert (done.code, done.out) == (2, "")
    assert "answers.toml" in done.err


def test_a_broken_file_is_refused_with_its_place(tenken: Tenken, file: Path) -> None:
    file.write_text("format = 1\nstatus =\n", encoding="utf-8")
    done = tenken("web", file, "--no-browser")
    assert done.code == 3
    assert "kitahama-2026.toml:2:" in done.err


@pytest.mark.parametrize("minutes", ["0", "-1", "1441", "x"])
def test_the_idle_time_has_a_range(tenken: Tenken, file: Path, minutes: str) -> None:
    assert tenken("web", file, "--no-browser", "--idle-minutes", minutes).code == 2


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_it_explains_itself(tenken: Tenken, lang: str) -> None:
    said = tenken("web", "--help", lang=lang)
    assert said.code == 0
    assert "--idle-minutes" in said.out
    assert "--no-browser" in said.out


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_the_address_is_the_product_and_ctrl_c_ends_it_cleanly(start: Start) -> None:
    process = start("--no-browser")
    address = address_of(process)
    assert address.startswith("http://127.0.0.1:")
    with build_opener(HTTPCookieProcessor()).open(address, timeout=300) as page:
        assert "北浜クラブ" in page.read().decode()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 130
    assert out == ""
    assert "次のアドレスをブラウザに入れてください" in err
    assert "に保存してあります。続きは：tenken web" in err
    assert "Traceback" not in err


def test_it_opens_the_browser_of_the_persons_choice_with_a_key_of_its_own(start: Start, tmp_path: Path) -> None:
    note = tmp_path / "opened.txt"
    browser = tmp_path / "browser.py"
    browser.write_text(f"import sys; open({str(note)!r}, 'w').write(sys.argv[1])\n", encoding="utf-8")
    process = start(env={"BROWSER": f"{sys.executable} {browser} %s"})
    address = address_of(process)
    while not (note.exists() and note.read_text(encoding="utf-8")):
        assert process.poll() is None
        time.sleep(0.05)
    opened = note.read_text(encoding="utf-8")
    assert opened.startswith("file:")
    page = Path(url2pathname(urlsplit(opened).path))
    inside = page.read_text(encoding="utf-8")
    (way,) = re.findall(r'url=(http[^"]+)"', inside)
    assert urlsplit(way).netloc == urlsplit(address).netloc
    assert urlsplit(way).path == urlsplit(address).path
    assert urlsplit(way).query != urlsplit(address).query
    process.send_signal(signal.SIGTERM if os.name != "nt" else signal.SIGABRT)
    assert "ブラウザで点検の画面を開きます" in process.communicate(timeout=300)[1]
    assert not page.parent.exists()


def test_where_there_is_no_browser_the_address_is_enough(start: Start, tmp_path: Path) -> None:
    process = start(lang="en", env={"PATH": str(tmp_path), "BROWSER": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""})
    assert address_of(process).startswith("http://127.0.0.1:")
    process.terminate()
    assert "Enter this address in your browser:" in process.communicate(timeout=300)[1]


@pytest.mark.pdf
@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_waits_for_no_report(start: Start) -> None:
    """The example's report takes seconds to lay out; the layout is ended, and the person told as ever."""
    process = start("--no-browser", file=EXAMPLES / "2026.toml")
    address = address_of(process)
    person = build_opener(HTTPCookieProcessor())
    with person.open(address, timeout=300) as page:
        here = page.url
    asked = threading.Thread(target=ask, args=(person, urljoin(here, "report/file?form=pdf&profile=full")))
    asked.start()
    child = child_of(process, "layout.py")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=300)
    asked.join()
    assert (process.returncode, out) == (130, "")
    assert ended(child)
    assert "に保存してあります。続きは：tenken web" in err
    assert "予期しない" not in err
    assert "Traceback" not in err


def ask(person: OpenerDirector, address: str) -> None:
    """A download that nobody may ever get."""
    with suppress(OSError, HTTPException), person.open(address, timeout=300) as page:
        page.read()
