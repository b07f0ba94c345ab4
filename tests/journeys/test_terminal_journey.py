"""From nothing to the owner's report in a terminal of 80 × 24: ``new``, ``answer``, ``report``."""

from pathlib import Path

import pytest
from tests.conftest import PLACES, TODAY
from tests.terminals import Terminal, has_terminals

from tenken.core.model import Status
from tenken.store import years

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not has_terminals(), reason="this machine gives no pseudo-terminals"),
]


def test_new_answer_and_report(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "new", "2026.toml", "--checklist", "club@1", rows=24)
    for asked, reply in (
        ("名前を入力", ""),
        ("北浜テニススクール)。", "北浜テニス"),
        ("働いている人は", "十二人"),
        ("持っている人は", "１，２００"),
        ("くわしく点検", "1"),
        ("当てはまるもの", ""),
    ):
        terminal.shows(asked)
        assert not any(line.endswith("Ctr") for line in terminal.lines)  # a line breaks by our rules, in no word
        terminal.send(f"{reply}\r")
    terminal.shows("tenken web 2026.toml")
    assert terminal.end() == 0
    terminal = Terminal(tmp_path, "answer", "2026.toml", rows=24)
    for asked, key in (
        ("約束を交わしていますか", "1"),
        ("教育していますか", "2"),
        ("更新していますか", "3"),
        ("鍵をかけていますか", "1"),
    ):
        terminal.shows(asked, "終わる")
        terminal.send(f"{key}\r")
        terminal.shows("保存しました")
    terminal.shows("いま答えますか")
    terminal.send("2\r")
    terminal.shows("tenken report 2026.toml")
    assert terminal.end() == 0
    assert terminal.keys == 2 * 4 + 2
    terminal = Terminal(tmp_path, "report", "2026.toml", rows=24)
    assert terminal.end() == 0
    year = years.load(tmp_path / "2026.pdf", PLACES, TODAY)
    statuses = {name: answer.status for name, answer in year.assessment.answers.items()}
    assert statuses == {
        "people-01": Status.YES,
        "people-02": Status.PARTIAL,
        "machines-01": Status.NO,
        "machines-02": Status.YES,
    }
    assert (year.assessment.organisation.employees, year.assessment.exposure.persons) == (12, 1_200)  # type: ignore[union-attr]
