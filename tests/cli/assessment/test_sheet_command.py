"""``sheet write`` and ``sheet read`` as a user types them: what is said, what is in the file, and how it ends."""

import hashlib
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.ask.sheet.excel import Paper
from tests.conftest import EXAMPLES, PLACES, TODAY, Said, environment_of

from tenken.core.model import Assessment, Status
from tenken.store.assessment import loader
from tenken.words import Words

Tenken = Callable[..., Said]


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "a.toml"
    path.write_text(head + "# 私のメモ\n[answers.people-01]\nstatus = 'no' # なぜ\n", encoding="utf-8")
    return path


@pytest.fixture
def paper(tenken: Tenken, file: Path) -> Paper:
    """The workbook that ``sheet write`` made."""
    made = tenken("sheet", "write", file.name)
    assert made.code == 0, made.err
    assert "a-answers.xlsx を作りました(4問)。" in made.err
    assert "tenken sheet read a-answers.xlsx --into a.toml" in made.err
    return Paper((file.parent / "a-answers.xlsx").read_bytes())


def now(file: Path) -> Assessment:
    return loader.load(file, PLACES, TODAY)[1]


def save(paper: Paper, file: Path, name: str = "b.xlsx") -> str:
    (file.parent / name).write_bytes(paper.content)
    return name


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("command", [["sheet"], ["sheet", "write"], ["sheet", "read"]])
def test_the_commands_explain_themselves(tenken: Tenken, command: list[str], lang: str) -> None:
    said = tenken(*command, "--help", lang=lang)
    assert (said.code, said.err) == (0, "")
    assert ("使い方" in said.out) == (lang == "ja")


def test_write_overwrites_nothing_and_writes_to_a_stream(tenken: Tenken, file: Path, paper: Paper) -> None:
    assert paper
    again = tenken("sheet", "write", file.name)
    assert (again.code, "--force" in again.err) == (2, True)
    assert tenken("sheet", "write", file.name, "--force").code == 0
    assert tenken("sheet", "write", file.name, "-o", "x.xlsx", lang="en").code == 0
    streamed = tenken("sheet", "write", file.name, "-o", "-", env={"PYTHONIOENCODING": "latin-1"})
    assert streamed.out.encode("latin-1") == (file.parent / "a-answers.xlsx").read_bytes()
    assert streamed.err == ""


def test_what_was_filled_in_is_told_and_saved(tenken: Tenken, file: Path, paper: Paper) -> None:
    paper.put("people-01", status="一部できている", note="半分")
    said = tenken("sheet", "read", save(paper, file), "--into", file.name, "--verbose")
    assert said.code == 0
    assert said.out.splitlines() == [
        "答えた人：名前なし",
        "答え：新しい0問、変わった1問、消した0問、前と同じ0問",
        "そのほか：メモ1件、証拠0件、約束0件",
        "受け取れない0か所、食い違い0か所、答えが空欄のまま0問",
        "点数：0点から8点へ(未回答は残り3問)",
        "質問シート!H5  1-1 約束：メモ「半分」を書き込みました。",
        "質問シート!G5  1-1 約束：答え「できていない」を「一部できている」に変えました。",
    ]
    moved = "点検日は、答えのうち最も新しい日に合わせて2026年11月20日から2026年11月21日に変わりました。"
    assert said.err.splitlines() == [
        moved,
        "a.toml に2か所を書き込みました。",
        "残りの質問に答えるには：tenken web a.toml",
    ]
    assert now(file).answer("people-01").status is Status.PARTIAL
    assert "# なぜ" in file.read_text(encoding="utf-8")
    assert "# 私のメモ" in file.read_text(encoding="utf-8")


def test_evidence_gets_its_digest_from_the_assessments_own_folder_alone(
    tenken: Tenken, file: Path, paper: Paper
) -> None:
    (file.parent / "a-evidence").mkdir()
    for name in ("a-evidence/list.pdf", "other-client-secret.txt"):
        (file.parent / name).write_bytes(b"names")
    paper.put("people-01", what="名簿", file="a-evidence/list.pdf").put(
        "people-02", what="表", file="other-client-secret.txt"
    )
    assert tenken("sheet", "read", save(paper, file), "--into", file.name).code == 0
    (own,), (neighbours,) = (now(file).answer(question_id).evidence for question_id in ("people-01", "people-02"))
    assert (own.file, own.sha256) == ("a-evidence/list.pdf", hashlib.sha256(b"names").hexdigest())
    assert (neighbours.file, neighbours.sha256) == ("other-client-secret.txt", None)


def test_reading_says_what_comes_next(tenken: Tenken, file: Path, paper: Paper) -> None:
    for question_id in ("people-01", "people-02", "machines-01", "machines-02"):
        paper.put(question_id, status="In place")
    said = tenken("sheet", "read", save(paper, file), "--into", file.name, lang="en")
    assert said.code == 0
    assert said.out.splitlines()[-1] == "Score: from 0 to 100 (still unanswered: 0)"
    assert said.err.splitlines()[-1] == "To make the report: tenken report a.toml"


def test_nothing_new_leaves_the_file_untouched(tenken: Tenken, file: Path, paper: Paper) -> None:
    assert paper
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    said = tenken("sheet", "read", "a-answers.xlsx", "--into", file.name)
    assert said.code == 0
    assert len(said.out.splitlines()) == 5
    assert "新しい答えはありません。a.toml は元のままです。" in said.err
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_what_cannot_be_taken_is_exit_3_and_the_rest_is_saved(tenken: Tenken, file: Path, paper: Paper) -> None:
    paper.put("people-02", status="はい", note="\u202e毎年").put("machines-01", status="対象外")
    paper.put("machines-02", note="調べている")
    said = tenken("sheet", "read", save(paper, file), "--into", file.name, "--verbose")
    assert said.code == 3
    assert said.out.splitlines()[3] == "受け取れない2か所、食い違い0か所、答えが空欄のまま1問"
    assert said.out.splitlines()[5:] == [
        "質問シート!H6  1-2 教育：メモ「毎年」を書き込みました。",
        "質問シート!H8  2-2 鍵：メモ「調べている」を書き込みました。",
        "質問シート!G8  2-2 鍵：答えが空欄のままです。",
    ]
    assert said.err.splitlines() == [
        "a.toml に2か所を書き込みました。",
        "受け取れなかったところが2か所あります。直してから、もう一度読んでください。",
        "b.xlsx  質問シート!G6",
        "   " + Words("ja")("problem.sheet-status", written="はい"),
        "b.xlsx  質問シート!G7",
        "   「対象外」には理由が必要です。「メモ」の欄に書いてください。",
    ]
    assert now(file).answer("people-02").note == "毎年"


@pytest.fixture
def disputed(tenken: Tenken, file: Path, paper: Paper) -> str:
    """A sheet whose answer was changed in the file meanwhile."""
    paper.put("people-01", status="できている").put("people-02", status="できている")
    assert tenken("set", file.name, "people-01", "partial").code == 0
    return save(paper, file)


def test_a_conflict_waits_for_a_decision(tenken: Tenken, file: Path, disputed: str) -> None:
    said = tenken("sheet", "read", disputed, "--into", file.name)
    assert said.code == 3
    assert now(file).answer("people-01").status is Status.PARTIAL
    assert now(file).answer("people-02").status is Status.YES
    assert "食い違いが1か所あり" in said.err
    assert "1-1 約束：答えは、シートでは「できている」、ファイルでは「一部できている」です。" in said.err
    assert "シートを作ったあとに、a.toml の答えも変わっています" in said.err
    ours = tenken("sheet", "read", disputed, "--into", file.name, "--ours", "--verbose")
    assert ours.code == 0
    assert "ファイルの「一部できている」のままにしました(シートは「できている」)" in ours.out
    assert now(file).answer("people-01").status is Status.PARTIAL
    assert tenken("sheet", "read", disputed, "--into", file.name, "--theirs").code == 0
    assert now(file).answer("people-01").status is Status.YES


def test_only_one_way_to_decide_and_asking_needs_a_person(tenken: Tenken, file: Path, disputed: str) -> None:
    assert tenken("sheet", "read", disputed, "--into", file.name, "--ours", "--theirs").code == 2
    alone = tenken("sheet", "read", disputed, "--into", file.name, "--ask")
    assert (alone.code, "--theirs か --ours" in alone.err) == (2, True)
    assert tenken("sheet", "read", disputed).code == 2


def test_a_person_decides_at_the_terminal(file: Path, disputed: str) -> None:
    pexpect = pytest.importorskip("pexpect")
    try:
        os.close(os.openpty()[0])
    except (AttributeError, OSError):
        pytest.skip("this machine gives no pseudo-terminals")
    env = environment_of("ja", {"TERM": "xterm"})
    arguments = ["-m", "tenken", "sheet", "read", disputed, "--into", file.name, "--ask"]
    child = pexpect.spawn(sys.executable, arguments, env=env, timeout=300, cwd=str(file.parent), dimensions=(40, 100))
    child.logfile_read = io.BytesIO()
    child.expect_exact("\x1b[6n")
    child.send("\x1b[1;1R")
    child.expect_exact("あとで決める".encode())
    child.send("1\r")
    child.expect(pexpect.EOF)
    child.wait()
    child.close()
    assert child.exitstatus == 0, child.logfile_read.getvalue().decode()
    assert now(file).answer("people-01").status is Status.YES


def test_the_same_for_programs(tenken: Tenken, file: Path, disputed: str) -> None:
    said = tenken("sheet", "read", disputed, "--into", file.name, "--json")
    assert (said.code, said.err) == (3, "")
    told = json.loads(said.out)
    assert told == {
        "format": 1,
        "file": "a.toml",
        "taken": [{"cell": "質問シート!G6", "id": "people-02", "part": "status", "ours": None, "theirs": "yes"}],
        "changed": [],
        "cleared": [],
        "kept": [],
        "conflict": [
            {"cell": "質問シート!G5", "id": "people-01", "part": "status", "ours": "partial", "theirs": "yes"}
        ],
        "refused": [],
        "refused_total": 0,
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
            "refused": 0,
            "conflicts": 1,
            "waits": 0,
        },
        "score": {"before": 8, "after": 16, "left": 2},
        "notices": [],
    }


def test_another_firms_sheet_is_refused_unless_forced(tenken: Tenken, file: Path, paper: Paper) -> None:
    paper.put("people-02", status="できている")
    name = save(paper, file)
    file.write_text(file.read_text(encoding="utf-8").replace("北浜クラブ", "南浜クラブ"), encoding="utf-8")
    before = file.read_bytes()
    said = tenken("sheet", "read", name, "--into", file.name)
    assert said.code == 3
    assert "「北浜クラブ」の、別の点検から作ったシートです(点検のファイルは「南浜クラブ」)" in said.err
    assert file.read_bytes() == before
    assert tenken("sheet", "read", name, "--into", file.name, "--force").code == 0
    assert now(file).answer("people-02").status is Status.YES


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"hello", b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_workbook_is_exit_3_and_the_file_untouched(tenken: Tenken, file: Path, content: bytes) -> None:
    (file.parent / "x.xlsx").write_bytes(content)
    before = file.read_bytes()
    said = tenken("sheet", "read", "x.xlsx", "--into", file.name)
    assert said.code == 3
    assert said.err.startswith("x.xlsx\n   ")
    assert file.read_bytes() == before


@pytest.mark.parametrize("kind", ["sheet", "form"])
def test_what_the_firm_gets_of_an_audit_is_its_own_answers(
    tenken: Callable[..., Said], tmp_path: Path, kind: str
) -> None:
    def told(*options: str) -> str:
        assert tenken(kind, "write", EXAMPLES / "2026-audit.toml", "-o", name, "--force", *options).code == 0
        content = (tmp_path / name).read_bytes()
        if kind == "form":
            return content.decode()
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)

    name = "out.xlsx" if kind == "sheet" else "out.html"
    own, judged = told(), told("--with-verdicts")
    reason = "管理棟に無線LANがあり"
    assert reason not in own
    assert reason in judged
    for text in (own, judged):
        assert "堺 直樹" not in text


def test_a_sheet_of_an_audit_shows_the_score_of_the_answers_in_it(tenken: Callable[..., Said], tmp_path: Path) -> None:
    def points(name: str, *options: str) -> list[str]:
        assert tenken("sheet", "write", EXAMPLES / name, "-o", "out.xlsx", "--force", *options).code == 0
        cover = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=True).worksheets[0]
        return [str(cell.value) for row in cover.iter_rows() for cell in row if "点" in str(cell.value)]

    assert points("2026-audit.toml") == points("2026.toml")
    assert points("2026-audit.toml", "--with-verdicts") != points("2026.toml")
