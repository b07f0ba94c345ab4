"""The galleries of forgeries: each changes what is seen, read or done, none is alike; what changes nothing is."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import EXAMPLES, Once, Said, rounds
from tests.verify.drawn_forgeries import ATTESTATION, OWNER, exchange, written
from tests.verify.forgeries import GALLERY, Forgery, with_a_link
from tests.wider import slow

from tenken.verify.pdf_compare import Differs, check, draw

pytestmark = pytest.mark.pdf


@pytest.fixture
def honest(tenken: Callable[..., Said], once: Once, head: str, tmp_path: Path) -> bytes:
    """A report as the command makes it for the owner; a full one has more pages and nothing of another kind."""

    def report() -> bytes:
        answers = '[answers.people-01]\nstatus = "yes"\n[answers.people-02]\nstatus = "yes"\n'
        (tmp_path / "club.toml").write_text(f'{head}{answers}[answers.machines-01]\nstatus = "no"\n', encoding="utf-8")
        assert tenken("report", "club.toml", "--profile", "owner", "-o", "club.pdf").code == 0
        return (tmp_path / "club.pdf").read_bytes()

    return once("forgeries.pdf", report)


@pytest.fixture
def spread(honest: bytes, once: Once) -> bytes:
    """The same, as it is before it is packed: two readers unpack all of a report for 0.3 s, whatever was changed."""
    return once("forgeries-spread.pdf", lambda: saved(honest, lambda _: None, **SPREAD))


@pytest.fixture
def linked(spread: bytes, once: Once) -> bytes:
    """The same with a link to an address, as no report of ours has one."""
    return once("forgeries-linked.pdf", lambda: saved(spread, with_a_link, **SPREAD))


@pytest.fixture
def example(tenken: Callable[..., Said], once: Once, tmp_path: Path) -> Callable[[str], bytes]:
    """The report of the example, with what changed since last year, for whom it is made."""

    def report(profile: str) -> bytes:
        years = EXAMPLES / "2026.toml", "--previous", EXAMPLES / "2025.toml"
        assert tenken("report", *years, "--profile", profile, "-o", f"{profile}.pdf").code == 0
        return (tmp_path / f"{profile}.pdf").read_bytes()

    def unpacked(profile: str) -> bytes:
        return saved(once(f"forgeries-{profile}.pdf", lambda: report(profile)), lambda _: None, **SPREAD)

    return lambda profile: once(f"forgeries-{profile}-spread.pdf", lambda: unpacked(profile))


SPREAD = {"object_stream_mode": pikepdf.ObjectStreamMode.disable}


def saved(content: bytes, change: Forgery, **options: object) -> bytes:
    """The PDF written anew by another library, changed."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        document.save(stream, fix_metadata_version=False, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def test_the_gallery_has_more_than_sixty_forgeries() -> None:
    assert len(GALLERY) >= 60


@pytest.mark.parametrize("name", GALLERY)
def test_no_forgery_is_alike(spread: bytes, linked: bytes, name: str) -> None:
    pages = linked if "link" in name else spread
    with pytest.raises(Differs):
        check(saved(pages, GALLERY[name], **SPREAD), pages)


@pytest.mark.parametrize("name", OWNER)
def test_no_forgery_of_what_the_owner_sees_is_alike(example: Callable[[str], bytes], name: str) -> None:
    pages = example("owner")
    with pytest.raises(Differs, match=r"seen|read"):
        check(saved(pages, OWNER[name], **SPREAD), pages)


@pytest.mark.parametrize("name", ATTESTATION)
def test_no_forgery_of_an_attestation_is_alike(example: Callable[[str], bytes], name: str) -> None:
    pages = example("attestation")
    with pytest.raises(Differs, match=r"seen|read"):
        check(saved(pages, ATTESTATION[name], **SPREAD), pages)


@pytest.mark.parametrize("profile", ["owner", slow("full"), "attestation"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=rounds(10, 500))
@given(choices=st.data())
def test_any_other_digit_is_found(example: Callable[[str], bytes], profile: str, choices: st.DataObject) -> None:
    pages = example(profile)
    with pikepdf.open(io.BytesIO(pages)) as document:
        number = choices.draw(st.integers(0, len(document.pages) - 1))
        digits = [glyph for run in written(document, number) for glyph in run if glyph.reads.isdecimal()]
    glyph = choices.draw(st.sampled_from(digits))
    others = [found for found, said in glyph.font.items() if said.isdecimal() and said != glyph.reads]
    other = choices.draw(st.sampled_from(sorted(others)))
    with pytest.raises(Differs, match=r"seen|read"):
        draw(alone(pages, number, lambda document: exchange(document, number, glyph, other)), alone(pages, number))


def alone(content: bytes, number: int, change: Forgery = lambda _: None) -> bytes:
    """One page of a PDF, changed: many are drawn, and a report has twenty."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document, pikepdf.new() as only:
        change(document)
        only.pages.append(document.pages[number])
        only.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
        {"stream_decode_level": pikepdf.StreamDecodeLevel.generalized, "compress_streams": False},
        {"linearize": True},
        {"qdf": True},
    ],
    ids=["anew", "plain", "unpacked", "linear", "readable"],
)
def test_a_report_written_anew_is_alike(honest: bytes, options: dict[str, object]) -> None:
    written = saved(honest, lambda _: None, **options)
    assert written != honest
    check(written, honest)


def test_the_smallest_changed_digit_is_seen(honest: bytes) -> None:
    """Each digit of the smallest text is exchanged for another by one glyph of one operation."""
    seen = 0
    with pikepdf.open(io.BytesIO(honest)) as document:
        text = b""
        for number, page in enumerate(document.pages):
            page.contents_coalesce()
            text = page.obj.Contents.read_bytes()
            glyphs = re.findall(rb"<([0-9a-f]{4})", text)
            if len(set(glyphs)) > 1:
                at = text.index(b"<" + glyphs[-1]) + 1
                other = next(glyph for glyph in glyphs if glyph != glyphs[-1])
                forged = text[:at] + other + text[at + 4 :]

                def change(document: pikepdf.Pdf, number: int = number, forged: bytes = forged) -> None:
                    document.pages[number].obj.Contents = document.make_stream(forged)

                with pytest.raises(Differs):
                    check(saved(honest, change), honest)
                seen += 1
    assert seen


def parts_that_act_or_are_read(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Links, bookmarks and the structure that a screen reader reads: everything beside what is drawn."""
    found = [note for page in document.pages for note in page.get("/Annots", [])]
    waiting = [document.Root.StructTreeRoot.K, document.Root.Outlines.First]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Array):
            waiting += [member for member in part if isinstance(member, pikepdf.Array | pikepdf.Dictionary)]
        elif "/S" in part or "/Title" in part:
            found.append(part)
            waiting += [part[key] for key in ("/K", "/First", "/Next") if isinstance(part.get(key), pikepdf.Object)]
    return [part for part in found if isinstance(part, pikepdf.Dictionary)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=rounds(12, 1000))
@given(at=st.integers(0, 10**6), which=st.integers(0, 10**6), how=st.sampled_from(["more", "less", "other"]))
def test_any_change_beside_what_is_drawn_is_found(linked: bytes, at: int, which: int, how: str) -> None:
    def change(document: pikepdf.Pdf) -> None:
        parts = parts_that_act_or_are_read(document)
        part = parts[at % len(parts)]
        keys = sorted(set(part.keys()) - {"/P", "/Parent", "/Prev", "/Type"})
        key = keys[which % len(keys)]
        if how == "more":
            part["/More"] = 1
        elif how == "less":
            del part[key]
        else:
            part[key] = pikepdf.String("A 97")

    with pytest.raises(Differs):
        check(saved(linked, change, **SPREAD), linked)
