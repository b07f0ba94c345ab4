"""Out: an assessment becomes one HTML file that needs nothing else. The same input gives the same bytes.

The page may run its one script and use its one style sheet, known by their digests, and nothing besides: no address is
fetched or opened, no form is sent, no text of others becomes markup. The data for the script stands in a block that no
text can end.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from tenken import templating
from tenken.ask.form.script_data import document, of_page
from tenken.ask.handout import Handout, asked_here, scorecard
from tenken.core.library import Case
from tenken.core.model import LONGEST_NAME, LONGEST_NOTE, NO_ANSWER, Answer, Area, Question, Status, Text
from tenken.core.scoring.applicability import INVERTED, FactState, asked, facts_for, lighter, stated
from tenken.core.scoring.proposals import Proposal, proposals
from tenken.core.scoring.score import score, shown
from tenken.words import LANGUAGES, Words

STYLES = (*templating.PAGES, "form/form.css")
"""The look of the pages in the browser, and what only the form has."""
SCRIPTS = ("form/score.js", "form/fields.js", "form/copied.js", "form/form.js")
ALONE = "form/begin.js"
"""Begins the form where it is the whole page."""
BLANK = "new-1"
"""The piece of evidence that stands empty below the others."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question as it stands on the page."""

    area: Area
    question: Question
    number: str
    answer: Answer
    shown: dict[str, Any]
    """The parts that are filled in already."""
    asked: bool
    """Whether it concerns the firm, as far as is known when the form is made."""
    case: Case | None
    methods: tuple[Text, ...]
    """The lighter methods for small businesses, where they apply to the firm."""
    proposal: Proposal | None
    """Who would close the gap, and until when, where nobody has promised a day."""

    @property
    def pieces(self) -> dict[str, dict[str, str]]:
        """The evidence, with an empty row at the end."""
        return {**self.shown.get("evidence", {}), BLANK: {}}


@dataclass(frozen=True, slots=True)
class FormFact:
    """Something that may be true of the firm, as it stands on the page."""

    state: FactState

    @property
    def choices(self) -> tuple[bool, bool]:
        """What "yes" and then "no" to its question say about it."""
        return (False, True) if self.state.fact.id in INVERTED else (True, False)


@dataclass(frozen=True, slots=True)
class Around:
    """What the page around the form can do."""

    tool: bool = False
    """Whether it makes the report and the file of the assessment: the one HTML file does."""
    returns: bool = True
    """Whether somebody sent the form and waits for the answers."""


@dataclass(frozen=True, slots=True)
class FormParts:
    """The form for a page that has a place for it."""

    title: str
    markup: str
    data: Mapping[str, Any]
    """What its script knows."""


def write(handout: Handout, name: str) -> bytes:
    """The form as a page of its own; ``name`` begins the name of the file that it saves."""
    style, script = ("\n".join(templating.source(part) for part in parts) for parts in (STYLES, (*SCRIPTS, ALONE)))
    page = templating.environment().get_template("form/form.html")
    return page.render(
        **_shown(handout, Around()),
        title=title(handout),
        style=Markup(style),  # noqa: S704 - our own style sheet
        script=Markup(script),  # noqa: S704 - our own script
        style_hash=hash_of(style),
        script_hash=hash_of(script),
        data=block(of_page(handout, name)),
    ).encode()


def parts(handout: Handout, name: str, around: Around) -> FormParts:
    """The same for a page that is made already and has the script."""
    body = templating.environment().get_template("form/body.html")
    return FormParts(title(handout), body.render(**_shown(handout, around)), of_page(handout, name))


def title(handout: Handout) -> str:
    """What the page is called: whose form it is, of which year, for whom."""
    w, a = handout.words, handout.assessment
    named = {"name": a.organisation.name, "year": str(a.date.year)}
    return w("form.title_for", **named, role=handout.role) if handout.role else w("form.title", **named)


def _shown(handout: Handout, around: Around) -> dict[str, Any]:
    """What the templates of the form show."""
    w, card = handout.words, scorecard(handout)
    items = _items(handout)
    areas = [
        (at, area, [item for item in items if item.area is area])
        for at, area in enumerate(handout.checklist.areas, 1)
        if any(item.area is area for item in items)
    ]
    facts = _facts(handout)
    return {
        "w": w,
        "a": handout.assessment,
        "handout": handout,
        "around": around,
        "others": [Words(lang, checklist=handout.checklist) for lang in LANGUAGES if lang != w.lang],
        "checklist": handout.checklist,
        "critical_why": w("web.critical_why", cap=handout.checklist.gate.no),
        "today": handout.today,
        "card": card,
        "areas": areas,
        "cases": list({item.case.id: item.case for item in items if item.case}.values()),
        "asked_facts": [entry for entry in facts if not entry.state.derived],
        "derived_facts": [entry.state for entry in facts if entry.state.derived],
        "low": shown(card.score),
        "high": shown(card.best),
        "nothing": NO_ANSWER,
        "Status": Status,
        "longest_note": LONGEST_NOTE,
        "longest_name": LONGEST_NAME,
    }


def _facts(handout: Handout) -> list[FormFact]:
    """What is true of the firm: of a share only that on which its questions depend."""
    needed = {fact for area, question in asked_here(handout) for fact in facts_for(area, question)}
    return [
        FormFact(entry)
        for entry in stated(handout.checklist, handout.assessment)
        if not handout.partial or entry.fact.id in needed
    ]


def _items(handout: Handout) -> list[FormQuestion]:
    numbers = handout.checklist.numbers()
    proposed = proposals(score(handout.checklist, handout.assessment), handout.assessment)
    here = {question.id for _, question in asked(handout.checklist, handout.assessment)}
    small = lighter(handout.checklist, handout.assessment)
    return [
        FormQuestion(
            area,
            question,
            numbers[question.id],
            handout.assessment.answer(question.id),
            document(handout.assessment.answer(question.id)),
            question.id in here,
            handout.library.cases.get(question.case or ""),
            handout.library.lighter_methods(question) if small else (),
            proposed.get(question.id),
        )
        for area, question in asked_here(handout)
    ]


def hash_of(text: str) -> str:
    """How a page's own policy names a script or style sheet."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def block(data: Mapping[str, Any] | None) -> Markup:
    """JSON that may stand inside an element: nothing in it can end the element or begin a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - the characters of markup were taken out above
