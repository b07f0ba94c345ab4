"""The schema of ``client.toml``: keys, kinds and ranges. That no token stands there twice is seen in ``clients``."""

from tenken.core.model import LONGEST_NAME
from tenken.core.portfolio.clients import Client, Relation, Sent
from tenken.store.validation.schema import (
    DAY,
    FLAG,
    FORMAT,
    NAME,
    SHA256,
    becomes,
    by,
    line,
    one_of,
    pattern,
    several,
    table,
    text,
    whole,
)

MOST_TAGS, MOST_SENT, MOST_TAKEN = 50, 1_000, 100
LONGEST_CYCLE = 60
"""Months."""

TOKEN = pattern("token", "[0-9a-f]{24}", 24)
SENT = becomes(
    Sent,
    table(
        {"on": DAY, "file": NAME, "token": TOKEN},
        {"due": DAY, "received": DAY, "taken": several(SHA256, MOST_TAKEN)},
    ),
)
CLIENT = becomes(
    Client,
    table(
        {"format": FORMAT, "name": line(LONGEST_NAME)},
        {
            "relation": one_of(*Relation),
            "sector": NAME,
            "tags": several(NAME, MOST_TAGS),
            "contact": NAME,
            "mail": NAME,
            "cycle_months": whole(1, LONGEST_CYCLE),
            "benchmark": FLAG,
            "sent": several(SENT, MOST_SENT),
            "extra": by(text(200), {"type": "any"}),
        },
    ),
)
