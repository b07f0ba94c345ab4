"""The interview, with a scripted person: the test reads as the conversation did."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tenken.ask.interview import Setting, interview
from tenken.core.model import Answer, Assessment, Assessor, Checklist, Status
from tenken.words import Words

Assess = Callable[[str], tuple[Checklist, Assessment]]
TODAY = date(2026, 11, 21)


class Person:
    """Says what the script says, and remembers what was shown."""

    def __init__(self, *script: str) -> None:
        self.script = list(script)
        self.shown: list[str] = []
        self.presets: list[str | None] = []

    def show(self, text: str) -> None:
        self.shown.append(text)

    def choose(self, message: str, choices: list[tuple[str, str]], hint: str, preset: str | None) -> str:
        assert message
        assert hint
        self.presets.append(preset)
        reply = self.script.pop(0)
        assert reply in [key for key, _ in choices]
        return reply

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


def talk(assess: Assess, *script: str, answers: str = "", everything: bool = False) -> tuple[Disk, Person]:
    checklist, assessment = assess(answers)
    assessment = replace(assessment, assessor=Assessor(name="北浜"))
    disk, person = Disk(assessment), Person(*script)
    setting = Setting(checklist, Words("ja"), person, disk.save, TODAY, 60, everything=everything)
    assert interview(setting, assessment) == disk.states[-1]
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
    disk, person = talk(assess, "note", "9月に確認", "yes", "stop")
    assert disk.states[1].answer("people-01") == Answer(note="9月に確認")
    assert disk.states[2].answer("people-01").note == "9月に確認"
    assert any("メモ: 9月に確認" in shown for shown in person.shown)


def test_a_carried_answer_is_asked_again_and_confirmed_by_choosing(assess: Assess) -> None:
    carried = "[answers.people-01]\nstatus = 'yes'\nconfirmed = false\n"
    disk, person = talk(assess, "yes", "stop", answers=carried)
    assert "昨年の答え: できている" in person.shown[0]
    assert disk.states[-1].answer("people-01").confirmed


def test_answered_questions_are_asked_again_only_on_request(assess: Assess) -> None:
    answers = "".join(
        f"[answers.{question_id}]\nstatus = 'yes'\n"
        for question_id in ("people-01", "people-02", "machines-01", "machines-02")
    )
    talk(assess, answers=answers)
    disk, _ = talk(assess, "no", "stop", answers=answers, everything=True)
    assert statuses(disk)["people-01"] == "no"


def test_the_page_says_where_we_are_why_it_matters_and_what_counts(assess: Assess) -> None:
    _, person = talk(assess, "yes", "stop")
    first, second = person.shown[0], person.shown[2]
    for part in ("1 人  1/2問目", "[必須]", "約束がないと守られません。", "全員です。", "署名", "全体 0/4問"):
        assert part in first
    assert "いまの点数 16(残りしだいで 16〜100)" in second
