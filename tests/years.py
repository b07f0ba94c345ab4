"""Small years for the tests that compare them: files of club@1, club@2 and both editions of trio, as a user has them.

club@1: people (area weight 1): people-01 weight 4, people-02 weight 2. machines (3): machines-01 weight 5,
machines-02 3, machines-03 4 if there is a website, machines-04 1 at full depth. What club@2 makes of them stands in
tests/cases/years/club-2.
"""

from datetime import date

from tenken import data
from tenken.core.model import Checklist
from tenken.core.scoring.score import ScoredAssessment, scored
from tenken.core.years.lineage import lineage
from tenken.store.assessment import loader
from tenken.store.checklist import editions
from tenken.store.validation.toml_file import from_text
from tests.conftest import CASES, CLUB

YEARS = CASES / "years"
PLACES = (YEARS, CLUB, data.folder("checklist"))
TODAY = date(2026, 11, 21)


def text_of(reference: str, day: str, more: str = "", depth: str = "full", **statuses: str) -> str:
    """The file of a year: ``text_of("club@1", "2025-11-20", people_01="yes")``."""
    digest = editions.load_by_reference(reference, PLACES).digest
    head = f'format = 1\nchecklist = "{reference}"\ndigest = "{digest}"\nkind = "self"\ndepth = "{depth}"\n'
    head += f'date = {day}\norganisation = {{ name = "北浜クラブ" }}\n'
    said = [f"[answers.{key.replace('_', '-')}]\nstatus = '{status}'\n" for key, status in statuses.items()]
    return head + more + "".join(text + "note = 'none'\n" if "'na'" in text else text for text in said)


def year(reference: str, day: str, more: str = "", depth: str = "full", **statuses: str) -> ScoredAssessment:
    """The same, read and scored."""
    text = text_of(reference, day, more, depth, **statuses)
    return scored(*loader.interpret(from_text(text, "x.toml"), PLACES, TODAY))


THEN = {"people_01": "yes", "people_02": "no", "machines_01": "partial"}
THEN |= {"machines_02": "yes", "machines_03": "no", "machines_04": "yes"}
NOW = {"people_01": "yes", "people_05": "partial", "machines_11": "yes", "machines_12": "no", "machines_09": "yes"}


def then(**changes: str) -> ScoredAssessment:
    """2025 with club@1 at full depth, with a website."""
    return year("club@1", "2025-11-20", "profile = { website = true }\n", **(THEN | changes))


def now(**changes: str) -> ScoredAssessment:
    """2026 with club@2 at full depth, without a shop."""
    return year("club@2", "2026-11-20", "profile = { shop = false }\n", **(NOW | changes))


def retired(checklist: Checklist, predecessor: Checklist) -> tuple[str, ...]:
    """The predecessor's questions that nothing comes from."""
    kept = {parent for parents in lineage(checklist, predecessor).values() for parent in parents}
    return tuple(question.id for _, question in predecessor.questions if question.id not in kept)
