"""Templates that are compiled once and kept, so that a report need not compile them anew."""

import sys
from contextlib import suppress

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from tenken import data


class KeptTemplates(FileSystemBytecodeCache):
    """Compiled templates, kept beside their sources as Python keeps its modules; a changed source is compiled anew.

    Measured: to compile the templates of a report takes 0.2 s. A folder that cannot be read or written costs that time,
    and nothing else.
    """

    def __init__(self) -> None:
        """Choose the folder's name; it is made when there is something to keep."""
        self._folder = data.folder("templates") / "__pycache__"
        super().__init__(str(self._folder), "%s.jinja")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was kept, if anything was."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, unless Python was told to keep nothing."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
