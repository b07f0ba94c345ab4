"""What comes along from last year's file into this year's."""

from dataclasses import replace
from datetime import date

from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.model import FirmRole, Previous
from tenken.core.scoring.score import scored
from tenken.core.years.lineage import relate
from tenken.core.years.renewal import renew
from tenken.store.assessment.loader import load


def test_roles_and_the_fiscal_year_come_along() -> None:
    checklist, told = load(EXAMPLES / "2025.toml", PLACES, TODAY)
    firm = replace(told.organisation, fiscal_year_starts=4)
    last = replace(told, roles={FirmRole.OFFICER: "木村"}, organisation=firm)
    this = renew(
        scored(checklist, last),
        checklist,
        relate(checklist, checklist),
        on=date(2027, 1, 1),
        previous=Previous("2025.toml", "0" * 64),
        remark=lambda _: "",
    )
    assert this.roles == {FirmRole.OFFICER: "木村"}
    assert this.organisation == firm
