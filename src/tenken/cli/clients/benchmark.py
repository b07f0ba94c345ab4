"""``tenken clients benchmark``: what the firms that agreed come to together, so that none of them can be told."""

from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.clients.clients import Firms, Json, gathered_firms, tell_rest
from tenken.cli.context import AppContext
from tenken.core.portfolio.benchmark import members_of, without_copies
from tenken.core.problem import UsageProblem
from tenken.render.portfolio import benchmark as told
from tenken.store.portfolio.benchmark import Published, update


def benchmark(
    ctx: typer.Context,
    folder: Firms,
    output: Annotated[Path, typer.Option("-o", "--output", help="cli.clients.benchmark_output")],
    as_json: Json = False,
) -> None:
    """Work out the benchmark of a folder's firms, or leave the earlier one where a new one would tell a firm.

    Firms are not chosen by conditions here: the benchmark of some beside that of all would tell the others.
    """
    app: AppContext = ctx.obj
    outputs.refuse_ending(output, "toml")
    outputs.refuse_early(output, force=True)
    to_file = output != outputs.STREAM
    if not to_file and as_json:
        raise UsageProblem("one-of", {"choices": "-o - / --json"})
    gathered = gathered_firms(app, folder)
    agreed = [files for files in gathered.files if files.client and files.client.benchmark]
    # where a file cannot be read nobody knows which answers are the last: earlier ones would stand for them
    read = [(files.client, files.records) for files in agreed if files.client and not files.problems]
    once = without_copies(read)
    brought = [list(members_of(client, records)) for client, records in once]
    standing = output if to_file and output.exists() else None
    found = update(folder, standing, [member for some in brought for member in some], app.today)
    if outputs.deliver(found.content, output, force=True):
        if as_json:
            app.data(told.document(found.benchmark, new=found.new))
        else:
            app.result("\n".join(told.lines(found.benchmark, app.words)))
        _tell(app, output, found)
    else:
        app.lead_to("next.to_clients", folder=str(folder))  # no file is there to be shown in a report
    counts = {
        "cli.clients.benchmark_not_agreed": len(gathered.files) - len(agreed),
        "cli.clients.benchmark_unreadable": len(agreed) - len(read),
        "cli.clients.copies": len(read) - len(once),
        "cli.clients.benchmark_not_counted": sum(not some for some in brought),
    }
    for key, n in counts.items():
        if n:
            app.message(app.words(key, n=n))
    tell_rest(app, folder, gathered)


def _tell(app: AppContext, output: Path, found: Published) -> None:
    """Whether the file is a new one, the earlier one, or the first, and which of its groups stayed."""
    w = app.words
    if not found.new:
        app.message(w("cli.clients.benchmark_same", file=str(output)))
        return
    app.message(w("cli.clients.made", file=str(output)))
    if found.benchmark.first:
        app.message(w("cli.clients.benchmark_first"))
    stayed = sum(group.on != app.today for group in found.benchmark.groups)
    if stayed:
        app.message(w("cli.clients.benchmark_stayed", n=stayed))
