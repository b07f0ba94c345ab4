"""A report as the version before made it: the first form of the record, on pages of another layout.

Made from a report of today. What the record then held is computed here from the answers and the edition alone.
"""

import io
import json
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pikepdf

from tenken.core.model import Checklist
from tenken.core.report.attachments import ASSESSMENT, REPORT

Record = dict[str, Any]


def first_form(record: Record, answers: dict[str, Any], checklist: Checklist) -> Record:
    """A record without what came later, each proposal due on the day that its remedy allows."""
    allows = {question.id: question.remedy.within_days for _, question in checklist.questions}
    told = {key: value for key, value in record.items() if key not in ("issued", "left_out", "not_asked")}
    del told["every_critical_in_place"]
    for gap in told.get("gaps", ()):
        action = answers.get(gap["id"], {}).get("action", {})
        allowed = date.fromisoformat(record["date"]) + timedelta(days=allows[gap["id"]])
        gap["due"] = str(action.get("due", allowed))
        gap["moved"] = [str(day) for day in action.get("moved", ())]
        del gap["person"]
    return told


def as_earlier(content: bytes, checklist: Checklist, change: Callable[[Record], None] = lambda _: None) -> bytes:
    """A PDF of today with a record of the first form, changed, and one page less."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        inside = {name: found.get_file().read_bytes() for name, found in document.attachments.items()}
        answers = tomllib.loads(inside[ASSESSMENT].decode())["answers"] if ASSESSMENT in inside else {}
        record = first_form(json.loads(inside[REPORT]), answers, checklist)
        change(record)
        written = json.dumps(record, ensure_ascii=False, indent=1).encode()
        document.Root.Names.EmbeddedFiles.Names[places(document).index(REPORT) * 2 + 1].EF.F.write(written)
        if len(document.pages) > 1:
            del document.pages[-1]
        document.save(stream, fix_metadata_version=False)
    return stream.getvalue()


def places(document: pikepdf.Pdf) -> list[str]:
    """The names of the files inside, in their order."""
    return [str(name) for name in document.Root.Names.EmbeddedFiles.Names.as_list()[::2]]
