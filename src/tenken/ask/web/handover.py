"""The browser's own key on its way to the browser: in a page that only this user can read, never on a command line.

Everybody on a machine sees how a program was started. So the browser is started with the place of a small page, which
leads on to the address with the key; the page lies in a new folder of this user and is gone once the key is used.
"""

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PAGE = "open.html"


@dataclass(frozen=True, slots=True)
class Handover:
    """The page with the key, in a folder of its own."""

    folder: Path

    @property
    def address(self) -> str:
        """The address of the page, for the browser's command line: a ``file:`` address without the key."""
        return (self.folder / PAGE).as_uri()

    def discard(self) -> None:
        """Delete the page and its folder; what is gone already, or cannot be deleted, is left alone."""
        with suppress(OSError):
            (self.folder / PAGE).unlink()
        shutil.rmtree(self.folder, ignore_errors=True)


def handed_over(page: str) -> Handover:
    """The page, written where only this user can read it (folder 0700, file 0600).

    Raises OSError where there is no place for it.
    """
    handover = Handover(Path(tempfile.mkdtemp(prefix="tenken-")))
    try:
        handle = os.open(handover.folder / PAGE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(page)
    except BaseException:
        handover.discard()
        raise
    return handover
