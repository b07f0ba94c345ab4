"""Which fact stands in which format and profile: one table, and an assessment with a text of its own for each fact."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pypdfium2
import pytest
from tests.wider import slow

from tenken.core.model import Assessment, Checklist
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.render.formats import REPORTS
from tenken.words import LANGUAGES, Language, Words

ANSWERED = """
signoff = { assessor = "CANARYSIGNONE", reviewer = "CANARYSIGNTWO", approved_by = "CANARYSIGNTHREE", on = 2026-11-17 }
[answers.people-01]
status = "no"
note = "CANARYGAPNOTE"
by = "CANARYGAPWHO"
on = 2026-11-03
evidence = [{ what = "CANARYGAPPROOF", file = "CANARYGAPFILE", dated = 2026-08-05 }]
action = { owner = "CANARYOWNER", due = 2026-12-24 }
[answers.people-02]
status = "yes"
note = "CANARYNOTE"
by = "CANARYWHO"
on = 2026-11-07
evidence = [{ what = "CANARYPROOF", file = "CANARYFILE", dated = 2026-09-01 }]
[answers.machines-01]
status = "yes"
note = "CANARYCLIENTNOTE"
verdict = { status = "partial", finding = "CANARYFINDING", by = "CANARYJUDGE", on = 2026-11-12 }
[answers.machines-02]
status = "na"
note = "CANARYREASON"
"""

FACTS: dict[str, tuple[str | date, ...]] = {
    "answer": ("教育していますか。できている", "鍵をかけていますか。対象外"),
    "who": ("CANARYWHO", "CANARYGAPWHO"),
    "when": (date(2026, 11, 3), date(2026, 11, 7)),
    "note": ("CANARYNOTE", "CANARYGAPNOTE", "CANARYREASON", "CANARYCLIENTNOTE"),
    "evidence": ("CANARYPROOF", date(2026, 9, 1), "CANARYGAPPROOF", date(2026, 8, 5)),
    "evidence file": ("CANARYFILE", "CANARYGAPFILE"),
    "owner": ("CANARYOWNER",),
    "due": (date(2026, 12, 24),),
    "verdict": ("CANARYFINDING", "CANARYJUDGE", date(2026, 11, 12)),
    "sign-off": ("CANARYSIGNONE", "CANARYSIGNTWO", "CANARYSIGNTHREE", date(2026, 11, 17)),
}
"""What must be found of each fact; an answer is found where its word stands with the question.

That a question falls short is no answer but a gap, which the owner's report tells with who closes it and until when.
"""

TEXTS, PAGES = {"text", "md", "json", "csv", "xlsx", "oscal"}, {"pdf", "archive", "html"}
EVERYWHERE = TEXTS | PAGES
NOWHERE: set[str] = set()

TABLE = {  # fact: formats that tell it in the full report, the owner's report, the attestation
    "answer": (EVERYWHERE, NOWHERE, NOWHERE),
    "who": (EVERYWHERE, NOWHERE, NOWHERE),
    "when": (EVERYWHERE, NOWHERE, NOWHERE),
    "note": (EVERYWHERE, NOWHERE, NOWHERE),
    "evidence file": (EVERYWHERE, NOWHERE, NOWHERE),
    "evidence": (EVERYWHERE, PAGES, NOWHERE),  # the owner's pages name what expires next
    "owner": (EVERYWHERE, EVERYWHERE, NOWHERE),
    "due": (EVERYWHERE, EVERYWHERE, NOWHERE),
    "verdict": (EVERYWHERE, NOWHERE, NOWHERE),
    "sign-off": (EVERYWHERE, EVERYWHERE, EVERYWHERE),
}
PROFILES = (ReportProfile.FULL, ReportProfile.OWNER, ReportProfile.ATTESTATION)


def reported(assess: Callable[[str], tuple[Checklist, Assessment]], profile: ReportProfile) -> Report:
    return build(*assess(ANSWERED), content_digest="sha256:" + "0" * 64, version="9", profile=profile)


def seen(form: str, content: bytes) -> str:
    """What somebody reads in a document, rows in order, without blanks; a PDF's attachments are not its pages."""
    match form:
        case "pdf" | "archive":
            text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
        case "csv":
            text = "\n".join(" ".join(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        case "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(content))
            rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
            text = "\n".join(" ".join(str(cell) for cell in row if cell is not None) for row in rows)
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                text += "".join(parts.read(name).decode() for name in parts.namelist())
        case "html":
            text = re.sub(r"<[^>]+>", "", content.decode())
        case _:
            text = content.decode()
    return "".join(text.split())


def told(fact: str, part: str | date, form: str, page: str, words: Words) -> bool:
    """Whether that part of a fact stands in the document, in the way of its format."""
    if isinstance(part, date):
        days: tuple[str, ...] = (part.isoformat(), words.day(part), words.short_day(part, date(2026, 11, 20)))
        days = (*days, f"{part:%Y/%m/%d}")
        return any("".join(day.split()) in page for day in days)
    if fact != "answer":
        return part in page
    asked, answered = part.split("。")
    _, found, after = page.rpartition(asked)
    if form in ("json", "oscal"):
        if form == "oscal" and answered == "対象外":
            return "not-applicable" in page
        answered = {"できている": '"yes"', "対象外": '"na"'}[answered]
    return bool(found) and answered in after[:500]


@pytest.mark.filterwarnings(
    "ignore:.*extension is not supported:UserWarning"
)  # openpyxl leaves out what it does not know
@pytest.mark.parametrize("form", sorted(EVERYWHERE - {"pdf", "archive"}))
def test_each_fact_stands_where_the_table_says(
    assess: Callable[[str], tuple[Checklist, Assessment]], form: str
) -> None:
    for at, profile in enumerate(PROFILES):
        words = Words("ja")
        page = seen(form, REPORTS[form].make(reported(assess, profile), words))
        for fact, parts in FACTS.items():
            found = [part for part in parts if told(fact, part, form, page, words)]
            assert found == (list(parts) if form in TABLE[fact][at] else []), (profile, fact)


@pytest.mark.pdf
@pytest.mark.parametrize("form", ["pdf", slow("archive")])
def test_each_fact_stands_on_the_pages_of_a_pdf(
    assess: Callable[[str], tuple[Checklist, Assessment]], form: str
) -> None:
    test_each_fact_stands_where_the_table_says(assess, form)


def test_the_table_names_every_format() -> None:
    assert set(REPORTS) == EVERYWHERE


OTHERWISE = {
    "last year's answer that waits to be confirmed": (
        '[answers.people-02]\nstatus = "yes"\nconfirmed = false\n',
        '[answers.people-02]\nstatus = "partial"\nconfirmed = false\n',
    ),
    "the firm's own answer beside a verdict": (
        '[answers.people-02]\nstatus = "yes"\nverdict = { status = "partial", finding = "x" }\n',
        '[answers.people-02]\nstatus = "no"\nverdict = { status = "partial", finding = "x" }\n',
    ),
    "how grave a finding is": (
        '[answers.people-02]\nverdict = { status = "no", finding = "x", severity = "minor" }\n',
        '[answers.people-02]\nverdict = { status = "no", finding = "x", severity = "major" }\n',
    ),
}
"""Answers of which the score and the gaps are the same."""


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize("form", sorted(EVERYWHERE - {"pdf", "archive"}))
@pytest.mark.parametrize("both", OTHERWISE.values(), ids=OTHERWISE)
def test_what_only_the_full_report_tells_changes_no_other(
    assess: Callable[[str], tuple[Checklist, Assessment]], both: tuple[str, str], form: str
) -> None:
    def page(answers: str, profile: ReportProfile) -> str:
        report = build(*assess(answers), content_digest="sha256:" + "0" * 64, version="9", profile=profile)
        return seen(form, REPORTS[form].make(report, Words("ja")))

    for profile in PROFILES:
        one, other = (page(answers, profile) for answers in both)
        assert (one != other) == (profile is ReportProfile.FULL), profile


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "md"])
def test_no_label_has_two_colons(
    assess: Callable[[str], tuple[Checklist, Assessment]], form: str, lang: Language
) -> None:
    for profile in PROFILES:
        assert "::" not in REPORTS[form].make(reported(assess, profile), Words(lang)).decode()


def test_the_json_only_adds(assess: Callable[[str], tuple[Checklist, Assessment]]) -> None:
    document = json.loads(REPORTS["json"].make(reported(assess, ReportProfile.FULL), Words("ja")))
    assert document["format"] == 1
    assert document["signoff"]["on"] == "2026-11-17"
    third = document["answers"][2]
    assert third["verdict"] == {
        "status": "partial",
        "finding": "CANARYFINDING",
        "severity": None,
        "by": "CANARYJUDGE",
        "on": "2026-11-12",
    }
    second = document["answers"][1]
    assert (second["by"], second["on"], second["confirmed"]) == ("CANARYWHO", "2026-11-07", True)
