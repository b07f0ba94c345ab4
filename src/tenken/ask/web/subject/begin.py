"""The first page of somebody who has no file yet: what is asked of the firm; and the page that opens a file.

A file is made where the person says, under the firm's name, and never in the place of another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from os.path import lexists
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tenken.ask.file_names import file_stem
from tenken.ask.subject.begin import begun
from tenken.ask.subject.page_form import first_page, given_in
from tenken.ask.web.access_control import form_of
from tenken.ask.web.backend import Backend, FoundFile
from tenken.ask.web.pages.frame import Frame
from tenken.core.problem import FileProblems, SayableError
from tenken.core.scoring.score import score
from tenken.words import Language, Words


@dataclass(frozen=True, slots=True)
class Begin:
    """The page and what happens on it."""

    backend: Backend
    frame: Frame
    root: str

    def show(self, _: Request, lang: Language) -> Response:
        """The fields, empty."""
        return self._page(lang, {}, {})

    def create(self, request: Request, lang: Language) -> Response:
        """Make the file, then go on to the questions; with what is wrong, the page again as it was filled in."""
        w, sent = Words(lang), form_of(request.scope)
        checklist = self.backend.beginning.edition()
        given = given_in(checklist, sent)
        beginning = self.backend.beginning
        reading = begun(checklist, given, self.backend.today, self.backend.clean, beginning.firm_id())
        errors = {key: w(fault.what, **fault.values) for key, fault in reading.refused.items()}
        file = self._file(w, sent, reading.assessment.organisation.name, errors)
        if not errors and file is not None:
            try:
                beginning.create(file, checklist, reading.assessment)
            except FileProblems as refused:
                errors["folder"] = " ".join(w.problem(problem) for problem in refused.problems)
            except SayableError as stop:
                errors["folder"] = w.error(stop.what, stop.values)
            else:
                self.backend.opened.path = file
                return RedirectResponse(f"{self.root}/{lang}/go", HTTPStatus.SEE_OTHER)
        return self._page(lang, sent, errors)

    def files(self, request: Request, lang: Language) -> Response:
        """The assessments that lie in a folder, to go on with or to begin this year's from."""
        return self._files(lang, request.query_params.get("folder", ""))

    def choose(self, request: Request, lang: Language) -> Response:
        """Open a file of the folder, or begin this year's with its answers."""
        sent, w = form_of(request.scope), Words(lang)
        folder = self._folder(sent.get("folder", ""))
        files = {found.name: found for found in self.backend.beginning.found(folder)} if folder else {}
        chosen = files.get(sent.get("file", ""))
        if folder is None or chosen is None:
            return self._files(lang, sent.get("folder", ""), w("web.files.gone"))
        file = folder / chosen.name
        if sent.get("go") == "renew":
            new = free_name(folder, f"{_stem(chosen)}-{self.backend.today.year}")
            try:
                self.backend.beginning.renew(file, new, w)
            except FileProblems as refused:
                return self._files(lang, str(folder), " ".join(w.problem(problem) for problem in refused.problems))
            except SayableError as stop:
                return self._files(lang, str(folder), w.error(stop.what, stop.values))
            file = new
        self.backend.opened.path = file
        return RedirectResponse(f"{self.root}/{lang}/", HTTPStatus.SEE_OTHER)

    def _file(self, w: Words, sent: Mapping[str, str], firm: str, errors: dict[str, str]) -> Path | None:
        """The file that is to be made; what stands in its way is added to the errors."""
        folder = self._folder(sent.get("folder", ""))
        if folder is None:
            errors["folder"] = w("web.begin.no_folder", folder=sent.get("folder", "")[:200])
            return None
        wanted = file_stem(sent.get("file", "").removesuffix(".toml"))
        if not wanted:
            return free_name(folder, f"{file_stem(firm)}-{self.backend.today.year}") if firm else None
        file = folder / f"{wanted}.toml"
        if lexists(file):
            errors["file"] = w("web.begin.exists", file=file.name, free=free_name(folder, wanted).name)
            return None
        return file

    def _folder(self, written: str) -> Path | None:
        """The folder that was named, the usual one where none was; ``None`` where there is no such folder."""
        try:
            folder = Path(written.strip()).expanduser() if written.strip() else self.backend.beginning.folder
            return folder.resolve() if folder.is_dir() else None
        except (OSError, ValueError, RuntimeError):
            return None

    def _page(self, lang: Language, sent: Mapping[str, str], errors: Mapping[str, str]) -> Response:
        backend = self.backend
        edition = backend.beginning.edition()
        w = Words(lang, checklist=edition)
        return self.frame.bare(
            "begin",
            lang,
            HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
            w=w,
            **first_page(w, edition, backend.today, backend.kinds, sent=sent, errors=errors),
            folder=sent.get("folder") or str(backend.beginning.folder),
            file_name=sent.get("file", backend.beginning.name),
            year=backend.today.year,
        )

    def _files(self, lang: Language, written: str, wrong: str = "") -> Response:
        folder = self._folder(written)
        found = self.backend.beginning.found(folder) if folder else ()
        w = Words(lang)
        if folder is None:
            wrong = wrong or w("web.begin.no_folder", folder=written[:200])
        return self.frame.bare(
            "files",
            lang,
            HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
            folder=str(folder) if folder else written,
            found=[(one, score(*one.loaded)) for one in found],
            wrong=wrong,
            today=self.backend.today,
        )


def free_name(folder: Path, stem: str) -> Path:
    """The file of that name in the folder, with a number behind it where there is one already, or a link of that name.

    Whether a file can stand there at all is found out by making it.
    """
    stem = stem.strip("-") or "tenken"
    file = folder / f"{stem}.toml"
    number = 2
    while lexists(file):
        file = folder / f"{stem}-{number}.toml"
        number += 1
    return file


def _stem(found: FoundFile) -> str:
    return file_stem(found.loaded[1].organisation.name)
