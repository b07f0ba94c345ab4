"""Where one firm stands in the groups of a benchmark, or why it has no place there.

How such groups are made is ``benchmark``'s.
"""

from enum import StrEnum
from fractions import Fraction

from tenken.core.model import Assessment, Benchmark, PeerPlace, Peers
from tenken.core.model.peers import plain_sector
from tenken.core.scoring.rounding import nearest
from tenken.core.scoring.score import Scorecard, shown


class NoPeers(StrEnum):
    """Why a firm has no place in a benchmark."""

    INCOMPLETE = "incomplete"
    """Not everything is answered, or nothing is scored."""
    EDITION = "edition"
    """No group answered the same edition."""
    DEPTH = "depth"
    KIND = "kind"
    SIZE = "size"
    """Its groups are divided by numbers of employees, and the firm does not say how many it has."""
    GROUP = "group"
    """No group has its sector and size."""


def place_of(known: Benchmark, assessment: Assessment, card: Scorecard) -> Peers | NoPeers:
    """Where a firm stands in the group to which it belongs, or why there is none."""
    score = shown(card.score)
    if score is None or card.draft:
        return NoPeers.INCOMPLETE
    fitting = [group for group in known.groups if group.checklist == assessment.checklist]
    deep = [group for group in fitting if group.depth is assessment.depth]
    alike = [group for group in deep if group.kind is assessment.kind]
    if not alike:
        return NoPeers.KIND if deep else NoPeers.DEPTH if fitting else NoPeers.EDITION
    organisation = assessment.organisation
    sector, employees = plain_sector(organisation.sector), organisation.employees
    of_sector = [group for group in alike if sector is not None and group.sector == sector]
    rest = [group for group in alike if group.sector is None]
    group = next((group for group in (*of_sector, *rest) if group.has_size(employees)), None)
    if group is None:
        return NoPeers.SIZE if employees is None and (of_sector or rest) else NoPeers.GROUP
    standard = None
    if group.mean is not None and group.deviation:
        standard = 50 + nearest(Fraction(10 * (score - group.mean), group.deviation))
    return Peers(group=group, place=_place(score, group.quartiles), standard=standard, first=known.first)


def _place(score: int, quartiles: tuple[int, int, int]) -> PeerPlace:
    low, median, high = quartiles
    if score == median:
        return PeerPlace.MIDDLE
    if score > median:
        return PeerPlace.HIGHEST if score > high else PeerPlace.UPPER
    return PeerPlace.LOWEST if score < low else PeerPlace.LOWER
