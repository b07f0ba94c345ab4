"""Texts as they were typed on the command line or at a prompt, made what a file will keep."""

from tenken.store.text_door import clean


def line(written: str) -> str:
    """A line of text as the file will keep it."""
    return clean(written).strip()


def maybe(written: str | None) -> str | None:
    """The same, ``None`` where nothing is left of it."""
    return (line(written) or None) if written else None
