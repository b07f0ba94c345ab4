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
    if folder.exists() and any(folder.iterdir()):
        raise UsageProblem("folder-in-use", {"file": str(folder)})
    own_id = checklist_id or re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", own_id):
        raise UsageProblem("needs", {"option": "--id"})
    if source:
        original = editions.load_by_reference(source, app.checklist_path)
        found = next(place for place in editions.find(app.checklist_path) if editions.load(place) == original)
        scaffold.copy(folder, own_id, found, original)
    else:
        scaffold.start(folder, own_id)
    editions.load(folder)
    app.message(app.words("cli.checklist.started", folder=str(folder), reference=f"{own_id}@1"))


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
