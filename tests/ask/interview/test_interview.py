"""The interview, with a scripted person: the test reads as the conversation did."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import PLACES, save_answer

from tenken.ask.interview.context import InterviewContext, NamedFile
from tenken.ask.interview.navigation import Navigation, interview
from tenken.ask.menu import Choice, Menu, Typing, draw
from tenken.core.model import Action, Answer, Assessment, Assessor, Checklist, Evidence, Status
from tenken.core.scoring.gaps import find
from tenken.core.scoring.question_filters import QuestionFilter
from tenken.core.scoring.roadmap import plan
from tenken.core.scoring.score import score
from tenken.render.report.score_text import interview_lines
from tenken.store.assessment.editor import faults
from tenken.store.assessment.loader import load
from tenken.store.validation.sanitize import clean
from tenken.words import Words

Assess = Callable[[str], tuple[Checklist, Assessment]]
TODAY = date(2026, 11, 21)


class Person:
    """Says what the script says, and remembers what was shown."""

    def __init__(self, *script: str) -> None:
        self.script = list(script)
        self.shown: list[str] = []
        self.presets: list[str | None] = []
        self.labels: list[list[tuple[str, str]]] = []
        self.menus: list[Menu] = []

    @property
    def choices(self) -> list[list[str]]:
        return [[key for key, _ in labels] for labels in self.labels]

    def show(self, text: str) -> None:
        self.shown.append(text)

    def menu(self, menu: Menu) -> str:
        """The screen is remembered as a large terminal shows it."""
        self.shown.append("\n".join(line.text for line in draw(Typing(menu), 62, 80)[0]))
        self.menus.append(menu)
        self.presets.append(menu.standing)
        offered = [*menu.choices, *menu.actions]
        self.labels.append([(choice.value, choice.label) for choice in offered])
        reply = self.script.pop(0)
        assert reply in [*(choice.value for choice in offered), *menu.others.values()]
        return reply

    def choose(self, message: str, choices: list[tuple[str, str]], hint: str, preset: str | None) -> str:
        assert message
        assert hint
        self.presets.append(preset)
        self.labels.append(choices)
        reply = self.script.pop(0)
        assert reply in [key for key, _ in choices]
        return reply

    def choose_several(self, message: str, choices: list[tuple[str, str]], hint: str, preset: list[str]) -> list[str]:
        raise AssertionError(message, choices, hint, preset)

    def write(self, message: str, preset: str = "") -> str:
        assert message
        self.presets.append(preset)
        return self.script.pop(0)


class Disk:
    """Keeps every saved state, as the file would."""

    def __init__(self, assessment: Assessment) -> None:
        self.states = [assessment]

    def save(self, question_id: str, change: Callable[[Answer], Answer]) -> Assessment:
        latest = self.states[-1]
        answer = change(latest.answer(question_id))
        self.states.append(replace(latest, answers={**latest.answers, question_id: answer}))
        return self.states[-1]


def hold(written: str) -> NamedFile:
    """A folder with one file."""
    return (
        NamedFile("proof/署名.pdf", "ab" * 32)
        if "署名" in written
        else NamedFile(written, refused=f"{written} がありません")
    )


def talk(
    assess: Assess,
    *script: str,
    answers: str = "",
    question_filter: QuestionFilter = QuestionFilter.WAITING,
    start: str | None = None,
) -> tuple[Disk, Person]:
    checklist, assessment = assess(answers)
    assessment = replace(assessment, assessor=Assessor(name="北浜"))
    disk, person = Disk(assessment), Person(*script)
    context = InterviewContext(
        checklist=checklist,
        words=Words("ja"),
        prompter=person,
        save=disk.save,
        take=hold,
        clean=clean,
        faults=lambda question_id, answer: faults(question_id, answer, TODAY),
        today=TODAY,
        columns=60,
    )
    assert interview(context, assessment, Navigation(question_filter), start) == disk.states[-1]
    assert not person.script
    return disk, person


def statuses(disk: Disk) -> dict[str, str]:
    return {question_id: str(answer.status) for question_id, answer in disk.states[-1].answers.items()}


def test_every_answer_is_saved_before_the_next_question(assess: Assess) -> None:
    disk, _ = talk(assess, "yes", "partial", "no", "unknown")
    assert len(disk.states) == 5
    assert statuses(disk) == {
        "people-01": "yes",
        "people-02": "partial",
        "machines-01": "no",
        "machines-02": "unknown",
    }
    assert disk.states[-1].answer("people-01") == Answer(status=Status.YES, on=TODAY, by="北浜")


def test_stopping_leaves_what_was_saved_and_resuming_starts_at_the_first_open_question(assess: Assess) -> None:
    disk, _ = talk(assess, "yes", "stop")
    assert statuses(disk) == {"people-01": "yes"}
    _, person = talk(assess, "stop", answers="[answers.people-01]\nstatus = 'yes'\n")
    assert "教育していますか。" in person.shown[0]


def test_later_skips_and_back_returns_with_the_answer_preset(assess: Assess) -> None:
    disk, person = talk(assess, "later", "no", "back", "yes", "stop")
    assert statuses(disk) == {"people-02": "yes"}
    assert person.presets == [None, None, None, "no", None]


def test_back_from_the_first_question_stays(assess: Assess) -> None:
    disk, _ = talk(assess, "back", "yes", "stop")
    assert statuses(disk) == {"people-01": "yes"}


def test_not_applicable_asks_for_the_reason_and_accepts_none_without(assess: Assess) -> None:
    disk, _ = talk(assess, "na", "  ", "na", "会員がいない", "stop")
    assert disk.states[-1].answer("people-01").note == "会員がいない"
    assert len(disk.states) == 2


def test_a_note_is_saved_by_itself_and_the_question_asked_again(assess: Assess) -> None:
    disk, person = talk(assess, "more", "note", "9月に確認", "yes", "stop")
    assert disk.states[1].answer("people-01") == Answer(note="9月に確認")
    assert disk.states[2].answer("people-01").note == "9月に確認"
    assert any("メモ：9月に確認" in shown for shown in person.shown)


def test_a_carried_answer_is_asked_again_and_confirmed_by_choosing(assess: Assess) -> None:
    carried = "[answers.people-01]\nstatus = 'yes'\nconfirmed = false\n"
    disk, person = talk(assess, "yes", "stop", answers=carried)
    assert "昨年の答え：できている" in person.shown[0]
    assert disk.states[-1].answer("people-01").confirmed


def test_answered_questions_are_asked_again_only_on_request(assess: Assess) -> None:
    answers = "".join(
        f"[answers.{question_id}]\nstatus = 'yes'\n"
        for question_id in ("people-01", "people-02", "machines-01", "machines-02")
    )
    talk(assess, answers=answers)
    disk, _ = talk(assess, "no", "stop", answers=answers, question_filter=QuestionFilter.ALL)
    assert statuses(disk)["people-01"] == "no"


def test_the_page_says_where_we_are_why_it_matters_and_what_counts(assess: Assess) -> None:
    _, person = talk(assess, "yes", "stop")
    first, second = person.shown[0], person.shown[2]
    for part in ("1 人 1/2問目", "[必須の対策]", "全員です。", "全体 0/4問"):
        assert part in first
    assert "いま16点(16〜100)" in second
    guidance = person.menus[0].guidance
    assert guidance
    read = "\n".join(f"{heading}\n{text}" for heading, text in guidance.blocks)
    for part in ("全員と約束を交わしていますか。", "なぜ\n約束がないと守られません。", "証拠の例\n署名"):
        assert part in read


def test_last_years_answer_is_confirmed_by_a_key_of_its_own_and_by_no_other(assess: Assess) -> None:
    carried = "[answers.people-01]\nstatus = 'partial'\nby = '前任'\non = 2025-11-01\nconfirmed = false\n"
    disk, person = talk(assess, "same", answers=carried, question_filter=QuestionFilter.UNCONFIRMED)
    assert [(choice.key, choice.value) for choice in person.menus[0].choices] == [
        *[("0", "same"), ("1", "yes"), ("2", "partial"), ("3", "no"), ("4", "unknown"), ("5", "na")]
    ]
    assert (person.menus[0].standing, person.menus[0].enter) == (None, None)
    assert "昨年の答え：一部できている (2025年11月1日、前任)" in person.shown[0]
    assert disk.states[-1].answer("people-01") == Answer(status=Status.PARTIAL, on=TODAY, by="北浜")


def test_a_list_of_critical_questions_asks_those_not_in_place_once(assess: Assess) -> None:
    answers = "[answers.people-01]\nstatus = 'yes'\n[answers.machines-01]\nstatus = 'no'\n"
    disk, _ = talk(assess, "no", answers=answers, question_filter=QuestionFilter.CRITICAL)
    assert disk.states[-1].answer("machines-01").on == TODAY


def test_a_start_leads_on_from_there_and_comes_back_to_what_was_left_out(assess: Assess) -> None:
    disk, person = talk(assess, "yes", "yes", "no", "later", start="machines-01")
    assert [menu.message[:3] for menu in person.menus] == ["2-1", "2-2", "1-1", "1-2"]
    assert statuses(disk) == {"machines-01": "yes", "machines-02": "yes", "people-01": "no"}


def test_jumping_by_menus_and_back_again(assess: Assess) -> None:
    disk, person = talk(assess, "elsewhere", "machines", "machines-02", "yes", "back", "back", "yes", "stop")
    assert statuses(disk) == {"machines-02": "yes", "people-01": "yes"}
    assert [menu.message[:3] for menu in person.menus if menu.guidance] == ["1-1", "2-2", "1-1", "2-2", "1-1", "1-2"]
    assert Choice(key="2", value="machines", label="機械", meaning="0/2問に回答") in person.menus[1].choices
    assert Choice(key="2", value="machines-02", label="2-2 鍵", meaning="未回答") in person.menus[2].choices


def test_any_question_can_be_reached_by_its_printed_number(assess: Assess) -> None:
    _, person = talk(assess, "elsewhere", "machines-02", "stop")
    assert person.menus[1].others["2-2"] == "machines-02"
    assert person.menus[2].message.startswith("2-2")


def test_who_does_not_want_to_jump_stays(assess: Assess) -> None:
    disk, _ = talk(assess, "elsewhere", "return", "elsewhere", "machines", "return", "yes", "stop")
    assert statuses(disk) == {"people-01": "yes"}


def test_evidence_is_written_hashed_and_saved_as_one_step(assess: Assess) -> None:
    disk, person = talk(assess, "more", "evidence", "署名簿", "署名.pdf", "2026/10/01", "stop")
    assert len(disk.states) == 2
    assert disk.states[-1].answer("people-01").evidence == (
        Evidence(what="署名簿", file="proof/署名.pdf", sha256="ab" * 32, dated=date(2026, 10, 1)),
    )
    said = "\n".join(person.shown)
    for part in ("よい証拠の例：署名", "12か月で古くなります", "証拠：署名簿(2026年10月1日)", "abababababababab…"):
        assert part in said.replace("\n", "") or part in said


def test_a_file_that_is_not_there_can_be_named_again_kept_as_a_place_or_left_out(assess: Assess) -> None:
    begin = ("more", "evidence", "規程", "事務所の棚")
    for way, piece in (
        (("again", "署名.pdf"), Evidence(what="規程", file="proof/署名.pdf", sha256="ab" * 32)),
        (("named",), Evidence(what="規程", file="事務所の棚")),
        (("without",), Evidence(what="規程")),
        (("again", ""), Evidence(what="規程")),
    ):
        disk, person = talk(assess, *begin, *way, "", "stop")
        assert disk.states[-1].answer("people-01").evidence == (piece,)
        assert "事務所の棚 がありません" in person.shown


def test_what_the_file_would_refuse_is_said_at_once_and_written_again(assess: Assess) -> None:
    entry = ("more", "evidence", "\x1b[2J", "署名簿", "", "2026-W47-6", "2026-12-31", "2026-10-01")
    disk, person = talk(assess, *entry, "more", "note", "長" * 4_001, "短い", "stop")
    answer = disk.states[-1].answer("people-01")
    assert (answer.evidence, answer.note) == ((Evidence(what="署名簿", dated=date(2026, 10, 1)),), "短い")
    told = "".join(person.shown).replace("\n", "")
    for part in ("制御文字", "日付として読めません", "より先の日付です", "4,000"):
        assert part in told


def test_who_closes_the_gap_and_until_when(assess: Assess) -> None:
    promised = "[answers.people-02]\nstatus = 'no'\naction = { owner = '木村', due = 2026-12-01 }\n"
    disk, person = talk(assess, "more", "plan", "木村", "2027-01-31", "stop", answers=promised, start="people-02")
    action = disk.states[-1].answer("people-02").action
    assert action == Action(owner="木村", due=date(2027, 1, 31), moved=(date(2026, 12, 1),))
    assert any("最初の一歩：日を決める" in text for text in person.shown)
    assert [preset for preset in person.presets if preset][1:3] == ["木村", "2026-12-01"]


def test_a_promise_left_as_it_is_saves_nothing_and_a_yes_needs_none(assess: Assess) -> None:
    disk, _ = talk(assess, "more", "plan", "", "", "stop")
    assert len(disk.states) == 1
    _, person = talk(assess, "more", "return", "stop", answers="[answers.people-01]\nstatus='yes'\n", start="people-01")
    assert "plan" not in person.choices[1]


PIECES = """
[answers.people-01]
status = "no"
note = "9月に確認"
evidence = [{ what = "署名", file = "proof/署名.pdf", dated = 2025-01-01 }, { what = "名簿" }]
action = { owner = "木村", due = 2026-12-01, moved = [2026-09-01] }
"""
SIGNED, LIST = Evidence(what="署名", file="proof/署名.pdf", dated=date(2025, 1, 1)), Evidence(what="名簿")


def last(disk: Disk) -> Answer:
    return disk.states[-1].answer("people-01")


def test_a_piece_of_evidence_is_removed_and_put_back_in_its_place(assess: Assess) -> None:
    gone = ("more", "pieces", "1", "remove")
    disk, person = talk(assess, *gone, "stop", answers=PIECES, start="people-01")
    assert last(disk).evidence == (LIST,)
    assert "1-1 証拠「署名」を消しました" in person.shown
    assert ("undo", "消した証拠を戻す") in person.labels[-1]
    disk, person = talk(assess, *gone, "undo", "stop", answers=PIECES, start="people-01")
    assert last(disk).evidence == (SIGNED, LIST)
    assert "undo" not in person.choices[-1]


def test_the_way_back_is_offered_at_its_question_only(assess: Assess) -> None:
    gone = ("more", "pieces", "2", "remove", "later")
    _, person = talk(assess, *gone, "back", "stop", answers=PIECES, start="people-01")
    assert ["undo" in choices for choices in person.choices] == [False, False, False, False, True, False, False]


def test_a_piece_of_evidence_is_corrected_field_by_field(assess: Assess) -> None:
    to_first = ("more", "pieces", "1", "correct")
    for written, piece in (
        (("署名簿", "proof/署名.pdf", "2025-01-01"), replace(SIGNED, what="署名簿")),
        (("署名", "proof/署名.pdf", "2026-10-01"), replace(SIGNED, dated=date(2026, 10, 1))),
        (("署名", "新しい署名.pdf", ""), Evidence(what="署名", file="proof/署名.pdf", sha256="ab" * 32)),
        (("署名", "", ""), Evidence(what="署名")),
    ):
        disk, person = talk(assess, *to_first, *written, "stop", answers=PIECES, start="people-01")
        assert last(disk).evidence == (piece, LIST)
        assert [preset for preset in person.presets if preset][1:3] == ["署名", "proof/署名.pdf"]
        disk, _ = talk(assess, *to_first, *written, "undo", "stop", answers=PIECES, start="people-01")
        assert last(disk).evidence == (SIGNED, LIST)


def test_a_piece_that_is_looked_at_or_left_saves_nothing(assess: Assess) -> None:
    for script in (
        ("more", "return"),
        ("more", "pieces", "return"),
        ("more", "pieces", "1", "return"),
        ("more", "pieces", "1", "correct", ""),
        ("more", "pieces", "1", "correct", "署名", "proof/署名.pdf", "2025-01-01"),
    ):
        disk, _ = talk(assess, *script, "stop", answers=PIECES, start="people-01")
        assert len(disk.states) == 1, script


def test_a_note_and_a_promise_can_be_taken_away_and_put_back(assess: Assess) -> None:
    before = talk(assess, "stop", answers=PIECES, start="people-01")[0].states[0].answer("people-01")
    for script, left in (
        (("clear",), replace(before, note=None)),
        (("note", ""), replace(before, note=None)),
        (("withdraw",), replace(before, action=Action(moved=(date(2026, 9, 1),)))),
        (("plan", "", ""), replace(before, action=Action(moved=(date(2026, 9, 1),)))),
        (("plan", "木村", ""), replace(before, action=Action(owner="木村", moved=(date(2026, 9, 1),)))),
    ):
        disk, _ = talk(assess, "more", *script, "stop", answers=PIECES, start="people-01")
        assert last(disk) == left, script
        disk, _ = talk(assess, "more", *script, "undo", "stop", answers=PIECES, start="people-01")
        assert last(disk) == before, script


def test_what_is_written_beside_an_answer_keeps_its_key(assess: Assess) -> None:
    def keys(answers: str) -> dict[str, str]:
        _, person = talk(assess, "more", "return", "stop", answers=answers, start="people-01")
        return {choice.value: choice.key for choice in person.menus[1].choices}

    whole = keys(PIECES)
    assert whole == {"note": "1", "evidence": "2", "pieces": "3", "plan": "4", "withdraw": "5", "clear": "6"}
    assert keys("[answers.people-01]\nstatus = 'yes'\n") == {"note": "1", "evidence": "2"}


def with_file(path: Path, person: Person) -> InterviewContext:
    """An interview whose answers stand in that file."""
    checklist, _ = load(path, PLACES, TODAY)
    return InterviewContext(
        checklist=checklist,
        words=Words("ja"),
        prompter=person,
        save=lambda question_id, change: save_answer(path, question_id, change, PLACES, TODAY)[1],
        take=hold,
        clean=clean,
        faults=lambda question_id, answer: faults(question_id, answer, TODAY),
        today=TODAY,
    )


def test_the_reason_of_what_does_not_apply_is_not_taken_away(head: str, tmp_path: Path) -> None:
    path = tmp_path / "club.toml"
    path.write_text(f"{head}[answers.people-01]\nstatus = 'na'\nnote = '会員がいない'\n", encoding="utf-8")
    before, person = path.read_bytes(), Person("more", "clear", "stop")
    interview(with_file(path, person), load(path, PLACES, TODAY)[1], Navigation(), "people-01")
    assert path.read_bytes() == before
    assert any("理由" in text and "対象外" in text for text in person.shown)
    assert "undo" not in person.choices[-1]


NOT_PROMISED = "[answers.people-02]\nstatus = 'no'\n[answers.machines-01]\nstatus = 'partial'\n"


def test_one_key_makes_the_proposal_a_promise(assess: Assess) -> None:
    roles = "[roles]\nowner = '田中'\nsystem = '森'\n"
    listed = QuestionFilter.PROPOSED
    disk, person = talk(assess, "promise", "promise", answers=roles + NOT_PROMISED, question_filter=listed)
    checklist, assessment = assess(roles + NOT_PROMISED)
    steps = {step.gap.question.id: step.due for step in plan(find(score(checklist, assessment)), assessment)}
    assert {question_id: answer.action for question_id, answer in disk.states[-1].answers.items()} == {
        "people-02": Action(owner="田中", due=steps["people-02"]),
        "machines-01": Action(owner="森", due=steps["machines-01"]),
    }
    assert all(any(f"案：担当 {name}、期限 " in shown for shown in person.shown) for name in ("田中", "森"))


def test_a_proposal_that_merely_stands_there_is_no_promise(assess: Assess) -> None:
    disk, person = talk(assess, "later", "stop", answers=NOT_PROMISED, question_filter=QuestionFilter.PROPOSED)
    assert len(disk.states) == 1
    assert any(
        "案：担当 代表者、期限 " in shown and "誰の約束でもありません" in shown.replace("\n", "")
        for shown in person.shown
    )


@pytest.mark.parametrize("status", ["yes", "na", None])
def test_what_is_in_place_or_open_is_not_to_be_promised(assess: Assess, status: str | None) -> None:
    said = f"[answers.people-02]\nstatus = '{status}'\nnote = 'x'\n" if status else ""
    _, person = talk(assess, "stop", answers=said, start="people-02")
    assert "promise" not in person.choices[0]
    assert not any("案:" in shown for shown in person.shown)


def test_a_note_of_several_lines_that_is_only_looked_at_keeps_them(assess: Assess) -> None:
    answers = '[answers.people-01]\nnote = "一行目\\n二行目"\n'
    disk, _ = talk(assess, "more", "note", "一行目 二行目", "stop", answers=answers)
    assert disk.states[-1].answer("people-01").note == "一行目\n二行目"


@pytest.mark.parametrize("written", ["確か\u3099めた", "確\u00adがめた\u200b", "確がめた\t"])
def test_a_note_is_kept_as_the_file_keeps_texts(head: str, tmp_path: Path, written: str) -> None:
    path = tmp_path / "club.toml"
    path.write_text(head, encoding="utf-8")
    person = Person("more", "note", written, "na", written, "stop")
    interview(with_file(path, person), load(path, PLACES, TODAY)[1], Navigation())
    assert load(path, PLACES, TODAY)[1].answer("people-01").note == clean(written).strip()


def test_the_end_says_how_far_one_has_come_and_what_caps_the_grade(assess: Assess) -> None:
    checklist, assessment = assess("[answers.people-01]\nstatus = 'partial'\n[answers.people-02]\nstatus = 'yes'\n")
    assert list(interview_lines(Words("ja"), checklist, assessment)) == [
        "回答 2 / 4問(対象外 0問)",
        "点数 16点 判定 D",
        "暫定：2問が未回答です。残りの答えしだいで16〜91点になります。",
        "必須の対策1件のため、判定はCより上になりません(更新)。",
        "判定Aにするには、足りない必須の対策2件をすべて「できている」にします。",
    ]
    done = "".join(f"[answers.{name}]\nstatus = 'yes'\n" for name in ("people-02", "machines-01", "machines-02"))
    old = "[answers.people-01]\nstatus = 'yes'\n[[answers.people-01.evidence]]\nwhat = 'List'\ndated = 2020-01-01\n"
    assert list(interview_lines(Words("en"), *assess(done + old))) == [
        "Answered: 4 of 4 (not applicable: 0)",
        "Score 100, grade A",
        "Questions whose evidence is out of date or has no date: 1",
    ]
