"""Where the packaged folders are: inside the installed package, or at the top of a checkout.

An editable install does not copy ``checklist/`` and ``templates/`` into the package, so both places are looked at.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def folder(name: str) -> Traversable:
    """The folder ``checklist`` or ``templates``, wherever tenken was installed."""
    packaged = files(__package__) / name
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / name
