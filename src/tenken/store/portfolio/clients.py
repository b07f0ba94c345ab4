"""The folders of many firms: found, made, and each firm's ``client.toml`` read and added to.

Which numbers a firm's files come to is ``records``'; a folder that is a link, or lies deeper, is nobody's.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any

import tomli_w
import tomlkit

from tenken.core.portfolio.clients import Client, Sent
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.store import atomic_file
from tenken.store.portfolio.schema import CLIENT, MOST_TAKEN
from tenken.store.validation.toml_file import TomlFile, from_text, read
from tenken.store.validation.validate import fit

HEAD = "client.toml"
SENT_FOLDER = "sent"
OWN = ".tenken"
"""What tenken keeps for itself, beside the firms' folders."""
TOKEN_BYTES = 12
_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies directly in the folder of firms."""

    firms: tuple[Path, ...]
    """Folders with a ``client.toml``, by name."""
    foreign: int
    """What else lies there: files, folders without one, links."""


def find(folder: Path) -> Folder:
    """The firms of a folder; raises FileProblems where there is no such folder."""
    names, foreign = candidates(folder)
    firms = [folder / name for name in names if is_firm(folder / name)]
    return Folder(tuple(firms), foreign + len(names) - len(firms))


def is_firm(folder: Path) -> bool:
    """Whether a folder has a ``client.toml`` of its own; one that is a link is another firm's.

    A folder that cannot be looked into may be one, and is told as such when it is read.
    """
    try:
        return not stat.S_ISLNK((folder / HEAD).lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def candidates(folder: Path) -> tuple[list[str], int]:
    """The names of what may be firms, in their order, and how much else lies there; raises as ``find``."""
    try:
        with os.scandir(folder) as entries:
            found = {entry.name: entry.is_dir(follow_symlinks=False) for entry in entries if entry.name != OWN}
    except NotADirectoryError:
        raise FileProblems([Problem(file=str(folder), what="not-a-folder")]) from None
    except OSError:
        raise FileProblems([Problem(file=str(folder), what="no-such-folder")]) from None
    if HEAD in found:
        raise FileProblems([_one_firm(folder)])
    if (folder / OWN).is_symlink():  # what every command keeps there would be written into another folder
        raise FileProblems([Problem(file=str(folder / OWN), what="out-is-link")])
    names = sorted(name for name, is_folder in found.items() if is_folder)
    return names, len(found) - len(names)


def _one_firm(folder: Path) -> Problem:
    """That a firm's own folder was given in place of that of all firms."""
    return Problem(file=str(folder), what="one-firm", values={"folder": str(folder.absolute().parent)})


def load(firm: Path) -> Client:
    """What a firm's ``client.toml`` says; raises FileProblems with everything that is wrong."""
    return interpret(read(firm / HEAD, f"{firm.name}/{HEAD}"))


def interpret(file: TomlFile) -> Client:
    """The same for a file that was read already."""
    client: Client = fit(file, CLIENT, Client)
    tokens = [sent.token for sent in client.sent]
    file.stop(
        [file.problem(("sent", at, "token"), "token-twice") for at, token in enumerate(tokens) if token in tokens[:at]]
    )
    return client


def new(folder: Path, client: Client) -> Path:
    """Make a firm's folder, readable by its owner only; raises UsageProblem where there is one of that name.

    Raises FileProblems where something of it cannot stand in a file, such as control characters, or where that of all
    firms is a firm's own.
    """
    if is_firm(folder):
        raise FileProblems([_one_firm(folder)])
    atomic_file.make_folder(folder)
    firm = folder / folder_name(client.name)
    if os.path.lexists(firm):
        raise UsageProblem("client-exists", {"file": str(firm)})
    content = text_of(client)
    interpret(from_text(content, f"{firm.name}/{HEAD}"))  # what could not be read again is refused before it is written
    firm.mkdir(mode=0o700)
    atomic_file.write(firm / HEAD, content.encode())
    return firm


def folder_name(name: str) -> str:
    """A firm's name as that of a folder: nothing that leads elsewhere, nothing hidden, no device of Windows."""
    told = re.sub(r"[^\w]+", "-", name).strip("-_")[:60]
    return f"{told}-1" if _DEVICE.fullmatch(told) else told or "client"


def new_token() -> str:
    """What a sheet carries, so that it is known again: drawn at random, and says nothing of the firm."""
    return token_hex(TOKEN_BYTES)


def add_sent(firm: Path, sent: Sent) -> None:
    """Note in ``client.toml`` what went out."""
    _change(firm, lambda client: replace(client, sent=(*client.sent, sent)))


def mark_received(firm: Path, token: str, on: date, taken: str | None) -> None:
    """Note that what bears this token came back; what came back before keeps its day.

    ``taken`` is the SHA-256 of the file, where all of it was taken in.
    """

    def marked(sent: Sent) -> Sent:
        if sent.token != token:
            return sent
        known = (*sent.taken, *([taken] if taken and taken not in sent.taken else ()))
        return replace(sent, received=sent.received or on, taken=known[-MOST_TAKEN:])

    def change(client: Client) -> Client:
        return replace(client, sent=tuple(map(marked, client.sent)))

    _change(firm, change)


def _change(firm: Path, change: Callable[[Client], Client]) -> None:
    """Write the ``[[sent]]`` that changed, everything else as it stands, comments too."""
    path = firm / HEAD
    with atomic_file.locked(path):
        file = read(path, f"{firm.name}/{HEAD}")
        before = interpret(file)
        after: Client = change(before)
        if after == before:
            return
        page: Any = tomlkit.parse(file.text)
        if "sent" not in page:
            page["sent"] = tomlkit.aot()
        for table, old, new in zip(page["sent"], before.sent, after.sent, strict=False):
            if new != old:
                table.update(_sent(new))
        for sent in after.sent[len(before.sent) :]:
            page["sent"].append(_sent(sent))
        written = tomlkit.dumps(page)
        if interpret(from_text(written, file.name)) != after:
            raise FileProblems([Problem(file=file.name, what="edit-lost", values={"id": "sent"})])
        atomic_file.write(path, written.encode(), replace=True)


def text_of(client: Client) -> str:
    """A new ``client.toml``."""
    plain: dict[str, Any] = {"format": 1, "name": client.name, "relation": str(client.relation)}
    for key in ("sector", "contact", "mail"):
        if getattr(client, key):
            plain[key] = getattr(client, key)
    if client.tags:
        plain["tags"] = list(client.tags)
    plain |= {"cycle_months": client.cycle_months, "benchmark": client.benchmark}
    if client.sent:
        plain["sent"] = [_sent(sent) for sent in client.sent]
    return tomli_w.dumps(plain)


def _sent(sent: Sent) -> dict[str, Any]:
    plain = {"on": sent.on, "file": sent.file, "token": sent.token, "due": sent.due, "received": sent.received}
    known = {key: value for key, value in plain.items() if value is not None}
    return {**known, "taken": list(sent.taken)} if sent.taken else known


def by_token(firms: Iterable[Path]) -> tuple[dict[str, list[Path]], Sequence[Problem]]:
    """Each firm by the tokens that went out to it, and what keeps other firms from being read.

    Two firms have the same token where a folder was copied.
    """
    found: dict[str, list[Path]] = {}
    problems: list[Problem] = []
    for firm in firms:
        try:
            client = load(firm)
        except FileProblems as refused:
            problems += refused.problems
            continue
        for sent in client.sent:
            found.setdefault(sent.token, []).append(firm)
    return found, problems
