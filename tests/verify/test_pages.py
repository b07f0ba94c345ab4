"""What an attestation's pages say is held against its figures, in the layout of today and in the first one."""

from typing import Any

import pytest

from tenken.core.model import Checklist
from tenken.verify.pages import first_shows, show_areas
from tenken.words import LANGUAGES, Language, Words

DIGEST = "sha256:" + "0123456789abcdef" * 4
TOLD: dict[str, Any] = {
    "areas": [{"id": "people", "score": 70}, {"id": "machines", "score": None}],
    "statuses": {"yes": 3, "partial": 1, "no": 1, "unknown": 0, "na": 2, "unanswered": 0},
}


def today(words: Words, score: int = 60, answered: int = 5, area: int = 70) -> str:
    told = f"C {words('report.attest.grade')} {score} {words('report.attest.out_of')}"
    counts = words("report.attest.answered_all", n=answered) + words("report.attest.na", n=2)
    return f"{told} {counts} 1 {{title}} {area} 40 0123 4567 89ab cdef 0123"


def first_layout(words: Words, score: int = 60, no: int = 1) -> str:
    told = f"C {words('report.summary.grade')} {score} {words('report.summary.out_of')}"
    counts = {"yes": 3, "partial": 1, "no": no, "na": 2}
    parts = [words("report.areas.part", status=words(f"status.{key}"), n=n) for key, n in counts.items()]
    return f"{told} {' '.join(parts)} 1 {{title}} 70 0123 4567 89ab cdef"


def shown(page: str, club: Checklist, words: Words) -> tuple[bool, bool]:
    pages = [page.format(title=words.text(club.areas[0].title))]
    return first_shows(pages, words, DIGEST, 60, "C", draft=False), show_areas(pages, TOLD, club, words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_right_figures_are_found_in_both_layouts(club: Checklist, lang: Language) -> None:
    words = Words(lang)
    assert shown(today(words), club, words) == (True, True)
    assert shown(first_layout(words), club, words) == (True, True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_other_figures_are_found(club: Checklist, lang: Language) -> None:
    words = Words(lang)
    assert shown(today(words, score=61), club, words) == (False, True)
    assert shown(first_layout(words, score=61), club, words) == (False, True)
    assert shown(today(words, area=71), club, words) == (True, False)
    assert shown(today(words, answered=6), club, words) == (True, False)
    assert shown(first_layout(words, no=2), club, words) == (True, False)
    assert shown(today(words).replace("0123", "0124"), club, words) == (False, True)


def test_a_draft_shows_its_score_so_far(club: Checklist) -> None:
    words = Words("ja")
    told = {**TOLD, "statuses": {**TOLD["statuses"], "unanswered": 1}}
    head = f"C {words('report.attest.grade_draft')} {words('report.attest.so_far', n=46)}"
    counts = words("report.attest.answered", n=5, of=6) + words("report.attest.na", n=2)
    page = f"{head} {counts} 1 {words.text(club.areas[0].title)} 70 40 0123 4567 89ab cdef"
    assert first_shows([page], words, DIGEST, 46, "C", draft=True)
    assert not first_shows([page], words, DIGEST, 47, "C", draft=True)
    assert show_areas([page], told, club, words)
