"""The interview in a real terminal of 80 and of 60 columns, keys in and screen out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY
from tests.terminals import Terminal, has_terminals, pexpect, pyte
from tests.wider import slow

from tenken.screen import width

pytestmark = pytest.mark.skipif(not has_terminals(), reason="this machine gives no pseudo-terminals")


def answering(file: Path, columns: int, *options: str, **screen: Any) -> Terminal:
    """``tenken answer`` in a terminal of so many columns."""
    return Terminal(file.parent, "answer", file.name, *options, columns=columns, **screen)


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "club.toml"
    path.write_text(head, encoding="utf-8")
    return path


@pytest.mark.parametrize("columns", [60, 80])
def test_answering_by_keys_and_stopping_with_ctrl_c(file: Path, columns: int) -> None:
    terminal = answering(file, columns)
    terminal.until("約束を交わしていますか")
    terminal.until("終わる")
    terminal.child.send("2\r")
    terminal.until("教育していますか")
    terminal.until("終わる")
    assert 'status = "partial"' in file.read_text(encoding="utf-8")
    terminal.child.send("\x03")
    assert terminal.end() == 130
    assert any("4問のうち1問に回答" in line for line in terminal.lines)


def test_killed_in_the_middle_the_last_saved_answer_stands(file: Path) -> None:
    from tenken.store.assessment import loader

    terminal = answering(file, 80)
    terminal.until("終わる")
    terminal.child.send("1\r")
    terminal.until("保存しました")
    terminal.child.kill(9)
    terminal.child.close(force=True)
    assert loader.load(file, PLACES, TODAY)[1].answer("people-01").status == "yes"


@pytest.mark.parametrize("columns", [60, 80])
def test_kinds_of_data_are_ticked_and_the_rest_is_written_or_skipped(file: Path, columns: int) -> None:
    from tenken.core.model import Cause, DataItem, Exposure
    from tenken.store.assessment import loader

    terminal = answering(file, columns, "--exposure")
    terminal.until("何人ですか")
    terminal.child.send("1200\r")
    terminal.until("犯罪の経歴")
    terminal.child.send(" \x1b[B\x1b[B \r")  # the first, and two further down the third
    for question, reply in (("売上は", "9800万"), ("カード払いは", ""), ("現預金は", "9,000,000"), ("利益は", "")):
        terminal.until(question)
        terminal.child.send(f"{reply}\r")
    terminal.until("飛ばす")
    terminal.child.send("2\r")
    terminal.until("社外の人")
    terminal.child.send("3\r")
    terminal.until("その日付")
    terminal.child.send("\r")
    assert terminal.end() == 0
    assert loader.load(file, PLACES, TODAY)[1].exposure == Exposure(
        persons=1200,
        items=(DataItem.NAME, DataItem.PHONE),
        yearly_sales=98_000_000,
        cash=9_000_000,
        cause=Cause.ACCIDENT,
    )


def test_whoever_has_answered_everything_is_offered_the_estimate_and_may_say_later(file: Path) -> None:
    answered = "".join(f"[answers.{name}]\nstatus = 'yes'\n" for name in ("people-01", "people-02", "machines-01"))
    file.write_text(file.read_text(encoding="utf-8") + answered, encoding="utf-8")
    terminal = answering(file, 80)
    terminal.until("終わる")
    terminal.child.send("1\r")
    terminal.until("何人ですか")
    terminal.child.send("\r")
    terminal.until("--exposure")
    terminal.child.send("2\r")
    terminal.until("tenken report")
    terminal.child.expect(pexpect.EOF)
    assert "exposure" not in file.read_text(encoding="utf-8")


def to_evidence(terminal: Terminal, *named: tuple[str, str]) -> None:
    """From a question to the date of a new piece of evidence."""
    for waited_for, reply in (
        ("終わる", "m"),
        ("証拠を加える", "2"),
        ("証拠になるもの", "署名簿"),
        *(named or (("保管場所", "署名.pdf"),)),
    ):
        terminal.until(waited_for)
        terminal.send(f"{reply}\r")
    terminal.until("証拠の日付")


def test_evidence_is_hashed_and_survives_a_kill_once_it_is_called_saved(file: Path) -> None:
    from tenken.core.model import Evidence
    from tenken.store.assessment import loader
    from tenken.store.assessment.evidence import file_digest

    (file.parent / "署名.pdf").write_bytes(b"signed")
    terminal = answering(file, 80)
    to_evidence(terminal)
    assert "evidence" not in file.read_text(encoding="utf-8")
    terminal.send("2026-10-01\r")
    terminal.until("保存しました")
    terminal.child.kill(9)
    terminal.child.close(force=True)
    digest = file_digest(file.parent / "署名.pdf")
    piece = Evidence(what="署名簿", file="署名.pdf", sha256=digest, dated=date(2026, 10, 1))
    assert loader.load(file, PLACES, TODAY)[1].answer("people-01").evidence == (piece,)


def test_no_digest_is_taken_of_a_file_outside_the_folder_of_the_assessment(
    file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tenken.core.model import Evidence
    from tenken.store.assessment import loader

    neighbour = tmp_path_factory.mktemp("neighbour") / "secret.txt"
    neighbour.write_bytes(b"secret")
    (file.parent / "link.txt").symlink_to(neighbour)
    terminal = answering(file, 80)
    to_evidence(terminal, ("保管場所", "link.txt"), ("外にあります", "2"))
    terminal.send("\r")
    terminal.until("保存しました")
    terminal.child.kill(9)
    terminal.child.close(force=True)
    assert loader.load(file, PLACES, TODAY)[1].answer("people-01").evidence == (
        Evidence(what="署名簿", file="link.txt"),
    )


def test_killed_before_it_is_called_saved_the_file_is_as_it_was(file: Path) -> None:
    before = file.read_bytes()
    terminal = answering(file, 80)
    terminal.until("終わる")
    terminal.send("m\r")
    terminal.until("証拠を加える")
    terminal.send("1\r")
    terminal.until("メモ")
    terminal.send("半分")
    terminal.child.kill(9)
    terminal.child.close(force=True)
    assert file.read_bytes() == before


@pytest.mark.parametrize(("columns", "lang"), [(60, "ja"), (80, "en"), slow(80, "ja"), slow(60, "en")])
def test_no_line_is_broken_by_the_terminal_or_against_the_rules(
    tmp_path: Path, columns: int, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest pages there are, and what our own wrapping leaves to the terminal: nothing."""
    wrapped = []
    draw = pyte.HistoryScreen.draw

    def watched(screen: Any, data: str) -> None:
        for character in data:
            if screen.cursor.x + width(character) > screen.columns:
                wrapped.append((screen.display[screen.cursor.y], character))
            draw(screen, character)

    monkeypatch.setattr(pyte.HistoryScreen, "draw", watched)
    file = tmp_path / "2026.toml"
    text = (EXAMPLES / "2026.toml").read_text(encoding="utf-8")
    file.write_text(text.replace('status = "yes"', 'status = "yes"\nconfirmed = false', 12), encoding="utf-8")
    stop = {"ja": "終わる", "en": "Stop"}[lang]
    terminal = answering(file, columns, lang=lang)
    for key in ("0", "b", "g"):  # as last year, back, and elsewhere
        terminal.until(stop)
        terminal.send(f"{key}\r")
    terminal.until({"ja": "どの領域", "en": "Which area"}[lang])
    terminal.until({"ja": "元の質問に戻る", "en": "Back to the question"}[lang])
    terminal.send("6\r")
    terminal.until({"ja": "元の質問に戻る", "en": "Back to the question"}[lang])
    terminal.send("\r")
    terminal.until(stop)
    terminal.send("m\r")
    terminal.until({"ja": "元の質問に戻る", "en": "Back to the question"}[lang])
    terminal.send("2\r")
    terminal.until({"ja": "証拠になる", "en": "What shows it"}[lang])
    terminal.send("\r")
    terminal.until(stop)
    terminal.send("\x03")
    assert terminal.end() == 130
    assert wrapped == []
    assert max(width(line) for line in terminal.lines) <= columns
    for line in terminal.lines:
        assert line.lstrip()[:1] not in tuple("、。」)』ーっょゅ"), line


def test_the_end_names_the_next_command(file: Path) -> None:
    terminal = answering(file, 60, "--area", "機械")
    for reply in ("1", "3"):
        terminal.until("終わる")
        terminal.send(f"{reply}\r")
    assert terminal.end() == 0
    for part in ("回答 2 / 4問", "判定", "必須の対策1件のため", "続きは：tenken answer club.toml"):
        assert any(part in line for line in terminal.lines), part


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--only", "stale"], "証拠が古い、または日付がない答えはありません"),
        (["--only", "unconfirmed"], "確認を待っている昨年の答えはありません"),
        (["--only", "open", "--area", "人"], "領域「人」：未回答の質問はありません"),
        (["--only", "critical", "--area", "人"], "必須の対策は、すべて「できている」か「対象外」です"),
        (["--area", "人"], "「人」の質問には、すべて答えてあります"),
    ],
)
def test_an_empty_list_is_said_plainly(file: Path, options: list[str], part: str) -> None:
    answered = "".join(f"[answers.{name}]\nstatus = 'yes'\n" for name in ("people-01", "people-02"))
    file.write_text(file.read_text(encoding="utf-8") + answered, encoding="utf-8")
    terminal = answering(file, 80, *options)
    assert terminal.end() == 0
    assert any(part in line for line in terminal.lines)
    assert any("続きは：tenken answer club.toml" in line for line in terminal.lines)


def test_a_windows_console_shows_and_takes_its_own_characters(file: Path) -> None:
    from tenken.store.assessment import loader

    text = file.read_text(encoding="utf-8") + '[answers.people-01]\nnote = "café—髙橋"\n'
    file.write_text(text, encoding="utf-8")
    terminal = answering(file, 80, encoding="cp932")
    terminal.until("終わる")
    assert any("メモ：cafe―髙橋" in line for line in terminal.lines)
    terminal.send("m\r")
    terminal.until("証拠を加える")
    terminal.send("2\r")
    terminal.until("証拠になるもの")
    terminal.send("髙橋の署名\r")
    terminal.until("保管場所")
    terminal.send("\r")
    terminal.until("証拠の日付")
    terminal.send("\r")
    terminal.until("終わる")
    terminal.send("1\r")
    terminal.until("教育していますか")
    terminal.until("終わる")
    terminal.send("\x03")
    assert terminal.end() == 130
    answer = loader.load(file, PLACES, TODAY)[1].answer("people-01")
    assert (answer.status, answer.evidence[0].what, answer.note) == ("yes", "髙橋の署名", "café—髙橋")


def real(tmp_path: Path) -> Path:
    """The draft of the examples: 26 of its questions of the real edition are open."""
    file = tmp_path / "2026.toml"
    file.write_bytes((EXAMPLES / "2026-draft.toml").read_bytes())
    return file


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), slow(60, 20)])
def test_question_and_answers_stand_on_one_screen_and_text_with_enter_stores_nothing(
    tmp_path: Path, columns: int, rows: int
) -> None:
    file = real(tmp_path)
    before = file.read_bytes()
    terminal = answering(file, columns, rows=rows)
    terminal.shows("1-9  ")
    for typed in ("全員と交わしています", "1です", ""):
        terminal.send(typed)
        if typed:
            terminal.shows(typed[-1])
        terminal.send("\r")
        terminal.shows("何も選べない" if typed else "まだ何も選んで")
        assert file.read_bytes() == before
        terminal.send("\x15")
    for number in ("1-9", "1-10"):
        options = ("1 できている", "2 一部できている", "3 できていない", "4 わからない", "5 対象外", "? くわしく")
        terminal.shows(f"{number}  ", *options)
        terminal.send("４\r")  # as Japanese input writes it
        terminal.shows(f"{number} わからない 保存しました")
    terminal.send("\x03")
    assert terminal.end() == 130
    assert file.read_bytes() != before


def test_guidance_is_read_page_by_page_and_leads_back_to_the_question(tmp_path: Path) -> None:
    terminal = answering(real(tmp_path), 80, rows=24)
    terminal.shows("1-9  ")
    terminal.send("？\r")
    terminal.shows("くわしい説明")
    terminal.shows("1/2")
    terminal.send("\r")
    terminal.shows("最初の一歩")
    terminal.send("b")
    terminal.shows("なぜ")
    terminal.send("q")
    terminal.shows("1 できている")
    terminal.asks("> ")
    terminal.send("q\r")
    assert terminal.end() == 0


def test_evidence_is_corrected_removed_and_put_back_in_the_terminal(file: Path) -> None:
    from tenken.core.model import Evidence
    from tenken.store.assessment import loader

    entry = '[answers.people-01]\nstatus = "no"\nevidence = [{ what = "署名", dated = 2025-01-01 }]\n'
    file.write_text(file.read_text(encoding="utf-8") + entry, encoding="utf-8")
    terminal = answering(file, 80, "--question", "1-1", rows=24)

    def evidence() -> tuple[Evidence, ...]:
        return loader.load(file, PLACES, TODAY)[1].answer("people-01").evidence

    for waited_for, reply in (
        ("証拠・約束", "m\r"),
        ("証拠を直す", "3\r"),
        ("1 直す", "1\r"),
        ("証拠になるもの", "簿\r"),
        ("保管場所", "\r"),
        ("証拠の日付", "\x15\r"),
    ):
        terminal.shows(waited_for)
        terminal.send(reply)
    terminal.shows("証拠「署名簿」を直しました")
    assert evidence() == (Evidence(what="署名簿"),)
    for waited_for, reply in (("証拠・約束", "m\r"), ("証拠を直す", "3\r"), ("2 消す", "2\r")):
        terminal.shows(waited_for)
        terminal.send(reply)
    terminal.shows("証拠「署名簿」を消しました")
    assert evidence() == ()
    terminal.shows("u 消した証拠を戻す")
    terminal.send("u\r")
    terminal.shows("元に戻しました")
    assert evidence() == (Evidence(what="署名簿"),)
    terminal.shows("q 終わる")
    terminal.send("q\r")
    assert terminal.end() == 0


def test_a_dumb_terminal_reads_a_line(file: Path) -> None:
    from tenken.store.assessment import loader

    terminal = answering(file, 80, term="dumb")
    for waited_for, reply in (("> ", "はい"), ("何も選べない", ""), ("まだ何も", "2")):
        terminal.until(waited_for)
        terminal.send(f"{reply}\r")
    terminal.until("一部できている 保存しました")
    terminal.until("q 終わる")
    terminal.send("q\r")
    assert terminal.end() == 0
    assert loader.load(file, PLACES, TODAY)[1].answer("people-01").status == "partial"
