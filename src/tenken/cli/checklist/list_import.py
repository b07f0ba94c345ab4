"""``tenken checklist import``: an edition from a consultant's own list of questions."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenken.cli.checklist.authoring import own_id, refuse_in_use
from tenken.cli.checklist.checklist import Json
from tenken.cli.context import AppContext
from tenken.cli.options import LESS_OFTEN
from tenken.core.model import Checklist, Text
from tenken.core.problem import FileProblems, Notice, Problem
from tenken.core.question_list.headings import language_of
from tenken.core.question_list.questions import QuestionList, names_persons
from tenken.store.checklist import editions, library
from tenken.words import LANGUAGES, Words

if TYPE_CHECKING:
    from tenken.store.list_import.reading import ReadList

LONGEST_TITLE = 80
"""Characters of a title that is taken from the list or from its name."""


class ListLanguage(StrEnum):
    """The language of a list's texts."""

    JA = "ja"
    EN = "en"


def import_list(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="LIST", help="cli.checklist.list")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="cli.checklist.new_folder")],
    title: Annotated[str | None, typer.Option("--title", help="cli.checklist.import_title")] = None,
    subject: Annotated[str | None, typer.Option("--subject", help="cli.checklist.import_subject")] = None,
    personal_data: Annotated[
        bool | None,
        typer.Option("--personal-data/--no-personal-data", help="cli.checklist.import_personal_data"),
    ] = None,
    checklist_id: Annotated[str | None, typer.Option("--id", help="cli.checklist.id")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="cli.checklist.import_sheet")] = None,
    texts: Annotated[
        ListLanguage | None,
        typer.Option("--list-lang", help="cli.checklist.import_lang", rich_help_panel=LESS_OFTEN),
    ] = None,
    edition: Annotated[
        str, typer.Option("--edition", help="cli.checklist.import_edition", rich_help_panel=LESS_OFTEN)
    ] = "1",
    as_json: Json = False,
) -> None:
    """Make an edition of one's own from a list of questions in a workbook or CSV."""
    from tenken.render.checklist import list_import as telling  # noqa: PLC0415 - loaded only to import
    from tenken.store import scaffold  # noqa: PLC0415 - the editing library is loaded only to write
    from tenken.store.list_import import reading, writing  # noqa: PLC0415 - loaded only to import

    app: AppContext = ctx.obj
    refuse_in_use(folder)
    name = own_id(folder, checklist_id)
    known = library.load(app.checklist_path)
    read = reading.read_list(source, known, sheet=sheet, language=texts)
    found = read.questions
    notices = [*_read_notices(read), *found.notices]
    called = _title(found, source, title, notices)
    protects = _given(found, "--subject", subject) if subject else _usual_subject()
    head = writing.EditionHead(
        id=name,
        edition=edition,
        title=called,
        subject=protects,
        subject_is_default=not subject,
        personal_data=_of_persons(found, (called, protects), notices) if personal_data is None else personal_data,
        personal_data_is_default=personal_data is None,
        source=source.name,
    )
    if not subject:
        notices.append(Notice("subject_default", {"subject": app.words.text(head.subject)}))
    files = writing.edition_files(found, head)
    checklist = editions.from_texts(files, folder.resolve().name)
    scaffold.write(folder, files)
    imported = telling.ImportedList(
        file=source.name,
        encoding=read.encoding,
        found=found,
        checklist=checklist,
        filled=writing.used_defaults(found),
        notices=notices,
    )
    if as_json:
        app.data(telling.list_document(app.words, imported))
        return
    for told in telling.list_lines(app.words, imported):
        app.message(told)
    _tell_made(app, folder, checklist, found)


def _tell_made(app: AppContext, folder: Path, checklist: Checklist, found: QuestionList) -> None:
    n, areas = len(found.questions), len(found.areas)
    app.message(app.words("list_import.made", folder=str(folder), reference=checklist.reference, areas=areas, n=n))
    app.lead_to("next.to_own", reference=checklist.reference, folder=str(folder))


def _read_notices(read: "ReadList") -> list[Notice]:
    notices = []
    if read.other_sheets:
        notices.append(Notice("other_sheets", {"sheets": " / ".join(read.other_sheets)}))
    if read.encoding not in ("", "utf-8"):
        notices.append(Notice("encoding", {"encoding": read.encoding}))
    return notices


def _title(found: QuestionList, source: Path, given: str | None, notices: list[Notice]) -> Text:
    """The title that was given, else what stands above the table, else the name of the file."""
    if given:
        return _given(found, "--title", given)
    above = found.table.title
    taken = above if above and len(above) <= LONGEST_TITLE else source.stem[:LONGEST_TITLE]
    notices.append(Notice("title_above" if taken == above else "title_file", {"title": taken}))
    return _given(found, str(source), taken)


def _of_persons(found: QuestionList, head: Iterable[Text], notices: list[Notice]) -> bool:
    """Whether title, subject or a question names persons' data; said, since pages of the report depend on it."""
    question = found.of_persons
    if question is None and not any(map(names_persons, head)):
        notices.append(Notice("no_personal_data"))
        return False
    where = {"place": question.place} if question else {}
    notices.append(Notice("personal_data_asked" if question else "personal_data_named", where))
    return True


def _given(found: QuestionList, where: str, written: str) -> Text:
    """A text in the list's language; of a list in both languages, in its own. Raises FileProblems where it is odd."""
    from tenken.store.validation.sanitize import Sanitizer, line  # noqa: PLC0415 - loaded only to import

    sanitizer = Sanitizer()
    sanitizer.cleaned(written)
    if sanitizer.faults or not line(written):
        what, values = sanitizer.faults[0][1:] if sanitizer.faults else ("no-text", {})
        raise FileProblems([Problem(file=where, what=what, values=values)])
    language = found.languages[0] if len(found.languages) == 1 else language_of(written)
    return Text(**{language: " ".join(line(written).split())})


def _usual_subject() -> Text:
    said: dict[str, Any] = {lang: Words(lang)("list_import.default.subject") for lang in LANGUAGES}
    return Text(**said)
