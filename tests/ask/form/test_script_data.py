"""What the script in the form knows, where it is worked out and not only handed on."""

from dataclasses import replace

from tests.ask.form.conftest import handout_of
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.ask.form.script_data import of_page
from tenken.core.scoring.applicability import holds
from tenken.store.assessment import loader


def test_facts_that_nobody_stated_count_in_the_form_as_they_count_in_the_core() -> None:
    """A fact that follows from a figure of the firm follows from it in the form, too."""
    checklist, assessment = loader.load(EXAMPLES / "2026-draft.toml", PLACES, TODAY)
    for employees in (5, 5_000):
        firm = replace(assessment.organisation, employees=employees)
        silent = replace(assessment, organisation=firm, profile={})
        facts = of_page(handout_of(checklist, silent), "a")["plan"]["facts"]
        assert facts == {fact.id: holds(checklist, silent, fact.id) for fact in checklist.facts}
        assert facts["few-employees"] == (employees == 5)
