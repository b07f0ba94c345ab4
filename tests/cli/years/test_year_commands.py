"""renew, diff and trend as a user types them: what is said and written, what never is, and how they end."""

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import CLUB, EXAMPLES, Said
from tests.years import NOW, PLACES, THEN, TODAY, YEARS, text_of

from tenken.ask.prompter import TerminalPrompter
from tenken.cli.comparable import compare_years
from tenken.cli.context import AppContext
from tenken.core.model import Answer, Organisation, Status
from tenken.core.problem import UsageProblem
from tenken.core.scoring.score import score, scored
from tenken.core.years.comparison import compare
from tenken.store import years
from tenken.store.assessment import loader
from tenken.words import LANGUAGES, Language, Words

Tenken = Callable[..., Said]

EVERYWHERE = {"TENKEN_CHECKLISTS": os.pathsep.join(map(str, (YEARS, CLUB)))}
LOCKED = (YEARS / "locked.toml").read_bytes()
MORE = """
profile = { website = true }
[exposure]
persons = 1200
[signoff]
assessor = "北浜"
[extra]
memo = "私のメモ"
"""
SAID = """
[answers.people-02.action]
owner = "木村"
due = 2026-03-31
[[answers.people-01.evidence]]
what = "署名簿"
dated = 2024-01-31
[answers.machines-02.verdict]
status = "partial"
finding = "1台に鍵がありません。"
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the years that the tests compare."""
    (tmp_path / "2025.toml").write_text(text_of("club@1", "2025-11-20", MORE, **THEN) + SAID, encoding="utf-8")
    (tmp_path / "2026.toml").write_text(
        text_of("club@2", "2026-11-20", "profile = { shop = false }\n", **NOW), encoding="utf-8"
    )
    (tmp_path / "locked.toml").write_bytes(LOCKED)
    return tmp_path


@pytest.fixture
def run(tenken: Tenken, files: Path) -> Tenken:
    """Runs tenken where all editions are known."""
    del files

    def known(*words: str | Path, env: dict[str, str] | None = None, **others: str) -> Said:
        return tenken(*words, env=EVERYWHERE | (env or {}), **others)

    return known


def test_renew_suggests_everything_and_claims_nothing(run: Tenken, files: Path) -> None:
    before = (files / "2025.toml").read_bytes()
    said = run("renew", "2025.toml", "new.toml")
    assert said.code == 0, said.err
    assert (files / "2025.toml").read_bytes() == before
    edition, new = loader.load(files / "new.toml", PLACES, TODAY)
    assert edition.reference == "club@2"
    assert new.previous
    assert (new.previous.file, new.previous.sha256) == ("2025.toml", hashlib.sha256(before).hexdigest())
    assert (new.date, new.signoff, new.organisation.name) == (TODAY, None, "北浜クラブ")
    assert new.exposure
    assert (new.exposure.persons, new.extra) == (1200, {"memo": "私のメモ"})
    assert dict(new.profile) == {"shop": True}
    assert {key: str(answer.status) for key, answer in new.answers.items()} == {
        "people-01": "yes",
        "people-05": "no",
        "machines-11": "partial",
        "machines-12": "partial",
        "machines-03": "no",
    }
    assert all(not answer.confirmed and answer.verdict is None for answer in new.answers.values())
    assert score(edition, new).tally.answered == 0
    assert new.answers["people-01"].evidence[0].what == "署名簿"
    promise = new.answers["people-05"].action
    assert promise
    assert (promise.owner, promise.due and promise.due.isoformat()) == ("木村", "2026-03-31")


def test_renew_tells_of_the_edition_new_facts_old_evidence_and_promises(run: Tenken) -> None:
    said = run("renew", "2025.toml", "new.toml").err
    for part in (
        "前回の答え5問を",
        "club@1 から club@2 に変わりました：新しい質問1問、廃止された質問1問、分かれた質問2問、まとまった質問1問",
        "shop=true",
        "証拠が古くなった質問が1問",
        "期限を過ぎた約束が1件",
        "tenken web new.toml",
    ):
        assert part in said
    assert "shop=" not in run("renew", "2025.toml", "other.toml", "--fact", "shop=false").err
    status = json.loads(run("status", "new.toml", "--json").out)
    assert status["unconfirmed"] == ["people-01", "people-05", "machines-11", "machines-12", "machines-03"]
    assert status["open"] == ["machines-09"]
    assert status["stale"] == ["people-01"]


def test_a_question_that_only_comes_to_a_lighter_depth_is_not_called_new(run: Tenken) -> None:
    """The edition of 2027 asks every critical question of an area that applies, where that of 2026 left areas out."""
    kitahama = str(EXAMPLES / "2026.toml")
    said = run("renew", kitahama, "next.toml", "--checklist", "member-data@2027").err
    assert "新しい質問5問、" in said
    assert "前回のくわしさでは尋ねなかった質問12問も、今回は尋ねます。" in said
    assert "尋ねなかった質問" not in run("renew", "2025.toml", "new.toml").err


def test_renew_supposes_nothing_that_follows_from_a_figure(run: Tenken, files: Path) -> None:
    (files / "firm.toml").write_bytes((EXAMPLES / "2025.toml").read_bytes())
    said = run("renew", "firm.toml", "next.toml")
    assert said.code == 0, said.err
    assert "no-entrusted-data=false" in said.err
    assert "few-employees" not in said.err
    assert "few-employees" not in (files / "next.toml").read_text(encoding="utf-8")
    told = re.search(
        r"tenken (about next\.toml --set contractor=false)", said.err
    )  # what it says to correct one of them
    assert told
    assert run(*told[1].split(), "--yes").code == 0
    assert "contractor = false" in (files / "next.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_notes_say_where_a_suggestion_comes_from(run: Tenken, files: Path, lang: Language) -> None:
    assert run("renew", "2025.toml", "new.toml", lang=lang).code == 0
    notes = {
        key: answer.note or "" for key, answer in loader.load(files / "new.toml", PLACES, TODAY)[1].answers.items()
    }
    w = Words(lang)
    assert "people-01" in notes
    assert notes["people-01"] == ""
    split = w("renew.split", year="2025", label={"ja": "更新", "en": "Updates"}[lang], id="machines-01")
    assert notes["machines-11"] == notes["machines-12"] == split
    assert "people-02" in notes["people-05"]
    assert "machines-02" in notes["people-05"]
    assert w.status(Status.PARTIAL) in notes["people-05"]  # what counted was the verdict
    assert w("renew.overruled", year="2025", said=w.status(Status.YES)) in notes["people-05"]


def test_every_suggestion_can_be_confirmed_and_then_scores_like_for_like(run: Tenken, files: Path) -> None:
    assert run("renew", "2025.toml", "new.toml", "--fact", "shop=false").code == 0
    for question_id in ("people-01", "people-05", "machines-11", "machines-12"):
        assert run("set", "new.toml", question_id, "--confirm", "--by", "木村").code == 0
    said = json.loads(run("diff", "2025.toml", "new.toml", "--json").out)
    assert said["like_for_like"]["last"] == said["like_for_like"]["this"] == 52
    _, new = loader.load(files / "new.toml", PLACES, TODAY)
    assert (new.answers["people-01"].confirmed, new.answers["people-01"].on, new.answers["people-01"].by) == (
        True,
        TODAY,
        "木村",
    )
    nothing = run("set", "new.toml", "machines-09", "--confirm")
    assert nothing.code == 2
    assert "確認する答えがまだありません" in nothing.err


def test_renew_within_one_edition_and_of_a_named_edition(run: Tenken, files: Path) -> None:
    assert run("renew", "2025.toml", "same.toml", "--checklist", "club@1", "--depth", "quick").code == 0
    edition, new = loader.load(files / "same.toml", PLACES, TODAY)
    assert (edition.reference, str(new.depth)) == ("club@1", "quick")
    assert set(new.answers) == {key.replace("_", "-") for key in THEN}
    unrelated = run("renew", "2025.toml", "trio.toml", "--checklist", "trio@1")
    assert "番号が同じ質問だけを引き継ぎました" in unrelated.err
    assert loader.load(files / "trio.toml", PLACES, TODAY)[1].answers == {}


def test_a_signed_off_year_stays_as_it_was_to_the_byte(run: Tenken, files: Path) -> None:
    locked = files / "locked.toml"
    assert json.loads(run("score", "locked.toml", "--json").out)["exact"] == "2/3"
    assert run("renew", "locked.toml", "new.toml").code == 0
    assert loader.load(files / "new.toml", PLACES, TODAY)[0].reference == "trio@2"
    for question_id in ("all-01", "all-03"):
        assert run("set", "new.toml", question_id, "--confirm").code == 0
    assert run("set", "new.toml", "all-04", "yes").code == 0
    said = json.loads(run("diff", "locked.toml", "new.toml", "--json").out)
    assert (said["as_scored"]["last"], said["as_scored"]["this"]) == (66, 100)
    assert (said["like_for_like"]["last"], said["like_for_like"]["this"]) == (100, 100)
    assert "良くなったからではありません" in run("diff", "locked.toml", "new.toml").out.replace("\n", "")
    for words in (["diff", "locked.toml", "new.toml", "-o", "d.html"], ["trend", "new.toml", "locked.toml"]):
        assert run(*words).code == 0
    assert json.loads(run("score", "locked.toml", "--json").out)["exact"] == "2/3"
    assert locked.read_bytes() == LOCKED


@pytest.mark.parametrize("form", ["json", "html", "txt", "xlsx"])
def test_a_difference_does_not_depend_on_the_day_on_which_it_is_told(run: Tenken, files: Path, form: str) -> None:
    for day in ("2026-11-21", "2036-05-01"):
        assert run("diff", "2025.toml", "2026.toml", "-o", f"{day}.{form}", env={"TENKEN_TODAY": day}).code == 0
    assert (files / f"2026-11-21.{form}").read_bytes() == (files / f"2036-05-01.{form}").read_bytes()


def test_diff_tells_on_the_terminal_and_makes_each_form(run: Tenken, files: Path) -> None:
    shown = run("diff", "2025.toml", "2026.toml")
    for part in (
        "45点 判定 D → 64点 判定 C",
        "(+19)",
        "点数が動いた理由",
        "改善 2問",
        "people-05 教育と鍵",
        "前回の約束のその後",
    ):
        assert part in shown.out
    for form in ("html", "xlsx", "json", "txt"):
        said = run("diff", "2025.toml", "2026.toml", "-o", f"d.{form}")
        assert said.code == 0, said.err
        assert said.out == ""
        assert f"d.{form} を作りました。" in said.err
    assert json.loads((files / "d.json").read_bytes()) == json.loads(
        run("diff", "2025.toml", "2026.toml", "--json").out
    )
    to_stream = run("diff", "2025.toml", "2026.toml", "--format", "html", "-o", "-")
    assert to_stream.out.startswith("<!doctype html>")
    assert run("diff", "2025.toml", "2026.toml", "-o", "d.html").code == 2
    assert run("diff", "2025.toml", "2026.toml", "-o", "d.html", "--force").code == 0


def test_trend_finds_the_files_of_a_pattern_where_the_shell_does_not(run: Tenken) -> None:
    said = json.loads(run("trend", "202*.toml", "--json").out)
    assert [point["date"] for point in said["points"]] == ["2025-11-20", "2026-11-20"]
    assert run("trend", "203*.toml", "2025.toml").code == 3


def test_trend_says_where_only_ids_were_matched(run: Tenken) -> None:
    said = run("trend", "locked.toml", "2026.toml", "--json")
    assert "番号が同じ質問だけを比べています" in said.err
    assert json.loads(said.out)["common"] == 0


def test_trend_sorts_by_date(run: Tenken, files: Path) -> None:
    said = json.loads(run("trend", "2026.toml", "2025.toml", "--json").out)
    assert [point["date"] for point in said["points"]] == ["2025-11-20", "2026-11-20"]
    assert "2回の点検" in run("trend", "2026.toml", "2025.toml").out
    assert run("trend", "2026.toml", "2025.toml", "-o", "t.html").code == 0
    assert "点数の動き" in (files / "t.html").read_text(encoding="utf-8")


def other(files: Path) -> None:
    text = (files / "2025.toml").read_text(encoding="utf-8")
    (files / "other.toml").write_text(text.replace("北浜クラブ", "南浜クラブ"), encoding="utf-8")
    (files / "wide.toml").write_text(text.replace("北浜クラブ", " 北浜ｸﾗﾌﾞ "), encoding="utf-8")
    (files / "copy.toml").write_text(text, encoding="utf-8")
    (files / "changed.toml").write_text(text.replace("sha256:", "sha256:0", 1)[:-1], encoding="utf-8")
    start = text.index("sha256:")
    changed = text[:start] + "sha256:" + "0" * 64 + text[start + 71 :]
    (files / "changed.toml").write_text(changed, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["diff", "2026.toml", "2025.toml"], 2, "順を入れ替えてください"),
        (["diff", "2025.toml", "2025.toml"], 2, "同じ内容です"),
        (["diff", "2025.toml", "copy.toml"], 2, "同じ内容です"),
        (["diff", "other.toml", "2026.toml"], 2, "団体名が違います(「南浜クラブ」と「北浜クラブ」)"),
        (["diff", "changed.toml", "2026.toml"], 3, "この答えは club@1 の sha256:00000000…"),
        (["diff", "nothing.toml", "2026.toml"], 3, "ファイルがありません"),
        (["diff", "2025.toml", "2026.toml", "-o", "d.docx"], 2, ".pdf / .html / .xlsx / .json / .txt"),
        (["diff", "2025.toml", "2026.toml", "-o", "no/d.html"], 2, "no というフォルダはありません"),
        (["diff", "2025.toml", "2026.toml", "--format", "docx"], 2, "pdf / html / xlsx / json / txt"),
        (["diff", "2025.toml"], 2, "THIS を指定してください"),
        (["trend", "2025.toml"], 2, "2つ以上の点検"),
        (["trend", "2025.toml", "2026.toml", "2025.toml"], 2, "同じ内容です"),
        (["trend", "other.toml", "2026.toml"], 2, "団体名が違います"),
        (["trend", "2025.toml", "2026.toml", "-o", "t.xlsx"], 2, ".pdf / .html / .json / .txt"),
        (["renew", "2025.toml", "2025.toml"], 2, "前回の点検そのものです"),
        (["renew", "2025.toml", "./2025.toml", "--force"], 2, "前回の点検そのものです"),
        (["renew", "2025.toml", "2026.toml"], 2, "--force"),
        (["renew", "changed.toml", "new.toml"], 3, "この答えは club@1 の"),
        (["renew", "2025.toml", "new.toml", "--checklist", "club@9"], 3, "club@9 が見つかりません"),
        (["renew", "2025.toml", "new.toml", "--fact", "garden=true"], 2, "garden という項目は"),
        (["renew", "2025.toml", "no/new.toml"], 3, "書き込めません"),
        (["renew", "nothing.toml", "new.toml"], 3, "ファイルがありません"),
    ],
)
def test_every_mistake_is_said_and_nothing_is_written(
    run: Tenken, files: Path, words: list[str], code: int, part: str
) -> None:
    other(files)
    before = {path: path.read_bytes() for path in files.iterdir() if path.is_file()}
    said = run(*words)
    assert part in said.err
    assert (said.code, said.out) == (code, "")
    assert {path: path.read_bytes() for path in files.iterdir() if path.is_file()} == before


def test_what_force_lets_through_is_said(run: Tenken, files: Path) -> None:
    other(files)
    said = run("diff", "other.toml", "2026.toml", "--force")
    assert said.code == 0
    assert "団体名が違います" in said.err
    same = run("diff", "2025.toml", "2025.toml", "--force")
    assert "前回から変わった答えはありません。" in same.out
    assert run("diff", "wide.toml", "2026.toml").code == 0  # only the width of letters and blanks differ
    unrelated = run("diff", "locked.toml", "2026.toml")
    assert unrelated.code == 0
    assert "番号が同じ質問だけを比べています" in unrelated.err


def test_renew_before_last_year_is_told_as_a_wrong_clock(run: Tenken, files: Path) -> None:
    said = run("renew", "2025.toml", "new.toml", env={"TENKEN_TODAY": "2025-11-19"})
    assert said.code == 2
    assert "このPCの日付を確かめてください" in said.err
    assert not (files / "new.toml").exists()


@pytest.mark.parametrize("agrees", [True, False])
def test_a_person_is_asked_whether_two_names_are_one(
    files: Path, monkeypatch: pytest.MonkeyPatch, *, agrees: bool
) -> None:
    other(files)
    asked: list[str] = []

    def choose(_self: object, message: str, *_others: object) -> str:
        asked.append(message)
        return "yes" if agrees else "no"

    monkeypatch.setattr(TerminalPrompter, "choose", choose)
    app = AppContext(Words("ja"), TODAY, PLACES, can_ask=True)
    last, this = (years.load(files / name, PLACES, TODAY) for name in ("other.toml", "2026.toml"))
    if agrees:
        found = compare_years(app, last, this)
        assert found == compare(scored(last.checklist, last.assessment), scored(this.checklist, this.assessment))
    else:
        with pytest.raises(UsageProblem):
            compare_years(app, last, this)
    assert len(asked) == 1
    assert "同じ団体として比べますか" in asked[0]


def test_the_names_of_one_organisation_may_be_written_differently(files: Path) -> None:
    app = AppContext(Words("ja"), TODAY, PLACES, can_ask=False)
    last, this = (years.load(files / name, PLACES, TODAY) for name in ("2025.toml", "2026.toml"))
    named = replace(last.assessment, organisation=Organisation(name="株式会社ＡＢＣ"), answers={"people-01": Answer()})
    later = replace(this.assessment, organisation=Organisation(name="株式会社 abc"))
    assert compare_years(app, replace(last, assessment=named), replace(this, assessment=later))


def test_the_example_can_be_renewed(run: Tenken, files: Path) -> None:
    said = run("renew", EXAMPLES / "2026.toml", "2027.toml")
    assert said.code == 0, said.err
    told = json.loads(run("diff", EXAMPLES / "2026.toml", "2027.toml", "--json").out)
    assert {change["kind"] for change in told["changes"]} == {"unconfirmed"}
    assert (files / "2027.toml").stat().st_mode & 0o077 == 0
