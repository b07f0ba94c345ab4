"""The gaps that many firms have in common, on a terminal and as JSON; no firm is named in them."""

from collections.abc import Sequence
from typing import Any

from tenken.core.model import Checklist
from tenken.core.portfolio.gaps import CommonGaps
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


def document(found: Sequence[CommonGaps]) -> dict[str, Any]:
    """Every edition with its gaps, the most frequent first."""
    return {"format": FORMAT, "editions": [_edition(entry, entry.checklist) for entry in found]}


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
