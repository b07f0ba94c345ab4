"""Firms to compare with, in words and as data: which group it is, how many, and where one firm stands in it.

A number of firms is told as a band, never itself, and never as the average of a trade: it is one office's firms.
"""

from typing import Any

from tenken.core.model import PeerGroup, Peers
from tenken.screen import shorten
from tenken.words import Words

SECTOR_COLUMNS = 32
"""Columns of a sector's name that a line holds."""


def peers_line(peers: Peers, words: Words) -> str:
    """Where a firm stands among others, in a line or two."""
    group, standard = peers.group, peers.standard
    return words(
        "peers.line",
        firms=firms(group, words),
        group=words("report.join").join(described(group, words)),
        day=as_of(group, words, first=peers.first),
        place=words(f"peers.place.{peers.place}"),
        median=group.quartiles[1],
        standard="" if standard is None else words("peers.standard", standard=standard),
    )


def firms(group: PeerGroup, words: Words) -> str:
    """How many firms, as a band."""
    least, most = group.firms
    return words("peers.firms_open", least=least) if most is None else words("peers.firms", least=least, most=most)


def sector(group: PeerGroup, words: Words) -> str:
    """Its sector, or that it is of several."""
    return shorten(group.sector, SECTOR_COLUMNS) if group.sector else words("peers.sectors")


def described(group: PeerGroup, words: Words) -> tuple[str, ...]:
    """Its sector and size."""
    its_sector = sector(group, words)
    if group.every_size:
        return (its_sector,)
    least, most = group.employees_from, group.employees_to
    if most is None:
        return its_sector, words("peers.size_open", least=least)
    return its_sector, words("peers.size", least=least, most=most) if least else words("peers.size_small", most=most)


def as_of(group: PeerGroup, words: Words, *, first: bool) -> str:
    """The day on which it was worked out, and whether it was held against no earlier file."""
    return words("peers.first_as_of" if first else "peers.as_of", day=words.day(group.on))


def group_document(group: PeerGroup) -> dict[str, Any]:
    """A group as data."""
    lower, median, upper = group.quartiles
    return {
        "checklist": group.checklist,
        "depth": str(group.depth),
        "kind": str(group.kind),
        "sector": group.sector,
        "employees_from": group.employees_from,
        "employees_to": group.employees_to,
        "on": group.on.isoformat(),
        "firms_from": group.firms[0],
        "firms_to": group.firms[1],
        "lower_quartile": lower,
        "median": median,
        "upper_quartile": upper,
        "mean": group.mean,
        "deviation": group.deviation,
        "areas": dict(group.areas),
    }


def peers_document(peers: Peers) -> dict[str, Any]:
    """A firm's place as data."""
    own = {"place": str(peers.place), "standard": peers.standard, "first": peers.first}
    return own | {"group": group_document(peers.group)}
