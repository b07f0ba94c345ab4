"""Where lines of Japanese may end, and that no invisible character reaches what a reader copies."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from tenken.phrases import JOIN, LONGEST, PART, Medium, glued, phrases, split
from tenken.templating import environment, prose

HOSTILE = st.text("あ漢カ12 <>&\"'/年点(){}→、。\nab-", max_size=60)


def parts(text: str) -> str:
    return "|".join(split(text))


@pytest.mark.parametrize(
    "broken",
    [
        "過去|1年の|退職者名簿と|現在の|ID一覧を|突き合わせる",
        "全台の|設定画面で|暗号化が|有効かを|確かめ、|無効な|台は|持ち出し禁止にする",
        "IPA|(情報処理推進機構)の|無料教材で|30分の|全員研修を|1回行い、|日付と|出席者を残す",
        "個人情報保護委員会の|報告フォームを|開き、|必要項目を|手順書に写す",
        "公開フォルダで|末尾が .zip .sql .bak の|ファイルを|探し、|フォームの|サーバ保存を止める",
        "4-5 退職・|異動時の|ID停止",
        "消えないように|12か月以上|(目安18か月)保存し、|定期的に|見ていますか。",
        "会員1,200人分で|約1,610万円|(約550万円〜約8,940万円)。|手元の|現預金の|1.8倍です。",
        "2026年11月14日(土)までに",
        "60点 → 68点",
    ],
)
def test_lines_end_between_phrases_and_never_inside_a_number_with_its_unit(broken: str) -> None:
    assert parts(broken.replace("|", "")) == broken


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("証拠は18か月で、約1,610万円です。", ["18か月", "約1,610万円"]),
        ("12月14日(月)までに60点 → 68点", ["12月14日(月)まで", "60点 → 68点"]),
        ("回復キーの保管(7-3)と 2026-11-14 の分", ["(7-3)", "2026-11-14"]),
        ("Within 12 months of 14 November", ["12 months", "14 November"]),
        ("点検した日", []),
    ],
)
def test_in_running_text_only_numbers_dates_and_short_brackets_are_held(text: str, held: list[str]) -> None:
    print_, screen = str(glued(text)), str(glued(text, Medium.SCREEN))
    runs = re.findall(rf"(?:[^{JOIN}](?:{JOIN}|(?<=[0-9A-Za-z])(?=[0-9A-Za-z])))+[^{JOIN}]", print_)
    assert [run.replace(JOIN, "") for run in runs if JOIN in run] == held
    assert re.findall('<span class="nb">(.*?)</span>', screen) == held
    assert PART not in print_


@given(text=HOSTILE, medium=st.sampled_from(Medium), made=st.sampled_from([phrases, glued]))
def test_without_the_invisible_characters_the_text_is_what_it_was(text: str, medium: Medium, made: object) -> None:
    assert callable(made)
    page = str(made(text, medium))
    bare = re.sub(f'[{JOIN}{PART}]|<wbr>|<span class="(?:ph|nb)">|</span>', "", page)
    assert bare == escape(text)
    assert Markup(bare).unescape() == text
    assert medium is Medium.PRINT or not re.search(f"[{JOIN}{PART}]", page)


@given(text=HOSTILE)
def test_the_phrases_of_a_line_are_the_line(text: str) -> None:
    line = text.replace("\n", "")
    found = split(line)
    assert "".join(found) == line
    assert not any(part.startswith(("、", "。", ")")) for part in found[1:])
    assert not any(part.endswith(("(", "「")) for part in found[:-1])


def test_markup_of_ours_stays_and_text_of_others_does_not_become_any() -> None:
    assert phrases(prose("本日<b>\n点検&終了"), Medium.SCREEN) == (
        '<span class="ph">本日&lt;b&gt;</span><br><span class="ph">点検&amp;終了</span>'
    )
    assert glued("<script>1年</script>") == f"&lt;script&gt;1{JOIN}年&lt;/script&gt;"


def test_characters_that_combine_are_left_alone() -> None:
    """A joiner between a letter and its mark, or within an emoji of several, would draw them apart."""
    for text in ("か\u3099いいん", "会員👩‍👩‍👧の写真を消す", "点検👍🏽する"):
        assert not re.search(f"{JOIN}[\u3099\u200d🏽]|[\u200d👍]{JOIN}", str(phrases(text)))


def test_a_name_of_one_long_word_may_break_anywhere() -> None:
    name = "ネットワークセキュリティマネジメントシステム株式会社大阪本社事業所"
    assert len(name) > 2 * LONGEST
    assert str(phrases(name)) == name or max(map(len, split(name))) <= 2 * LONGEST


def test_templates_break_lines_for_their_medium_even_in_what_is_written_in_them() -> None:
    """Jinja works out filters over constants when it compiles, and both media share what is compiled."""
    told = "{% macro m() %}{{ '個人データを消した日' | phrases }}{{ '1年' | glued }}{% endmacro %}{{ m() }}"
    printed, shown = (environment(medium=medium).from_string(told).render() for medium in Medium)
    assert JOIN in printed
    assert "<" not in printed
    assert "<wbr>" in shown
    assert JOIN not in shown


def test_only_a_text_in_japanese_loads_what_finds_phrases() -> None:
    """A score, a help text and a page in English pay nothing for it."""
    script = (
        "import sys; from tenken.templating import phrases\n"
        "for text in ('Within 12 months', '点検の日'):phrases(text); print('budoux' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert told.split() == ["False", "True"]
