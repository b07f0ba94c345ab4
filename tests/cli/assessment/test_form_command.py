"""``form write`` and ``form read`` as a user types them: what is said, what is in the file, and how it ends."""

import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import PLACES, TODAY, Said, environment_of
from tests.mails import GREETING, SIGNATURE, as_copied, copied, quoted, saved_mail

from tenken.core.model import Assessment, Status
from tenken.store.assessment import loader

Tenken = Callable[..., Said]


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "a.toml"
    path.write_text(head + "# 私のメモ\n[answers.people-01]\nstatus = 'no' # なぜ\n", encoding="utf-8")
    return path


class Filled:
    """What a form saves, made without a browser: what was handed out, with these changes."""

    def __init__(self, page: str, folder: Path) -> None:
        found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
        assert found
        told = json.loads(found.group(1))
        self.folder = folder
        self.saved: dict[str, Any] = {
            **told["head"],
            "facts": dict(told["base"]["facts"]),
            "answers": json.loads(json.dumps(told["base"]["answers"])),
            "base": told["base"],
        }

    def put(self, question_id: str, **parts: Any) -> "Filled":
        self.saved["answers"][question_id] |= parts
        return self

    def save(self, name: str = "b.json") -> str:
        (self.folder / name).write_text(json.dumps(self.saved, ensure_ascii=False, indent=1), encoding="utf-8")
        return name


@pytest.fixture
def form(tenken: Tenken, file: Path) -> Filled:
    """The form that ``form write`` made."""
    made = tenken("form", "write", file.name)
    assert made.code == 0, made.err
    assert "a-answers.html を作りました(4問)。" in made.err
    assert "tenken form read a-answers.json --into a.toml" in made.err
    return Filled((file.parent / "a-answers.html").read_text(encoding="utf-8"), file.parent)


def now(file: Path) -> Assessment:
    return loader.load(file, PLACES, TODAY)[1]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("command", [["form"], ["form", "write"], ["form", "read"]])
def test_the_commands_explain_themselves(tenken: Tenken, command: list[str], lang: str) -> None:
    said = tenken(*command, "--help", lang=lang)
    assert (said.code, said.err) == (0, "")
    assert ("使い方" in said.out) == (lang == "ja")


def test_write_overwrites_nothing_writes_to_a_stream_and_the_same_again(
    tenken: Tenken, file: Path, form: Filled
) -> None:
    assert form
    again = tenken("form", "write", file.name)
    assert (again.code, "--force" in again.err) == (2, True)
    assert tenken("form", "write", file.name, "--force").code == 0
    assert tenken("form", "write", file.name, "-o", "x.html", lang="en").code == 0
    assert 'lang="en"' in (file.parent / "x.html").read_text(encoding="utf-8")
    streamed = tenken("form", "write", file.name, "-o", "-", env={"PYTHONIOENCODING": "latin-1"})
    assert streamed.out.encode("latin-1") == (file.parent / "a-answers.html").read_bytes()
    assert streamed.err == ""


def test_what_was_filled_in_is_told_and_saved(tenken: Tenken, file: Path, form: Filled) -> None:
    form.put("people-01", status="partial", note="半分").saved["facts"]["website"] = True
    form.saved["by"] = "森"
    said = tenken("form", "read", form.save(), "--into", file.name, "--verbose")
    assert said.code == 0
    assert said.out.splitlines()[5:] == [
        "1-1 約束：メモ「半分」を書き込みました。",
        "1-1 約束：答え「できていない」を「一部できている」に変えました。",
        "会社の様子「サイトがありますか。」：「はい」を書き込みました。",
    ]
    moved = "点検日は、答えのうち最も新しい日に合わせて2026年11月20日から2026年11月21日に変わりました。"
    assert said.err.splitlines() == [
        moved,
        "a.toml に3か所を書き込みました。",
        "残りの質問に答えるには：tenken web a.toml",
    ]
    assert now(file).answer("people-01").by == "森"
    assert now(file).profile == {"website": True}
    text = file.read_text(encoding="utf-8")
    assert "# なぜ" in text
    assert "# 私のメモ" in text


@pytest.mark.parametrize("layout", ["profile = { website = true }\n", "profile.website = true\n", ""])
def test_facts_alone_are_written_whatever_the_layout(tenken: Tenken, file: Path, head: str, layout: str) -> None:
    text = head + layout + "[answers]\npeople-01 = { status = 'no' }\n"
    file.write_text(text, encoding="utf-8")
    assert tenken("form", "write", file.name, "-o", "f.html").code == 0
    form = Filled((file.parent / "f.html").read_text(encoding="utf-8"), file.parent)
    form.saved["facts"]["website"] = not form.saved["facts"].get("website", False)
    said = tenken("form", "read", form.save(), "--into", file.name)
    assert said.code == 0, said.err
    assert now(file).profile == {"website": not layout}
    assert now(file).answer("people-01").status is Status.NO
    assert str(now(file).date) == "2026-11-20"


def test_a_form_after_which_the_file_could_not_be_read_is_refused_and_told(tenken: Tenken, file: Path) -> None:
    filler = "".join(f'x{at} = "{"あ" * 1300}"\n' for at in range(510))
    file.write_text(file.read_text(encoding="utf-8") + "[extra.filler]\n" + filler, encoding="utf-8")
    before = file.read_bytes()
    assert tenken("form", "write", file.name, "-o", "f.html").code == 0
    form = Filled((file.parent / "f.html").read_text(encoding="utf-8"), file.parent)
    for question_id in ("people-01", "people-02"):
        form.put(question_id, status="yes", note="あ" * 4000)
    said = tenken("form", "read", form.save(), "--into", file.name, "--theirs")
    assert (said.code, "書き加えるとファイルが 2MBを超え" in said.err) == (3, True)
    assert file.read_bytes() == before
    assert tenken("score", file.name).code == 0


def test_nothing_new_leaves_the_file_untouched(tenken: Tenken, file: Path, form: Filled) -> None:
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    said = tenken("form", "read", form.save(), "--into", file.name)
    assert (said.code, len(said.out.splitlines())) == (0, 5)
    assert "新しい答えはありません。a.toml は元のままです。" in said.err
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_what_cannot_be_taken_is_exit_3_and_the_rest_is_saved(tenken: Tenken, file: Path, form: Filled) -> None:
    form.put("people-01", status="yes", evidence={"new-1": {"what": "写真", "dated": "2027-01-01"}})
    form.put("people-02", note="\u202e毎年", evidence={"new-1": {"file": "a.pdf"}}).put("machines-01", status="na")
    form.saved["answers"]["nobody-01"] = {"status": "yes"}
    form.saved["facts"]["nothing"] = True
    said = tenken("form", "read", form.save(), "--into", file.name, "--verbose")
    assert said.code == 3
    assert said.out.splitlines()[5:] == [
        "1-2 教育：メモ「毎年」を書き込みました。",
        "1-1 約束：答え「できていない」を「できている」に変えました。",
        "1-2 教育：答えが空欄のままです。",
    ]
    assert said.err.splitlines() == [
        "点検日は、答えのうち最も新しい日に合わせて2026年11月20日から2026年11月21日に変わりました。",
        "a.toml に2か所を書き込みました。",
        "受け取れなかったところが5か所あります。フォームで直して、もう一度保存してもらってください。",
        "b.json  answers.nobody-01",
        "   club@1 に nobody-01 という質問はありません。",
        "b.json  facts.nothing",
        "   club@1 に nothing という項目はありません。",
        "b.json  1-2",
        "   ファイル名か日付だけの証拠があります。何の証拠かを「証拠になるもの」の欄に書いてください。",
        "b.json  1-1",
        "   2027-01-01 は、今日(2026-11-21)より先の日付です。",
        "b.json  2-1",
        "   「対象外」には理由が必要です。「メモ」の欄に書いてください。",
    ]
    assert now(file).answer("people-02").note == "毎年"


def test_a_whole_path_comes_back_without_its_folder(tenken: Tenken, file: Path, head: str) -> None:
    """The folder is one of another machine; what was handed out with one stays as it was."""
    old = "[answers.people-01]\nevidence = [{ what = 'a', file = '/srv/a.pdf' }]\n"
    file.write_text(head + old, encoding="utf-8")
    assert tenken("form", "write", file.name, "-o", "f.html").code == 0
    form = Filled((file.parent / "f.html").read_text(encoding="utf-8"), file.parent)
    evidence = form.saved["answers"]["people-01"]["evidence"]
    evidence["new-1"] = {"what": "b", "file": r"C:\Users\midori\b.pdf"}
    said = tenken("form", "read", form.save(), "--into", file.name)
    assert said.code == 0, said.err
    assert [one.file for one in now(file).answer("people-01").evidence] == ["/srv/a.pdf", "b.pdf"]


def test_evidence_that_was_emptied_goes(tenken: Tenken, file: Path, head: str) -> None:
    file.write_text(head + "[answers.people-01]\nevidence = [{ what = 'a' }, { what = 'b' }]\n", encoding="utf-8")
    assert tenken("form", "write", file.name, "-o", "f.html").code == 0
    form = Filled((file.parent / "f.html").read_text(encoding="utf-8"), file.parent)
    del form.saved["answers"]["people-01"]["evidence"]["0"]
    said = tenken("form", "read", form.save(), "--into", file.name)
    assert said.code == 0, said.err
    assert [one.what for one in now(file).answer("people-01").evidence] == ["b"]


@pytest.fixture
def disputed(tenken: Tenken, file: Path, form: Filled) -> str:
    """A form whose answer, and whose fact, were changed in the file meanwhile."""
    form.put("people-01", status="yes").put("people-02", status="yes").saved["facts"]["website"] = True
    assert tenken("set", file.name, "people-01", "partial").code == 0
    file.write_text(file.read_text(encoding="utf-8") + "\n[profile]\nwebsite = false\n", encoding="utf-8")
    return form.save()


def test_a_conflict_waits_for_a_decision(tenken: Tenken, file: Path, disputed: str) -> None:
    said = tenken("form", "read", disputed, "--into", file.name)
    assert said.code == 3
    assert now(file).answer("people-01").status is Status.PARTIAL
    assert now(file).answer("people-02").status is Status.YES
    assert now(file).profile == {"website": False}
    assert "食い違いが2か所あり" in said.err
    assert "1-1 約束：答えは、フォームでは「できている」、ファイルでは「一部できている」です。" in said.err
    assert "会社の様子「サイトがありますか。」は、フォームでは「はい」、ファイルでは「いいえ」です。" in said.err
    assert "フォームを作ったあとに、a.toml の答えも変わっています" in said.err
    ours = tenken("form", "read", disputed, "--into", file.name, "--ours", "--verbose")
    assert ours.code == 0
    assert "ファイルの「一部できている」のままにしました(フォームは「できている」)" in ours.out
    assert "ファイルの「いいえ」のままにしました(フォームは「はい」)" in ours.out
    assert now(file).answer("people-01").status is Status.PARTIAL
    assert tenken("form", "read", disputed, "--into", file.name, "--theirs").code == 0
    assert now(file).answer("people-01").status is Status.YES
    assert now(file).profile == {"website": True}


def test_only_one_way_to_decide_and_asking_needs_a_person(tenken: Tenken, file: Path, disputed: str) -> None:
    assert tenken("form", "read", disputed, "--into", file.name, "--ours", "--theirs").code == 2
    alone = tenken("form", "read", disputed, "--into", file.name, "--ask")
    assert (alone.code, "--theirs か --ours" in alone.err) == (2, True)
    assert tenken("form", "read", disputed).code == 2


def test_a_person_decides_at_the_terminal(file: Path, disputed: str) -> None:
    pexpect = pytest.importorskip("pexpect")
    try:
        os.close(os.openpty()[0])
    except (AttributeError, OSError):
        pytest.skip("this machine gives no pseudo-terminals")
    env = environment_of("ja", {"TERM": "xterm"})

    def begin(*arguments: str) -> Any:
        command = ["-m", "tenken", "form", "read", *arguments, "--into", file.name]
        child = pexpect.spawn(sys.executable, command, env=env, timeout=300, cwd=str(file.parent), dimensions=(40, 100))
        child.logfile_read = io.BytesIO()
        return child

    child = begin(disputed, "--ask")
    for choice in "12":
        child.expect_exact("\x1b[6n")
        child.send("\x1b[1;1R")
        child.expect_exact("あとで決める".encode())
        child.send(f"{choice}\r")
    child.expect(pexpect.EOF)
    child.wait()
    child.close()
    assert child.exitstatus == 0, child.logfile_read.getvalue().decode()
    assert now(file).answer("people-01").status is Status.YES
    assert now(file).profile == {"website": False}
    pasting = begin("-", "--ask")
    pasting.expect(pexpect.EOF)
    pasting.wait()
    pasting.close()
    assert pasting.exitstatus == 2


def test_the_same_for_programs(tenken: Tenken, file: Path, disputed: str) -> None:
    said = tenken("form", "read", disputed, "--into", file.name, "--json")
    assert (said.code, said.err) == (3, "")
    assert json.loads(said.out) == {
        "format": 1,
        "file": "a.toml",
        "taken": [{"place": "1-2", "id": "people-02", "part": "status", "ours": None, "theirs": "yes"}],
        "changed": [],
        "cleared": [],
        "kept": [],
        "conflict": [{"place": "1-1", "id": "people-01", "part": "status", "ours": "partial", "theirs": "yes"}],
        "refused": [],
        "refused_total": 0,
        "facts": [{"id": "website", "fate": "conflict", "ours": False, "theirs": True}],
        "waits": [],
        "left_out": 0,
        "who": None,
        "counts": {
            "new": 1,
            "changed": 0,
            "cleared": 0,
            "same": 0,
            "notes": 0,
            "evidence": 0,
            "promises": 0,
            "facts": 0,
            "refused": 0,
            "conflicts": 2,
            "waits": 0,
        },
        "score": {"before": 8, "after": 16, "left": 2},
        "notices": [],
    }


def test_another_firms_form_is_refused_unless_forced(tenken: Tenken, file: Path, form: Filled) -> None:
    name = form.put("people-02", status="yes").save()
    file.write_text(file.read_text(encoding="utf-8").replace("北浜クラブ", "南浜クラブ"), encoding="utf-8")
    before = file.read_bytes()
    said = tenken("form", "read", name, "--into", file.name)
    assert said.code == 3
    assert "「北浜クラブ」の、別の点検から作ったフォームです(点検のファイルは「南浜クラブ」)" in said.err
    assert file.read_bytes() == before
    assert tenken("form", "read", name, "--into", file.name, "--force").code == 0
    assert now(file).answer("people-02").status is Status.YES


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("checklist", "club@2", "質問票 club@2 のフォームですが、点検のファイルは club@1 に答えるものです。"),
        ("digest", "sha256:" + "0" * 64, "フォームを作ったあとに、質問票 club@1 の中身が変わっています。"),
        ("format", 2, "新しい tenken で作ったフォームの答えです。"),
    ],
)
def test_a_form_of_something_else_is_refused(
    tenken: Tenken, file: Path, form: Filled, *, key: str, value: object, told: str
) -> None:
    form.saved[key] = value
    before = file.read_bytes()
    said = tenken("form", "read", form.save(), "--into", file.name, "--force")
    assert (said.code, told in said.err) == (3, True), said.err
    assert file.read_bytes() == before


def test_the_form_itself_is_no_answer(tenken: Tenken, file: Path, form: Filled) -> None:
    assert form
    said = tenken("form", "read", "a-answers.html", "--into", file.name)
    assert said.code == 3
    assert "フォームそのもの(HTML)です" in said.err
    (file.parent / "x.json").write_bytes(b"\r\n")
    for name, told in (("x.json", "何も入っていません"), ("none.json", "ファイルがありません"), (".", "フォルダです")):
        said = tenken("form", "read", name, "--into", file.name)
        assert (said.code, told in said.err) == (3, True), said.err


def test_pasted_text_is_read(tenken: Tenken, file: Path, form: Filled) -> None:
    form.put("people-02", status="yes", note="毎年")
    said = tenken("form", "read", "-", "--into", file.name, text=json.dumps(form.saved).encode() + b"\r\n\r\n")
    assert said.code == 0, said.err
    assert now(file).answer("people-02").note == "毎年"
    for pasted, told in ((b"", "何も入っていません"), (b'{"format": 1,', "途中で切れています")):
        said = tenken("form", "read", "-", "--into", file.name, text=pasted)
        assert (said.code, told in said.err) == (3, True), said.err


def test_a_mail_with_the_answers_is_read(tenken: Tenken, file: Path, form: Filled) -> None:
    content = json.dumps(form.put("people-02", status="yes", note="毎年").saved).encode()
    (file.parent / "mail.eml").write_bytes(
        saved_mail(GREETING + as_copied(content) + SIGNATURE, charset="iso-2022-jp", encoding="7bit")
    )
    said = tenken("form", "read", "mail.eml", "--into", file.name)
    assert said.code == 0, said.err
    assert now(file).answer("people-02").note == "毎年"
    newer = json.dumps(form.put("people-02", note="毎月").saved).encode()
    thread = f"{GREETING}{as_copied(newer)}\n{quoted(as_copied(content))}"
    said = tenken("form", "read", "-", "--into", file.name, "--theirs", text=thread.encode("cp932"))
    assert said.code == 0, said.err
    assert "答えが2つ入っていました。引用されていないほう(9行目から)を読みました。" in said.err
    assert now(file).answer("people-02").note == "毎月"
    again = tenken("form", "read", "-", "--into", file.name, "--json", text=thread.encode("cp932"))
    assert json.loads(again.out)["notices"] == [{"what": "newest_copy", "values": {"line": 9, "n": 2}}]


def test_a_damaged_line_is_named_and_nothing_is_written(tenken: Tenken, file: Path, form: Filled) -> None:
    before = file.read_bytes()
    lines = copied(json.dumps(form.put("people-02", status="yes").saved).encode())
    lines[2] = lines[2][:30] + lines[2][30:].swapcase()
    said = tenken("form", "read", "-", "--into", file.name, text="\n".join(lines).encode())
    assert said.code == 3
    assert said.err.startswith(f"-:3:1\n    3 | {lines[2]}\n"), said.err
    assert f"3番の行(全{len(lines)}行)が壊れています。コピーし直して送ってもらうか" in said.err.replace("\n   ", "")
    assert file.read_bytes() == before
    english = tenken("form", "read", "-", "--into", file.name, text="\n".join(lines[:2]).encode(), lang="en")
    assert (english.code, "The end is missing: lines number 3 to" in english.err) == (3, True)


def test_a_mail_is_pasted_at_the_terminal(file: Path, form: Filled) -> None:
    """Its lines are short: a console takes no line of more than 4,096 characters."""
    pexpect = pytest.importorskip("pexpect")
    try:
        os.close(os.openpty()[0])
    except (AttributeError, OSError):
        pytest.skip("this machine gives no pseudo-terminals")
    text = (
        GREETING
        + as_copied(json.dumps(form.put("people-02", status="yes", note="毎年" * 200).saved).encode())
        + SIGNATURE
    )
    command = ["-m", "tenken", "form", "read", "-", "--into", file.name]
    child = pexpect.spawn(sys.executable, command, env=environment_of("ja"), timeout=300, cwd=str(file.parent))
    child.expect_exact("貼り付けてください".encode())
    for line in text.splitlines():
        child.sendline(line)
    child.sendeof()
    child.expect(pexpect.EOF)
    child.wait()
    child.close()
    assert child.exitstatus == 0
    assert now(file).answer("people-02").note == "毎年" * 200


def test_a_form_learns_nothing_of_a_neighbours_file(tenken: Tenken, file: Path, form: Filled) -> None:
    (file.parent / "other-client-secret.txt").write_bytes(b"secret")
    form.put("people-01", evidence={"new-1": {"what": "表", "file": "other-client-secret.txt"}})
    assert tenken("form", "read", form.save(), "--into", file.name).code == 0
    (piece,) = now(file).answer("people-01").evidence
    assert (piece.file, piece.sha256) == ("other-client-secret.txt", None)


@pytest.mark.parametrize(
    ("lang", "told"), [("ja", "「北浜クラブ」の、別の点検(別の年や"), ("en", "assessment of '北浜クラブ', that")]
)
def test_a_form_of_last_year_is_not_told_as_another_firms(
    tenken: Tenken, file: Path, form: Filled, lang: str, told: str
) -> None:
    form.saved["identity"] = "sha256:" + "0" * 64
    said = tenken("form", "read", form.save(), "--into", file.name, lang=lang)
    assert said.code != 0
    assert told in said.err.replace("\n   ", " ")
