"""The second engine for PDFs: Edge, Chrome or Chromium prints a page, where WeasyPrint's libraries are missing.

Besides ``sandbox`` this is the only place that starts a process. The browser gets a profile of its own that is thrown
away, nothing to fetch and no names to look up; what it wrote counts, not how it ended, since Edge may hand the work
over to a window that is open already. How its PDF becomes a report's is ``browser_finish``'s, in the sandbox. Which
engine is taken is ``engines``' business.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

NAMED = "TENKEN_BROWSER"
"""The variable that names the browser to take, and no other."""
ON_PATH = (
    "microsoft-edge",
    "microsoft-edge-stable",
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
)
"""Programs on Linux."""
WINDOWS = (
    r"Microsoft\Edge\Application\msedge.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
)
"""Below one of the folders of ``WINDOWS_PLACES``."""
WINDOWS_PLACES = ("PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA")
"""Variables of Windows that name the folders in which programs are."""
MACOS = tuple(
    f"Applications/{name}.app/Contents/MacOS/{name}" for name in ("Microsoft Edge", "Google Chrome", "Chromium")
)
"""Below the root or the person's own folder."""

PATIENCE = 180.0
"""Seconds for one document; the largest report a firm can bring about takes a sixth of that on a quiet machine."""
HANDED_OVER = 15.0
"""Seconds for the file to come after the browser has ended without one: another window may be at it."""
LOOK = 0.05
"""Seconds between two looks for the file; a document takes at least twenty times as long."""
TAIL = 1_024
"""Bytes within which the end of a whole PDF stands."""

SWITCHES = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--metrics-recording-only",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # the switches above still let some twenty look-ups go out
    "--proxy-server=127.0.0.1:9",  # nor does an address without a name lead anywhere: nobody listens there
    "--proxy-bypass-list=<-loopback>",
    "--edge-skip-compat-layer-relaunch",  # Edge would start itself anew, and end
    "--font-render-hinting=none",  # letters as wide as on paper, whatever the screen is set to
    "--force-color-profile=srgb",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
)


class NoPdf(Exception):
    """No browser of this machine has made a PDF: ``no-browser``, ``named-browser`` or ``silent-browser``."""


def found(environment: Mapping[str, str] = os.environ) -> list[Path]:
    """The browsers of this machine that print, the first to be tried first.

    Raises NoPdf where TENKEN_BROWSER names none that can be started.
    """
    if named := environment.get(NAMED):
        program = shutil.which(named)
        if program is None:
            raise NoPdf("named-browser")
        return [Path(program)]
    return list(dict.fromkeys(_usual(environment)))


def named() -> str:
    """The browser that the person names, or that of the machine; empty where there is none."""
    if given := os.environ.get(NAMED):
        return given
    return next((str(program) for program in _usual(os.environ)), "")


def _usual(environment: Mapping[str, str]) -> Iterator[Path]:
    if sys.platform == "win32":
        places = [Path(environment[place]) for place in WINDOWS_PLACES if place in environment]
        candidates = [place / name for name in WINDOWS for place in places]
    elif sys.platform == "darwin":
        candidates = [root / name for name in MACOS for root in (Path("/"), Path.home())]
    else:
        candidates = [
            Path(program) for name in ON_PATH if (program := shutil.which(name, path=environment.get("PATH")))
        ]
    return (candidate for candidate in candidates if candidate.is_file())


def printed(page: str) -> bytes:
    """What the first browser that prints the page makes of it; raises NoPdf where none does."""
    browsers = found()
    for browser in browsers:
        with tempfile.TemporaryDirectory(prefix="tenken-", ignore_cleanup_errors=True) as folder:
            if content := _print(browser, page, Path(folder)):
                return content
    raise NoPdf("silent-browser" if browsers else "no-browser")


def _print(browser: Path, page: str, folder: Path) -> bytes | None:
    """The PDF, or ``None`` where the browser makes none; it has ended then."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    switches = [*SWITCHES, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}"]
    if _is_root():  # Chromium refuses its own sandbox there; the page is ours, without scripts or addresses
        switches.append("--no-sandbox")
    try:
        process = subprocess.Popen(  # noqa: S603 - a browser of this machine, or the one that the person names
            [browser, *switches, source.as_uri()],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that all that it starts can be ended with it
        )
    except OSError:
        return None
    try:
        return _awaited(process, target)
    finally:  # also where the person stops it by Ctrl-C
        _end(process)


def _awaited(process: "subprocess.Popen[bytes]", target: Path) -> bytes | None:
    """The file once it is whole; nothing where it does not come in time."""
    late = time.monotonic() + PATIENCE
    ended = False
    while time.monotonic() < late:
        if not ended and process.poll() is not None:
            ended, late = True, min(late, time.monotonic() + HANDED_OVER)
        if content := _whole(target):
            return content
        time.sleep(LOOK)
    return None


def _whole(target: Path) -> bytes | None:
    try:
        content = target.read_bytes()
    except OSError:  # not there yet, or still being written, which Windows does not let others read
        return None
    return content if b"%%EOF" in content[-TAIL:] else None


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Leave nothing of it running."""
    if sys.platform == "win32":
        process.kill()  # what it has started ends with it
    else:
        import signal  # noqa: PLC0415 - SIGKILL is not known on Windows

        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
