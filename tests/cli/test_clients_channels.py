"""Sheets and forms that go out to many firms and come back: each to its own firm, by its token alone."""

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli
from tests.ask.sheet.excel import Paper
from tests.conftest import Said

Tenken = Callable[..., Said]
NAMES = ("天満書店", "堀江歯科", "谷町美容室")
YES = "できている"
DATA = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)


@pytest.fixture
def firms(tenken: Tenken, tmp_path: Path) -> Path:
    """Three firms of which nothing is known but their names."""
    for name in NAMES:
        assert tenken("clients", "new", "firms", name, "--contact", f"CANARY{name}").code == 0
    return tmp_path / "firms"


def sent(firm: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomli.loads((firm / "client.toml").read_text(encoding="utf-8")).get("sent", [])
    return found


def answered(content: bytes, count: int) -> bytes:
    """The sheet with so many questions answered with yes."""
    paper = Paper(content)
    for question_id in [f"policy-{at:02}" for at in range(1, 30)]:
        if count:
            try:
                paper.put(question_id, status=YES)
            except StopIteration:
                continue
            count -= 1
    return paper.content


def saved(form: Path, status: str) -> bytes:
    """What the form saves once the first two questions are answered."""
    found = re.search(
        r'<script type="application/json"[^>]*>(.*?)</script>', form.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found
    data = json.loads(found[1])
    answers = {name: dict(said) for name, said in data["base"]["answers"].items()}
    for name in list(answers)[:2]:
        answers[name]["status"] = status
    told = {**data["head"], "facts": data["base"]["facts"], "answers": answers, "base": data["base"]}
    return json.dumps(told, ensure_ascii=False).encode()


def answers_of(firm: Path) -> dict[str, Any]:
    file = next(path for path in firm.glob("2*.toml"))
    found: dict[str, Any] = tomli.loads(file.read_text(encoding="utf-8")).get("answers", {})
    return found


def test_every_firm_gets_its_own_sheet_and_mail(tenken: Tenken, firms: Path) -> None:
    said = tenken("clients", "send", "firms", "--due", "2026-12-20")
    assert said.code == 0, said.err
    assert len(said.out.splitlines()) == len(NAMES)
    tokens = set()
    for name in NAMES:
        (out,) = sent(firms / name)
        tokens.add(out["token"])
        sheet = firms / name / out["file"]
        assert sheet.is_file()
        mail = sheet.with_suffix(".txt").read_text(encoding="utf-8")
        assert f"CANARY{name}" in mail
        assert not [other for other in NAMES if other != name and other in mail]
        assert {path.stat().st_mode & 0o777 for path in (sheet, sheet.with_suffix(".txt"))} == {0o600}
    assert len(tokens) == len(NAMES)
    again = tenken("clients", "send", "firms")
    assert (again.out, len(sent(firms / NAMES[0]))) == ("", 1)
    assert tenken("clients", "send", "firms", "--again", "--where", f"name={NAMES[0]}").code == 0
    assert [len(sent(firms / name)) for name in NAMES] == [2, 1, 1]
    assert tenken("clients", "send", "firms", "--due", "2026-11-01").code == 2


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_mail_has_its_paragraphs_whatever_is_left_out(tenken: Tenken, firms: Path, lang: str) -> None:
    blocks = []
    for more in (["--due", "2026-12-20"], ["--again"], ["--again", "--as", "form"]):
        assert tenken("clients", "send", "firms", *more, lang=lang).code == 0
        out = sent(firms / NAMES[0])[-1]
        text = (firms / NAMES[0] / out["file"]).with_suffix(".txt").read_text(encoding="utf-8")
        assert text.endswith("\n")
        blocks.append(text.rstrip("\n").split("\n\n"))
    assert [len(found) for found in blocks] == [6, 6, 6]
    assert all(all(part.strip() == part and part for part in found) for found in blocks)
    assert ["2026" in found[4] for found in blocks] == [True, False, False]
    assert len(list((firms / NAMES[0] / "sent").iterdir())) == 6  # no mail text in the place of another's


def test_what_comes_back_goes_to_the_firm_of_its_token_whatever_it_is_called(
    tenken: Tenken, firms: Path, tmp_path: Path
) -> None:
    assert tenken("clients", "send", "firms", "--where", f"name!={NAMES[2]}").code == 0
    assert tenken("clients", "send", "firms", "--where", f"name={NAMES[2]}", "--as", "form").code == 0
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for at, name in enumerate(NAMES[:2], 1):
        content = (firms / name / sent(firms / name)[0]["file"]).read_bytes()
        (inbox / f"{NAMES[2 - at]}.xlsx").write_bytes(answered(content, at))  # named after another firm
    form = firms / NAMES[2] / sent(firms / NAMES[2])[0]["file"]
    (inbox / "z.json").write_bytes(saved(form, "no"))
    (inbox / "memo.txt").write_text("x", encoding="utf-8")
    said = tenken("clients", "receive", "firms", "inbox")
    assert said.code == 0, said.err
    assert [len([a for a in answers_of(firms / name).values() if a.get("status")]) for name in NAMES] == [1, 2, 2]
    assert all(sent(firms / name)[0]["received"] for name in NAMES)
    assert {path.name for path in inbox.iterdir()} >= {"memo.txt", "z.json"}
    before = {path: path.read_bytes() for path in firms.rglob("*.toml")}
    assert tenken("clients", "receive", "firms", "inbox").code == 0
    assert {path: path.read_bytes() for path in firms.rglob("*.toml")} == before


def test_what_did_not_go_out_from_here_is_left_alone(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    assert tenken("clients", "send", "firms").code == 0
    assert tenken("new", "other.toml", "--organisation", NAMES[0], "--no-input").code == 0
    assert tenken("sheet", "write", "other.toml", "-o", "other.xlsx").code == 0
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "other.xlsx").write_bytes(answered((tmp_path / "other.xlsx").read_bytes(), 3))
    (inbox / "broken.xlsx").write_bytes(b"no workbook")
    (inbox / "broken.json").write_text("{", encoding="utf-8")
    (inbox / "link.xlsx").symlink_to(firms / NAMES[0] / sent(firms / NAMES[0])[0]["file"])
    before = {path: path.read_bytes() for path in firms.rglob("*.toml")}
    said = tenken("clients", "receive", "firms", "inbox")
    assert said.code == 3
    assert "broken.xlsx" in said.err
    assert "broken.json" in said.err
    assert "other.xlsx" in said.out
    assert {path: path.read_bytes() for path in firms.rglob("*.toml")} == before
    for lang in ("ja", "en"):
        assert tenken("clients", "receive", "firms", "nowhere", lang=lang).code == 3


def test_answers_that_changed_on_both_sides_are_told_and_decided(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    assert tenken("clients", "send", "firms").code == 0
    firm = firms / NAMES[0]
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.xlsx").write_bytes(answered((firm / sent(firm)[0]["file"]).read_bytes(), 1))
    file = next(firm.glob("2*.toml"))
    assert tenken("set", file, "policy-01", "no").code == 0
    said = tenken("clients", "receive", "firms", "inbox")
    assert said.code == 3
    assert "a.xlsx" in said.err
    assert answers_of(firm)["policy-01"]["status"] == "no"
    assert tenken("clients", "receive", "firms", "inbox", "--theirs").code == 0
    assert answers_of(firm)["policy-01"]["status"] == "yes"


def test_the_next_year_is_begun_from_the_last_one(tenken: Tenken, firms: Path) -> None:
    assert tenken("clients", "send", "firms").code == 0
    firm = firms / NAMES[0]
    assert tenken("set", next(firm.glob("2*.toml")), "policy-01", "yes").code == 0
    later = {"TENKEN_TODAY": "2027-10-30"}
    said = tenken("clients", "send", "firms", "--again", "--where", f"name={NAMES[0]}", env=later)
    assert said.code == 0, said.err
    assert sorted(path.name for path in firm.glob("2*.toml")) == ["2026.toml", "2027.toml"]
    begun = tomli.loads((firm / "2027.toml").read_text(encoding="utf-8"))
    assert begun["previous"]["file"] == "2026.toml"
    table = json.loads(tenken("clients", "table", "firms", "--json", env=later).out)["firms"]
    assert {row["name"]: row["checklist"] for row in table}[NAMES[0]] == begun["checklist"]


def test_a_firm_whose_file_is_broken_gets_no_second_one(tenken: Tenken, firms: Path) -> None:
    assert tenken("clients", "send", "firms").code == 0
    broken = next((firms / NAMES[0]).glob("2*.toml"))
    broken.write_text("not toml", encoding="utf-8")
    before = sorted(path.name for path in (firms / NAMES[0]).rglob("*"))
    said = tenken("clients", "send", "firms", "--again")
    assert said.code == 3
    assert broken.name in said.err
    assert sorted(path.name for path in (firms / NAMES[0]).rglob("*")) == before
    assert [len(sent(firms / name)) for name in NAMES] == [1, 2, 2]


def test_what_goes_out_and_comes_back_is_told_as_data(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    told = json.loads(tenken("clients", "send", "firms", "--json").out)["sent"]
    assert [(one["folder"], one["what"]) for one in told] == [(name, "begin") for name in sorted(NAMES)]
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    sheet = firms / NAMES[0] / sent(firms / NAMES[0])[0]["file"]
    (inbox / "back.xlsx").write_bytes(answered(sheet.read_bytes(), 2))
    (inbox / "notes.txt").write_bytes(b"")
    brought = json.loads(tenken("clients", "receive", "firms", "inbox", "--json").out)
    (one,) = brought["received"]
    assert (one["file"], one["folder"], one["new"], one["changed"]) == ("back.xlsx", NAMES[0], 2, 0)
    assert brought["unknown"] == [{"file": "notes.txt", "why": "kind"}]


def test_nothing_is_written_through_a_link(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    """A link leads out of the firm's folder: its answers would lie where others may read them."""
    (tmp_path / "shared").mkdir()
    (firms / NAMES[0] / "sent").symlink_to(tmp_path / "shared")
    said = tenken("clients", "send", "firms")
    assert (said.code, f"{NAMES[0]}/sent" in said.err, len(said.out.splitlines())) == (3, True, 2)
    assert list((tmp_path / "shared").iterdir()) == []
    assert sent(firms / NAMES[0]) == []
    only = tenken("clients", "send", "firms", "--where", f"name={NAMES[0]}")
    assert "送るものはありません" not in only.err  # there is, and it could not be made


def test_each_step_leads_to_the_next(tenken: Tenken, tmp_path: Path) -> None:
    """What is told next can be done then: nothing is asked of firms that nobody has sent anything."""
    (tmp_path / "firms").mkdir()
    assert "tenken clients new firms" in tenken("clients", "table", "firms").err
    assert "tenken clients send firms" in tenken("clients", "new", "firms", NAMES[0], "--sector", "小売").err
    assert "tenken clients send firms" in tenken("clients", "table", "firms").err
    assert tenken("clients", "send", "firms").code == 0
    assert "tenken clients receive firms" in tenken("clients", "table", "firms").err
    firm, inbox = tmp_path / "firms" / NAMES[0], tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "back.xlsx").write_bytes(answered((firm / sent(firm)[0]["file"]).read_bytes(), 2))
    assert tenken("clients", "receive", "firms", "inbox").code == 0
    assert "tenken clients gaps firms" in tenken("clients", "table", "firms").err
    assert "--benchmark -" not in tenken("clients", "benchmark", "firms", "-o", "-").err


def test_a_firms_own_folder_is_not_that_of_all_firms(tenken: Tenken, firms: Path) -> None:
    """Else there seem to be no firms, and another one or tenken's own files would come to lie in it."""
    firm = firms / NAMES[0]
    before = sorted(path.name for path in firm.rglob("*"))
    for command in (("table",), ("send",), ("report",), ("gaps",), ("new", "別の会社"), ("receive", firms)):
        name, *rest = command
        said = tenken("clients", name, firm, *rest)
        assert (said.code, "1つの会社のフォルダです" in said.err, f"({firms})" in said.err) == (3, True, True), name
    assert sorted(path.name for path in firm.rglob("*")) == before


def test_what_tenken_keeps_is_not_written_through_a_link(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(firms / ".tenken", ignore_errors=True)
    (firms / ".tenken").symlink_to(tmp_path / "elsewhere")
    for command in (("table",), ("send",), ("report",), ("benchmark", "-o", "b.toml"), ("findings",)):
        name, *rest = command
        said = tenken("clients", name, "firms", *rest)
        assert (said.code, ".tenken" in said.err, "リンク" in said.err) == (3, True, True), name
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.usefixtures("firms")
def test_only_firms_with_a_tag_are_sent_something(tenken: Tenken) -> None:
    assert tenken("clients", "new", "firms", "京都の会社", "--tag", "京都").code == 0
    said = tenken("clients", "send", "firms", "--only", "京都", "--json")
    assert [one["name"] for one in json.loads(said.out)["sent"]] == ["京都の会社"]


def test_what_is_left_in_the_inbox_is_told_with_its_reason(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    assert tenken("clients", "send", "firms").code == 0
    inbox = tmp_path / "inbox"
    (inbox / "folder").mkdir(parents=True)
    (inbox / "link.xlsx").symlink_to(firms / NAMES[0] / sent(firms / NAMES[0])[0]["file"])
    for name in ("~$a.xlsx", "notes.txt"):
        (inbox / name).write_bytes(b"x")
    assert tenken("sheet", "write", firms / NAMES[0] / "2026.toml", "-o", inbox / "foreign.xlsx").code == 0
    said = tenken("clients", "receive", "firms", "inbox")
    reasons = dict(line.split("：", 1) for line in said.out.splitlines())
    assert {name: why.split("、")[0] for name, why in reasons.items()} == {
        "folder": "フォルダなので",
        "foreign.xlsx": "このフォルダから送ったものではないので",
        "link.xlsx": "リンクなので",
        "notes.txt": "シート(.xlsx)でもフォームの答え(.json)でもないので",
        "~$a.xlsx": "Excelで開いている間だけあるファイルなので",
    }
    assert "5個は" in said.err
    said = tenken("clients", "receive", "firms", inbox / "notes.txt")
    assert (said.code, "これはフォルダではありません" in said.err) == (3, True)


def test_a_file_that_was_taken_in_is_not_taken_in_again(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    assert tenken("clients", "send", "firms").code == 0
    firm, inbox = firms / NAMES[0], tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "z.xlsx").write_bytes(answered((firm / sent(firm)[0]["file"]).read_bytes(), 2))
    assert tenken("clients", "receive", "firms", "inbox").code == 0
    question = next(iter(answers_of(firm)))
    assert tenken("set", firm / "2026.toml", question, "partial").code == 0
    before = answers_of(firm)
    for more in ((), ("--theirs",)):
        said = tenken("clients", "receive", "firms", "inbox", *more)
        assert (said.code, "z.xlsx" in said.out, "0件" in said.err) == (0, True, True)
        assert answers_of(firm) == before
    other = answered((firm / sent(firm)[0]["file"]).read_bytes(), 3)
    (inbox / "z.xlsx").write_bytes(other)  # another return: what both have changed is asked for
    said = tenken("clients", "receive", "firms", "inbox")
    assert (said.code, "--theirs" in said.err) == (3, True)
    assert tenken("clients", "receive", "firms", "inbox", "--theirs").code == 0
    assert answers_of(firm)[question]["status"] == "yes"


def test_what_comes_back_for_a_file_that_is_broken_goes_into_no_other(
    tenken: Tenken, firms: Path, tmp_path: Path
) -> None:
    assert tenken("clients", "send", "firms").code == 0
    firm = firms / NAMES[0]
    this = next(firm.glob("2*.toml"))
    last = firm / "last.toml"
    last.write_text(this.read_text(encoding="utf-8").replace("date = 2026", "date = 2025"), encoding="utf-8")
    this.write_text("not toml", encoding="utf-8")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "back.xlsx").write_bytes(answered((firm / sent(firm)[0]["file"]).read_bytes(), 3))
    before = {path: path.read_bytes() for path in firms.rglob("*.toml")}
    said = tenken("clients", "receive", "firms", "inbox")
    assert (said.code, said.out) == (3, "")
    assert f"{firm.name}/{this.name}" in said.err
    assert {path: path.read_bytes() for path in firms.rglob("*.toml")} == before


def test_what_comes_back_to_a_firm_whose_folder_was_copied_goes_to_nobody(
    tenken: Tenken, firms: Path, tmp_path: Path
) -> None:
    assert tenken("clients", "send", "firms").code == 0
    firm = firms / NAMES[0]
    shutil.copytree(firm, firms / "copy")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "back.xlsx").write_bytes(answered((firm / sent(firm)[0]["file"]).read_bytes(), 3))
    before = {path: path.read_bytes() for path in firms.rglob("*.toml")}
    said = tenken("clients", "receive", "firms", "inbox")
    assert (said.code, said.out) == (3, "")
    assert "copy/" in said.err
    assert f"{firm.name}/" in said.err
    assert {path: path.read_bytes() for path in firms.rglob("*.toml")} == before
    shutil.rmtree(firms / "copy")
    assert tenken("clients", "receive", "firms", "inbox").code == 0


def test_a_folder_whose_head_is_a_link_is_no_firm(tenken: Tenken, firms: Path) -> None:
    (firms / "other").mkdir()
    (firms / "other" / "client.toml").symlink_to(firms / NAMES[0] / "client.toml")
    said = tenken("clients", "send", "firms")
    assert (said.code, len(said.out.splitlines())) == (0, len(NAMES))
    assert len(sent(firms / NAMES[0])) == 1
    assert [path.name for path in (firms / "other").iterdir()] == ["client.toml"]
    assert len(json.loads(tenken("clients", "table", "firms", "--json").out)["firms"]) == len(NAMES)


def test_a_link_that_leads_nowhere_is_a_name_that_is_taken(tenken: Tenken, firms: Path) -> None:
    (firms / NAMES[0] / "2026.toml").symlink_to(firms / "nowhere.toml")
    said = tenken("clients", "send", "firms")
    assert (said.code, len(said.out.splitlines())) == (0, len(NAMES))
    assert not (firms / "nowhere.toml").exists()


@pytest.mark.usefixtures("firms")
def test_a_firm_whose_folder_cannot_be_looked_into_is_told(
    tenken: Tenken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox").mkdir()
    stat, scandir = os.stat, os.scandir

    def refuse(place: Any) -> None:
        if Path(place).name == NAMES[0]:
            raise PermissionError(13, "closed")

    def stat_of(path: Any, **options: Any) -> os.stat_result:
        if isinstance(path, str | Path):
            refuse(Path(path).parent)
        return stat(path, **options)

    def scanned(path: Any = ".") -> Any:
        refuse(path)
        return scandir(path)

    monkeypatch.setattr(os, "stat", stat_of)
    monkeypatch.setattr(os, "scandir", scanned)
    for command in (("table", "firms"), ("receive", "firms", "inbox")):
        said = tenken("clients", *command)
        assert said.code == 3
        assert f"{NAMES[0]}/client.toml" in said.err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_folder_whose_name_is_no_text_is_told_and_the_others_go_on(tenken: Tenken, firms: Path) -> None:
    odd = os.fsdecode(os.fsencode(firms) + b"/\x8a\x94")
    shutil.copytree(firms / NAMES[0], odd)
    (firms / NAMES[0] / os.fsdecode(b"\xff.toml")).write_text("x = 1\n", encoding="utf-8")
    for command in (["send", "firms"], ["report", "firms", "--drafts"], ["calendar", "firms", "-o", "x.ics"]):
        said = tenken("clients", *command)
        assert said.code == 3
        assert r"\x8a\x94" in said.err
        assert rf"{NAMES[0]}/\xff.toml" in said.err
    assert [len(sent(firms / name)) for name in NAMES] == [0, 1, 1]
    assert [path.name for path in Path(odd).iterdir()] == ["client.toml"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_in_a_short_cycle_what_is_begun_goes_on_before_the_next_begins(
    tenken: Tenken, tmp_path: Path, lang: str
) -> None:
    assert tenken("clients", "new", "firms", "monthly", "--cycle-months", "1").code == 0
    firm = tmp_path / "firms" / "monthly"
    assert tenken("clients", "send", "firms", "--depth", "quick").code == 0
    assert tenken("clients", "send", "firms", "--again").code == 0
    assert [path.name for path in firm.glob("2*.toml")] == ["2026.toml"]
    assert tenken("clients", "send", "firms", "--again", env={"TENKEN_TODAY": "2026-12-10"}).code == 0
    assert len(list(firm.glob("2*.toml"))) == 2
    shutil.copy(firm / "2026.toml", firm / "copy.toml")
    said = tenken("clients", "table", "firms", lang=lang)
    assert said.code == 3
    assert "2026-11-21" in said.err
    assert "2026-11-21年" not in said.err


@pytest.mark.parametrize(
    "earlier",
    [
        '[[sent]] # by post\non = 2026-11-01 # late\nfile = "x"\ntoken = "000102030405060708090a0b"\n# rang\n',
        "# none yet\n\n[extra]\nx = 1 # kept\n",
        'sent = [{on = 2026-11-01, file = "x", token = "000102030405060708090a0b"}] # in a line\n',
    ],
)
def test_what_goes_out_is_added_and_nothing_else_changes(
    tenken: Tenken, firms: Path, tmp_path: Path, earlier: str
) -> None:
    firm = firms / NAMES[0]
    head = f'format = 1 # mine\nname = "{NAMES[0]}"\n{earlier}'
    (firm / "client.toml").write_text(head, encoding="utf-8")
    assert tenken("clients", "send", "firms", "--again").code == 0
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "back.xlsx").write_bytes(answered((firm / sent(firm)[-1]["file"]).read_bytes(), 3))
    assert tenken("clients", "receive", "firms", "inbox").code == 0
    text = (firm / "client.toml").read_text(encoding="utf-8")
    assert [comment for comment in re.findall("#.*", head) if comment not in text] == []
    assert [str(one.get("received")) for one in sent(firm)][-1] == "2026-11-21"
    assert len(sent(firm)) == 1 + ("sent" in earlier)


@pytest.mark.parametrize("which", [0, 1])
def test_of_what_was_sent_twice_one_return_is_enough(tenken: Tenken, firms: Path, tmp_path: Path, which: int) -> None:
    firm = firms / NAMES[0]
    only = ("--where", f"name={NAMES[0]}")
    for day in ("2026-11-21", "2026-11-23"):
        days = {"TENKEN_TODAY": day}
        assert tenken("clients", "send", "firms", "--again", "--due", "2026-12-01", *only, env=days).code == 0
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "back.xlsx").write_bytes(answered((firm / sent(firm)[which]["file"]).read_bytes(), 3))
    later = {"TENKEN_TODAY": "2026-12-05"}
    assert tenken("clients", "receive", "firms", "inbox", env=later).code == 0
    (row,) = json.loads(tenken("clients", "table", "firms", "--json", *only, env=later).out)["firms"]
    assert (row["state"], row["due"]) == ("partly", "2026-12-01")  # most answers are awaited still
    assert len(tenken("clients", "send", "firms", *only, env=later).out.splitlines()) == 1
    assert tenken("clients", "send", "firms", *only, env=later).out == ""
