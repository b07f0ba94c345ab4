"""Starting an edition of one's own: from the small one in ``templates/edition``, or as a copy of another.

A copy keeps the questions' ids, so that lineage holds: its predecessor is the edition it was copied from.
"""

from pathlib import Path
from typing import Any

import tomlkit

from tenken import data
from tenken.core.model import Checklist
from tenken.store import files
from tenken.store.editions import HEAD
from tenken.store.json_schemas import FILES, written


def start(folder: Path, checklist_id: str) -> None:
    """A small edition that lints clean and can be assessed at once."""
    source = data.folder("templates") / "edition"
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(source.glob("*.toml"))}
    texts[HEAD] = texts[HEAD].replace('id = "ID"', f'id = "{checklist_id}"')
    _write(folder, texts)


def copy(folder: Path, checklist_id: str, source: Path, original: Checklist) -> None:
    """An edition with the questions of another, ready to be changed."""
    texts = {}
    for name in (HEAD, *(f"{area.id}.toml" for area in original.areas)):
        page: Any = tomlkit.parse((source / name).read_text(encoding="utf-8"))
        if name == HEAD:
            page["id"], page["edition"], page["predecessor"] = checklist_id, "1", original.reference
            page.pop("released", None)
        for question in page.get("question", []):
            question.pop("replaces", None)
        texts[name] = tomlkit.dumps(page).replace("#:schema ../schema/", "#:schema ./schema/")
    _write(folder, texts)


def write_schemas(folder: Path, *, replace: bool = False) -> list[Path]:
    """The JSON Schemas, for editors; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    targets = [folder / name for name in FILES]
    for target in targets:
        files.write(target, written(target.name), replace=replace)
    return targets


def _write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        files.write(folder / name, text.encode())
    write_schemas(folder / "schema")
