"""Whether a folder lies where a service copies it to other computers, judged by names and marks alone.

Nothing is asked of a service. A folder that is synced in another way is not known here.
"""

import os
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path, PurePath


class SyncService(StrEnum):
    """A service that copies folders; the value is what it calls itself."""

    ONEDRIVE = "OneDrive"
    DROPBOX = "Dropbox"
    ICLOUD = "iCloud"
    GOOGLE = "Google Drive"


VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""In which Windows says where OneDrive is."""

NAMES = {
    SyncService.ONEDRIVE: r"onedrive(?: ?- ?.+)?",
    SyncService.DROPBOX: r"dropbox(?:-.+| \(.+\))?",
    SyncService.ICLOUD: r"icloud ?drive|mobile documents",
    SyncService.GOOGLE: r"google ?drive(?:-.+| \(.+\))?|my drive|マイドライブ",
}
"""What the folders of each service are called, on Windows, macOS and Linux."""

MARKS = {
    ".dropbox": SyncService.DROPBOX,
    ".dropbox.cache": SyncService.DROPBOX,
    ".shortcut-targets-by-id": SyncService.GOOGLE,
    ".tmp.driveupload": SyncService.GOOGLE,
}
"""What a service leaves in the uppermost of its folders, whatever that is called."""


def synced_by(folder: Path, environment: Mapping[str, str] = os.environ) -> SyncService | None:
    """The service in whose folder it seems to lie; links count where they lead, and it need not be there yet."""
    place = folder.resolve()
    roots = [Path(environment[name]).resolve() for name in VARIABLES if environment.get(name)]
    if any(place.is_relative_to(root) for root in roots):
        return SyncService.ONEDRIVE
    return called_like(place) or _marked(place)


def called_like(place: PurePath) -> SyncService | None:
    """The service after which a folder on the way to it is called."""
    for part in place.parts:
        for service, name in NAMES.items():
            if re.fullmatch(name, part, re.IGNORECASE):
                return service
    return None


def _marked(place: Path) -> SyncService | None:
    for above in (place, *place.parents):
        for mark, service in MARKS.items():
            if os.path.lexists(above / mark):
                return service
    return None
