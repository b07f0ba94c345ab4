"""One report to make: which file of a firm, what it is made from, and how it is made in whichever process.

Everything that a report is made from goes along as bytes, and its bytes come back: where it is made, nothing is read
or written but what tenken itself brings. Which reports are made, and where they end up, is ``runner``'s.
"""

import hashlib
import json
import threading
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from tenken import __version__, data
from tenken.batch.own_lists import NO_LISTS, OwnLists, unpacked
from tenken.core.library import Library
from tenken.core.model import AssessmentKind, Benchmark, Peers
from tenken.core.portfolio.clients import YearSummary
from tenken.core.portfolio.place import NoPeers, place_of
from tenken.core.portfolio.table import ClientRow
from tenken.core.problem import DaysAhead, FileProblems, MachineLacks, Problem, SayableError, Values
from tenken.core.report.brand import UNBRANDED, Brand
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import score
from tenken.render.formats import MEDIA_TYPES, REPORTS
from tenken.render.pdf import printer
from tenken.render.pdf.printer import MissingGlyphs
from tenken.sentences import LANGUAGES
from tenken.store import years
from tenken.store.checklist import library
from tenken.store.portfolio.records import ClientFiles, Known
from tenken.store.report import attachments
from tenken.store.report.benchmark import text_of
from tenken.store.validation.toml_file import read_bytes
from tenken.store.years import YearFile
from tenken.words import Language, Words

OUT = "out"
"""The folder, inside a firm's, in which its reports are put."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for, the same for every firm."""

    form: str = "pdf"
    profile: ReportProfile | None = None
    """For whom; ``None``: for the usual reader of the form."""
    lang: Language = "ja"
    era: bool = False
    brand: Brand = UNBRANDED
    benchmark: Benchmark | None = None
    """Groups of firms in which each report may show its firm's place."""
    issued: date | None = None
    today: date
    places: tuple[Path, ...] = ()
    """Folders of this machine with the user's own editions, before those that tenken brings."""
    lists: OwnLists = NO_LISTS
    """The same as bytes, for other machines."""
    drafts: bool = False
    """Whether assessments that are not finished get a report, too."""

    @property
    def where(self) -> tuple[Path, ...]:
        """The folders of editions on the machine that makes the report."""
        return (*self.places, *unpacked(self.lists), data.folder("checklist"))


@dataclass(frozen=True, slots=True)
class Source:
    """A file from which a report is made."""

    name: str
    """With the firm's folder before it."""
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One report to make."""

    folder: str
    """The firm's."""
    firm: str
    """Its name."""
    target: str
    """The file below the firm's folder."""
    this: Source
    last: Source | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    """Everything on which the bytes of the report depend: digests, versions, options."""

    @property
    def key(self) -> str:
        """SHA-256 over the inputs: the same for the same report."""
        return hashlib.sha256(json.dumps(dict(self.inputs), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A report."""

    content: bytes
    seconds: float
    substituted: str = ""
    """Characters that no font has, and for which it shows 〓."""
    alone: bool = False
    """Whether the benchmark has no group in which the firm has a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why there is no report: what is wrong in the firm's files, or one sentence under ``[error]``."""

    problems: tuple[Problem, ...] = ()
    error: str = ""
    values: Values = field(default_factory=dict)
    lacks: bool = False
    """Whether the machine lacks something, so that no other report can be made either."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The file of a firm that gets a report, and the year before it."""

    name: str
    year: YearSummary
    last: tuple[str, YearSummary] | None


def wanted(files: ClientFiles, row: ClientRow, *, drafts: bool) -> list[Wanted]:
    """The assessments of a firm that are finished, or with ``drafts`` all: this year's own, and the audit of it.

    An own assessment is finished where everything is answered, an audit where it is signed.
    """
    found = []
    own, audit = row.standing.own, row.standing.audit
    if own and own.answered and (own.complete or drafts):
        found.append(_with_last(own, files.selves, files.records.selves))
    if audit and (audit.signed or drafts):
        found.append(_with_last(audit, files.audits, files.records.audits))
    return found


def _with_last(year: YearSummary, names: Sequence[str], summaries: Sequence[YearSummary]) -> Wanted:
    *before, this = zip(names, summaries, strict=True)
    return Wanted(this[0], year, before[-1] if before else None)


def reported(one: Wanted, profile: ReportProfile | None) -> bool:
    """Whether there is a report of such a file for that reader."""
    return profile is not ReportProfile.AUDIT or one.year.kind is AssessmentKind.AUDIT


class Plan:
    """Turns what is wanted of a folder of firms into jobs; editions are loaded once for all of them."""

    def __init__(self, folder: Path, order: Order) -> None:
        """Work out what all reports share."""
        self.folder = folder
        self.order = order
        self._known = Known(order.where, order.today)
        self._shared = _shared_inputs(order)

    def job(self, row: ClientRow, one: Wanted) -> Job:
        """The job of a report, its files read.

        Raises FileProblems where a file cannot be read.
        """
        form, audited = REPORTS[self.order.form], one.year.kind is AssessmentKind.AUDIT
        usual = form.usual_reader(audited=audited)
        reader = self.order.profile or usual
        this, last = self._source(row.folder, one.name), None
        inputs = {**self._shared, "source": one.name, "profile": str(reader)}
        inputs |= {"assessment": this.digest, "edition": self._edition(one.year)}
        if one.last:
            name, year = one.last
            last = self._source(row.folder, name)
            inputs |= {"previous": last.digest, "previous-edition": self._edition(year)}
        # Both languages of a report lie side by side; the names of the Japanese ones are those of ``tenken report``.
        language = "" if self.order.lang == LANGUAGES[0] else f"-{self.order.lang}"
        target = f"{OUT}/{Path(one.name).stem}{language}{form.file_ending(reader, usual)}"
        return Job(folder=row.folder, firm=row.client.name, target=target, this=this, last=last, inputs=inputs)

    def _source(self, firm: str, name: str) -> Source:
        told = f"{firm}/{name}"
        return Source(told, read_bytes(self.folder / firm / name, told))

    def _edition(self, year: YearSummary) -> str:
        edition = self._known.edition(year.checklist)
        return edition.digest if edition else ""


def _shared_inputs(order: Order) -> dict[str, str]:
    """The inputs that all reports of an order share."""
    brand = hashlib.sha256(b"\0".join(part.content for part in attachments.enclose_brand(order.brand))).hexdigest()
    return {
        "tenken": __version__,
        "library": library.digest(order.where),
        "brand": brand,
        "benchmark": hashlib.sha256(text_of(order.benchmark).encode()).hexdigest() if order.benchmark else "",
        "form": order.form,
        "lang": order.lang,
        "era": str(order.era),
        "issued": str(order.issued or ""),
    }


_one_at_a_time = threading.Lock()
"""A worker of a cluster may have several threads; WeasyPrint and the bounds of a process are for one."""


def prepare(form: str) -> None:
    """Get this process ready to make reports one after the other: their pages are laid out in it."""
    if REPORTS[form].media_type == MEDIA_TYPES["pdf"]:
        printer.lay_out_here()


def make_there(order: Order, job: Job) -> Made | Refused:
    """Make a report in a process that works for another, also one that nobody has got ready."""
    prepare(order.form)
    return make(order, job)


def make(order: Order, job: Job) -> Made | Refused:
    """Make a report; whatever is wrong with it is given back, and never raised, since the others go on."""
    began = time.perf_counter()
    with _one_at_a_time, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("ignore", DaysAhead)
        warnings.simplefilter("always", MissingGlyphs)
        try:
            content, alone = _made(order, job)
        except FileProblems as refused:
            return Refused(problems=refused.problems)
        except SayableError as stop:
            return Refused(error=stop.what, values=stop.values, lacks=isinstance(stop, MachineLacks))
        except Exception as fault:  # noqa: BLE001 - a fault of tenken's own must not stop the other reports
            return Refused(error="unexpected", values={"kind": type(fault).__name__})
    missing = {mark for one in warned if isinstance(one.message, MissingGlyphs) for mark in one.message.characters}
    seconds = time.perf_counter() - began
    return Made(content=content, seconds=seconds, substituted="".join(sorted(missing)), alone=alone)


def _made(order: Order, job: Job) -> tuple[bytes, bool]:
    """A report, and whether a benchmark was given that has no place for the firm."""
    form, known, places = REPORTS[order.form], _known(order.where, order.today), order.where
    this = _year(job.this, known)
    last = _year(job.last, known) if job.last else None
    comparison = None
    if last:
        years.refuse_order(last, this)
        if unlike := years.other_firm(last, this):
            raise unlike
        comparison = years.compared(last, this, places, known.loaded)
    reader = order.profile or form.usual_reader(audited=this.assessment.audit is not None)
    found = None
    if order.benchmark:
        found = place_of(order.benchmark, this.assessment, score(this.checklist, this.assessment))
    finished = years.report_of(
        this,
        places,
        profile=reader,
        brand=order.brand,
        last=last,
        comparison=comparison,
        peers=found if isinstance(found, Peers) else None,
        carries=form.carries_files,
        issued=order.issued,
        known=_library(places),
    )
    return form.make(finished, _words(order.lang, order.era)), isinstance(found, NoPeers)


def _year(source: Source, known: Known) -> YearFile:
    return years.interpreted(source.name, source.content, known.places, known.today, known.edition)


@lru_cache(maxsize=1)
def _known(places: tuple[Path, ...], today: date) -> Known:
    return Known(places, today)


@lru_cache(maxsize=1)
def _library(places: tuple[Path, ...]) -> Library:
    return library.load(places)


@lru_cache(maxsize=2)
def _words(lang: Language, era: bool) -> Words:
    return Words(lang, era=era)
