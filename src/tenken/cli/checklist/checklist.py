"""Commands about checklists: ``checklist list``, ``show`` and ``lint``."""

import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from tenken.cli import output as outputs
from tenken.cli.context import AppContext
from tenken.cli.help import HelpfulGroup
from tenken.core.lint import RULES, LintContext, lint, manual
from tenken.core.model import Checklist, Depth
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.render.formats import CATALOGUES
from tenken.screen import COLUMNS, wrap
from tenken.store.checklist import editions, library

CatalogueFormat = Enum("CatalogueFormat", {name: name for name in CATALOGUES})  # type: ignore[misc]  # one member for each format
Json = Annotated[bool, typer.Option("--json", help="cli.checklist.json")]


class Checklists(HelpfulGroup):
    """``tenken checklist``."""

    targets: ClassVar[dict[str, str]] = {
        "list": "checklist.checklist:list_all",
        "show": "checklist.checklist:show",
        "lint": "checklist.checklist:lint_folder",
        "schema": "checklist.authoring:schema",
        "new": "checklist.authoring:new",
    }
    help_key: ClassVar[str] = "cli.checklist.{name}_help"


def list_all(ctx: typer.Context, as_json: Json = False) -> None:
    """Tell which editions there are."""
    app: AppContext = ctx.obj
    w = app.words
    loaded = [editions.load(folder) for folder in editions.find(app.checklist_path)]
    loaded.sort(key=lambda checklist: checklist.reference)
    if as_json:
        app.result(json.dumps([_summary(checklist) for checklist in loaded], ensure_ascii=False, indent=2))
        return
    for checklist in loaded:
        released = checklist.released
        state = w("cli.checklist.released", day=w.day(released)) if released else w("cli.checklist.unreleased")
        count = sum(1 for _ in checklist.questions)
        title = w.text(checklist.title)
        app.result(w("cli.checklist.item", reference=checklist.reference, title=title, n=count, state=state))


def show(
    ctx: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="EDITION", help="cli.checklist.reference")],
    as_json: Json = False,
    form: Annotated[CatalogueFormat | None, typer.Option("--format", help="cli.checklist.format")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.checklist.output")] = None,
    refs: Annotated[str | None, typer.Option("--refs", help="cli.checklist.refs")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.report.force")] = False,
) -> None:
    """Tell every question of an edition, as text, as a document, or by the items of a standard."""
    app: AppContext = ctx.obj
    checklist = editions.load_by_reference(reference, app.checklist_path)
    if as_json:
        app.result(json.dumps(_whole(checklist), ensure_ascii=False, indent=2))
    elif refs:
        _show_refs(app, checklist, refs)
    elif form or output:
        chosen = outputs.chosen(CATALOGUES, output, form.value if form else None) or CATALOGUES["html"]
        content = chosen.make(checklist, library.load(app.checklist_path), app.words)
        target = output or Path(f"{reference.replace('@', '-')}.{chosen.ending}")
        if outputs.deliver(content, target, force=force):
            app.message(app.words("cli.checklist.made", file=str(target)))
    else:
        _show_text(app, checklist)


def _show_text(app: AppContext, checklist: Checklist) -> None:
    w = app.words
    summary = _summary(checklist)["questions"]
    app.result(f"{w.text(checklist.title)}  {checklist.reference}")
    app.result(w("cli.checklist.counts", **summary))
    numbers = checklist.numbers()
    for at, area in enumerate(checklist.areas, 1):
        app.result()
        app.result(f"{at} {w.text(area.title)}")
        app.result(wrap(w.text(area.intro), COLUMNS, "  "))
        for question in area.questions:
            head = w("cli.checklist.question", number=numbers[question.id], id=question.id, weight=question.weight)
            marks = [w("report.summary.critical")] if question.critical else []
            marks.append(w(f"depth.{question.tier}"))
            app.result()
            app.result(f"  {head}  {' '.join(marks)}")
            app.result(wrap(w.text(question.text), COLUMNS, "    "))


def _show_refs(app: AppContext, checklist: Checklist, key: str) -> None:
    """A standard's items with the questions that touch them, and the questions with their items."""
    w = app.words
    standards = [standard for standard in library.load(app.checklist_path).standards if standard.key == key]
    if not standards:
        known = sorted({standard.key for standard in library.load(app.checklist_path).standards})
        raise UsageProblem("unknown-standard", {"written": key, "choices": " / ".join(known) or "-"})
    numbers = checklist.numbers()
    touched: dict[str, list[str]] = {}
    for _, question in checklist.questions:
        for item_id in question.refs.get(key, ()):
            touched.setdefault(item_id, []).append(question.id)
    for standard in standards:
        app.result(f"{w.text(standard.title)} ({standard.edition}) {w.day(standard.dated)}")
        if standard.note:
            app.result(wrap(w.text(standard.note), COLUMNS))
        for item in standard.items:
            app.result(f"  {item.id}  {w.text(item.title)}")
            app.result(wrap(", ".join(touched.get(item.id, [])) or w("cli.checklist.untouched"), COLUMNS, "      "))
            if item.light:
                app.result(wrap(w("cli.checklist.light", text=w.text(item.light)), COLUMNS, "      "))
        app.result()
    for _, question in checklist.questions:
        if question.refs.get(key):
            items = " ".join(question.refs[key])
            app.result(f"  {numbers[question.id]:>5} {question.id}  {w.text(question.name)}: {items}")


def lint_folder(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="cli.checklist.folder")] = None,
    rules: Annotated[bool, typer.Option("--list", help="cli.checklist.rules")] = False,
    as_json: Json = False,
) -> None:
    """Hold editions against the rules; every problem in one trip."""
    app: AppContext = ctx.obj
    if rules:
        for rule in RULES:
            app.result(rule.__name__)
            app.result(wrap(app.words.text(manual(rule)), COLUMNS, "  "))
            app.result()
        return
    places: tuple[Path, ...] = (folder,) if folder else app.checklist_path
    found = editions.find(places)
    if not found:
        raise FileProblems([Problem(file=f"{folder or ''}/{editions.HEAD}", what="not-found")])
    problems: list[Problem] = []
    broken = False
    for place in found:
        try:
            checklist = editions.load(place)
            complaints = editions.place_complaints(place, lint(_shelf(app, places, checklist)))
        except FileProblems as refused:
            broken = True
            problems += refused.problems
            continue
        problems += complaints
        if not complaints and not as_json:
            count = sum(1 for _ in checklist.questions)
            app.result(app.words("cli.checklist.clean", reference=checklist.reference, n=count))
    if as_json:
        app.result(json.dumps([_problem(problem) for problem in problems], ensure_ascii=False, indent=2))
    if problems:
        raise _Found(problems, broken=broken, quiet=as_json)


def _shelf(app: AppContext, places: tuple[Path, ...], checklist: Checklist) -> LintContext:
    """The checklist with its predecessor and the library, from the folder asked about first."""
    everywhere = tuple(dict.fromkeys((*places, *app.checklist_path)))
    predecessor = editions.load_predecessor(checklist, everywhere)
    return LintContext(checklist=checklist, predecessor=predecessor, library=library.load(everywhere))


class _Found(FileProblems):
    """What lint found: broken files are exit 3, rules not kept exit 1."""

    def __init__(self, problems: list[Problem], *, broken: bool, quiet: bool) -> None:
        super().__init__([] if quiet else problems)
        self.exit_code = 3 if broken else 1


def _problem(problem: Problem) -> dict[str, Any]:
    place = {"file": problem.file, "line": problem.line, "column": problem.column, "where": problem.where}
    return {**place, "what": problem.what, "values": dict(problem.values)}


def _summary(checklist: Checklist) -> dict[str, Any]:
    questions = [question for _, question in checklist.questions]
    counts: dict[str, int] = {
        str(depth): sum(depth.includes(question.tier) for question in questions) for depth in Depth
    }
    return {
        "format": 1,
        "checklist": checklist.reference,
        "digest": checklist.digest,
        "title": {"ja": checklist.title.ja, "en": checklist.title.en},
        "released": checklist.released.isoformat() if checklist.released else None,
        "areas": [area.id for area in checklist.areas],
        "questions": {**counts, "critical": sum(question.critical for question in questions)},
    }


def _whole(checklist: Checklist) -> dict[str, Any]:
    questions = [
        {
            "id": question.id,
            "area": area.id,
            "tier": str(question.tier),
            "weight": question.weight,
            "critical": question.critical,
            "text": {"ja": question.text.ja, "en": question.text.en},
        }
        for area, question in checklist.questions
    ]
    return {**_summary(checklist), "questions": questions}
