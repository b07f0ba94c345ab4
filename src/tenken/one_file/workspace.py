"""The files of one assessment while the page is asked about them: what was opened, its last year, what the form says.

In the browser they lie in memory. Everything is read and written by the same functions as on the command line, so that
the same bytes come out.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tenken import data
from tenken.ask.file_names import file_stem, without_folders
from tenken.ask.form.read import understand
from tenken.ask.handout import Handout, without_verdicts
from tenken.core.model import Assessment, Checklist
from tenken.core.problem import Problem, UsageProblem
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.render.years.remarks import remark
from tenken.store import years
from tenken.store.assessment import editor
from tenken.store.assessment.document import content_digest, identity
from tenken.store.assessment.incoming import merged, take_in
from tenken.store.checklist import library
from tenken.store.incoming import saved_form
from tenken.store.report.pdf_report import PDF
from tenken.store.years import YearFile
from tenken.words import Words

PLACES = (data.folder("checklist"),)
"""Where editions are: those that the file brings along."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An assessment with the answers of the form."""

    year: YearFile
    content: bytes
    """Of its file."""
    refused: Sequence[Problem] = ()
    """What of the form was not taken."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with the files of one assessment."""

    folder: Path
    today: date
    words: Words

    def opened(self, name: str, content: bytes) -> YearFile:
        """The assessment in what somebody opened; raises FileProblems, or UsageProblem for a PDF."""
        file = self._put(name, content)
        return replace(years.load(file, PLACES, self.today), name=file.name)  # the folder is nobody's business

    def begun(self, checklist: Checklist, assessment: Assessment) -> tuple[str, bytes]:
        """The file of a new assessment, named after the firm and the year: its name without the ending, its bytes."""
        file = self._new(file_stem(assessment.organisation.name))
        editor.create(file, checklist, assessment, self.today, overwrite=True)
        return file.stem, file.read_bytes()

    def renewed(self, name: str, content: bytes) -> tuple[str, bytes]:
        """The file of this year's assessment, begun with the answers of the one that was opened."""
        last = self.opened(name, content)
        if last.assessment.date > self.today:
            days = {"today": self.today.isoformat(), "day": last.assessment.date.isoformat()}
            raise UsageProblem("renew-early", {"last": last.name, **days})
        begun = years.renewed(last, PLACES, self.today, partial(remark, self.words, last.assessment))
        return self.begun(*begun)

    def answered(self, name: str, content: bytes, saved: Mapping[str, Any] | None) -> Answered:
        """The assessment with what the form says in it, and what of that was not taken.

        Nothing is read twice: to load an edition takes a third of the time of a report.
        """
        year = self.opened(f"{name}.toml", content)
        if saved is None:
            return Answered(year, content)
        filled = saved_form.parse(json.dumps(saved, ensure_ascii=False).encode(), name)
        organisation = year.assessment.organisation.name
        said = without_folders(understand(filled, year.checklist, identity(year.assessment), organisation, name))
        outcome = merged(said, year.checklist, year.assessment, self.today, _as_said)
        if not outcome.wrote:  # a signed file, which nothing may change, has its report all the same
            return Answered(year, content, outcome.refused)
        file = self.folder / year.name
        checklist, assessment, outcome = take_in(
            said, file, PLACES, self.today, decide=_as_said, checklist=year.checklist
        )
        content = file.read_bytes()
        year = YearFile(year.name, hashlib.sha256(content).hexdigest(), checklist, assessment)
        return Answered(year, content, outcome.refused)

    def changed(self, year: YearFile, assessment: Assessment) -> bytes:
        """The file of a year with another subject."""
        file = self.folder / year.name
        editor.save(file, lambda _, __: assessment, PLACES, self.today, year.checklist)
        return file.read_bytes()

    def report(self, this: YearFile, last: tuple[str, bytes] | None, profile: ReportProfile) -> Report:
        """The finished report of a year, compared with the last one where there is one.

        Raises UsageProblem where that is no earlier year of the same firm.
        """
        before = self.opened(*last) if last else None
        comparison = None
        if before:
            years.refuse_order(before, this)
            if unlike := years.other_firm(before, this):
                raise unlike
            comparison = years.compared(before, this, PLACES)
        return years.report_of(this, PLACES, profile=profile, last=before, comparison=comparison)

    def handout(self, checklist: Checklist, assessment: Assessment) -> Handout:
        """What the form is made from."""
        return Handout(
            checklist=checklist,
            assessment=without_verdicts(assessment),
            words=self.words,
            today=self.today,
            identity=identity(assessment),
            content=content_digest(assessment),
            library=library.load(PLACES),
        )

    def _put(self, name: str, content: bytes) -> Path:
        """The content as a file under that name, which is no path of this machine."""
        if content.lstrip()[:5] == PDF:
            raise UsageProblem("one-file-pdf", {"file": name})
        file = self.folder / f"{file_stem(name.removesuffix('.toml')) or 'tenken'}.toml"
        file.write_bytes(content)
        return file

    def _new(self, stem: str) -> Path:
        return self.folder / f"{stem or 'tenken'}-{self.today.year}.toml"


def _as_said(_: object) -> bool:
    """Whether what the form says counts where the file says otherwise: the file is the one that it was made from."""
    return True
