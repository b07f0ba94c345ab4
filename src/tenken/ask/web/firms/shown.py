"""What all pages of many firms share: where links lead, how problems and days are told, files.

Which firms and lines a page shows is its own business. All texts of others are made harmless here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote

from starlette.responses import Response

from tenken.ask.web.firms.backend import ListedFirm, ListForm
from tenken.ask.web.pages.site import Site
from tenken.core.portfolio.standing import DueKind
from tenken.core.problem import Problem
from tenken.screen import plain
from tenken.words import Language, Words

MOST_TOLD = 3
"""Problems of one firm that are told; a file that is damaged may have hundreds."""

Opens: TypeAlias = Callable[[str, str], str]
"""Gives for folder and file of a firm the name under which its pages lie."""


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of the pages of firms."""

    site: Site
    opens: Opens
    lang: Language

    def to(self, firm: ListedFirm, file: str | None, page: str = "") -> str:
        """The address of a page of that file; empty where none opens."""
        if not file or firm.problems:
            return ""
        return f"{self.site.base}/firm/{self.opens(firm.folder, file)}/{self.lang}/{page}"

    def findings(self, firm: ListedFirm) -> str:
        """That of the findings of its last signed audit."""
        return self.to(firm, firm.signed, "findings")


@dataclass(frozen=True, slots=True)
class Unread:
    """A firm of which something cannot be read."""

    name: str
    problems: tuple[str, ...]
    more: int
    """How many problems are not told."""


def name_of(firm: ListedFirm) -> str:
    """What a firm is called; the name of its folder where that cannot be read."""
    return plain(firm.row.client.name if firm.row else firm.folder)


def due_told(kind: DueKind, findings: Iterable[str], w: Words) -> str:
    """What is due, without its day."""
    return " ".join([w(f"clients.web.due.{kind}"), *map(plain, findings)])


def problems_told(problems: Sequence[Problem], w: Words) -> tuple[tuple[str, ...], int]:
    """The first problems with their places, each as one text, and how many more there are."""
    return tuple(_told(problem, w) for problem in problems[:MOST_TOLD]), max(0, len(problems) - MOST_TOLD)


def _told(problem: Problem, w: Words) -> str:
    told = w("web.problem.place", file=problem.file, line=problem.line) if problem.line else problem.file
    return plain(f"{told}　{w.problem(problem)}")


def unread_of(
    firms: Iterable[ListedFirm], w: Words, more: Mapping[str, tuple[Problem, ...]] | None = None
) -> list[Unread]:
    """The firms of which something cannot be read; ``more`` are problems found only now, by folder."""
    wrong = ((firm, firm.problems or (more or {}).get(firm.folder, ())) for firm in firms)
    return [Unread(name_of(firm), *problems_told(problems, w)) for firm, problems in wrong if problems]


def taken(form: ListForm, found: Any, w: Words, usual: str, name: str) -> Response:
    """A list to take along; ``usual`` is the name of its file for browsers that know none but plain letters."""
    ending = usual.rpartition(".")[2]
    told = f"attachment; filename=\"{usual}\"; filename*=UTF-8''{quote(name, safe='')}.{ending}"
    return Response(form.make(found, w), media_type=form.media_type, headers={"Content-Disposition": told})
