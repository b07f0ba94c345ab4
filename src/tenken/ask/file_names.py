"""The names of files, for every way of asking: what a file is called after, what is kept of one typed as evidence."""

import re
from dataclasses import replace
from urllib.parse import unquote

from tenken.core.merge.answer_fields import AnswerField, AnswerPart, FieldValue
from tenken.core.merge.incoming import Incoming

_WHOLE_PATH = re.compile(r"[A-Za-z]:[\\/]|[\\/]|~[^\\/]*[\\/]|file:/", re.IGNORECASE)
"""How the whole path of a file begins: on Windows, elsewhere, in a person's home, in a browser."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
"""What the name of a file cannot have on every system."""
LONGEST_STEM = 60
"""Characters of a file's name; a few hundred bytes are all that a disk takes."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for itself."""


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


def without_folders(returned: Incoming) -> Incoming:
    """What came back with each file that is new in it by its name alone: its folder is one of another machine."""

    def kept(question_id: str, field: AnswerField, value: FieldValue) -> FieldValue:
        handed_out = returned.base.get(question_id, {}).get(field)
        is_new = field.part is AnswerPart.FILE and isinstance(value, str) and value != handed_out
        return name_of_file(value) if is_new and isinstance(value, str) else value

    theirs = {
        question_id: {field: kept(question_id, field, value) for field, value in said.items()}
        for question_id, said in returned.theirs.items()
    }
    return replace(returned, theirs=theirs)


def file_stem(name: str) -> str:
    """A name that every disk takes, as near as can be to that of the firm; empty where nothing is left of it."""
    stem = _NOT_IN_NAMES.sub("-", " ".join(name.split()))[:LONGEST_STEM].strip(" .-")
    return f"{stem}-1" if RESERVED.fullmatch(stem) else stem
