"""Which fact stands in which format and profile: one table, and an assessment with a text of its own for each fact."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import openpyxl
import pypdfium2
import pytest
from tests.wider import slow

from tenken.core.model import Assessment, AssessmentKind, Checklist
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
PLANS = {"oscal-plan", "oscal-poam"}
"""Documents of OSCAL that tell a part only; ``test_oscal_audit`` says which."""
BY_ITEM = "soa-xlsx"
"""What each item of a standard comes to; ``test_soa`` says what it tells."""
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
    assert set(REPORTS) == EVERYWHERE | PLANS | {BY_ITEM}


def test_a_statement_of_applicability_tells_no_more_than_its_profile(
    assess: Callable[[str], tuple[Checklist, Assessment]],
) -> None:
    words = Words("ja")
    for profile in (ReportProfile.OWNER, ReportProfile.ATTESTATION):
        page = seen("xlsx", REPORTS[BY_ITEM].make(reported(assess, profile), words))
        for fact in set(FACTS) - {"sign-off", "owner", "due"}:
            assert not [part for part in FACTS[fact] if told(fact, part, "xlsx", page, words)], (profile, fact)


AUDITED = """
kind = "audit"
assessor = { name = "CANARYASSESSOR", firm = "CANARYFIRM" }
[answers.people-01]
status = "yes"
note = "CANARYCLIENTNOTE"
by = "CANARYCLIENT"
on = 2026-11-03
[[answers.people-01.evidence]]
what = "x"
dated = 2026-10-05
checked = "insufficient"
checked_by = "CANARYCHECKER"
checked_on = 2026-11-12
[answers.people-01.verdict]
status = "no"
finding = "CANARYREASON"
by = "CANARYJUDGE"
on = 2026-11-13
[[answers.people-01.verdict.basis]]
method = "document"
what = "CANARYSEEN"
by = "CANARYSEER"
on = 2026-11-14
ref = "CANARYREF"
evidence = [1]
sample = { population = 4711, size = 3, failed = 1, seed = "CANARYSEED" }
[answers.people-02]
status = "yes"
verdict = { status = "unknown", by = "CANARYJUDGE", on = 2026-11-13 }
[audit]
objective = "CANARYOBJECTIVE"
independence = "CANARYINDEPENDENCE"
opinion = "CANARYOPINION"
team = [{ name = "CANARYTEAM", qualification = "CANARYQUALIFIED" }]
sessions = [{ on = 2026-11-11, place = "CANARYPLACE", with = ["CANARYROLE"] }]
request = [{ id = "R7", what = "CANARYREQUEST", due = 2026-11-10, state = "received", on = 2026-11-09 }]
[[audit.finding]]
id = "F1"
grade = "major"
title = "CANARYTITLE"
questions = ["people-01"]
criteria = "CANARYCRITERIA"
condition = "CANARYCONDITION"
cause = "CANARYCAUSE"
consequence = "CANARYCONSEQUENCE"
recommendation = "CANARYRECOMMENDATION"
proof = ["CANARYPROOF"]
reply_by = 2026-12-24
disagreement = "CANARYDISAGREEMENT"
repeats = "2025:F3"
by = "CANARYFINDER"
on = 2026-11-15
[signoff]
issue = 2
[[signoff.step]]
role = "assessor"
name = "CANARYSIGNER"
firm = "CANARYSIGNFIRM"
on = 2026-11-21
digest = "sha256:STEP"
[[signoff.reopened]]
issue = 1
by = "CANARYREOPENER"
on = 2026-11-18
reason = "CANARYREOPENED"
digest = "sha256:GONE"
""".replace("STEP", "5" * 64).replace("GONE", "6" * 64)
SECOND = "sha256:" + "7" * 64

AUDIT_FACTS: dict[str, tuple[str | date, ...]] = {
    "verdict": ("CANARYREASON", "CANARYJUDGE", date(2026, 11, 13)),
    "basis": ("CANARYSEEN", "CANARYSEER", date(2026, 11, 14), "CANARYREF", "CANARYSEED", "4,711"),
    "evidence check": ("CANARYCHECKER", date(2026, 11, 12)),
    "finding": (
        *(f"CANARY{part}" for part in ("CRITERIA", "CONDITION", "CAUSE", "CONSEQUENCE", "RECOMMENDATION")),
        *("CANARYPROOF", "CANARYDISAGREEMENT", "2025:F3", "CANARYFINDER"),
    ),
    "finding's title": ("CANARYTITLE",),
    "reply date": (date(2026, 12, 24),),
    "team": ("CANARYTEAM", "CANARYQUALIFIED"),
    "session": ("CANARYPLACE", "CANARYROLE", date(2026, 11, 11)),
    "frame": ("CANARYOBJECTIVE", "CANARYINDEPENDENCE"),
    "opinion": ("CANARYOPINION",),
    "request": ("CANARYREQUEST", date(2026, 11, 10)),
    "sign-off step": ("CANARYSIGNER", "CANARYSIGNFIRM", date(2026, 11, 21), "sha256:" + "5" * 64),
    "second digest": (SECOND,),
    "reopening": ("CANARYREOPENED", "CANARYREOPENER", date(2026, 11, 18)),
}
AUDIT_TABLE = {  # fact: data formats that tell it whole, to the owner, to hand out
    "verdict": (TEXTS, NOWHERE, NOWHERE),
    "basis": (TEXTS, NOWHERE, NOWHERE),
    "evidence check": (TEXTS, NOWHERE, NOWHERE),
    "finding": (TEXTS, NOWHERE, NOWHERE),
    "finding's title": (TEXTS, TEXTS, NOWHERE),
    "reply date": (TEXTS, TEXTS, NOWHERE),
    "team": (TEXTS, TEXTS, NOWHERE),
    "session": (TEXTS, TEXTS - {"oscal"}, NOWHERE),  # a log of OSCAL's is told whole or not at all
    "frame": (TEXTS, TEXTS - {"oscal"}, NOWHERE),
    "opinion": (TEXTS, NOWHERE, NOWHERE),
    "request": (TEXTS, NOWHERE, NOWHERE),
    "sign-off step": (TEXTS, TEXTS, TEXTS),
    "second digest": (TEXTS, TEXTS, TEXTS),
    "reopening": (TEXTS, NOWHERE, NOWHERE),
}


def audited(assess: Callable[[str], tuple[Checklist, Assessment]], profile: ReportProfile) -> Report:
    checklist, assessment = assess(AUDITED.replace('kind = "audit"\n', ""))
    assessment = replace(assessment, kind=AssessmentKind.AUDIT)
    digests = {"content_digest": "sha256:" + "0" * 64, "signed_digest": SECOND}
    return build(checklist, assessment, **digests, version="9", profile=profile)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize("form", sorted(TEXTS))
def test_each_fact_of_an_audit_stands_where_the_table_says(
    assess: Callable[[str], tuple[Checklist, Assessment]], form: str
) -> None:
    words = Words("ja")
    for at, profile in enumerate(PROFILES):
        page = seen(form, REPORTS[form].make(audited(assess, profile), words)).replace("\\", "")
        for fact, parts in AUDIT_FACTS.items():
            found = [
                part for part in parts if told(fact, part, form, page, words) or (part == "4,711" and "4711" in page)
            ]
            assert found == (list(parts) if form in AUDIT_TABLE[fact][at] else []), (profile, fact)


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize("profile", PROFILES)
def test_how_much_was_looked_at_stands_in_every_data_format(
    assess: Callable[[str], tuple[Checklist, Assessment]], profile: ReportProfile
) -> None:
    extent = dict.fromkeys(TEXTS, "2/4問") | {"json": '"checked":2,"asked":4', "oscal": '"checked-of"'}
    for form, part in extent.items():
        assert part in seen(form, REPORTS[form].make(audited(assess, profile), Words("ja"))), form


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize("form", ["text", "md", "csv", "xlsx"])
def test_what_nobody_could_find_out_is_not_what_the_firm_does_not_know(
    assess: Callable[[str], tuple[Checklist, Assessment]], form: str
) -> None:
    page = seen(form, REPORTS[form].make(audited(assess, ReportProfile.FULL), Words("ja")))
    assert "確かめられない" in page
    if form in ("text", "md", "csv"):
        assert "わからない" not in page


@pytest.mark.parametrize("form", ["text", "md"])
def test_no_verdict_stands_in_the_line_of_the_firms_answer(
    assess: Callable[[str], tuple[Checklist, Assessment]], form: str
) -> None:
    lines = REPORTS[form].make(audited(assess, ReportProfile.FULL), Words("ja")).decode().splitlines()
    (own,) = (line for line in lines if "CANARYCLIENT、" in line or "CANARYCLIENT," in line)
    assert "会社の答え: できている" in own
    (note,) = (line for line in lines if "CANARYCLIENTNOTE" in line)
    assert "できていない" not in note
    (verdict,) = (line for line in lines if "監査の判断: できていない" in line)
    assert "CANARYJUDGE" in verdict


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_cells_of_the_firms_answer_hold_no_verdict(assess: Callable[[str], tuple[Checklist, Assessment]]) -> None:
    content = REPORTS["csv"].make(audited(assess, ReportProfile.FULL), Words("ja")).decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(content)))
    assert (first["said"], first["by"], first["judged"], first["evidenced"]) == (
        "できている",
        "CANARYCLIENT",
        "できていない",
        "",
    )
    with zipfile.ZipFile(io.BytesIO(REPORTS["xlsx"].make(audited(assess, ReportProfile.FULL), Words("ja")))) as parts:
        assert parts.testzip() is None
    book = openpyxl.load_workbook(io.BytesIO(REPORTS["xlsx"].make(audited(assess, ReportProfile.FULL), Words("ja"))))
    rows = book["すべての質問"].iter_rows(min_row=3, max_row=4, values_only=True)
    heads, cells = rows
    row = dict(zip(heads, cells, strict=True))
    assert (row["会社の答え"], row["監査の判断"], row["判断した人"]) == (
        "できている",
        "できていない",
        "CANARYJUDGE",
    )


def test_the_json_of_an_audit_keeps_the_names_of_the_sign_off(
    assess: Callable[[str], tuple[Checklist, Assessment]],
) -> None:
    document = json.loads(REPORTS["json"].make(audited(assess, ReportProfile.FULL), Words("ja")))
    assert (document["signoff"]["assessor"], document["signoff"]["on"]) == ("CANARYSIGNER", "2026-11-21")
    assert document["audit"]["outcomes"] == {
        "unchecked": 2,
        "confirmed": 0,
        "lowered": 1,
        "raised": 0,
        "brought-in": 0,
        "taken-out": 0,
        "not-verifiable": 1,
    }
    assert document["audit"]["grades"]["major"] == 1
    assert document["answers"][0]["outcome"] == "lowered"
    assert [answer["evidenced"] for answer in document["answers"][:2]] == [False, False]
    assert document["audit"]["optimism"]["gap"]


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
        "basis": [],
    }
    second = document["answers"][1]
    assert (second["by"], second["on"], second["confirmed"]) == ("CANARYWHO", "2026-11-07", True)
