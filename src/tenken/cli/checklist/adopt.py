"""The command for whoever mended a checklist that is not released: ``checklist adopt`` takes its answers along."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from tenken.cli.context import AppContext
from tenken.screen import COLUMNS, wrap
from tenken.store.assessment.adoption import Adoption, adopt, adoption
from tenken.words import Words

ADOPT = 1
"""Of ``checklist adopt --json``. 1: which questions changed, and whose answers wait to be confirmed."""


def adopt_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.checklist.adopt_file")],
    keep: Annotated[bool, typer.Option("--keep", help="cli.checklist.keep")] = False,
    show: Annotated[bool, typer.Option("--show", help="cli.checklist.only_show")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="cli.checklist.json")] = False,
) -> None:
    """Bring an assessment to the present text of its checklist, which is not released."""
    app: AppContext = ctx.obj
    if show:
        found = adoption(file, app.checklist_path, keep=keep)
    else:
        found = adopt(file, app.checklist_path, app.today, keep=keep)
    if as_json:
        app.data(_document(found, written=found.needed and not show))
        return
    for line in _lines(app.words, found):
        app.result(wrap(line, COLUMNS))
    if found.needed and not show:
        app.message(app.words("cli.checklist.adopted", file=str(file)))


def _document(found: Adoption, *, written: bool) -> dict[str, Any]:
    return {
        "format": ADOPT,
        "checklist": found.checklist.reference,
        "digest": {"before": found.before.digest, "now": found.checklist.digest},
        "known": found.known,
        "changed": list(found.changed),
        "new": list(found.new),
        "gone": list(found.gone),
        "unconfirmed": list(found.unconfirmed),
        "facts_gone": list(found.facts),
        "written": written,
    }


def _lines(w: Words, found: Adoption) -> Iterator[str]:
    if not found.needed:
        yield w("cli.checklist.adopt_same", reference=found.checklist.reference)
        return
    numbers = found.checklist.numbers()
    if not found.known:
        yield w("cli.checklist.adopt_unknown")
    for heading, ids in (("changed", found.changed), ("new", found.new), ("gone", found.gone)):
        if ids:
            yield w(f"cli.checklist.adopt_{heading}", n=len(ids))
        for question_id in ids:
            question = found.checklist.question(question_id)
            if question is None:
                yield w("cli.checklist.adopt_id", id=question_id)
            else:
                values = {"number": numbers[question_id], "id": question_id, "text": w.text(question.text)}
                yield w("cli.checklist.adopt_question", **values)
    if found.known and not (found.changed or found.new or found.gone):
        yield w("cli.checklist.adopt_beside")
    if found.facts:
        yield w("cli.checklist.adopt_facts", facts=" ".join(found.facts))
    yield (
        w("cli.checklist.adopt_waiting", n=len(found.unconfirmed))
        if found.unconfirmed
        else w("cli.checklist.adopt_stay")
    )
