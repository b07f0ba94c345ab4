"""What the page asks of tenken, answered: begin, open, renew, the form, the subject, the report, the file.

A question and its answer are JSON, beside them the bytes of a file; each way to ask is one function. What is refused
comes back as sentences. Nothing is remembered between two questions.
"""

import json
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from tenken.ask.form.write import Around, parts
from tenken.ask.subject.begin import begun
from tenken.ask.subject.page_form import given_in
from tenken.ask.subject.read import read_subject
from tenken.ask.subject.tell import Kinds
from tenken.core.cost import figures
from tenken.core.problem import MOST_TOLD, DaysAhead, FileProblems, Problem, SayableError
from tenken.core.report.sections import ReportProfile
from tenken.core.subject import changed_subject
from tenken.one_file import screens
from tenken.one_file.workspace import PLACES, Workspace
from tenken.render.formats import REPORTS
from tenken.store.assessment.document import new_firm_id
from tenken.store.checklist import editions
from tenken.store.checklist.figures import load as load_figures
from tenken.store.validation.sanitize import clean
from tenken.words import Words

Told: TypeAlias = tuple[dict[str, Any], bytes | None]
"""An answer: what is told, and the file that was made, if any."""

REPORT_TITLE = "web.report.title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of the page."""

    workspace: Workspace
    sent: Mapping[str, Any]
    content: bytes
    last: bytes | None

    @property
    def words(self) -> Words:
        """In the language of the page."""
        return self.workspace.words

    @property
    def around(self) -> Around:
        """What the page can do beside the form."""
        return Around(tool=True, returns=bool(self.sent.get("returns")))


def answer(asked: str, content: Any = None, last: Any = None) -> tuple[str, bytes | None]:
    """Answer one question: ``asked`` is JSON, ``content`` the bytes of the assessment, ``last`` those of last year.

    Gives back JSON, and the bytes of what was made. Files come as buffers of the browser or as bytes.
    """
    sent = json.loads(asked)
    with TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder), date.fromisoformat(sent["today"]), Words(sent["lang"]))
        question = Asked(workspace=workspace, sent=sent, content=_bytes(content) or b"", last=_bytes(last))
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", DaysAhead)
            try:
                told, made = WAYS[sent["do"]](question)
            except FileProblems as refused:
                told, made = {"problems": _sentences(workspace.words, refused.problems)}, None
            except SayableError as stop:
                told, made = {"problems": [workspace.words.error(stop.what, stop.values)]}, None
        if said := _days_ahead(workspace.words, caught):
            told["said"] = said
    return json.dumps(told, ensure_ascii=False), made


def _begin(asked: Asked) -> Told:
    """Begin with ``fields``: the assessment and its form, or the fields with what is wrong; with ``again`` these."""
    w, today = asked.words, asked.workspace.today
    checklist, fields = editions.newest(PLACES, today), asked.sent["fields"]
    errors: dict[str, str] = {}
    if not asked.sent.get("again"):
        reading = begun(checklist, given_in(checklist, fields), today, clean, new_firm_id())
        errors = {key: w(fault.what, **fault.values) for key, fault in reading.refused.items()}
        if not errors:
            return _shown(asked, *asked.workspace.begun(checklist, reading.assessment))
    return {"screen": screens.begin(w, checklist, today, _kinds(today), sent=fields, errors=errors)}, None


def _open(asked: Asked) -> Told:
    """Go on with the file called ``name``."""
    year = asked.workspace.opened(asked.sent["name"], asked.content)
    return _shown(asked, year.name.removesuffix(".toml"), asked.content)


def _renew(asked: Asked) -> Told:
    """Begin this year's from the file called ``name``."""
    return _shown(asked, *asked.workspace.renewed(asked.sent["name"], asked.content))


def _form(asked: Asked) -> Told:
    """The form of the assessment, in the language that is spoken now."""
    return _shown(asked, asked.sent["name"], asked.content)


def _about(asked: Asked) -> Told:
    """What the assessment is about; with ``fields`` what their change does, which ``go`` = save makes.

    The answers that the form now has are taken first, since the form begins anew from what comes out.
    """
    w, today, fields = asked.words, asked.workspace.today, asked.sent["fields"]
    answered = asked.workspace.answered(asked.sent["name"], asked.content, asked.sent["saved"])
    if answered.refused:
        return {"problems": _sentences(w, answered.refused)}, None
    year = answered.year
    loaded = year.checklist, year.assessment
    shown: dict[str, Any] = {}
    if fields is not None:
        typed = given_in(year.checklist, fields)
        reading = read_subject(year.checklist, year.assessment, typed, today, clean)
        change = None if reading.refused else changed_subject(year.checklist, year.assessment, reading.assessment)
        if change and not change.empty and asked.sent["go"] == "save":
            return _shown(asked, asked.sent["name"], asked.workspace.changed(year, reading.assessment))
        shown = {"typed": typed, "reading": reading, "change": change}
    return {"screen": screens.about(w, loaded, _kinds(today), **shown), "title": w("subject.title")}, None


def _shown(asked: Asked, name: str, content: bytes) -> Told:
    year = asked.workspace.opened(f"{name}.toml", content)
    form = parts(asked.workspace.handout(year.checklist, year.assessment), name, asked.around)
    return {"name": name, "form": {"title": form.title, "markup": form.markup, "data": form.data}}, content


def _report(asked: Asked) -> Told:
    """The report for ``profile`` as a page, with the answers that the form now has (``saved``)."""
    w, name = asked.words, asked.sent["name"]
    answered = asked.workspace.answered(name, asked.content, asked.sent["saved"])
    report = asked.workspace.report(answered.year, _last(asked), ReportProfile(asked.sent["profile"]))
    called = f"{name}-{w(f'web.report.file_{report.profile}')}"
    before = asked.sent["last_name"] or ("missing" if report.assessment.previous else "")
    screen = screens.made(w, report, file=called, before=before, refused=_sentences(w, answered.refused))
    return {"screen": screen, "title": w(REPORT_TITLE), "file": f"{called}.html"}, REPORTS["html"].make(report, w)


def _file(asked: Asked) -> Told:
    """The assessment's file with the answers that the form now has."""
    name = asked.sent["name"]
    answered = asked.workspace.answered(name, asked.content, asked.sent["saved"])
    return {"file": f"{name}.toml", "refused": _sentences(asked.words, answered.refused)}, answered.content


def _workbook(asked: Asked) -> Told:
    """The report as an Excel workbook."""
    name = asked.sent["name"]
    answered = asked.workspace.answered(name, asked.content, asked.sent["saved"])
    report = asked.workspace.report(answered.year, _last(asked), ReportProfile.FULL)
    made = REPORTS["xlsx"].make(report, asked.words)
    return {"file": f"{name}.xlsx", "refused": _sentences(asked.words, answered.refused)}, made


def _kinds(today: date) -> Kinds:
    """The kinds of data by the figures that hold today."""
    known = figures.on(today, load_figures(PLACES))
    return known.kinds if known else {}


def _sentences(w: Words, problems: Sequence[Problem]) -> list[str]:
    """What is wrong, each with its place in the file where it has one; of very many the first."""
    places = [one.where or (w("one_file.line", n=one.line) if one.line else "") for one in problems[:MOST_TOLD]]
    told = [w.problem(one) for one in problems[:MOST_TOLD]]
    return [
        w("one_file.at", where=where, told=said) if where else said for where, said in zip(places, told, strict=True)
    ]


def _days_ahead(w: Words, caught: Sequence[warnings.WarningMessage]) -> str:
    """That a file names days later than today; it is taken all the same."""
    ahead = [one.message for one in caught if isinstance(one.message, DaysAhead)]
    told = (w("error.days-ahead", **{**one.values, "file": Path(str(one.values["file"])).name}) for one in ahead)
    return " ".join(dict.fromkeys(told))


def _last(asked: Asked) -> tuple[str, bytes] | None:
    return (asked.sent["last_name"], asked.last) if asked.last else None


def _bytes(content: Any) -> bytes | None:
    """What the browser hands over as a buffer, as bytes of Python."""
    if content is None:
        return None
    return bytes(content) if isinstance(content, bytes) else bytes(content.to_py())


WAYS: Mapping[str, Callable[[Asked], Told]] = {
    "begin": _begin,
    "open": _open,
    "renew": _renew,
    "form": _form,
    "about": _about,
    "report": _report,
    "file": _file,
    "workbook": _workbook,
}
"""What can be asked."""
