"""What ``new`` takes beside the firm's name."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import PLACES, Said

from tenken.core.model import FirmRole
from tenken.store.assessment.loader import load

Run = Callable[..., Said]
NEW = ("new", "a.toml", "--organisation", "北浜", "--checklist", "club@1")


def test_roles_and_the_fiscal_year_are_options(tenken: Run, tmp_path: Path) -> None:
    said = tenken(*NEW, "--in-charge", "officer=木村", "--in-charge", "owner=田中 陽子", "--fiscal-year-starts", "4")
    assert said.code == 0, said.err
    made = load(tmp_path / "a.toml", PLACES, date(2026, 11, 21))[1]
    assert made.roles == {FirmRole.OFFICER: "木村", FirmRole.OWNER: "田中 陽子"}
    assert made.organisation.fiscal_year_starts == 4


@pytest.mark.parametrize("written", ["chief=木村", "officer", "officer=", "officer=\u200b", "=木村"])
def test_what_is_no_role_or_no_name_is_refused(tenken: Run, tmp_path: Path, written: str) -> None:
    said = tenken(*NEW, "--in-charge", written)
    assert said.code == 2
    assert "officer=木村" in said.err
    assert "owner / officer / admin / system" in said.err
    assert not (tmp_path / "a.toml").exists()


@pytest.mark.parametrize("month", ["0", "13", "April"])
def test_there_are_twelve_months(tenken: Run, tmp_path: Path, month: str) -> None:
    assert tenken(*NEW, "--fiscal-year-starts", month).code == 2
    assert not (tmp_path / "a.toml").exists()
