"""Brand files: one TOML file and at most one picture beside it become one value, everything wrong in it told at once.

Brand files are passed from hand to hand, so nothing in one reaches further than that: texts stay texts, colours are six
digits that can be read on paper, and the only file that may be named is the logo, inside the brand file's own folder.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from tenken.core.problem import FileProblems, Problem
from tenken.core.report.brand import (
    FORMER,
    INK,
    LEAST_CONTRAST,
    LEAST_DIFFERENCE,
    OPTIONAL,
    OWN,
    WHITE,
    Brand,
    Logo,
    contrast,
    difference,
    palette,
)
from tenken.core.report.sections import SECTIONS, ReportProfile
from tenken.store.report import logo
from tenken.store.validation.schema import FLAG, FORMAT, by, line, pattern, several, table, text
from tenken.store.validation.toml_file import TomlFile, TomlTable, read
from tenken.store.validation.validate import fit

ALWAYS = {"summary", "slipped", "left_out", "contents", *SECTIONS[ReportProfile.FULL]} - set(OPTIONAL)
"""The pages that stay, whatever a brand file says, former ones too; the reasons stand at ``OPTIONAL``."""


def load(path: Path) -> Brand:
    """What a brand file says; raises FileProblems with everything that is wrong."""
    return interpret(read(path), partial(logo.load, path.parent))


def interpret(file: TomlFile, picture_of: Callable[[str], Logo]) -> Brand:
    """The same for a file that was read already; ``picture_of`` gives the logo of that name or raises RefusedLogo."""
    problems: list[Problem] = []
    shape: TomlTable = {}
    try:
        shape = fit(file, BRAND, dict)
    except FileProblems as refused:
        problems += map(_explained, refused.problems)
    at_fault = {problem.path for problem in problems}
    problems += _colours(file, at_fault)
    picture = _logo(file, picture_of, problems, at_fault)
    file.stop(problems)
    colours = {key: colour.lower() for key, colour in shape.get("colours", {}).items()}
    return Brand(
        name=shape["brand"]["name"].strip(),
        palette=palette(**colours),
        cover=shape.get("cover", {}).get("text", ""),
        footer=shape.get("footer", {}).get("text", ""),
        contact=shape.get("contact", {}).get("lines", ()),
        without=tuple(section for section in OPTIONAL if not shape.get("sections", {}).get(section, True)),
        logo=picture,
    )


def document(brand: Brand, logo_name: str) -> TomlTable:
    """The brand as the plain data of a brand file whose logo has that name."""
    written: TomlTable = {
        "format": 1,
        "brand": {"name": brand.name},
        "colours": {"deep": brand.palette.deep, "warning": brand.palette.warning},
    }
    for group, key, said in (
        ("cover", "text", brand.cover),
        ("footer", "text", brand.footer),
        ("contact", "lines", list(brand.contact)),
        ("sections", "", dict.fromkeys(brand.without, False)),
        ("logo", "file", logo_name if brand.logo else ""),
    ):
        if said:
            written[group] = {key: said} if key else said
    return written


def _explained(problem: Problem) -> Problem:
    """A page that cannot be switched off is not an unknown word."""
    if problem.path[:1] == ("sections",) and problem.path[-1] in ALWAYS:
        return replace(problem, what="section-stays", values={"choices": " / ".join(OPTIONAL)})
    return problem


def _colours(file: TomlFile, at_fault: set[tuple[str | int, ...]]) -> Iterator[Problem]:
    """Colours that a reader could not see, or could not tell apart."""
    written = file.data.get("colours")
    given = {
        key: written[key].lower()
        for key in ("deep", "warning")
        if isinstance(written, dict) and key in written and ("colours", key) not in at_fault
    }
    for key, colour in given.items():
        ratio = contrast(colour, WHITE)
        if ratio < LEAST_CONTRAST:
            values = {"ratio": _tenths(ratio), "least": _tenths(LEAST_CONTRAST)}
            yield file.problem(("colours", key), "colour-too-pale", values)
    deep, warning = given.get("deep", OWN.deep), given.get("warning", OWN.warning)
    if given and difference(deep, warning) < LEAST_DIFFERENCE:
        last = "warning" if "warning" in given else "deep"
        yield file.problem(("colours", last), "colours-alike", {"deep": deep, "warning": warning})
    if "warning" in given and difference(INK, warning) < LEAST_DIFFERENCE:
        yield file.problem(("colours", "warning"), "warning-like-ink", {"ink": INK})


def _tenths(ratio: Fraction) -> str:
    """Cut off after one decimal place, so that what is refused never reads as what is asked for."""
    return f"{ratio * 10 // 10}.{ratio * 10 // 1 % 10}"


def _logo(
    file: TomlFile,
    picture_of: Callable[[str], Logo],
    problems: list[Problem],
    at_fault: set[tuple[str | int, ...]],
) -> Logo | None:
    """The logo the file names; why it cannot be used joins the problems."""
    written = file.data.get("logo")
    name = written.get("file") if isinstance(written, dict) else None
    if not isinstance(name, str) or ("logo", "file") in at_fault:
        return None
    try:
        return picture_of(name)
    except logo.RefusedLogo as refused:
        problems.append(file.problem(("logo", "file"), refused.what, refused.values))
        return None


# Whose name stands on the reports. Its texts have to fit on page 1, so they are short.

COLOUR = pattern("colour", "#[0-9A-Fa-f]{6}")


BRAND = table(
    {"format": FORMAT, "brand": table({"name": line(40)})},
    {
        "colours": table({}, {"deep": COLOUR, "warning": COLOUR}),
        "logo": table({"file": line(200)}),
        "cover": table({"text": line(120)}),
        "footer": table({"text": line(80)}),
        "contact": table({"lines": several(line(60), 3, 1)}),
        "sections": table({}, dict.fromkeys((*OPTIONAL, *FORMER), FLAG)),
        "extra": by(text(200), {"type": "any"}),
    },
)
