"""The sign-off from the command line: three people in order, a file that nothing changes any more, and the way back."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import PLACES, TODAY, Said

from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest, signed_digest

Run = Callable[..., Said]
SEEN = ("--method", "document", "--what", "原本を見た")
NAMES = {"assessor": "堺 直樹", "reviewer": "生駒 千春", "approver": "天王寺 恵"}


@pytest.fixture
def own(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "own.toml"
    names = ("people-01", "people-02", "machines-01", "machines-02")
    answers = "".join(f'[answers.{name}]\nstatus = "yes"\nby = "木村"\n' for name in names)
    path.write_text(head + answers, encoding="utf-8")
    return path


@pytest.fixture
def file(tenken: Run, own: Path) -> Path:
    """An audit that can be signed."""
    path = own.with_name("audit.toml")
    for call in (
        ("begin", own.name, path.name, "--assessor", "堺 直樹", "--firm", "堺事務所"),
        ("verdict", path.name, "people-01", "yes", *SEEN),
        ("about", path.name, "--independence", "利害関係はない"),
    ):
        assert tenken("audit", *call).code == 0
    return path


def sign(tenken: Run, file: Path, role: str, *more: str) -> Said:
    return tenken("signoff", file.name, "--as", role, "--name", NAMES[role], *more)


def test_three_people_sign_over_what_stands_there(tenken: Run, file: Path) -> None:
    digest = content_digest(loader.load(file, PLACES, TODAY)[1])
    said = sign(tenken, file, "assessor", "--firm", "堺事務所")
    assert (said.code, "堺 直樹 が監査員として署名しました" in said.err) == (0, True)
    assert sign(tenken, file, "reviewer").code == 0
    assert sign(tenken, file, "approver", "--on", "2026-11-21").code == 0
    signed = loader.load(file, PLACES, TODAY)[1]
    assert signed.signoff
    assert [step.digest for step in signed.signoff.steps] == [digest] * 3
    assert content_digest(signed) == digest
    told = json.loads(tenken("signoff", file.name, "--show", "--json").out)
    assert (told["content_digest"], told["signed_digest"], told["changed"]) == (digest, signed_digest(signed), [])
    shown = tenken("signoff", file.name)
    assert "承認者：天王寺 恵、2026年11月21日" in shown.out
    assert tenken("signoff", file.name, lang="en").out.startswith("Issue 1\nassessor: 堺 直樹")


WRITES: list[tuple[str, ...]] = [
    ("audit", "verdict", "audit.toml", "people-02", "yes", *SEEN),
    ("audit", "verdict", "audit.toml", "people-01", "--clear"),
    ("audit", "finding", "audit.toml", "add", "--questions", "people-02"),
    ("audit", "requests", "audit.toml", "--add", "名簿"),
    ("audit", "sample", "audit.toml", "--size", "1"),
    ("audit", "about", "audit.toml", "--opinion", "x"),
    ("audit", "check", "audit.toml"),
    ("audit", "begin", "own.toml", "audit.toml", "--assessor", "堺 直樹", "--force"),
    ("evidence", "add", "audit.toml", "people-01", "own.toml"),
    ("set", "audit.toml", "people-01", "no"),
    ("answer", "audit.toml"),
]


@pytest.mark.parametrize("call", WRITES, ids=lambda call: " ".join(call[:3:2]) if isinstance(call, tuple) else call)
def test_from_the_first_step_on_every_write_is_refused(tenken: Run, file: Path, call: tuple[str, ...]) -> None:
    assert sign(tenken, file, "assessor").code == 0
    before = file.read_bytes()
    said = tenken(*call)
    assert (said.code, "署名" in said.err) == (3, True), said
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("signed", "call", "words"),
    [
        ((), ("reviewer", "--name", "生駒"), "先に監査員の署名が必要です"),
        ((), ("approver", "--name", "生駒"), "先に確認者の署名が必要です"),
        (("assessor",), ("assessor", "--name", "生駒"), "堺 直樹 がすでに署名しています"),
        (("assessor",), ("reviewer", "--name", "堺直樹"), "同じ人は2つの立場で署名できません"),
        (("assessor", "reviewer"), ("approver", "--name", "生駒千春"), "同じ人は2つの立場で"),
        (("assessor", "reviewer"), ("reviewer", "--name", "別の人"), "生駒 千春 がすでに署名しています"),
        (("assessor",), ("reviewer", "--name", "生駒", "--on", "2026-11-20"), "前の署名の日"),
        (("assessor",), ("reviewer", "--name", "生駒", "--on", "2027-01-01"), "より先の日付です"),
        ((), ("assessor", "--name", "堺", "--on", "2026-11-01"), "点検の日"),
        ((), ("assessor", "--name", "木 村"), "自己点検に答えた人です"),
        (("assessor",), ("reviewer", "--name", "木村"), "自己点検に答えた人です"),
        (("assessor", "reviewer"), ("approver", "--name", "天王寺", "--no-reviewer"), "生駒 千春 が署名しています"),
    ],
)
def test_who_may_not_sign_is_told_why(
    tenken: Run, file: Path, *, signed: tuple[str, ...], call: tuple[str, ...], words: str
) -> None:
    for role in signed:
        assert sign(tenken, file, role).code == 0
    before = file.read_bytes()
    said = tenken("signoff", file.name, "--as", *call)
    assert (said.code, words in said.err) == (3, True), said
    assert file.read_bytes() == before


def test_somebody_of_the_team_neither_reviews_nor_approves(tenken: Run, file: Path) -> None:
    assert tenken("audit", "about", file.name, "--member", "住吉 亮").code == 0
    assert tenken("audit", "verdict", file.name, "people-02", "yes", *SEEN, "--by", "住吉 亮").code == 0
    said = tenken("signoff", file.name, "--as", "assessor", "--name", "堺 直樹", "--no-reviewer")
    assert (said.code, "監査チームに2人います" in said.err) == (3, True)
    assert sign(tenken, file, "assessor").code == 0
    said = tenken("signoff", file.name, "--as", "reviewer", "--name", "住吉亮")
    assert (said.code, "自分の監査は確認できません" in said.err) == (3, True)
    assert sign(tenken, file, "reviewer").code == 0
    said = tenken("signoff", file.name, "--as", "approver", "--name", "住吉亮")
    assert (said.code, "自分たちの監査は承認できません" in said.err) == (3, True)


def test_an_office_of_one_signs_without_a_reviewer(tenken: Run, file: Path) -> None:
    assert sign(tenken, file, "assessor", "--no-reviewer").code == 0
    assert sign(tenken, file, "reviewer").code == 3
    assert sign(tenken, file, "approver").code == 0
    assert "確認者なし(1名の事務所)" in tenken("signoff", file.name).out


def test_what_is_not_finished_is_told_all_at_once_with_its_places(tenken: Run, file: Path) -> None:
    assert tenken("audit", "about", file.name, "--independence", "").code == 0
    assert tenken("audit", "verdict", file.name, "people-02", "no", *SEEN, "--as-finding").code == 0
    text = file.read_text(encoding="utf-8")
    file.write_text(text + '[answers.machines-01.verdict]\nstatus = "no"\n', encoding="utf-8")
    before = file.read_bytes()
    said = sign(tenken, file, "assessor")
    assert said.code == 3
    for words in (
        "独立性についての記載",
        "F1 に、証拠(proof)がありません",
        "F1 に、回答の期限(reply_by)がありません",
        "machines-01 の判断に、根拠がありません",
        "machines-01 の判断に、誰が判断したか(by)がありません",
        "machines-01 の判断に、日付(on)がありません",
        "machines-01 の判断が答えと違うのに、理由がありません",
    ):
        assert words in said.err
    assert said.err.count("audit.toml:") == 7
    assert file.read_bytes() == before


def test_a_changed_self_assessment_is_refused_and_a_missing_one_told(tenken: Run, file: Path, own: Path) -> None:
    own.write_text(own.read_text(encoding="utf-8").replace('"yes"', '"partial"', 1), encoding="utf-8")
    said = sign(tenken, file, "assessor")
    assert (said.code, "答えが変わっています" in said.err) == (3, True)
    own.write_text("x", encoding="utf-8")
    assert sign(tenken, file, "assessor").code == 3
    own.unlink()
    said = sign(tenken, file, "assessor")
    assert (said.code, "確かめられません" in said.err) == (0, True)


def test_a_hand_that_changes_a_signed_file_is_told_of(tenken: Run, file: Path) -> None:
    assert sign(tenken, file, "assessor").code == 0
    before = signed_digest(loader.load(file, PLACES, TODAY)[1])
    file.write_text(file.read_text(encoding="utf-8").replace("利害関係はない", "利害関係もない"), encoding="utf-8")
    assert "署名のあとで内容が変わっています(堺 直樹" in tenken("signoff", file.name).out
    assert "堺 直樹 が2026-11-21に署名したあとで" in tenken("audit", "status", file.name).out
    said = sign(tenken, file, "reviewer")
    assert (said.code, "内容が変わっています" in said.err) == (3, True)
    assert signed_digest(loader.load(file, PLACES, TODAY)[1]) != before


def test_a_changed_name_shows_in_the_second_digest_alone(tenken: Run, file: Path) -> None:
    assert sign(tenken, file, "assessor").code == 0
    one = loader.load(file, PLACES, TODAY)[1]
    text = file.read_text(encoding="utf-8")
    begin, end = text.split("[[signoff.step]]")
    file.write_text(begin + "[[signoff.step]]" + end.replace("堺 直樹", "別の人"), encoding="utf-8")
    other = loader.load(file, PLACES, TODAY)[1]
    assert content_digest(one) == content_digest(other)
    assert signed_digest(one) != signed_digest(other)


def test_the_way_back_needs_a_name_and_a_reason_and_begins_the_next_issue(tenken: Run, file: Path) -> None:
    said = tenken("signoff", file.name, "--reopen", "--by", "堺", "--reason", "x")
    assert (said.code, "取り下げるものはありません" in said.err) == (3, True)
    assert sign(tenken, file, "assessor").code == 0
    early = ("--by", "堺", "--reason", "誤り", "--on", "2026-11-20")
    assert tenken("signoff", file.name, "--reopen", *early).code == 3
    said = tenken("signoff", file.name, "--reopen", "--by", "堺", "--reason", "F3の誤り")
    assert (said.code, "第2版を始めました" in said.err) == (0, True)
    assert tenken("audit", "about", file.name, "--opinion", "直しました").code == 0
    assert sign(tenken, file, "assessor").code == 0
    shown = tenken("signoff", file.name).out
    assert shown.startswith("第1版は2026年11月21日に堺が取り下げました。理由：F3の誤り\n第2版\n")
    signed = loader.load(file, PLACES, TODAY)[1].signoff
    assert signed
    assert [step.name for step in signed.reopened[0].steps] == ["堺 直樹"]


def test_a_self_assessment_may_be_signed_too(tenken: Run, own: Path) -> None:
    said = tenken("signoff", own.name, "--as", "assessor", "--name", "木村")
    assert said.code == 0
    assert tenken("set", own.name, "people-01", "no").code == 3
    assert tenken("signoff", own.name, "--reopen", "--by", "木村", "--reason", "訂正").code == 0
    assert tenken("set", own.name, "people-01", "no").code == 0


def test_four_keys_of_old_are_taken_back_with_their_names(tenken: Run, own: Path) -> None:
    text = own.read_text(encoding="utf-8") + '[signoff]\nassessor = "木村"\napproved_by = "北浜"\non = 2026-11-20\n'
    own.write_text(text, encoding="utf-8")
    assert tenken("signoff", own.name, "--as", "reviewer", "--name", "生駒").code == 3
    assert "承認者：北浜、2026年11月20日" in tenken("signoff", own.name, "--show").out
    assert tenken("signoff", own.name, "--reopen", "--by", "木村", "--reason", "訂正").code == 0
    signed = loader.load(own, PLACES, TODAY)[1].signoff
    assert signed
    assert [(step.name, step.on) for step in signed.reopened[0].steps] == [
        ("木村", date(2026, 11, 20)),
        ("北浜", date(2026, 11, 20)),
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--as", "assessor"), "--name"),
        (("--as", "owner", "--name", "x"), "assessor / reviewer / approver"),
        (("--name", "x"), "--as"),
        (("--reopen",), "--by"),
        (("--reopen", "--by", "x"), "--reason"),
        (("--by", "x"), "--reopen"),
        (("--as", "assessor", "--name", "x", "--show"), "どれか1つだけ"),
        (("--as", "assessor", "--name", "x", "--on", "now"), "日付として読めません"),
    ],
)
def test_half_a_command_is_a_wrong_command(tenken: Run, file: Path, options: tuple[str, ...], words: str) -> None:
    before = file.read_bytes()
    said = tenken("signoff", file.name, *options)
    assert (said.code, words in said.err) == (2, True), said
    assert file.read_bytes() == before
