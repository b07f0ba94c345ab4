"""Commands for authors of checklists: ``checklist new`` and ``checklist schema``."""

import re
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli.context import AppContext
from tenken.core.problem import UsageProblem
from tenken.store.checklist import editions


def new(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="cli.checklist.new_folder")],
    source: Annotated[str | None, typer.Option("--from", help="cli.checklist.source")] = None,
    checklist_id: Annotated[str | None, typer.Option("--id", help="cli.checklist.id")] = None,
) -> None:
    """Start an edition of one's own."""
    from tenken.store import scaffold  # noqa: PLC0415 - the editing library is loaded only to write

    app: AppContext = ctx.obj
    refuse_in_use(folder)
    name = own_id(folder, checklist_id)
    if source:
        original = editions.load_by_reference(source, app.checklist_path)
        found = next(place for place in editions.find(app.checklist_path) if editions.load(place) == original)
        scaffold.copy(folder, name, found, original)
    else:
        scaffold.start(folder, name)
    editions.load(folder)
    app.message(app.words("cli.checklist.started", folder=str(folder), reference=f"{name}@1"))


def refuse_in_use(folder: Path) -> None:
    """Raise UsageProblem where a folder holds something, or something stands there that is no folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageProblem("folder-in-use", {"file": str(folder)})


def own_id(folder: Path, given: str | None) -> str:
    """The id that was given, else one from the folder's name; raises UsageProblem where that makes none."""
    name = given or re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise UsageProblem("needs", {"option": "--id"})
    return name


def schema(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="cli.checklist.schema_folder")] = Path("schema"),
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
) -> None:
    """Write the JSON Schemas with which an editor completes and checks TOML."""
    from tenken.store import scaffold  # noqa: PLC0415 - the editing library is loaded only to write

    app: AppContext = ctx.obj
    for path in scaffold.write_schemas(folder, replace=force):
        app.result(str(path))
