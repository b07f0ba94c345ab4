"""The gaps that many firms have in common: on a terminal, as CSV, as a workbook and as JSON; no firm is named."""

from collections.abc import Iterator
from typing import Any

from tenken.core.model import Checklist
from tenken.core.portfolio.gaps import CommonGaps, GapList
from tenken.excel.book import CellValue
from tenken.render.json_values import json_bytes
from tenken.render.portfolio.sheets import ListHead, csv_list, one_sheet
from tenken.screen import COLUMNS, pad, wrap
from tenken.words import Words

FORMAT = 1


def lines(found: CommonGaps, most: int, words: Words) -> list[str]:
    """The most frequent gaps of an edition: how many firms lack it, and the question."""
    told = [words("clients.gaps_of", edition=words.edition(found.checklist), n=found.firms)]
    if not found.gaps:
        return [*told, words("clients.gaps_none")]
    for gap in found.gaps[:most]:
        share = words("clients.gap_share", n=gap.firms, of=found.firms)
        critical = words("clients.gap_critical") if gap.question.critical else ""
        question = f"{gap.number} {words.text(gap.question.name)}{critical}"
        told.append(wrap(f"{pad(share, 12)}  {question}", COLUMNS))
    if len(found.gaps) > most:
        told.append(words("clients.gaps_more", n=len(found.gaps) - most))
    return told


HEADS = {"checklist": 20, "number": 8, "question": 60, "critical": 8, "firms": 12, "of": 12}
"""Columns of a list, with their widths in a workbook, in characters."""


def csv_document(found: GapList, words: Words) -> bytes:
    """A head row and a row for each gap, edition by edition, the most frequent first."""
    return csv_list(_around(words), _cells(found, words))


def workbook(found: GapList, words: Words) -> bytes:
    """One sheet with filters; equal bytes for equal lists."""
    return one_sheet(_around(words), _cells(found, words), found.day, words)


def _around(words: Words) -> ListHead:
    columns = [(words(f"clients.gap_column.{name}"), wide) for name, wide in HEADS.items()]
    return ListHead(words("clients.gaps_title"), words("clients.gaps_sheet"), columns)


def _cells(found: GapList, words: Words) -> Iterator[tuple[CellValue, ...]]:
    for edition in found.editions:
        for gap in edition.gaps:
            critical = words("clients.gap_is_critical") if gap.question.critical else None
            name = words.text(gap.question.name)
            yield edition.checklist.reference, gap.number, name, critical, gap.firms, edition.firms


def json_document(found: GapList, words: Words) -> bytes:  # noqa: ARG001 - data has both languages
    """The same as a file."""
    return json_bytes(document(found))


def document(found: GapList) -> dict[str, Any]:
    """Every edition with its gaps, the most frequent first."""
    return {"format": FORMAT, "editions": [_edition(entry, entry.checklist) for entry in found.editions]}


def _edition(found: CommonGaps, checklist: Checklist) -> dict[str, Any]:
    gaps = [
        {
            "number": gap.number,
            "id": gap.question.id,
            "label": {"ja": gap.question.name.ja, "en": gap.question.name.en},
            "critical": gap.question.critical,
            "firms": gap.firms,
        }
        for gap in found.gaps
    ]
    return {"checklist": checklist.reference, "firms": found.firms, "gaps": gaps}
