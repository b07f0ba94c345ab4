"""The commands as a user types them: what is said, what is written, and how they end."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from tests.conftest import EXAMPLES, Said

from tenken.cli.commands import Root

Tenken = Callable[..., Said]

ALL = ("people-01", "people-02", "machines-01", "machines-02")


def club(tenken: Tenken, **statuses: str) -> None:
    made = tenken("new", "a.toml", "--organisation", "北浜", "--checklist", "club@1", "--depth", "standard")
    assert made.code == 0, made.err
    for question_id, status in statuses.items():
        assert tenken("set", "a.toml", question_id.replace("_", "-"), status, "--note", "x").code == 0


def test_bare_tenken_says_what_to_do_first(tenken: Tenken, tenken_process: Tenken) -> None:
    said = tenken()
    assert said == tenken_process()
    assert said.code == 0
    assert [" ".join(line.split()[:2]) for line in said.out.splitlines() if line.startswith("  tenken")] == [
        "tenken web",
        "tenken demo",
        "tenken new",
        "tenken sheet",
        "tenken report",
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "command",
    [[], *([name] for name in Root.targets)],
)
def test_every_command_explains_itself_in_both_languages(tenken: Tenken, command: list[str], lang: str) -> None:
    said = tenken(*command, "--help", lang=lang)
    assert said.code == 0
    assert ("使い方" in said.out) == (lang == "ja")
    assert "Show this message" not in said.out
    assert said.err == ""


def test_help_is_short_for_help(tenken: Tenken) -> None:
    assert tenken("-h").out == tenken("--help").out != ""
    assert tenken("score", "-h").out == tenken("score", "--help").out != ""


def test_from_new_to_report(tenken: Tenken, tmp_path: Path) -> None:
    club(tenken, people_01="yes", people_02="partial", machines_01="no", machines_02="na")
    assert tenken("status", "a.toml").out.splitlines()[-1] == "すべて答えてあります。"
    assert "点数 20点 判定 D" in tenken("score", "a.toml").out
    made = tenken("report", "a.toml", "--format", "html")
    assert made.code == 0
    assert "a.html を作りました(20点、判定D)。" in made.err
    assert "北浜" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_score_as_json_has_the_promised_shape(tenken: Tenken) -> None:
    club(tenken, people_01="yes", people_02="partial", machines_01="no")
    said = json.loads(tenken("score", "a.toml", "--json").out)
    digest = said.pop("digest")
    assert digest.startswith("sha256:")
    assert said == {
        "format": 1,
        "checklist": "club@1",
        "score": 20,
        "exact": "5/24",
        "grade": "D",
        "grade_before_gate": "D",
        "gate": ["machines-01"],
        "coverage": {"answered": 3, "applicable": 4, "total": 4},
        "not_asked": {"areas": [], "questions": 1, "critical": 0, "not_applicable_areas": []},
        "range": [20, 48],
        "evidenced": 0,
        "draft": True,
        "areas": [
            {"id": "people", "score": 83, "exact": "5/6", "answered": 2, "applicable": 2},
            {"id": "machines", "score": 0, "exact": "0/1", "answered": 1, "applicable": 2},
        ],
        "gaps": [
            {"id": "machines-01", "priority": "10/1", "status": "no"},
            {"id": "machines-02", "priority": "3/4", "status": "unanswered"},
            {"id": "people-02", "priority": "1/2", "status": "partial"},
        ],
        "cap": "C",
        "critical_open": ["machines-01"],
    }


def test_not_scored_is_null(tenken: Tenken) -> None:
    club(tenken, **{question_id.replace("-", "_"): "na" for question_id in ALL})
    said = json.loads(tenken("score", "a.toml", "--json").out)
    nothing = [said[key] for key in ("score", "exact", "grade", "grade_before_gate", "evidenced")]
    assert nothing == [None] * 5
    assert said["range"] == [None, None]
    assert "点数はありません" in tenken("score", "a.toml").out
    assert tenken("report", "a.toml", "--format", "html").code == 0


@pytest.mark.parametrize("command", ["score", "status"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_file_after_two_dashes_is_told_the_same(tenken: Tenken, command: str, form: list[str]) -> None:
    club(tenken, people_01="yes")
    plain = tenken(command, "a.toml", *form)
    assert plain.code == 0
    assert plain.out == tenken(command, *form, "--", "a.toml").out != ""


def test_set_changes_one_answer_and_remembers_a_moved_date(tenken: Tenken, tmp_path: Path) -> None:
    club(tenken)
    first = ["--evidence", "署名簿", "--dated", "2026-10-01", "--owner", "木村", "--due", "2026-12-01", "--by", "木村"]
    assert tenken("set", "a.toml", "people-01", "partial", *first).code == 0
    assert tenken("set", "a.toml", "people-01", "--due", "2027-01-31", "--note", "遅れ").code == 0
    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    for part in ('status = "partial"', 'note = "遅れ"', 'by = "木村"', "dated = 2026-10-01", "due = 2027-01-31"):
        assert part in text
    assert "moved = [2026-12-01]" in text.replace("[\n    2026-12-01,\n]", "[2026-12-01]")
    assert tenken("set", "a.toml", "people-01", "--clear").code == 0
    assert "answers" not in tomli.loads((tmp_path / "a.toml").read_text(encoding="utf-8"))


def test_an_answer_outside_the_depth_is_kept_and_said_not_to_count(tenken: Tenken) -> None:
    club(tenken)
    said = tenken("set", "a.toml", "machines-04", "yes")
    assert said.code == 0
    assert "数えません" in said.err


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["scor", "a.toml"], 2, "score ですか?"),
        (["score"], 2, "FILE を指定してください"),
        (["score", "a.toml", "b.toml"], 2, "「b.toml」が余分です"),
        (["score", "a.toml", "--jsn"], 2, "--json ですか?"),
        (["score", "a.toml", "--fail-under"], 2, "--fail-under には値が必要です"),
        (["score", "a.toml", "--fail-under", "x"], 2, "--fail-under：「x」は、数として読めません"),
        (["score", "a.toml", "--fail-under", "90"], 1, "90点を下回っています"),
        (["score", "a.toml", "--lang", "fr"], 2, "ja か en"),
        (["score", "nothing.toml"], 3, "ファイルがありません"),
        (["score", "."], 3, "これはフォルダです"),
        (["new", "a.toml", "--organisation", "x"], 2, "--force"),
        (["new", "b.toml"], 2, "--organisation を指定してください"),
        (["new", "b.toml", "--organisation", "x", "--checklist", "x@1"], 3, "x@1 が見つかりません"),
        (["new", "b.toml", "--organisation", "x", "--date", "2027-12-01"], 3, "より先の日付です"),
        (["new", "b.toml", "--organisation", "x", "--date", "3.4.2026"], 2, "とも読めます"),
        (["new", "b.toml", "--organisation", "x", "--depth", "deep"], 2, "quick / standard / full"),
        (["new", "b.toml", "--organisation", "x", "--fact", "website"], 2, "website=true"),
        (["new", "b.toml", "--organisation", "x\u001b[2J"], 3, "制御文字"),
        (["new", "no/such/folder/b.toml", "--organisation", "x"], 3, "書き込めません"),
        (["set", "a.toml", "people-1", "yes"], 2, "people-01 ですか?"),
        (["set", "a.toml", "people-01", "ja"], 2, "yes / partial / no / unknown / na"),
        (["set", "a.toml", "people-02", "na"], 2, "--note で理由"),
        (["set", "a.toml", "people-01"], 2, "答え"),
        (["set", "a.toml", "people-01", "yes", "--due", "soon"], 2, "日付として読めません"),
        (["set", "a.toml", "people-01", "yes", "--on", "2027-01-01"], 3, "より先の日付です"),
        (["answer", "a.toml"], 2, "tenken set a.toml"),
        (["report", "a.toml", "-o", "no/where.pdf"], 2, "no というフォルダはありません"),
        (["report", "a.toml", "--format", "docx"], 2, "pdf / archive / html"),
        (["checklist", "show", "x@1"], 3, "見つかりません"),
        (["checklist", "lint", "nowhere"], 3, "ファイルがありません"),
        (["score", "a.toml", "--checklist-path", "nowhere"], 2, "nowhere というフォルダはありません"),
        (["checklist", "fly"], 2, "fly というコマンドはありません"),
    ],
)
def test_every_mistake_is_said_and_has_its_exit_code(
    tenken: Tenken, tmp_path: Path, words: list[str], code: int, part: str
) -> None:
    club(tenken, people_01="yes")
    before = (tmp_path / "a.toml").read_bytes()
    said = tenken(*words)
    assert part in said.err
    assert said.code == code
    assert said.out == "" or code == 1
    assert "Traceback" not in said.err
    assert (tmp_path / "a.toml").read_bytes() == before


def test_a_report_is_never_overwritten_without_force(tenken: Tenken, tmp_path: Path) -> None:
    club(tenken, people_01="yes")
    (tmp_path / "a.html").write_text("mine", encoding="utf-8")
    assert tenken("report", "a.toml", "--format", "html").code == 2
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "mine"
    assert tenken("report", "a.toml", "--format", "html", "--force").code == 0
    assert stat.S_IMODE((tmp_path / "a.html").stat().st_mode) == 0o644 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_report_can_go_to_standard_output(tenken: Tenken, tenken_process: Tenken, tmp_path: Path) -> None:
    club(tenken, people_01="yes")
    said = tenken("report", "a.toml", "-o", "-", "--format", "html")
    assert said.out.startswith("<!doctype html>")
    assert said == tenken_process("report", "a.toml", "-o", "-", "--format", "html")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".html"] == []


def test_score_and_report_on_a_changed_edition_stop_and_name_it(tenken: Tenken, tmp_path: Path) -> None:
    club(tenken, people_01="yes")
    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    changed = text[: text.index("sha256:")] + "sha256:" + "0" * 64 + text[text.index("sha256:") + 71 :]
    (tmp_path / "a.toml").write_text(changed, encoding="utf-8")
    for words in (["score", "a.toml"], ["report", "a.toml"], ["set", "a.toml", "people-01", "no"]):
        said = tenken(*words)
        assert said.code == 3
        assert "この答えは club@1 の sha256:00000000…" in said.err
    assert not (tmp_path / "a.pdf").exists()


def test_a_question_that_vanished_from_the_edition_is_told_as_a_changed_edition(tenken: Tenken, tmp_path: Path) -> None:
    club(tenken, people_01="yes", people_02="no")
    own = tmp_path / "own"
    own.mkdir()
    source = Path(__file__).parents[1] / "cases" / "club" / "club-1"
    for file in source.glob("*.toml"):
        text = file.read_text(encoding="utf-8").replace('id = "people-02"', 'id = "people-05"')
        (own / file.name).write_text(text, encoding="utf-8")
    said = tenken("score", "a.toml", "--checklist-path", "own")
    assert said.code == 3
    assert "この答えは club@1 の" in said.err
    assert "people-02" not in said.err


def test_a_changed_weight_changes_the_digest(tenken: Tenken, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    source = Path(__file__).parents[1] / "cases" / "club" / "club-1"
    for file in source.glob("*.toml"):
        text = file.read_text(encoding="utf-8").replace("weight = 5", "weight = 4")
        (own / file.name).write_text("# only a comment more\n" + text, encoding="utf-8")
    club(tenken, people_01="yes")
    assert tenken("score", "a.toml").code == 0
    assert tenken("score", "a.toml", "--checklist-path", "own").code == 3


def test_status_lists_open_unconfirmed_stale_and_overdue(tenken: Tenken, tmp_path: Path) -> None:
    club(tenken, people_01="yes", people_02="no", machines_01="yes")
    tenken("set", "a.toml", "people-01", "--evidence", "署名", "--dated", "2024-01-01")
    tenken("set", "a.toml", "people-02", "--due", "2026-10-01")
    path = tmp_path / "a.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("[answers.machines-01]", "[answers.machines-01]\nconfirmed = false")
    path.write_text(f'{text}\n[previous]\nfile = "last.toml"\nsha256 = "{"0" * 64}"\n', encoding="utf-8")
    said = json.loads(tenken("status", "a.toml", "--json").out)
    assert said["open"] == ["machines-02"]
    assert said["unconfirmed"] == ["machines-01"]
    assert said["stale"] == ["people-01"]
    assert said["overdue"] == [{"id": "people-02", "due": "2026-10-01"}]
    shown = tenken("status", "a.toml").out
    for part in ("未回答 1問", "昨年の答えの確認待ち1問", "証拠が古い", "期限を過ぎた約束 1件"):
        assert part in shown


def test_checklists_are_listed_shown_and_linted(tenken: Tenken, tmp_path: Path) -> None:
    listed = json.loads(tenken("checklist", "list", "--json").out)
    edition = next(entry for entry in listed if entry["checklist"] == "member-data@2026")
    assert edition["questions"] == {"quick": 35, "standard": 78, "full": 119, "critical": 44}
    assert "policy-05" in tenken("checklist", "show", "member-data@2026").out
    clean = tenken("checklist", "lint")
    assert clean.code == 0
    assert "member-data@2026：問題はありません(119問)。" in clean.out
    assert "member-data@2025：問題はありません(27問)。" in clean.out
    rules = tenken("checklist", "lint", "--list", lang="en").out
    assert "critical_is_heavy\n  A critical question weighs at least 4" in rules

    items = tenken("checklist", "show", "member-data@2026", "--refs", "iso27001")
    assert "A.6.3" in items.out
    assert "policy-05" in items.out
    assert tenken("checklist", "show", "member-data@2026", "--refs", "zodiac").code == 2

    own = tmp_path / "own"
    own.mkdir()
    source = Path(__file__).parents[1] / "cases" / "club" / "club-1"
    for file in source.glob("*.toml"):
        text = file.read_text(encoding="utf-8").replace("weight = 4\ncritical", "weight = 3\ncritical")
        (own / file.name).write_text(text, encoding="utf-8")
    said = tenken("checklist", "lint", "own")
    assert said.code == 1
    assert "own/people.toml:14:10  question[1].weight" in said.err


def test_the_language_comes_from_option_variable_locale_then_japanese(tenken: Tenken) -> None:
    def speaks(*words: str, **env: str) -> str:
        out = tenken(*words, lang=env.pop("TENKEN_LANG", ""), env=env).out
        return "ja" if "会員データ" in out else "en"

    assert speaks("--lang", "en", TENKEN_LANG="ja") == "en"
    assert speaks(TENKEN_LANG="en", LANG="ja_JP.UTF-8") == "en"
    assert speaks(LANG="en_GB.UTF-8") == "en"
    assert speaks(LANG="fr_FR.UTF-8") == "ja"
    assert speaks() == "ja"


def test_foreign_text_cannot_command_the_terminal(tenken: Tenken, tmp_path: Path) -> None:
    evil = tmp_path / "a\u001b[31mb.toml"
    evil.write_bytes((EXAMPLES / "2026.toml").read_bytes() + b"\nx = 1\n")
    said = tenken("score", evil.name)
    assert "\u001b" not in said.out + said.err
    assert "\\u{1b}" in said.err


@pytest.mark.pdf
def test_demo_makes_the_example_and_says_where(tenken: Tenken, tmp_path: Path) -> None:
    said = tenken("demo", "here")
    assert said.code == 0, said.err
    assert [Path(line).name for line in said.out.splitlines()] == [
        "kitahama-2026.toml",
        "kitahama-2026-draft.toml",
        "kitahama-2026.pdf",
        "kitahama-2026.html",
        "kitahama-2026-draft.pdf",
        "kitahama-2026-draft.html",
    ]
    assert all((tmp_path / line).stat().st_size > 1000 for line in said.out.splitlines())
    assert tenken("demo", "here").code == 2
    said = tenken("demo", "slow", "--audit", env={"TENKEN_TODAY": "2020-01-01"})
    assert said.code == 0
    audited = [line for line in said.out.splitlines() if "kitahama-audit" in line]
    assert [Path(line).name for line in audited] == [
        "2026.toml",
        "2026-followup.toml",
        "2026-audit.toml",
        "2026-audit.pdf",
        "2026-audit.html",
    ]
    told = json.loads(tenken("audit", "status", audited[2], "--against", audited[3], "--json").out)
    assert (told["self"]["state"], told["blocked_by"], told["changed_since"]) == ("same", [], [])


@pytest.mark.pdf
def test_doctor_finds_everything_here(tenken: Tenken) -> None:
    said = tenken("doctor", "--json")
    told = json.loads(said.out)
    assert (said.code, told["ready"]) == (0, True), said.out
    assert {check["name"] for check in told["checks"]} >= {"python", "checklists", "weasyprint", "font"}


@pytest.mark.pdf
def test_characters_that_no_font_has_are_named(tenken: Tenken, head: str, tmp_path: Path) -> None:
    (tmp_path / "club.toml").write_text(head + '[answers.people-01]\nnote = "\U00012345\U00012346"\n', encoding="utf-8")
    said = tenken("report", "club.toml", "--profile", "full")
    assert said.code == 0
    assert "\U00012345 (U+12345) \U00012346 (U+12346)" in said.err


def test_dates_name_the_era_where_that_is_asked(tenken: Tenken, head: str, tmp_path: Path) -> None:
    (tmp_path / "club.toml").write_text(head, encoding="utf-8")
    for lang, told in (("ja", "2026年(令和8年)11月20日"), ("en", "20 November 2026 (Reiwa 8)")):
        assert tenken("report", "club.toml", "--format", "html", "--era", "--force", lang=lang).code == 0
        assert told in (tmp_path / "club.html").read_text(encoding="utf-8")
        tenken("report", "club.toml", "--format", "html", "--force", lang=lang)
        assert told not in (tmp_path / "club.html").read_text(encoding="utf-8")
