"""``followup`` as a user types it: from the signed audit to the last finding closed, and what is refused on the way."""

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.conftest import Said
from tests.followups import audit_in

from tenken.cli.audit.followup.commands import Followups
from tenken.sentences import LANGUAGES, sentences

Tenken = Callable[..., Said]
FILE = "2026-followup.toml"
REPLY = ("--by", "木村 健", "--cause", "IDがない", "--action", "IDを分ける", "--owner", "木村", "--due", "2027-01-15")
SEEN = ("--method", "test", "--saw", "3人のIDで入った", "--result", "effective")


@pytest.fixture
def file(tenken: Tenken, tmp_path: Path, head: str) -> Path:
    """A follow-up that was begun."""
    audit_in(tmp_path, head)
    begun = tenken("followup", "begin", "2026-audit.toml", FILE)
    assert (begun.code, begun.out) == (0, "")
    assert begun.err.splitlines() == [
        f"{FILE} を作りました。回答を待つ指摘が2件あります。",
        f"会社が回答するExcelファイルを作るには：tenken followup form {FILE}",
    ]
    return tmp_path / FILE


def act(tenken: Tenken, name: str, *more: str, day: str = "2026-11-21", code: int = 0) -> str:
    """Run a command on the first finding on a day; what it says."""
    said = tenken("followup", FILE, name, "F1", *more, env={"TENKEN_TODAY": day})
    assert said.code == code, said.err
    return said.err


def states(tenken: Tenken) -> dict[str, Any]:
    told = json.loads(tenken("followup", "list", FILE, "--json").out)
    return {finding["id"]: finding for finding in told["findings"]}


def filled(file: Path, *sheets: dict[str, str | date | None]) -> str:
    """Make the form be what a firm sends back: on each sheet these cells filled in."""
    path = file.with_name("2026-followup-replies.xlsx")
    book: Any = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    for sheet, said in zip(book.worksheets, sheets, strict=False):
        for row in range(1, sheet.max_row + 1):
            key = str(sheet.cell(row, 1).value).removeprefix("tenken:")
            if key in said:
                sheet.cell(row, 3).value = said[key]
    book.save(file.with_name("back.xlsx"))
    return "back.xlsx"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["", *Followups.targets])
def test_the_commands_explain_themselves(tenken: Tenken, name: str, lang: str) -> None:
    said = tenken("followup", *([name] if name else []), "--help", lang=lang)
    assert (said.code, said.err) == (0, "")
    assert ("使い方" in said.out) == (lang == "ja")


def test_a_finding_goes_from_reply_to_verified(tenken: Tenken, file: Path) -> None:
    assert file
    said = act(tenken, "reply", *REPLY, "--correction", "付箋を外した")
    assert said.splitlines() == [
        f"{FILE} に記録しました：F1 回答。いまの状態は「回答の確認待ち」です。",
        "F1 の期限は2027年1月15日です。",
        f"指摘の状態を見るには：tenken followup list {FILE}",
    ]
    act(tenken, "return", "--by", "堺 直樹", "--why", "原因が浅い", "--due", "2026-12-25")
    assert states(tenken)["F1"]["due"] == "2026-12-25"
    act(tenken, "reply", *REPLY)
    act(tenken, "accept", "--by", "堺 直樹")
    act(tenken, "extend", "--by", "木村 健", "--due", "2027/2/28", "--why", "機器の納期")
    act(tenken, "done", "--by", "木村 健", "--what", "3つのIDを配った")
    said = act(tenken, "verify", "--by", "住吉 花", *SEEN)
    assert said.splitlines()[0] == f"{FILE} に記録しました：F1 有効性の確認。いまの状態は「完了」です。"
    state = states(tenken)["F1"]
    assert (state["state"], state["closed"], state["round"]) == ("verified", True, 1)
    assert (state["action_due"], state["first_action_due"]) == ("2027-02-28", "2027-01-15")
    assert [event["kind"] for event in state["events"]] == [
        *("reply", "returned", "reply", "accepted", "extended", "done", "verified")
    ]
    assert (state["events"][0]["correction"], state["events"][0]["action"]) == ("付箋を外した", "IDを分ける")


def test_what_did_not_help_begins_a_round(tenken: Tenken, file: Path) -> None:
    assert file
    act(tenken, "reply", *REPLY)
    act(tenken, "accept", "--by", "堺 直樹")
    act(tenken, "done", "--by", "木村 健")
    act(tenken, "verify", "--by", "堺 直樹", *SEEN[:-1], "not-effective", "--due", "2027-03-01")
    assert (states(tenken)["F1"]["state"], states(tenken)["F1"]["round"]) == ("issued", 2)
    assert "2回目" in tenken("followup", "list", FILE).out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("verify", "--by", "堺 直樹", *SEEN), "F1 は回答を待っています。"),
        (("withdraw", "--by", "木村 健", "--why", "違う"), "監査員(堺 直樹 / 住吉 花)だけです。"),
        (("risk", "--by", "木村 健", "--why", "費用"), "会社の承認者(北浜 みどり)だけです。"),
        (("extend", "--by", "木村 健", "--why", "x", "--due", "2026-12-01"), "いまの期限(2026-12-19)よりあとの日"),
        (("reply", *REPLY, "--on", "2026-12-24"), "今日(2026-11-21)より先の日付です。"),
        (("reply", *REPLY[:3], " ", *REPLY[4:]), "reply には cause が必要です。"),
    ],
)
def test_what_may_not_be_is_refused_and_nothing_written(
    tenken: Tenken, file: Path, command: tuple[str, ...], said: str
) -> None:
    before = file.read_bytes()
    assert said in act(tenken, *command, code=3)
    assert file.read_bytes() == before


def test_the_owner_cannot_verify_her_own_action(tenken: Tenken, file: Path) -> None:
    act(tenken, "reply", *REPLY)
    assert "ほかの人が決めます" in act(tenken, "accept", "--by", "木村", code=3)
    act(tenken, "accept", "--by", "堺 直樹")
    act(tenken, "done", "--by", "木村 健")
    before = file.read_bytes()
    for name in ("木村", "木村　健", "木村健"):
        assert "有効性は、ほかの人が確かめます。" in act(tenken, "verify", "--by", name, *SEEN, code=3)
    assert file.read_bytes() == before


def test_a_risk_is_accepted_and_a_finding_withdrawn_by_who_may(tenken: Tenken, file: Path) -> None:
    assert file
    act(tenken, "risk", "--by", "北浜みどり", "--why", "来春に閉める")
    assert "F1 は終わっています。" in act(tenken, "reply", *REPLY, code=3)
    assert tenken("followup", "withdraw", FILE, "F3", "--by", "堺 直樹", "--why", "台帳があった").code == 0
    assert tenken("followup", "reply", FILE, "F9", *REPLY).code == 3
    assert [state["state"] for state in states(tenken).values()] == ["risk-accepted", "issued", "withdrawn"]


def test_a_command_that_is_wrong_whatever_the_file_holds_is_a_matter_of_usage(tenken: Tenken, file: Path) -> None:
    assert file
    assert "--by" in act(tenken, "accept", code=2)
    assert "--why" in act(tenken, "return", "--by", "x", code=2)
    assert "effective / not-effective" in act(tenken, "verify", "--by", "x", *SEEN[:-1], "good", code=2)
    assert "日付として読めません" in act(tenken, "reply", *REPLY[:-1], "そのうち", code=2)
    assert tenken("followup", "begin", "2026-audit.toml", FILE).code == 2
    assert tenken("followup", "begin", "2026-audit.toml", "../other.toml").code == 2
    assert tenken("followup", FILE, "lst").code == 2


def test_only_a_signed_audit_is_followed_up(tenken: Tenken, tmp_path: Path, head: str) -> None:
    audit_in(tmp_path, head, signed=False)
    said = tenken("followup", "begin", "2026-audit.toml", FILE)
    assert (said.code, "まだ署名がありません" in said.err) == (3, True)
    assert not (tmp_path / FILE).exists()
    said = tenken("followup", "list", FILE)
    assert (said.code, "ファイルがありません" in said.err) == (3, True)


def test_the_list_tells_state_date_delay_and_round(tenken: Tenken, file: Path) -> None:
    assert file
    act(tenken, "reply", *REPLY)
    act(tenken, "extend", "--by", "木村 健", "--due", "2027-02-28", "--why", "機器の納期")
    said = tenken("followup", FILE, "list", "--today", "2027-03-02")
    assert said.out.splitlines() == [
        "2026-audit.toml(第1版)の指摘のその後、2027年3月2日現在",
        "番号  等級          状態            期限        遅れ       回     指摘",
        "F1    重大な不適合  回答の確認待ち  2027-02-28  2日超過    1回目  受付の共用ID",
        "F2    軽微な不適合  回答待ち        2026-11-20  102日超過  1回目  誓約書の漏れ",
        "F3    観察事項      回答不要        –                             鍵の台帳",
        "F1 の最初の期限は2027年1月15日でした。",
        "終わっていない指摘：2件、期限を過ぎたもの：2件",
    ]
    english = tenken("followup", "list", FILE, lang="en").out
    assert "Major nonconformity" in english
    told = json.loads(tenken("followup", "list", FILE, "--json", "--today", "2026-11-20").out)
    assert (told["format"], told["open"], told["overdue"]) == (1, 2, 0)


def test_the_form_goes_out_and_comes_back(tenken: Tenken, file: Path) -> None:
    made = tenken("followup", "form", FILE)
    assert made.err.splitlines() == [
        "2026-followup-replies.xlsx を作りました(指摘2件)。",
        f"記入されたファイルを読み取るには：tenken followup read {FILE} 2026-followup-replies.xlsx",
    ]
    assert tenken("followup", "form", FILE).code == 2
    said = {
        "correction": "付箋を外した",
        "cause": "IDがない",
        "action": "分ける",
        "owner": "木村",
        "due": "2027年1月15日",
    }
    back = filled(file, {**said, "by": "木村 健"})
    before = file.read_bytes()
    read = tenken("followup", FILE, "read", back)
    assert (read.code, read.err.splitlines()[0]) == (0, f"{FILE} に1件の回答を書き込みました。")
    assert read.out.splitlines() == ["指摘 F1!B1 F1：回答を記録しました。", "指摘 F2!B1 F2：記入がありません。"]
    assert file.read_bytes().startswith(before)
    event = states(tenken)["F1"]["events"][0]
    assert event == {**said, "kind": "reply", "on": "2026-11-21", "by": "木村 健", "due": "2027-01-15"}
    again = tenken("followup", FILE, "read", back)
    assert again.out.splitlines()[0] == "指摘 F1!B1 F1：前に記録した回答のままです。"
    assert len(states(tenken)["F1"]["events"]) == 1


def test_the_form_is_taken_whole_or_not_at_all(tenken: Tenken, file: Path) -> None:
    tenken("followup", "form", FILE)
    good: dict[str, str | date | None] = {"cause": "x", "action": "y", "owner": "木村", "due": date(2027, 1, 15)}
    back = filled(file, {**good, "by": "木村 健"}, {**good, "cause": "x" * 4_001})
    before = file.read_bytes()
    said = tenken("followup", "read", FILE, back)
    assert (said.code, said.out) == (3, "")
    assert "back.xlsx  指摘 F2!C" in said.err
    assert "F2 の「回答者」が空欄です。" in said.err
    assert file.read_bytes() == before
    said = tenken("followup", "read", FILE, back, "--by", "木村 健")
    assert (said.code, "長すぎます" in said.err, "back.xlsx  指摘 F2!C" in said.err) == (3, True, True)
    assert file.read_bytes() == before


def test_a_form_that_comes_too_late_is_told_at_its_cell(tenken: Tenken, file: Path) -> None:
    tenken("followup", "form", FILE)
    good: dict[str, str | date | None] = {"cause": "x", "action": "y", "owner": "木村", "due": date(2027, 1, 15)}
    back = filled(file, {**good, "by": "木村 健"})
    act(tenken, "reply", *REPLY)
    act(tenken, "accept", "--by", "堺 直樹")
    said = tenken("followup", "read", FILE, back)
    assert (said.code, "指摘 F1!B1" in said.err, "是正処置の途中です" in said.err) == (3, True, True)
    act(tenken, "withdraw", "--by", "堺 直樹", "--why", "x")
    tenken("followup", "withdraw", FILE, "F2", "--by", "堺 直樹", "--why", "x")
    none = tenken("followup", "form", FILE, "--force")
    assert (none.code, "回答を待つ指摘はありません" in none.err) == (3, True)


def test_a_changed_audit_stops_every_command(tenken: Tenken, file: Path) -> None:
    tenken("followup", "form", FILE)
    audit = file.with_name("2026-audit.toml")
    audit.write_text(audit.read_text(encoding="utf-8").replace("IDを分ける", "IDを分けよ"), encoding="utf-8")
    before = file.read_bytes()
    assert "監査の内容が" in act(tenken, "reply", *REPLY, code=3)
    for command in (("list", FILE), ("form", FILE, "--force"), ("read", FILE, "2026-followup-replies.xlsx")):
        assert tenken("followup", *command).code == 3
    assert file.read_bytes() == before


def test_a_hostile_text_moves_no_cursor(tenken: Tenken, file: Path) -> None:
    said = tenken("followup", "reply", FILE, "F1", *REPLY[:3], "\x1b[2Jx", *REPLY[4:])
    assert (said.code, "\x1b" in said.err) == (3, False)
    assert b"\x1b" not in file.read_bytes()


def test_every_kind_and_stage_has_its_word() -> None:
    from tenken.core.audit.followup import EventKind, FindingStage
    from tenken.core.model import FindingGrade

    for lang in LANGUAGES:
        known = sentences(lang)
        assert all(f"followup.event.{kind}" in known for kind in EventKind)
        assert all(f"followup.stage.{stage}" in known for stage in FindingStage)
        assert all(f"finding_grade.{grade}" in known for grade in FindingGrade)


def test_days_of_the_past_may_be_written_down_later(tenken: Tenken, file: Path) -> None:
    act(tenken, "reply", *REPLY, "--on", "2026-11-20")
    early = (date(2026, 11, 20) - timedelta(days=1)).isoformat()
    assert "起きた順に" in act(tenken, "accept", "--by", "堺 直樹", "--on", early, code=3)
    assert file
