"""Each rule finds its fault, and nothing else; the club itself is clean."""

from dataclasses import replace
from typing import Any

import pytest

from tenken.core.lint import RULES, LintContext, lint, manual
from tenken.core.model import Checklist, Depth, Text

LONG = "長" * 118 + "か。"


def with_first(checklist: Checklist, **changes: Any) -> Checklist:
    """The club with its first question changed."""
    area = checklist.areas[0]
    first = replace(area.questions[0], **changes)
    return replace(checklist, areas=(replace(area, questions=(first, *area.questions[1:])), *checklist.areas[1:]))


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("both_languages", {"why": Text(ja="だから。")}),
        ("asks_for_a_yes", {"text": Text("約束を交わしています。", "Has everyone signed?")}),
        ("asks_for_a_yes", {"text": Text("約束を破っていませんか。", "Is no promise broken?")}),
        ("asks_for_a_yes", {"text": Text("約束を交わしていますか。", "Everyone has signed.")}),
        ("short_enough", {"text": Text(LONG + "か。", "Has everyone signed?")}),
        ("named_apart", {"label": Text("教育", "Promise")}),
        ("critical_is_heavy", {"weight": 3}),
        ("critical_is_asked_first", {"tier": Depth.STANDARD}),
        ("no_promise_of_a_mark", {"why": Text("SCSの認証に役立ちます。", "It helps.")}),
        ("no_promise_of_a_mark", {"why": Text("役立ちます。", "This conforms to SECURITY ACTION.")}),
        ("three_questions_from_the_start", {"tier": Depth.FULL, "critical": False}),
    ],
)
def test_a_rule_finds_its_fault(club: Checklist, rule: str, changes: dict[str, Any]) -> None:
    assert rule in {complaint.rule for complaint in lint(LintContext(checklist=with_first(club, **changes)))}


def test_the_club_is_clean(club: Checklist) -> None:
    assert [c.rule for c in lint(LintContext(checklist=club)) if c.rule != "references_exist"] == []


def test_a_negative_question_may_say_what_a_yes_means(club: Checklist) -> None:
    text = Text("約束を破っていませんか(破っていない=はい)。", "Is no promise broken?")
    assert "asks_for_a_yes" not in {c.rule for c in lint(LintContext(checklist=with_first(club, text=text)))}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
def test_every_rule_has_its_manual_in_both_languages(rule: Any) -> None:
    page = manual(rule)
    assert page.ja.endswith("。")
    assert page.en.endswith(".")
