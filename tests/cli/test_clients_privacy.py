"""No word of one firm stands in another's file, and none of any firm in what is told of all: a mark in every text."""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tests.conftest import Said

Tenken = Callable[..., Said]
FIRMS = 7
WHERE = ("name", "sector", "contact", "mail", "organisation", "assessor", "role", "note", "evidence", "extra")
"""Where each firm's marks stand."""


def mark(firm: int, where: str) -> str:
    return f"Q{firm}X{where}"


def marks(firm: int) -> list[str]:
    return [mark(firm, where) for where in WHERE]


def assessment(firm: int, text: str) -> str:
    """An assessment of demo with the firm's marks in every text of its own."""
    text = re.sub(r'^name = ".*"$', f'name = "{mark(firm, "organisation")}"', text, count=1, flags=re.MULTILINE)
    text = re.sub(r'^sector = ".*"$', f'sector = "{mark(firm, "sector")}"', text, flags=re.MULTILINE)
    text = re.sub(r'^id = ".*"$', f'id = "{firm:016x}"', text, flags=re.MULTILINE)  # a copy would count once
    assessor = f'[assessor]\nname = "{mark(firm, "assessor")}"\nrole = "{mark(firm, "role")}"\n'
    text = re.sub(r"^\[assessor\]\n(?:.+\n)*", assessor, text, flags=re.MULTILINE)
    more = f'note = "{mark(firm, "note")}"\nevidence = [{{ what = "{mark(firm, "evidence")}" }}]\n'
    return re.sub(r'^status = "yes"\n', rf"\g<0>{more}", text, flags=re.MULTILINE)


@pytest.fixture
def firms(tenken: Tenken, tmp_path: Path) -> Path:
    """Firms that have answered this year and last, with marks in all that they say."""
    assert tenken("demo", "made", "--clients", "60").code == 0
    whole = [path for path in sorted((tmp_path / "made").iterdir()) if (path / "2025.toml").exists()]
    for at in range(FIRMS):
        firm = tmp_path / "firms" / f"firm-{at}"
        firm.mkdir(parents=True)
        for year in ("2025.toml", "2026.toml"):
            text = (whole[0] / year).read_text(encoding="utf-8")
            (firm / year).write_text(assessment(at, text), encoding="utf-8")
        head = f'format = 1\nname = "{mark(at, "name")}"\nsector = "{mark(at, "sector")}"\ntags = ["a"]\n'
        told = f'contact = "{mark(at, "contact")}"\nmail = "{mark(at, "mail")}"\nbenchmark = true\n'
        (firm / "client.toml").write_text(f'{head}{told}[extra]\nx = "{mark(at, "extra")}"\n', encoding="utf-8")
    shutil.rmtree(tmp_path / "made")
    return tmp_path / "firms"


def contents(path: Path) -> Iterator[str]:
    """Everything that a file says, in whichever form."""
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", errors="replace")
    elif path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(content)
        yield "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
        with pikepdf.open(io.BytesIO(content)) as opened:
            for thing in opened.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield thing.read_bytes().decode("latin-1") if "/Subtype" not in thing else ""
            yield str(opened.docinfo)
    else:
        yield content.decode("utf-8", errors="replace")


def found(path: Path) -> set[str]:
    told = "\n".join(contents(path))
    return {one for at in range(FIRMS) for one in marks(at) if one in told}


@pytest.mark.pdf
@pytest.mark.child
def test_no_file_of_a_firm_holds_a_word_of_another(tenken: Tenken, firms: Path) -> None:
    assert tenken("clients", "send", "firms", "--again").code == 0
    for form in ("pdf", "html", "xlsx", "json", "csv", "md", "oscal"):
        asked = ("--format", form, *(() if form == "pdf" else ("--profile", "full")), "--jobs", "2")
        said = tenken("clients", "report", "firms", *asked)
        assert said.code == 0, said.err
    for firm in range(FIRMS):
        theirs = set(marks(firm))
        for path in sorted((firms / f"firm-{firm}").rglob("*")):
            if path.is_file():
                assert found(path) <= theirs, path
        made = {path.suffix: found(path) for path in (firms / f"firm-{firm}" / "out").iterdir()}
        assert set(made) == {".pdf", ".html", ".xlsx", ".json", ".csv", ".md"}
        assert all(mark(firm, "organisation") in told for ending, told in made.items() if ending != ".csv"), made
    kept = b"".join(path.read_bytes() for path in (firms / ".tenken").iterdir())
    for firm in range(FIRMS):
        spoken = ("organisation", "assessor", "note", "evidence", "extra", "role")
        assert not [where for where in spoken if mark(firm, where).encode() in kept]


@pytest.mark.usefixtures("firms")
def test_what_is_told_of_all_firms_without_names_holds_no_word_of_one(tenken: Tenken, tmp_path: Path) -> None:
    told = [
        tenken("clients", "table", "firms", "--anonymous").out,
        tenken("clients", "table", "firms", "--anonymous", "--json").out,
        tenken("clients", "gaps", "firms").out,
        tenken("clients", "gaps", "firms", "--json").out,
    ]
    for ending in ("xlsx", "csv", "json", "txt"):
        assert tenken("clients", "table", "firms", "--anonymous", "-o", f"t.{ending}").code == 0
        told.append("\n".join(contents(tmp_path / f"t.{ending}")))
    for ending in ("xlsx", "csv"):
        assert tenken("clients", "gaps", "firms", "-o", f"g.{ending}").code == 0
        told.append("\n".join(contents(tmp_path / f"g.{ending}")))
    assert tenken("clients", "calendar", "firms", "--anonymous", "-o", "days.ics").code == 0
    assert tenken("clients", "benchmark", "firms", "-o", "b.toml").code == 0
    nameless = [path.read_text(encoding="utf-8") for path in (tmp_path / "days.ics", tmp_path / "b.toml")]
    assert "quartiles" in nameless[1]
    nameless.append(tenken("clients", "benchmark", "firms", "-o", "b.toml", "--json").out)
    for text in nameless:
        assert not {one for at in range(FIRMS) for one in marks(at) if one in text}
    sectors = {mark(at, "sector") for at in range(FIRMS)}  # a table without names still has the sectors
    for text in told:
        assert {one for at in range(FIRMS) for one in marks(at) if one in text} <= sectors
    assert json.loads(told[1])["firms"]
