"""What is kept of the name of a file that somebody types as evidence, for every way of asking."""

import re
from urllib.parse import unquote

_WHOLE_PATH = re.compile(r"[A-Za-z]:[\\/]|[\\/]|~[^\\/]*[\\/]|file:/", re.IGNORECASE)
"""How the whole path of a file begins: on Windows, elsewhere, in a person's home, in a browser."""


def name_of_file(written: str) -> str:
    """What is kept of a file that somebody names: a whole path without its folder, anything else as it was written.

    A whole path tells user names and servers, and leads nowhere on another machine. Addresses (``https:``) and places
    in the office are no paths; a path within a folder says where to look below the assessment's own.
    """
    bare = written.strip().strip("\"'")
    if not _WHOLE_PATH.match(bare):
        return written
    if bare[:5].lower() == "file:":
        bare = unquote(bare)
    name = re.split(r"[\\/]", bare.rstrip("\\/ "))[-1].strip()
    return name or written
