"""The audit from the command line: begun, sampled, judged, written up; and all that is refused, with its place."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer
from tests.ask.interview.test_interview import Person
from tests.conftest import EXAMPLES, PLACES, TODAY, Said

from tenken.cli.audit.check import check
from tenken.cli.context import AppContext
from tenken.core.audit.recording import audit_of
from tenken.core.model import Assessment, EvidenceCheck, FindingGrade, RequestState, Status
from tenken.core.scoring.score import score
from tenken.store.assessment import loader
from tenken.words import Words

Run = Callable[..., Said]
ANSWERS = """
[answers.people-01]
status = "yes"
note = "全員と交わしました"
by = "木村 健"
on = 2026-11-19
evidence = [{ what = "署名" }, { what = "名簿" }]
[answers.people-02]
status = "partial"
[answers.machines-01]
status = "yes"
[answers.machines-02]
status = "yes"
"""
BEGIN = ("audit", "begin", "own.toml", "audit.toml", "--assessor", "堺 直樹", "--firm", "堺事務所")
SEEN = ("--method", "document", "--what", "原本を見た")


@pytest.fixture
def own(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(head + ANSWERS, encoding="utf-8")
    return path


@pytest.fixture
def file(tenken: Run, own: Path) -> Path:
    assert tenken(*BEGIN).code == 0
    return own.with_name("audit.toml")


def read(path: Path) -> Assessment:
    return loader.load(path, PLACES, TODAY)[1]


def test_an_audit_begins_beside_a_self_assessment_that_stays_as_it_is(tenken: Run, own: Path) -> None:
    before = own.read_bytes()
    said = tenken(*BEGIN)
    assert (said.code, said.out) == (0, "")
    assert "own.toml の4問を監査します。own.toml はそのままです。" in said.err
    audit = read(own.with_name("audit.toml"))
    of = audit_of(audit).of
    assert of
    assert (of.file, of.sha256) == ("own.toml", hashlib.sha256(before).hexdigest())
    assert [member.name for member in audit_of(audit).team] == ["堺 直樹"]
    assert audit.date == read(own).date
    assert own.read_bytes() == before
    checklist = loader.load(own, PLACES, TODAY)[0]
    assert score(checklist, audit) == score(checklist, read(own))


@pytest.mark.parametrize(
    ("change", "options", "code", "words"),
    [
        ("", (), 0, ""),
        ('kind = "self"→kind = "audit"', (), 3, "これは監査のファイルです"),
        ('[answers.machines-02]\nstatus = "yes"→', (), 3, "未回答の質問が1問あります(machines-02 など)"),
        ('[answers.machines-02]\nstatus = "yes"→', ("--draft",), 0, ""),
        ('by = "木村 健"→by = "堺直樹"', (), 3, "堺 直樹 は、この自己点検の1問に答えた人です(people-01 など)"),
        ('depth =→assessor = { name = "堺　直樹" }\ndepth =', (), 3, "自分の点検は監査できません"),
        ("", ("--after", "own.toml"), 3, "これは監査のファイルではありません"),
    ],
)
def test_what_can_not_be_audited(
    tenken: Run, own: Path, *, change: str, options: tuple[str, ...], code: int, words: str
) -> None:
    old, _, new = change.partition("→")
    own.write_text(own.read_text(encoding="utf-8").replace(old, new) if old else own.read_text(), encoding="utf-8")
    said = tenken(*BEGIN, *options)
    assert (said.code, words in said.err) == (code, True), said
    assert own.with_name("audit.toml").exists() is (code == 0)
    assert ("own.toml:" in said.err) is (code == 3)


def test_an_audit_takes_the_place_of_nothing(tenken: Run, file: Path) -> None:
    assert tenken(*BEGIN).code == 2
    said = tenken("audit", "begin", "own.toml", "own.toml", "--assessor", "堺", "--force")
    assert (said.code, "監査のもとになるファイルです" in said.err) == (2, True)
    assert tenken("audit", "begin", "own.toml", "b.toml").code == 2
    assert tenken("audit", "begin", "own.toml", "b.toml", "--assessor", " ").code == 2
    assert tenken(*BEGIN, "--force").code == 0
    assert file.exists()


def test_a_sample_is_drawn_shown_and_drawn_again_only_on_purpose(tenken: Run, file: Path) -> None:
    assert "まだ抽出していません" in tenken("audit", "status", file.name).out
    drawn = tenken("audit", "sample", file.name, "--size", "1", "--seed", "北浜")
    assert drawn.code == 0
    assert "people-01 約束(必ず確かめる質問)" in drawn.out
    assert "同じ質問になることを確かめました" in drawn.out
    sample = audit_of(read(file)).sample
    assert sample
    assert (sample.seed, sample.always, len(sample.drawn)) == ("北浜", ("machines-01", "people-01"), 1)
    before = file.read_bytes()
    assert tenken("audit", "sample", file.name).out == drawn.out
    assert file.read_bytes() == before
    assert tenken("audit", "sample", file.name, "--add", "people-02", "--why", "苦情").code == 0
    assert tenken("audit", "verdict", file.name, "people-01", "yes", *SEEN).code == 0
    before = file.read_bytes()
    said = tenken("audit", "sample", file.name, "--seed", "別の種")
    assert (said.code, "--force" in said.err) == (2, True)
    assert file.read_bytes() == before
    assert tenken("audit", "sample", file.name, "--seed", "別の種", "--force").code == 0
    told = json.loads(tenken("audit", "sample", file.name, "--json").out)
    assert (told["sample"]["seed"], told["same"]) == ("別の種", True)
    assert "people-02" in [one["id"] for one in told["questions"]]


def test_records_are_drawn_and_what_they_say_is_told_as_a_fact(tenken: Run, file: Path) -> None:
    call = ("audit", "sample", file.name, "people-01", "--population", "14")
    said = tenken(*call, "--failed", "1")
    assert said.code == 0
    assert "14件のうち10件を確かめ、1件に不備がありました。全体(14件)の不備は、多くて3件です(信頼度90%)。" in said.out
    assert tenken(*call).out == tenken(*call).out
    told = json.loads(tenken(*call, "--design", "all", "--json").out)
    assert (told["size"], told["items"]) == (14, [])
    assert tenken("audit", "sample", file.name, "1-1", "--population", "14", "--size", "20").code == 3
    assert tenken(*call, "--failed", "11").code == 3
    assert tenken(*call, "--design", "all", "--size", "3").code == 2
    assert tenken("audit", "sample", file.name, "people-01").code == 2
    assert tenken("audit", "sample", file.name, "--population", "3").code == 2
    assert tenken("audit", "sample", file.name, "--add", "people-02").code == 2


def test_a_verdict_is_the_auditors_and_the_answer_stays_the_firms(tenken: Run, file: Path) -> None:
    said = tenken(
        *("audit", "verdict", file.name, "1-1", "partial", *SEEN, "--ref", "W-5", "--finding", "1名分がない"),
        *("--evidence", "1", "--evidence-check", "1=contradicted", "--population", "14", "--failed", "1"),
    )
    assert said.code == 0
    assert "1-1 約束：答えは「できている」、判断は「一部できている」(答えより低い)。" in said.err
    assert "点検日は" in said.err
    answer = read(file).answer("people-01")
    assert (answer.by, answer.on, answer.status, answer.note) == (
        "木村 健",
        date(2026, 11, 19),
        Status.YES,
        "全員と交わしました",
    )
    verdict = answer.verdict
    assert verdict
    assert (verdict.status, verdict.by, verdict.on) == (Status.PARTIAL, "堺 直樹", TODAY)
    (basis,) = verdict.basis
    assert (basis.by, basis.ref, basis.evidence) == ("堺 直樹", "W-5", (1,))
    assert basis.sample
    assert (basis.sample.size, len(basis.sample.items), basis.sample.design) == (10, 10, "90/9")
    assert (answer.evidence[0].checked, answer.evidence[0].checked_by) == (EvidenceCheck.CONTRADICTED, "堺 直樹")
    assert tenken("audit", "verdict", file.name, "1-1", "--more", "--method", "interview", "--what", "聞いた").code == 0
    again = read(file).answer("people-01").verdict
    assert again
    assert [one.what for one in again.basis] == ["原本を見た", "聞いた"]
    assert again.finding == "1名分がない"
    assert tenken("audit", "verdict", file.name, "1-1", "--evidence-check", "1=").code == 0
    assert tenken("audit", "verdict", file.name, "1-1", "--clear").code == 0
    assert read(file).answer("people-01").verdict is None


def test_a_verdict_becomes_a_finding_in_the_same_breath(tenken: Run, file: Path) -> None:
    said = tenken("audit", "verdict", file.name, "people-01", "no", *SEEN, "--ref", "W-1", "--as-finding")
    assert (said.code, "F1(重大な不適合)を加えました：約束" in said.err) == (0, True)
    (finding,) = audit_of(read(file)).findings
    assert (finding.condition, finding.recommendation, finding.proof) == ("原本を見た", "今週署名をもらう", ("W-1",))


REFUSED: list[tuple[tuple[str, ...], int, str]] = [
    (("people-01", "no", *SEEN), 3, "判断が答えと違うのに、理由がありません"),
    (("people-01", "yes"), 3, "根拠がありません"),
    (("people-01", "na", *SEEN), 3, "理由"),
    (("people-01", "yes", *SEEN, "--by", "木村健"), 3, "自分の答えは判断できません"),
    (("people-01", "yes", *SEEN, "--on", "2026-12-24"), 3, "より先の日付です"),
    (("people-01", "yes", *SEEN, "--evidence", "3"), 3, "3番の証拠はありません(この答えの証拠は2件です)"),
    (("people-01", "yes", *SEEN, "--evidence-check", "0=accepted"), 3, "0番の証拠はありません"),
    (("people-01", "yes", *SEEN, "--population", "5", "--size", "9", "--failed", "0"), 3, "母数(5件)より多く"),
    (("people-01", "yes", *SEEN, "--population", "14", "--failed", "12"), 3, "抽出した数(10件)より多く"),
    (("people-01", "yes", *SEEN, "--file", "../own.toml"), 3, "上のフォルダ(..)"),
    (("people-01", "yes", *SEEN, "--file", "nothing.pdf"), 3, "見つかりません"),
    (("people-01", "yes", *SEEN, "--file", "//server/share/x.pdf"), 3, "フォルダの外"),
    (("people-01", "--more", *SEEN), 3, "加える判断がまだありません"),
    (("people-01", "yes", *SEEN, "--finding", "x" * 4001), 3, "長すぎます"),
    (("people-01", "yes", "--method", "document"), 2, "--what もいっしょに"),
    (("people-01", "yes", "--what", "x"), 2, "--method もいっしょに"),
    (("people-01", "yes", *SEEN, "--failed", "1"), 2, "--population もいっしょに"),
    (("people-01", "yes", *SEEN, "--population", "4"), 2, "--failed もいっしょに"),
    (("people-01", "yes", *SEEN, "--evidence-check", "accepted"), 2, "1=contradicted"),
    (("people-01", "yes", *SEEN, "--evidence-check", "1=fine"), 2, "fine という結果はありません"),
    (("people-01", "yes", *SEEN, "--evidence-check", "1=accept"), 2, "accepted ですか?"),
    (("people-01", "maybe", *SEEN), 2, "STATUS"),
    (("people-01", "yes", "--method", "guess", "--what", "x"), 2, "document / interview / observation / test"),
    (("people-01",), 2, "--evidence-check、--more、--clear"),
    (("people-09", "yes", *SEEN), 2, "people-09"),
    (("people-01", "--clear", "--more"), 2, "--clear"),
]


@pytest.mark.parametrize(("options", "code", "words"), REFUSED, ids=lambda value: str(value)[:40])
def test_a_verdict_that_may_not_be_is_refused_and_nothing_written(
    tenken: Run, file: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    before = file.read_bytes()
    said = tenken("audit", "verdict", file.name, *options)
    assert (said.code, words in said.err) == (code, True), said
    assert file.read_bytes() == before
    if code == 3:
        assert "audit.toml" in said.err


def test_everything_wrong_is_told_at_once(tenken: Run, file: Path) -> None:
    said = tenken(
        *("audit", "verdict", file.name, "people-01", "no", *SEEN, "--evidence", "9", "--by", "木村 健"),
        *("--population", "14", "--failed", "12"),
    )
    assert said.code == 3
    assert said.err.count("audit.toml:") == 4


def test_findings_are_added_changed_listed_and_never_renumbered(tenken: Run, file: Path) -> None:
    assert tenken("audit", "verdict", file.name, "people-01", "no", *SEEN, "--finding", "無い").code == 0
    said = tenken("audit", "finding", file.name, "add", "--questions", "1-1,people-02", "--proof", "W-1")
    assert (said.code, "F1：回答の期限 がありません" in said.err) == (0, True)
    said = tenken("audit", "finding", file.name, "edit", "F1", "--reply-by", "2026-12-19", "--title", "共用の約束")
    assert (said.code, "がありません" in said.err) == (0, False)
    (finding,) = audit_of(read(file)).findings
    assert (finding.id, finding.grade, finding.title) == ("F1", FindingGrade.MAJOR, "共用の約束")
    assert finding.questions == ("people-01", "people-02")
    assert tenken("audit", "finding", file.name, "edit", "F1", "--cause", "忙しかった", "--proof", "写真1").code == 0
    assert audit_of(read(file)).findings[0].proof == ("写真1",)
    assert tenken("audit", "finding", file.name, "edit", "F1", "--cause", "").code == 0
    assert audit_of(read(file)).findings[0].cause is None
    said = tenken("audit", "finding", file.name, "add", "--questions", "machines-02", "--condition", "保証します")
    assert (said.code, "保証のように読めます" in said.err) == (0, True)
    assert [one.id for one in audit_of(read(file)).findings] == ["F1", "F2"]
    told = json.loads(tenken("audit", "finding", file.name, "list", "--json").out)
    assert [(one["id"], one["grade"]) for one in told["findings"]] == [("F1", "major"), ("F2", "observation")]
    assert "F1(重大な不適合)共用の約束" in tenken("audit", "finding", file.name, "list").out


FINDINGS: list[tuple[tuple[str, ...], int, str]] = [
    (("add", "--questions", "machines-01", "--grade", "major"), 3, "F1 は不適合ですが、machines-01 は「できている」"),
    (("add", "--questions", "machines-01", "--grade", "minor"), 3, "判断か等級を直してください"),
    (("add", "--questions", "people-01", "--grade", "strength"), 3, "F1 は優れた点ですが"),
    (("add", "--questions", "people-01", "--on", "2027-01-01"), 3, "より先の日付です"),
    (("add", "--questions", "people-01", "--condition", "x" * 4001), 3, "長すぎます"),
    (("edit", "F7", "--title", "x"), 3, "F7 という指摘はありません"),
    (("edit", "--title", "x"), 2, "F1"),
    (("edit", "F1"), 2, "直すところを指定"),
    (("add",), 2, "--questions"),
    (("add", "F1", "--questions", "people-01"), 2, "余分"),
    (("add", "--questions", "people-09"), 2, "people-09"),
    (("add", "--questions", "people-01", "--grade", "critical"), 2, "major / minor"),
    (("add", "--questions", "people-01", "--reply-by", "sometime"), 2, "日付として読めません"),
    (("drop", "F1"), 2, "add / edit / list"),
]


@pytest.mark.parametrize(("options", "code", "words"), FINDINGS, ids=lambda value: str(value)[:40])
def test_a_finding_that_may_not_be_is_refused(
    tenken: Run, file: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    assert tenken("audit", "verdict", file.name, "machines-01", "yes", *SEEN).code == 0
    assert tenken("audit", "verdict", file.name, "people-01", "no", *SEEN, "--finding", "無い").code == 0
    before = file.read_bytes()
    said = tenken("audit", "finding", file.name, *options)
    assert (said.code, words in said.err) == (code, True), said
    assert file.read_bytes() == before


def test_documents_are_asked_for_and_noted_as_they_come(tenken: Run, file: Path) -> None:
    assert (
        tenken("audit", "requests", file.name, "--add", "誓約書の原本", "--for", "1-1", "--due", "2026-11-17").code == 0
    )
    assert tenken("audit", "sample", file.name, "--size", "1").code == 0
    assert tenken("audit", "requests", file.name, "--propose", "--due", "2026-11-18").code == 0
    requests = audit_of(read(file)).requests
    assert requests[0].what == "誓約書の原本"
    assert {name for one in requests for name in one.questions} >= {"people-01", "machines-01"}
    assert tenken("audit", "requests", file.name, "--insufficient", "R1", "--note", "8月の分だけ").code == 0
    assert tenken("audit", "requests", file.name, "--received", "R2", "--on", "2026-11-20").code == 0
    first, second = audit_of(read(file)).requests[:2]
    assert (first.state, first.note, second.state, second.on) == (
        RequestState.INSUFFICIENT,
        "8月の分だけ",
        RequestState.RECEIVED,
        date(2026, 11, 20),
    )
    mail = tenken("audit", "requests", file.name, "-o", "mail.txt")
    assert mail.code == 0
    text = file.with_name("mail.txt").read_text(encoding="utf-8")
    assert text.startswith("件名：監査の資料のお願い(北浜クラブ)")
    assert "R1  誓約書の原本" in text
    assert "R2" not in text
    assert "期限：2026年11月17日" in text
    assert tenken("audit", "requests", file.name, "-o", "x.xlsx").code == 0
    sheet = openpyxl.load_workbook(file.with_name("x.xlsx")).active
    assert sheet
    assert [cell.value for cell in sheet[2]][:3] == ["R1", "誓約書の原本", "1-1 約束"]
    assert "不足あり" in tenken("audit", "requests", file.name).out
    assert json.loads(tenken("audit", "requests", file.name, "--json").out)["requests"][0]["due"] == "2026-11-17"


def test_texts_of_others_are_no_formulas_in_the_list_of_requests(tenken: Run, file: Path) -> None:
    assert tenken("audit", "requests", file.name, "--add", "=HYPERLINK(1)", "--for", "1-1").code == 0
    assert tenken("audit", "requests", file.name, "-o", "x.xlsx").code == 0
    sheet = openpyxl.load_workbook(file.with_name("x.xlsx")).active
    assert sheet
    cell = sheet["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--received", "R9"), 3, "R9 という資料依頼はありません"),
        (("--received", "R1", "--on", "2027-01-01"), 3, "より先の日付です"),
        (("--for", "1-1"), 2, "--add"),
        (("--add", " "), 2, "--add"),
        (("--add", "x", "--propose"), 2, "どれか1つだけ"),
        (("--due", "2026-12-01"), 2, "--add / --propose"),
        (("-o", "x.pdf"), 2, ".pdf"),
        (("-o", "audit.toml", "--force"), 2, "もとになるファイル"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    tenken: Run, file: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    assert tenken("audit", "requests", file.name, "--add", "名簿").code == 0
    before = file.read_bytes()
    said = tenken("audit", "requests", file.name, *options)
    assert (said.code, words in said.err) == (code, True), said
    assert file.read_bytes() == before


def test_what_an_audit_is_about_is_written_and_shown(tenken: Run, file: Path) -> None:
    said = tenken(
        *(
            "audit",
            "about",
            file.name,
            "--independence",
            "利害関係はない",
            "--opinion",
            "重要な問題は発見されませんでした",
        ),
        *("--criteria", "club@1", "--criteria", "規程 第3版", "--member", "住吉 亮", "--qualification", "支援士"),
        *("--session", "2026-11-19", "--how", "remote", "--with", "代表", "--with", "受付"),
    )
    assert (said.code, "保証のように読めます" in said.err) == (0, True)
    audit = audit_of(read(file))
    assert audit.criteria == ("club@1", "規程 第3版")
    assert [(one.name, str(one.role)) for one in audit.team] == [("堺 直樹", "lead"), ("住吉 亮", "member")]
    assert [(one.on, str(one.how), one.people) for one in audit.sessions] == [
        (date(2026, 11, 19), "remote", ("代表", "受付"))
    ]
    shown = tenken("audit", "about", file.name)
    assert "独立性：利害関係はない" in shown.out
    assert json.loads(tenken("audit", "about", file.name, "--json").out)["sessions"][0]["with"] == ["代表", "受付"]
    assert tenken("audit", "about", file.name, "--no-member", "住吉亮", "--no-session", "2026-11-19").code == 0
    assert tenken("audit", "about", file.name, "--opinion", "").code == 0
    audit = audit_of(read(file))
    assert (len(audit.team), audit.sessions, audit.opinion) == (1, (), None)
    assert tenken("audit", "about", file.name, "--role", "lead").code == 2
    assert tenken("audit", "about", file.name, "--place", "本校").code == 2


def test_status_tells_what_is_left_and_what_keeps_it_from_being_signed(tenken: Run, file: Path) -> None:
    assert tenken("audit", "sample", file.name, "--size", "1").code == 0
    assert tenken("audit", "verdict", file.name, "people-01", "no", *SEEN, "--as-finding").code == 0
    told: dict[str, Any] = json.loads(tenken("audit", "status", file.name, "--json").out)
    assert told["extent"]["checked"] == 1
    assert "machines-01" in told["unchecked"]
    assert told["findings"][0]["lacks"] == ["proof", "reply_by"]
    assert told["without_reply_date"] == ["F1"]
    assert told["self"] == {"file": "own.toml", "state": "same"}
    assert {one["what"] for one in told["blocked_by"]} == {
        "sign-without-independence",
        "finding-without-proof",
        "finding-without-reply-by",
    }
    assert all(one["line"] for one in told["blocked_by"])
    text = tenken("audit", "status", file.name).out
    assert "署名の妨げ(3件)" in text
    assert "一覧のうち、まだ確かめていない質問" in text


def test_a_changed_self_assessment_is_told_and_a_comment_is_no_change(tenken: Run, file: Path, own: Path) -> None:
    own.write_text("# メモ\n" + own.read_text(encoding="utf-8"), encoding="utf-8")
    assert json.loads(tenken("audit", "status", file.name, "--json").out)["self"]["state"] == "same"
    own.write_text(own.read_text(encoding="utf-8").replace("全員と", "2名と"), encoding="utf-8")
    said = tenken("audit", "status", file.name)
    assert "答えが変わっています" in said.out
    own.unlink()
    assert "このフォルダにない" in tenken("audit", "status", file.name).out


def test_the_firms_answers_are_read_only_in_the_file_of_an_audit(tenken: Run, file: Path) -> None:
    before = file.read_bytes()
    for call in (
        ("set", file.name, "people-02", "yes"),
        ("set", file.name, "people-01", "--clear"),
        ("answer", file.name),
    ):
        said = tenken(*call)
        assert (said.code, "監査の判断として記録してください" in said.err) == (3, True), said
    assert tenken("evidence", "add", file.name, "people-01", "own.toml").code == 3
    assert file.read_bytes() == before


def test_only_an_audit_is_audited(tenken: Run, own: Path) -> None:
    before = own.read_bytes()
    for call in (
        ("sample",),
        ("requests",),
        ("verdict", "people-01", "yes", *SEEN),
        ("finding", "list"),
        ("about", "--opinion", "x"),
        ("status",),
        ("check",),
    ):
        said = tenken("audit", call[0], own.name, *call[1:])
        assert (said.code, "これは監査のファイルではありません" in said.err) == (3, True), said
    assert own.read_bytes() == before


def test_nobody_is_asked_where_there_is_no_terminal(tenken: Run, file: Path) -> None:
    said = tenken("audit", "check", file.name)
    assert (said.code, "tenken audit verdict audit.toml" in said.err) == (2, True)


def test_open_findings_of_the_last_audit_are_on_the_list(tenken: Run, file: Path, own: Path) -> None:
    assert tenken("audit", "verdict", file.name, "people-02", "no", *SEEN, "--as-finding").code == 0
    assert tenken("audit", "verdict", file.name, "people-01", "yes", *SEEN, "--as-finding").code == 0
    text = own.read_text(encoding="utf-8").replace("2026-11-20", "2026-11-21")
    own.with_name("next.toml").write_text(text, encoding="utf-8")
    said = tenken(*("audit", "begin", "next.toml", "next-audit.toml", "--assessor", "堺 直樹", "--after", file.name))
    assert (said.code, "前回の指摘1件のうち1件が終わっていません" in said.err) == (0, True), said
    audit = audit_of(read(file.with_name("next-audit.toml")))
    assert [(one.id, one.open, one.questions) for one in audit.earlier] == [("2026:F1", True, ("people-02",))]
    assert audit.sample
    assert "people-02" in audit.sample.always
    assert audit.after
    assert audit.after.file == file.name
    shown = tenken("audit", "sample", "next-audit.toml")
    assert "people-02 教育(前回の指摘)" in shown.out
    assert "同じ質問になることを確かめました" in shown.out
    call = ("audit", "verdict", "next-audit.toml", "people-02", "no", *SEEN, "--as-finding")
    assert tenken(*call).code == 0
    assert audit_of(read(file.with_name("next-audit.toml"))).findings[0].repeats == "2026:F1"


def test_status_against_a_report_says_what_changed(tenken: Run, file: Path) -> None:
    """A report that a hand made from the same answers would do as well: here the file itself stands for it."""
    earlier = file.with_name("earlier.toml")
    earlier.write_bytes(file.read_bytes())
    assert tenken("audit", "verdict", file.name, "people-01", "yes", *SEEN).code == 0
    said = tenken("audit", "status", file.name, "--against", earlier.name)
    assert "answers.people-01.verdict  加わりました" in said.out
    assert "変わったところはありません" in tenken("audit", "status", earlier.name, "--against", earlier.name).out
    told = json.loads(tenken("audit", "status", file.name, "--against", earlier.name, "--json").out)
    assert {"where": "date", "what": "changed"} in told["changed_since"]


def test_the_example_is_ready_to_be_shown(tenken: Run) -> None:
    said = tenken("audit", "status", EXAMPLES / "2026-audit.toml", env={"TENKEN_TODAY": "2026-11-26"})
    assert "確かめた質問は 14/78問(重みで 19%)です。" in said.out
    assert "自己点検が62点、監査が40点" in said.out


def test_the_auditor_is_never_taken_for_whoever_answers(tenken: Run, file: Path, own: Path) -> None:
    assert tenken("sheet", "write", file.name, "-o", "x.xlsx").code == 0
    book = openpyxl.load_workbook(file.with_name("x.xlsx"))
    assert "堺 直樹" not in [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert tenken("form", "write", file.name, "-o", "x.html").code == 0
    assert 'id="by" value=""' in file.with_name("x.html").read_text(encoding="utf-8")
    old = own.with_name("old.toml")
    text = own.read_text(encoding="utf-8").replace('kind = "self"', 'kind = "audit"\nassessor = { name = "堺 直樹" }')
    old.write_text(text, encoding="utf-8")
    assert tenken("set", old.name, "people-02", "yes").code == 0
    assert read(old).answer("people-02").by is None
    assert tenken("set", old.name, "people-02", "no", "--by", "木村 健").code == 0
    assert read(old).answer("people-02").by == "木村 健"


def test_an_audit_from_before_gets_its_audit_with_the_first_word_on_it(tenken: Run, own: Path) -> None:
    old = own.with_name("old.toml")
    old.write_text(own.read_text(encoding="utf-8").replace('kind = "self"', 'kind = "audit"'), encoding="utf-8")
    said = tenken("audit", "verdict", old.name, "people-01", "yes", *SEEN)
    assert (said.code, "誰が判断したか(by)がありません" in said.err) == (3, True)
    assert tenken("audit", "about", old.name, "--member", "堺 直樹").code == 0
    assert tenken("audit", "verdict", old.name, "people-01", "yes", *SEEN).code == 0
    assert "監査した自己点検の名前がありません" in tenken("audit", "status", old.name).out


def test_comments_and_order_of_a_hand_survive_every_command(tenken: Run, file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("[answers.people-01]", "# 受付で聞くこと\n[answers.people-01]")
    file.write_text(text, encoding="utf-8")
    for call in (
        ("sample", file.name, "--size", "1"),
        ("requests", file.name, "--propose"),
        ("verdict", file.name, "people-01", "no", *SEEN, "--as-finding"),
        ("finding", file.name, "edit", "F1", "--cause", "忙しい"),
        ("about", file.name, "--opinion", "直してください"),
    ):
        assert tenken("audit", *call).code == 0
    text = file.read_text(encoding="utf-8")
    assert text.count("# 受付で聞くこと") == 1
    assert text.index("# 受付で聞くこと") < text.index("[answers.people-01]")
    assert text.index("[answers.people-01]") < text.index("[answers.people-02]") < text.index("[answers.machines-01]")


def test_findings_that_the_firm_has_closed_are_not_on_the_list_for_that_reason(
    tenken: Run, file: Path, own: Path
) -> None:
    complete = ("--proof", "W-1", "--reply-by", "2026-12-19")
    for name in ("people-02", "machines-02"):
        assert tenken("audit", "verdict", file.name, name, "no", *SEEN, "--as-finding").code == 0
    for number in ("F1", "F2"):
        assert tenken("audit", "finding", file.name, "edit", number, *complete).code == 0
    assert tenken("audit", "about", file.name, "--independence", "利害関係はない").code == 0
    assert tenken("signoff", file.name, "--as", "assessor", "--name", "堺 直樹").code == 0
    assert tenken("followup", "begin", file.name, "followup.toml").code == 0
    said = tenken("followup", "withdraw", "followup.toml", "F2", "--by", "堺 直樹", "--why", "見誤り")
    assert said.code == 0, said.err
    own.with_name("next.toml").write_text(own.read_text(encoding="utf-8"), encoding="utf-8")
    begin = ("audit", "begin", "next.toml", "next-audit.toml", "--assessor", "堺 直樹", "--draft")
    assert tenken(*begin, "--followup", "followup.toml").code == 2
    early = tenken(*begin, "--after", file.name, "--followup", "followup.toml")
    assert early.code == 2  # the answers are older than the last audit
    text = own.read_text(encoding="utf-8").replace("date = 2026-11-20", "date = 2026-11-21")
    own.with_name("next.toml").write_text(text, encoding="utf-8")
    said = tenken(*begin, "--after", file.name, "--followup", "followup.toml")
    assert (said.code, "前回の指摘2件のうち1件が終わっていません" in said.err) == (0, True), said
    audit = audit_of(read(file.with_name("next-audit.toml")))
    assert [(one.id, one.open) for one in audit.earlier] == [("2026:F1", True), ("2026:F2", False)]
    other = file.with_name("other-audit.toml")
    other.write_text(file.read_text(encoding="utf-8").replace("見た", "みた"), encoding="utf-8")
    said = tenken(*begin, "--force", "--after", other.name, "--followup", "followup.toml")
    assert (said.code, "監査のあとを記録したものではありません" in said.err) == (3, True)


def test_what_could_not_be_verified_is_called_so(tenken: Run, file: Path) -> None:
    said = tenken("audit", "verdict", file.name, "people-01", "unknown", *SEEN, "--as-finding")
    assert "答えは「できている」、判断は「確かめられない」(確かめられない)" in said.err
    checklist, audit = loader.load(file, PLACES, TODAY)
    item = score(checklist, audit).questions[0]
    assert (item.tally.earned_halves, item.evidenced) == (0, False)
    assert "people-01" in [one.question.id for one in score(checklist, audit).gate]


def test_a_question_that_is_not_asked_is_not_judged(tenken: Run, file: Path) -> None:
    before = file.read_bytes()
    for call in (
        ("verdict", file.name, "machines-04", "yes", *SEEN),
        ("sample", file.name, "--add", "machines-03", "--why", "x"),
        ("sample", file.name, "machines-04", "--population", "3"),
        ("check", file.name, "machines-04"),
    ):
        said = tenken("audit", *call)
        assert (said.code, "この点検では尋ねません" in said.err) == (2, True), said
    assert file.read_bytes() == before


def test_the_desk_saves_each_verdict_in_the_file(tenken: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tenken("audit", "sample", file.name, "--size", "1").code == 0
    person = Person("no", "document", "x", "", "as_reason", "1名だけ", "stop")
    monkeypatch.setattr("tenken.cli.audit.check.TerminalPrompter", lambda: person)
    app = AppContext(words=Words("ja"), today=TODAY, checklist_path=PLACES, can_ask=True)
    called = typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None)), obj=app)
    check(called, file)
    assert "people-01 必ず確かめる質問" in person.shown[0]
    verdict = read(file).answer("people-01").verdict
    assert verdict
    assert (verdict.status, verdict.by, verdict.finding) == (Status.NO, "堺 直樹", "1名だけ")
    again = Person("stop")
    monkeypatch.setattr("tenken.cli.audit.check.TerminalPrompter", lambda: again)
    check(called, file)
    assert "people-01" not in again.shown[0]  # it goes on with what nobody has judged
    last = Person("evidence", "1", "accepted", "stop")
    monkeypatch.setattr("tenken.cli.audit.check.TerminalPrompter", lambda: last)
    check(called, file, question_id="1-1", by="住吉 亮", everything=True)
    assert read(file).answer("people-01").evidence[0].checked_by == "住吉 亮"
