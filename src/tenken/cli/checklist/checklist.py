"""Commands about checklists: ``checklist list``, ``show`` and ``lint``."""

from enum import Enum
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from tenken.cli import output as outputs
from tenken.cli.context import AppContext
from tenken.cli.help import HelpfulGroup
from tenken.core.library import Standard
from tenken.core.lint import RULES, LintContext, Violation, lint, manual
from tenken.core.lint_notes import NOTED, notes
from tenken.core.lint_notes import places as note_places
from tenken.core.problem import MOST_TOLD, FileProblems, Problem, UsageProblem
from tenken.render.checklist.as_text import (
    checklist_document,
    checklist_lines,
    reference_document,
    reference_lines,
    summary_document,
)
from tenken.render.formats import CATALOGUES
from tenken.screen import COLUMNS, wrap
from tenken.store.checklist import editions, library
from tenken.store.checklist.complaints import place_complaints

CatalogueFormat = Enum("CatalogueFormat", {name: name for name in CATALOGUES})  # type: ignore[misc]  # one member for each format
Json = Annotated[bool, typer.Option("--json", help="cli.checklist.json")]

NAMED = 5
"""How many places a note names."""
LINT_FORMAT = 1
"""Of ``lint --json``. 1: the first fifty problems, and how many there are."""


class Checklists(HelpfulGroup):
    """``tenken checklist``."""

    targets: ClassVar[dict[str, str]] = {
        "list": "checklist.checklist:list_all",
        "show": "checklist.checklist:show",
        "lint": "checklist.checklist:lint_folder",
        "schema": "checklist.authoring:schema",
        "new": "checklist.authoring:new",
        "adopt": "checklist.adopt:adopt_file",
        "import": "checklist.list_import:import_list",
    }
    help_key: ClassVar[str] = "cli.checklist.{name}_help"


def list_all(ctx: typer.Context, as_json: Json = False) -> None:
    """Tell which editions there are."""
    app: AppContext = ctx.obj
    w = app.words
    loaded = [editions.load(folder) for folder in editions.find(app.checklist_path)]
    loaded.sort(key=lambda checklist: checklist.reference)
    if as_json:
        app.data([summary_document(checklist) for checklist in loaded])
        return
    for checklist in loaded:
        released = checklist.released
        state = w("cli.checklist.released", day=w.day(released)) if released else w("cli.checklist.unreleased")
        count = sum(1 for _ in checklist.questions)
        title = w.text(checklist.title)
        app.result(w("cli.checklist.item", reference=checklist.reference, title=title, n=count, state=state))
    if loaded:
        app.lead_to("next.to_show", reference=loaded[-1].reference)


def show(
    ctx: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="EDITION", help="cli.checklist.reference")],
    as_json: Json = False,
    form: Annotated[CatalogueFormat | None, typer.Option("--format", help="cli.checklist.format")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.checklist.output")] = None,
    refs: Annotated[str | None, typer.Option("--refs", help="cli.checklist.refs")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
) -> None:
    """Tell every question of an edition, as text, as a document, or by the items of a standard."""
    app: AppContext = ctx.obj
    if output and (as_json or refs):
        raise UsageProblem("one-of", {"choices": "--output / " + ("--json" if as_json else "--refs")})
    chosen = outputs.chosen(CATALOGUES, output, form.value if form else None)
    checklist = editions.load_by_reference(reference, app.checklist_path)
    if refs:
        standards = _standards(app, refs)
        if as_json:
            app.data(reference_document(checklist, standards))
        else:
            app.result("\n".join(reference_lines(app.words, checklist, standards, refs)))
    elif as_json:
        app.data(checklist_document(checklist))
    elif form or output:
        chosen = chosen or CATALOGUES["html"]
        target = output or Path(f"{reference.replace('@', '-')}.{chosen.ending}")
        outputs.refuse_early(target, force=force)
        content = chosen.make(checklist, library.load(app.checklist_path), app.words)
        if outputs.deliver(content, target, force=force):
            app.message(app.words("cli.checklist.made", file=str(target)))
    else:
        app.result("\n".join(checklist_lines(app.about(checklist).words, checklist)))


def _standards(app: AppContext, key: str) -> list[Standard]:
    """The standards of that key; raises UsageProblem where there is none."""
    known = library.load(app.checklist_path).standards
    found = [standard for standard in known if standard.key == key]
    if not found:
        choices = " / ".join(sorted({standard.key for standard in known})) or "-"
        raise UsageProblem("unknown-standard", {"written": key, "choices": choices})
    return found


def lint_folder(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="cli.checklist.folder")] = None,
    rules: Annotated[bool, typer.Option("--list", help="cli.checklist.rules")] = False,
    as_json: Json = False,
) -> None:
    """Hold editions against the rules; every problem in one trip."""
    app: AppContext = ctx.obj
    if rules:
        _tell_rules(app)
        return
    places: tuple[Path, ...] = (folder,) if folder else app.checklist_path
    found = editions.find(places)
    if not found:
        raise FileProblems([Problem(file=f"{folder or ''}/{editions.HEAD}", what="not-found")])
    problems: list[Problem] = []
    noted: list[Problem] = []
    broken = False
    everywhere = tuple(dict.fromkeys((*places, *app.checklist_path)))
    known = None
    for place in found:
        try:
            checklist = editions.load(place)
            predecessor = editions.load_predecessor(checklist, everywhere)
            known = known or library.load(everywhere)
            context = LintContext(checklist=checklist, predecessor=predecessor, library=known)
            complaints, remarks = place_complaints(place, lint(context)), notes(context)
        except FileProblems as refused:
            broken = True
            problems += refused.problems
            continue
        problems += complaints
        noted += place_complaints(place, remarks) if as_json else []
        if not complaints and not as_json:
            count = sum(1 for _ in checklist.questions)
            app.result(app.words("cli.checklist.clean", reference=checklist.reference, n=count))
            _tell_notes(app, remarks)
            if folder:
                app.lead_to("next.to_own", reference=checklist.reference, folder=str(folder))
    if as_json:
        told = [_problem(problem) for problem in problems[:MOST_TOLD]]
        app.data(
            {
                "format": LINT_FORMAT,
                "total": len(problems),
                "problems": told,
                "notes": [_problem(note) for note in noted[:MOST_TOLD]],
            }
        )
    if problems:
        raise _Found(problems, broken=broken, quiet=as_json)


def _tell_rules(app: AppContext) -> None:
    for rule in (*RULES, *NOTED):
        app.result(rule.__name__)
        app.result(wrap(app.words.text(manual(rule)), COLUMNS, "  "))
        app.result()


def _tell_notes(app: AppContext, remarks: tuple[Violation, ...]) -> None:
    for rule, ids in note_places(remarks).items():
        of = " ".join(ids[:NAMED]) + (" …" if len(ids) > NAMED else "")
        sentence = app.words(f"lint_note.{rule}", n=len(ids), ids=of)
        app.message(wrap(app.words("lint_note.told", told=sentence), COLUMNS))


class _Found(FileProblems):
    """What lint found: broken files are exit 3, rules not kept exit 1."""

    def __init__(self, problems: list[Problem], *, broken: bool, quiet: bool) -> None:
        super().__init__([] if quiet else problems)
        self.exit_code = 3 if broken else 1


def _problem(problem: Problem) -> dict[str, Any]:
    place = {"file": problem.file, "line": problem.line, "column": problem.column, "where": problem.where}
    return {**place, "what": problem.what, "values": dict(problem.values)}
