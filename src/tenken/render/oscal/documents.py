"""What both OSCAL documents are made of: identifiers, days, texts and properties, in the shapes OSCAL 1.2.1 asks for.

Identifiers are UUIDv5 over names, so that the same input is the same bytes. Titles and prose are Markdown there; text
of others is escaped and stays text. Properties of our own carry a namespace. What is told is decided in ``results``,
``findings``, ``parties`` and ``catalog``.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from tenken.core.model import Assessment

Node: TypeAlias = dict[str, Any]

VERSION = "1.2.1"
"""Of OSCAL."""

NAMESPACE = UUID("aaf4b8ce-498b-463f-9e62-fc7ce03ca8f6")
OURS = NAMESPACE.urn
"""The namespace of tenken's own properties and parts: OSCAL wants a URI that nobody else uses; tenken has no domain."""

JAPAN = "+09:00"
"""The offset of all moments: days are those of a firm in Japan, and in UTC a deadline would end the next morning."""

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~^!&@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
"""What Markdown takes for markup, and what makes a link of an address."""


def named(*names: str) -> str:
    """The identifier of what these names stand for; the same names always give the same one."""
    return str(uuid5(NAMESPACE, json.dumps(names, ensure_ascii=False)))


def of_this(assessment: Assessment, *names: str) -> str:
    """The identifier of something in this assessment: the same however often its file is edited and exported."""
    day, organisation = assessment.date.isoformat(), plain(assessment.organisation.name)
    return named(assessment.checklist, organisation, day, assessment.kind, assessment.depth, *names)


def document(root: str, body: Node) -> Node:
    """An OSCAL document; its own identifier comes from its content, since other content must be another document."""
    return {root: {"uuid": named(root, json.dumps(body, ensure_ascii=False)), **body}}


def written(whole: Node) -> bytes:
    """A document as JSON."""
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def filled(node: Node) -> Node:
    """The node without members that have nothing to say; OSCAL refuses empty lists and texts."""
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def start_of(day: date) -> str:
    """A day in Japan as the moment it begins there; its offset says where."""
    return f"{day.isoformat()}T00:00:00{JAPAN}"


def end_of(day: date) -> str:
    """The last second of a day in Japan that still counts, such as a deadline."""
    return f"{day.isoformat()}T23:59:59{JAPAN}"


def plain(text: str) -> str:
    """A text on one line, for names and values; never empty."""
    return " ".join(text.split()) or "-"


def line(text: str) -> str:
    """A title: one line in which nothing is Markdown."""
    return _MARKS.sub(r"\\\1", plain(text))


def prose(text: str) -> str:
    """A text of several lines in which nothing is a link, an image, HTML or a parameter."""
    return _MARKS.sub(r"\\\1", text.strip()) or "-"


def prop(name: str, value: str | int, **more: str) -> Node:
    """A property of our own."""
    told = str(value).lower() if isinstance(value, bool) else plain(str(value))
    return {"name": name, "ns": OURS, "value": told, **more}


def props(values: Mapping[str, str | int | None]) -> list[Node]:
    """Properties of our own, those without a value left out."""
    return [prop(name, value) for name, value in values.items() if value not in (None, "")]


def metadata(title: str, day: date, version: str, **more: Any) -> Node:
    """The head of a document."""
    head = {"title": line(title), "last-modified": start_of(day), "version": plain(version), "oscal-version": VERSION}
    return filled(head | {key.replace("_", "-"): value for key, value in more.items()})


def resource(title: str, **more: Any) -> Node:
    """Something that the document points to; its identifier comes from what is said of it."""
    body = filled({"title": line(title)} | {key.replace("_", "-"): value for key, value in more.items()})
    return {"uuid": named("resource", json.dumps(body, ensure_ascii=False)), **body}
