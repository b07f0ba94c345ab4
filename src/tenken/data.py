"""Where the packaged folders are: inside the installed package, or at the top of a checkout.

An editable install does not copy ``checklist/``, ``templates/`` and ``examples/`` into the package, so both places are
looked at. Packages are always installed as files; ``importlib.resources`` would cost more than the score itself.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder ``checklist``, ``templates`` or ``examples``, wherever tenken was installed."""
    packaged = PACKAGE / name
    return packaged if packaged.is_dir() else PACKAGE.parents[1] / name
