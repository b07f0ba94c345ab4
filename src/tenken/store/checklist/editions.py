"""Editions: a folder with ``checklist.toml`` and one file for each area becomes one Checklist.

Where editions are looked for is said by the command (the user's own folders first, then the packaged one); this module
knows only folders. What would make an edition impossible to score is refused here; style is ``core.lint``'s business.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from tenken.core.model import NO_TEXT, Area, Checklist
from tenken.core.problem import FileProblems, Problem, close_to
from tenken.store.checklist.schema import AREA, CHECKLIST
from tenken.store.validation.digest import canonical, digest_of
from tenken.store.validation.toml_file import TomlFile, TomlTable, from_text, read
from tenken.store.validation.validate import fit

HEAD = "checklist.toml"


def find(places: Iterable[Path]) -> list[Path]:
    """Every folder that holds an edition: each place itself, and what stands directly in it."""
    found = []
    for place in places:
        if not place.is_dir():
            continue
        inside = sorted((entry for entry in place.iterdir() if entry.is_dir()), key=lambda entry: entry.name)
        found += [folder for folder in (place, *inside) if (folder / HEAD).is_file()]
    return found


def folder_of(reference: str, places: Sequence[Path], asked_in: TomlFile | None = None) -> tuple[Path, TomlFile]:
    """The folder and the head of the edition of that reference, in the first place that has it.

    Raises FileProblems, naming the editions there are, where none has.
    """
    known = []
    likely = reference.replace("@", "-")
    for folder in (f for place in places for f in sorted(find([place]), key=lambda f: f.name != likely)):
        head = read(folder / HEAD, f"{folder.name}/{HEAD}")
        name = f"{head.data.get('id')}@{head.data.get('edition')}"
        if name == reference:
            return folder, head
        known.append(name)
    values = {"reference": reference, "known": ", ".join(sorted(known)) or "-"}
    if asked_in:
        asked_in.stop([asked_in.problem(("checklist",), "no-such-edition", values)])
    raise FileProblems([Problem(file=reference, what="no-such-edition", values=values)])


def load_by_reference(reference: str, places: Sequence[Path], asked_in: TomlFile | None = None) -> Checklist:
    """The edition of that reference (``member-data@2026``); raises FileProblems where there is none or it is broken."""
    return load(*folder_of(reference, places, asked_in))


def load_predecessor(checklist: Checklist, places: Sequence[Path]) -> Checklist | None:
    """The edition before this one, if it names any; raises FileProblems where the line of predecessors never ends."""
    seen = [checklist.reference]
    parent: Checklist | None = None
    following = checklist.predecessor
    while following:
        if following in seen:
            values = {"line": " → ".join([*seen, following])}
            path = f"{checklist.id}-{checklist.edition}/{HEAD}"
            raise FileProblems([Problem(file=path, what="lineage-loop", path=("predecessor",), values=values)])
        seen.append(following)
        found = load_by_reference(following, places)
        parent = parent or found
        following = found.predecessor
    return parent


Load: TypeAlias = Callable[[str, Sequence[Path]], Checklist]
"""Gives the edition of a reference in the first place that has it; raises FileProblems."""


def between(
    last: Checklist, this: Checklist, places: Sequence[Path], load: Load = load_by_reference
) -> tuple[Checklist, ...]:
    """The editions that lie between two others, oldest first; empty where none does, or where no line joins the two."""
    line: list[Checklist] = []
    seen = {this.reference}
    following = this.predecessor
    while following and following != last.reference and following not in seen:
        seen.add(following)
        try:
            line.insert(0, load(following, places))
        except FileProblems as refused:
            if all(problem.what == "no-such-edition" for problem in refused.problems):
                return ()
            raise
        following = line[0].predecessor
    return tuple(line) if following == last.reference else ()


def newest(places: Sequence[Path], on: date) -> Checklist:
    """The newest of the editions that are not released only after that day, else the oldest that will be.

    Raises FileProblems where there is none at all.
    """
    found = sorted((load(folder) for folder in find(places)), key=lambda checklist: (checklist.edition, checklist.id))
    if not found:
        raise FileProblems([Problem(file="checklist", what="not-found")])
    current = [checklist for checklist in found if checklist.released is None or checklist.released <= on]
    return current[-1] if current else found[0]


def newest_after(edition: Checklist, places: Sequence[Path], on: date) -> Checklist:
    """The newest edition released by that day that follows, directly or through others; itself where none does."""
    heads: dict[str, tuple[Path, TomlFile]] = {}
    for folder in find(places):
        head = read(folder / HEAD, f"{folder.name}/{HEAD}")
        heads.setdefault(f"{head.data.get('id')}@{head.data.get('edition')}", (folder, head))
    before = {reference: head.data.get("predecessor") for reference, (_, head) in heads.items()}

    def follows(reference: str) -> bool:
        seen = {reference}
        earlier = before[reference]
        while earlier in heads and earlier != edition.reference and earlier not in seen:
            seen.add(earlier)
            earlier = before[earlier]
        return bool(earlier == edition.reference)

    days = {reference: head.data.get("released") for reference, (_, head) in heads.items()}
    released = [(day, reference) for reference, day in days.items() if day and day <= on and follows(reference)]
    return load(*heads[max(released)[1]]) if released else edition


def load(folder: Path, head: TomlFile | None = None) -> Checklist:
    """The edition in a folder; raises FileProblems with everything wrong in all of its files."""
    head = head or read(folder / HEAD, f"{folder.name}/{HEAD}")

    def area_file(area_id: str) -> TomlFile:
        return read(folder / f"{area_id}.toml", f"{folder.name}/{area_id}.toml")

    return assemble(head, area_file, lambda shape: _check_listed(folder, shape))


def from_texts(files: Mapping[str, str], folder: str) -> Checklist:
    """The edition that those files would make in a folder of that name; raises FileProblems like ``load``."""

    def file(name: str) -> TomlFile:
        return from_text(files[name], f"{folder}/{name}")

    return assemble(file(HEAD), lambda area_id: file(f"{area_id}.toml"))


def assemble(
    head: TomlFile,
    area_file: Callable[[str], TomlFile],
    check_place: Callable[[TomlTable], Iterable[Problem]] = lambda _: (),
) -> Checklist:
    """The edition of a head and its areas' files, wherever they come from; raises FileProblems like ``load``."""
    shape = fit(head, CHECKLIST, dict)
    problems: list[Problem] = []
    files: dict[str, TomlFile] = {}
    areas: dict[str, Area] = {}
    for area_id in shape["areas"]:
        try:
            files[area_id] = area_file(area_id)
            areas[area_id] = fit(files[area_id], AREA, Area)
        except FileProblems as refused:
            problems += refused.problems
    for check in (_check_head(head, shape), _check_areas(shape, files, areas), check_place(shape)):
        problems += check
    if problems:
        from tenken.store.validation.positions import placed  # noqa: PLC0415 - the parser with positions is loaded only to explain

        texts = {file.name: file.text for file in (head, *files.values())}
        of_files = {name: [problem for problem in problems if problem.file == name] for name in texts}
        found = {name: iter(placed(of_file, texts[name], in_order=False)) for name, of_file in of_files.items()}
        raise FileProblems([next(found[p.file]) if p.file in found else p for p in problems])
    content = canonical([head.data, *(files[area_id].data for area_id in shape["areas"])])
    return Checklist(
        id=shape["id"],
        edition=shape["edition"],
        title=shape["title"],
        areas=tuple(areas[area_id] for area_id in shape["areas"]),
        grades=shape["grade"],
        gate=shape["gate"],
        digest=digest_of(content),
        facts=shape.get("fact", ()),
        subject=shape.get("subject", NO_TEXT),
        personal_data=shape.get("personal_data", True),
        given_wording=shape.get("given_wording", False),
        light_when=shape.get("light_when", ()),
        released=shape.get("released"),
        predecessor=shape.get("predecessor"),
        source=content,
    )


def asked_digests(checklist: Checklist) -> dict[str, str]:
    """For each question 8 hexadecimal digits over what decides an answer: its text, what it means, when it is asked."""
    _, *areas = json.loads(checklist.source)
    digests = {}
    for area in areas:
        for question in area["question"]:
            decides = {key: question.get(key) for key in ("text", "means", "when", "unless")} | {
                "area": area.get("when")
            }
            digests[question["id"]] = digest_of(canonical(decides)).removeprefix("sha256:")[:8]
    return digests


def _check_head(head: TomlFile, shape: TomlTable) -> Iterator[Problem]:
    least = [grade.least for grade in shape["grade"]]
    if least != sorted(set(least), reverse=True) or least[-1] != 0:
        yield head.problem(("grade",), "grades-out-of-order")
    letters = [grade.letter for grade in shape["grade"]]
    if len(set(letters)) < len(letters):
        yield head.problem(("grade",), "grades-out-of-order")
    for key, letter in head.data["gate"].items():
        if letter not in letters:
            yield head.problem(("gate", key), "no-such-grade", {"written": str(letter), "choices": " / ".join(letters)})
    for position, fact in enumerate(shape.get("light_when", ())):
        known = {entry.id for entry in shape.get("fact", ())}
        if fact not in known:
            yield head.problem(("light_when", position), "no-such-fact", _near(fact, known))
    for kind, ids in (("areas", shape["areas"]), ("fact", [fact.id for fact in shape.get("fact", ())])):
        seen: set[str] = set()
        for position, name in enumerate(ids):
            if name in seen:
                yield head.problem((kind, position), "listed-twice", {"id": name})
            seen.add(name)


def _check_areas(shape: TomlTable, files: dict[str, TomlFile], areas: dict[str, Area]) -> Iterator[Problem]:
    facts = {fact.id for fact in shape.get("fact", ())}
    seen: dict[str, str] = {}
    for area_id, area in areas.items():
        file = files[area_id]
        if area.id != area_id:
            yield file.problem(("id",), "area-named-otherwise", {"written": area.id, "wanted": area_id})
        if area.when and area.when not in facts:
            yield file.problem(("when",), "no-such-fact", _near(area.when, facts))
        for position, question in enumerate(area.questions):
            at = ("question", position)
            if question.id in seen:
                values = {"id": question.id, "first": seen[question.id]}
                yield file.problem((*at, "id"), "id-given-twice", values)
            seen.setdefault(question.id, f"{area_id}.toml")
            for key, fact in (("when", question.when), ("unless", question.unless)):
                if fact and fact not in facts:
                    yield file.problem((*at, key), "no-such-fact", _near(fact, facts))
            for key, text in (("text", question.text), ("remedy", question.remedy.first)):
                if not text:
                    yield file.problem((*at, key), "no-text")


def _check_listed(folder: Path, shape: TomlTable) -> Iterator[Problem]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml") and entry.name != HEAD and entry.name[:-5] not in shape["areas"]:
            yield Problem(file=f"{folder.name}/{entry.name}", what="area-not-listed", line=1, column=1)


def _near(written: str, known: set[str]) -> dict[str, str | int]:
    return {"written": written, "choices": " / ".join(sorted(known)) or "-", "meant": close_to(written, known) or "-"}
