"""Commands about checklists: ``checklist list``, ``show`` and ``lint``."""

import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from tenken.cli import output as outputs
from tenken.cli.context import Hall
from tenken.cli.help import HelpfulGroup
from tenken.core.lint import RULES, Shelf, lint, manual
from tenken.core.model import Checklist, Depth
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.render.formats import CATALOGUES
from tenken.screen import wrap
from tenken.store.checklist import editions, library

COLUMNS = 78
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
    hall: Hall = ctx.obj
    w = hall.words
    loaded = [editions.load(folder) for folder in editions.find(hall.places)]
    loaded.sort(key=lambda checklist: checklist.reference)
    if as_json:
        hall.tell(json.dumps([_summary(checklist) for checklist in loaded], ensure_ascii=False, indent=2))
        return
    for checklist in loaded:
        released = checklist.released
        state = w("cli.checklist.released", day=w.day(released)) if released else w("cli.checklist.unreleased")
        count = sum(1 for _ in checklist.questions)
        title = w.text(checklist.title)
        hall.tell(w("cli.checklist.item", reference=checklist.reference, title=title, n=count, state=state))


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
    hall: Hall = ctx.obj
    checklist = editions.load_by_reference(reference, hall.places)
    if as_json:
        hall.tell(json.dumps(_whole(checklist), ensure_ascii=False, indent=2))
    elif refs:
        _show_refs(hall, checklist, refs)
    elif form or output:
        chosen = outputs.chosen(CATALOGUES, output, form.value if form else None) or CATALOGUES["html"]
        content = chosen.make(checklist, library.load(hall.places), hall.words)
        target = output or Path(f"{reference.replace('@', '-')}.{chosen.ending}")
        if outputs.deliver(content, target, force=force):
            hall.talk(hall.words("cli.checklist.made", file=str(target)))
    else:
        _show_text(hall, checklist)


def _show_text(hall: Hall, checklist: Checklist) -> None:
    w = hall.words
    summary = _summary(checklist)["questions"]
    hall.tell(f"{w.text(checklist.title)}  {checklist.reference}")
    hall.tell(w("cli.checklist.counts", **summary))
    numbers = checklist.numbers()
    for at, area in enumerate(checklist.areas, 1):
        hall.tell()
        hall.tell(f"{at} {w.text(area.title)}")
        hall.tell(wrap(w.text(area.intro), COLUMNS, "  "))
        for question in area.questions:
            head = w("cli.checklist.question", number=numbers[question.id], id=question.id, weight=question.weight)
            marks = [w("report.summary.critical")] if question.critical else []
            marks.append(w(f"depth.{question.tier}"))
            hall.tell()
            hall.tell(f"  {head}  {' '.join(marks)}")
            hall.tell(wrap(w.text(question.text), COLUMNS, "    "))


def _show_refs(hall: Hall, checklist: Checklist, key: str) -> None:
    """A standard's items with the questions that touch them, and the questions with their items."""
    w = hall.words
    standards = [standard for standard in library.load(hall.places).standards if standard.key == key]
    if not standards:
        known = sorted({standard.key for standard in library.load(hall.places).standards})
        raise UsageProblem("unknown-standard", {"written": key, "choices": " / ".join(known) or "-"})
    numbers = checklist.numbers()
    touched: dict[str, list[str]] = {}
    for _, question in checklist.questions:
        for item_id in question.refs.get(key, ()):
            touched.setdefault(item_id, []).append(question.id)
    for standard in standards:
        hall.tell(f"{w.text(standard.title)} ({standard.edition}) {w.day(standard.dated)}")
        if standard.note:
            hall.tell(wrap(w.text(standard.note), COLUMNS))
        for item in standard.items:
            hall.tell(f"  {item.id}  {w.text(item.title)}")
            hall.tell(wrap(", ".join(touched.get(item.id, [])) or w("cli.checklist.untouched"), COLUMNS, "      "))
            if item.light:
                hall.tell(wrap(w("cli.checklist.light", text=w.text(item.light)), COLUMNS, "      "))
        hall.tell()
    for _, question in checklist.questions:
        if question.refs.get(key):
            items = " ".join(question.refs[key])
            hall.tell(f"  {numbers[question.id]:>5} {question.id}  {w.text(question.name)}: {items}")


def lint_folder(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="cli.checklist.folder")] = None,
    rules: Annotated[bool, typer.Option("--list", help="cli.checklist.rules")] = False,
    as_json: Json = False,
) -> None:
    """Hold editions against the rules; every problem in one trip."""
    hall: Hall = ctx.obj
    if rules:
        for rule in RULES:
            hall.tell(rule.__name__)
            hall.tell(wrap(hall.words.text(manual(rule)), COLUMNS, "  "))
            hall.tell()
        return
    places: tuple[Path, ...] = (folder,) if folder else hall.places
    found = editions.find(places)
    if not found:
        raise FileProblems([Problem(file=f"{folder or ''}/{editions.HEAD}", what="not-found")])
    problems: list[Problem] = []
    broken = False
    for place in found:
        try:
            checklist = editions.load(place)
            complaints = editions.place_complaints(place, lint(_shelf(hall, places, checklist)))
        except FileProblems as refused:
            broken = True
            problems += refused.problems
            continue
        problems += complaints
        if not complaints and not as_json:
            count = sum(1 for _ in checklist.questions)
            hall.tell(hall.words("cli.checklist.clean", reference=checklist.reference, n=count))
    if as_json:
        hall.tell(json.dumps([_problem(problem) for problem in problems], ensure_ascii=False, indent=2))
    if problems:
        raise _Found(problems, broken=broken, quiet=as_json)


def _shelf(hall: Hall, places: tuple[Path, ...], checklist: Checklist) -> Shelf:
    """The checklist with its predecessor and the library, from the folder asked about first."""
    everywhere = tuple(dict.fromkeys((*places, *hall.places)))
    predecessor = editions.load_predecessor(checklist, everywhere)
    return Shelf(checklist=checklist, predecessor=predecessor, library=library.load(everywhere))


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
