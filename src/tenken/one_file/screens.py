"""The pages around the form: the first one, what is asked of a new firm, waiting, the finished report, what is wrong.

Each is markup for the place that the file has for it. The form itself is ``ask.form``'s.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from tenken import templating
from tenken.ask.form.script_data import sentence
from tenken.ask.subject.begin import blank, first_facts
from tenken.ask.subject.page_form import first_page, subject_page
from tenken.ask.subject.read import SubjectReading
from tenken.ask.subject.tell import Kinds
from tenken.core.model import Assessment, Checklist
from tenken.core.report.report import Report
from tenken.core.scoring.applicability import depth_counts, recommended
from tenken.core.scoring.score import shown
from tenken.core.subject import SubjectChange
from tenken.words import LANGUAGES, Words

STEPS = ("parts", "python", "tenken", "asked")
"""What happens until the first thing is made, by its step: unpack, start Python, load tenken, ask it."""

SENTENCES: Mapping[str, tuple[str, ...]] = {
    "web.begin.title": (),
    "form.saved": ("file",),
    "one_file.kept": ("name",),
    "one_file.trouble": (),
    "one_file.beginning": (),
    "one_file.opening": (),
    "one_file.reporting": (),
    "one_file.saving": (),
    "one_file.broken": ("fault",),
    "one_file.fault": ("fault",),
    "one_file.too_large": ("name",),
}
"""What the script of the page says, and the values that it fills in."""


def start(w: Words, checklist: Checklist, today: date) -> str:
    """The ways in, and what the file is."""
    usual = next(
        one for one in depth_counts(checklist, blank(checklist, today, "")) if one.depth is recommended(checklist)
    )
    return _screen("start", w, facts=first_facts(checklist), depth=usual.depth, minutes=usual.minutes)


def begin(
    w: Words, checklist: Checklist, today: date, kinds: Kinds, *, sent: Mapping[str, str], errors: Mapping[str, str]
) -> str:
    """What is asked of a new firm, as it was sent, and what is wrong with it."""
    return _screen("begin", w, **first_page(w, checklist, today, kinds, sent=sent, errors=errors))


def about(
    w: Words,
    loaded: tuple[Checklist, Assessment],
    kinds: Kinds,
    *,
    reading: SubjectReading | None = None,
    typed: Mapping[str, str] | None = None,
    change: SubjectChange | None = None,
) -> str:
    """What the assessment is about: the fields as they stand or were ``typed``, what is wrong, what a change does."""
    shown = subject_page(
        w,
        loaded,
        kinds,
        typed=typed,
        refused=reading.refused if reading else None,
        change=change,
        otherwise=reading.said_otherwise if reading else None,
    )
    return _screen("about", w, **shown, a=loaded[1], firm=loaded[1].organisation.name)


def making(w: Words) -> str:
    """What is shown while the first thing is made."""
    return _screen("making", w, steps=STEPS)


def trouble(w: Words) -> str:
    """What is shown where something cannot be read or made; the script fills in what."""
    return _screen("trouble", w, sentences=())


def made(w: Words, report: Report, *, file: str, before: str, refused: Sequence[str]) -> str:
    """The report is made: how it stands and how it is printed.

    ``file`` is what it is called, without the ending; ``before`` the file of the last year, ``missing`` where the
    assessment names one that is not here; ``refused`` what of the answers was not taken.
    """
    return _screen(
        "made",
        w,
        card=report.scorecard,
        shown=shown,
        profile=str(report.profile),
        file=file,
        before=before,
        refused=refused,
        firm=report.assessment.organisation.name,
    )


def licences(w: Words) -> str:
    """The software inside; the script adds the texts, which stand in the file once."""
    return _screen("licences", w)


def sentences(w: Words) -> dict[str, str | dict[str, str]]:
    """What the script says, its values still open."""
    return {key: sentence(w, key, names) for key, names in SENTENCES.items()}


def _screen(name: str, w: Words, **values: object) -> str:
    template = templating.environment().get_template(f"one_file/{name}.html")
    others = [Words(lang) for lang in LANGUAGES if lang != w.lang]
    return template.render({"w": w, "others": others, "firm": "", **values})
