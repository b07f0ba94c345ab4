"""Each rule finds its fault, and nothing else; the club itself is clean."""

from dataclasses import replace
from typing import Any

import pytest

from tenken.core.lint import OF_WORDING, RULES, LintContext, lint, manual
from tenken.core.lint_notes import NOTED, notes, places
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


@pytest.mark.parametrize("rule", [*RULES, *NOTED], ids=lambda rule: str(rule.__name__))
def test_every_rule_has_its_manual_in_both_languages(rule: Any) -> None:
    page = manual(rule)
    assert page.ja.endswith("。")
    assert page.en.endswith(".")


def in_one_language(checklist: Checklist) -> Checklist:
    """The club as if nobody had written any English."""

    def only(text: Text) -> Text:
        return Text(ja=text.ja)

    areas = []
    for area in checklist.areas:
        questions = [
            replace(
                question,
                label=Text(),
                why=only(question.why),
                text=only(question.text),
                means_yes=only(question.means_yes),
                means_partial=only(question.means_partial),
                proof=only(question.proof),
                remedy=replace(question.remedy, first=only(question.remedy.first)),
            )
            for question in area.questions
        ]
        areas.append(replace(area, title=only(area.title), intro=only(area.intro), questions=tuple(questions)))
    return replace(checklist, title=only(checklist.title), areas=tuple(areas))


def test_one_language_and_missing_names_are_only_noted(club: Checklist) -> None:
    context = LintContext(checklist=in_one_language(club))
    assert {complaint.rule for complaint in lint(context)} <= {"references_exist"}
    found = places(notes(context))
    assert list(found) == ["one_language", "all_is_said"]
    assert len(found["all_is_said"]) == len(list(club.questions))
    assert notes(LintContext(checklist=club)) == ()


def test_of_given_wording_the_wording_is_only_noted(club: Checklist) -> None:
    worded = with_first(club, text=Text(LONG + "する。", "Everyone has signed."), why=Text(ja="だから。"), weight=3)
    rules = {complaint.rule for complaint in lint(LintContext(checklist=worded))}
    given = LintContext(checklist=replace(worded, given_wording=True))
    assert rules - {complaint.rule for complaint in lint(given)} == {"both_languages", "asks_for_a_yes", "short_enough"}
    assert {"both_languages", "asks_for_a_yes", "short_enough"} <= {remark.rule for remark in notes(given)}
    assert set(OF_WORDING) <= set(RULES)
