"""The user's own editions, and what stands beside them, as bytes for machines that do not have them.

Only what tenken reads of a folder of editions goes along. Where editions are looked for is said by the command.
"""

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from tenken.store.checklist import editions, library


@dataclass(frozen=True, slots=True)
class OwnLists:
    """The files of some folders of editions; two with the same digest are the same."""

    digest: str = ""
    places: tuple[tuple[tuple[str, bytes], ...], ...] = field(default=(), compare=False)
    """Of each folder the files: their paths inside it, and their bytes."""


NO_LISTS = OwnLists()


def packed(places: Sequence[Path]) -> OwnLists:
    """The folders of editions as bytes."""
    found = tuple(
        tuple((path.relative_to(place).as_posix(), path.read_bytes()) for path in _files(place)) for place in places
    )
    return OwnLists(hashlib.sha256(repr(found).encode()).hexdigest(), found) if places else NO_LISTS


def _files(place: Path) -> list[Path]:
    folders = {place, *editions.find([place]), *(place / name for name in library.FOLDERS)}
    return sorted(path for folder in folders for path in folder.glob("*.toml"))


@lru_cache(maxsize=1)
def unpacked(lists: OwnLists) -> tuple[Path, ...]:
    """The same as folders of this machine, which are removed when this process ends."""
    if not lists.places:
        return ()
    root = Path(tempfile.mkdtemp(prefix="tenken-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    places = tuple(root / str(at) for at in range(len(lists.places)))
    for place, files in zip(places, lists.places, strict=True):
        place.mkdir()
        for name, content in files:
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_bytes(content)
    return places
