"""The command that makes the example: ``demo``."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken import data
from tenken.cli import output as outputs
from tenken.cli.context import AppContext
from tenken.cli.options import numeric
from tenken.core.problem import UsageProblem
from tenken.render.formats import REPORTS
from tenken.store import atomic_file, years

EXAMPLE = ("kitahama", ("2026.toml", "2026-draft.toml"))
EXAMPLE_DAY = date(2026, 11, 18)
"""The last day on which something was reported in the example: its audit was signed."""
AUDITED = ("2026.toml", "2026-followup.toml", "2026-audit.toml")
"""The example, its audit and what came after, which name each other: they keep their names, in their own folder."""
AUDITED_FIRM = ("2025.toml", *AUDITED)
"""The same as the files of one firm of many."""
FOLLOWED_DAY = date(2026, 11, 20)
"""The last day of what came after its audit."""
LEAST_AUDITED = 10
"""Of so many invented firms the last is the example, so that there are findings to follow up."""
MOST_CLIENTS = 200_000


def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="cli.demo.folder")] = Path("tenken-demo"),
    audit: Annotated[bool, typer.Option("--audit", help="cli.demo.audit")] = False,
    firms: Annotated[int | None, numeric("--clients", "cli.demo.clients", 1, MOST_CLIENTS)] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
) -> None:
    """Make the example's report, so that a newcomer sees what comes out."""
    app: AppContext = ctx.obj
    if firms:
        if audit:
            raise UsageProblem("one-of", {"choices": "--audit / --clients"})
        _invent(app, folder, firms)
        return
    name, sources = EXAMPLE
    copies = [(folder / f"{name}-{source}", data.folder("examples") / name / source) for source in sources]
    reported = [copy for copy, _ in copies]
    if audit:
        copies += [(folder / f"{name}-audit" / source, data.folder("examples") / name / source) for source in AUDITED]
        reported.append(copies[-1][0])
    reports = [(copy, copy.with_suffix(f".{form}")) for copy in reported for form in ("pdf", "html")]
    for path in (*(copy for copy, _ in copies), *(target for _, target in reports)):
        if path.exists() and not force:
            raise UsageProblem("exists", {"file": str(path)})
    for place in dict.fromkeys((folder, *(copy.parent for copy, _ in copies))):
        atomic_file.make_folder(place)
    for copy, source in copies:
        atomic_file.write(copy, source.read_bytes(), replace=force)
    day = max(app.today, EXAMPLE_DAY)  # a slow clock must not spoil the first look
    loaded = {copy: years.load(copy, app.checklist_path, day) for copy in reported}
    for copy, target in reports:
        chosen = REPORTS[target.suffix[1:]]
        carries = chosen.carries_files
        reader = chosen.usual_reader(audited=loaded[copy].assessment.audit is not None)
        finished = years.report_of(loaded[copy], app.checklist_path, profile=reader, carries=carries)
        content = outputs.make(app, partial(chosen.make, finished, app.words))
        atomic_file.write(target, content, replace=force)
    app.message(app.words("cli.demo.made"))
    for path in (*(copy for copy, _ in copies), *(target for _, target in reports)):
        app.result(str(path))
    app.message(app.words("cli.demo.look"))


def _invent(app: AppContext, folder: Path, number: int) -> None:
    """Make that many invented firms; raises UsageProblem where the folder is not empty."""
    from tenken.store.checklist import editions  # noqa: PLC0415 - only for invented firms
    from tenken.store.portfolio import invented  # noqa: PLC0415 - only for invented firms

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageProblem("clients-folder-used", {"folder": str(folder)})
    known = [editions.newest(app.checklist_path, app.today)]
    while earlier := editions.load_predecessor(known[-1], app.checklist_path):
        known.append(earlier)
    made_from = invented.Invention(editions=tuple(known), today=app.today)
    audited = number >= LEAST_AUDITED and app.today >= FOLLOWED_DAY
    made = sum(1 for _ in invented.write(folder, number - audited, made_from))
    if audited:
        place = data.folder("examples") / EXAMPLE[0]
        last = years.load(place / AUDITED[0], app.checklist_path, app.today).assessment
        invented.add(folder, last, {name: (place / name).read_bytes() for name in AUDITED_FIRM})
        made += 1
    app.message(app.words("cli.demo.clients_made", n=made, folder=str(folder)))
    app.lead_to("next.to_clients", folder=str(folder))
