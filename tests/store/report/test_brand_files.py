"""Brand files: what they may say, what is refused and how it is told, and which pictures become a logo."""

import io
import json
import os
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile, PngImagePlugin
from tests.conftest import CASES, EXAMPLES, Said
from tests.store.test_scaffold import plain
from tests.store.validation.test_broken import gallery

from tenken.core.problem import FileProblems
from tenken.core.report.brand import OPTIONAL, OWN, UNBRANDED, Logo
from tenken.screen import problem_text
from tenken.store.report import brand, logo
from tenken.store.scaffold import written
from tenken.words import Words

Tenken = Callable[..., Said]
GALLERY = sorted((CASES.parent / "broken_brands").glob("*.toml"))
EXAMPLE = EXAMPLES.parent / "brand.toml"
PLAIN = 'format = 1\nbrand = { name = "相談室" }\n'


def picture(mode: str = "RGB", size: tuple[int, int] = (60, 20), form: str = "PNG", **saved: object) -> bytes:
    """A picture whose left half is dark and whose right half is light."""
    drawn = Image.new("RGB", size, "#203040")
    drawn.paste("#f0f0f0", (size[0] // 2, 0, *size))
    stream = io.BytesIO()
    drawn.convert(mode).save(stream, form, **saved)
    return stream.getvalue()


def bare_png(width: int, height: int, depth: int, colour: int, rows: bytes) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def shown(made: Logo) -> Image.Image:
    drawn = Image.open(io.BytesIO(made.content))
    drawn.load()
    return drawn


def refused(content: bytes) -> str:
    with pytest.raises(logo.RefusedLogo) as stopped:
        logo.drawn_anew(content)
    return stopped.value.what


def problems(folder: Path, text: str) -> list[tuple[str, str]]:
    (folder / "brand.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FileProblems) as stopped:
        brand.load(folder / "brand.toml")
    return [(problem.where, problem.what) for problem in stopped.value.problems]


# The file.


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: str(path.stem))
def test_a_broken_brand_is_explained(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, renew: bool
) -> None:
    content = path.read_text(encoding="utf-8")
    mistake = "".join(line for line in content.splitlines(keepends=True) if not line.startswith("#>"))
    (tmp_path / path.name).write_text(mistake, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileProblems) as stopped:
        brand.load(Path(path.name))
    message = gallery("\n".join(problem_text(Words("ja"), problem) for problem in stopped.value.problems))
    if renew:
        path.write_text(message + mistake, encoding="utf-8")
    else:
        assert content == message + mistake
    for problem in stopped.value.problems:
        assert Words("en").problem(problem)


def test_the_example_is_whole_and_fits_its_schema() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    named = text.split("\n", 1)[0].removeprefix("#:schema ")
    assert (EXAMPLE.parent / named).read_bytes() == written("brand.schema.json")
    schema = jsonschema.Draft202012Validator(json.loads(written("brand.schema.json")))
    schema.validate(plain(text))
    for wrong in (text.replace("#1f3a6e", "navy"), text.replace("coverage", "method"), "x = 1\n" + text):
        assert list(schema.iter_errors(plain(wrong)))
    loaded = brand.load(EXAMPLE)
    assert loaded.name == "港北データ保護相談室"
    assert loaded.without == ("coverage",)
    assert loaded.palette.deep == "#1f3a6e"
    assert len(loaded.contact) == 3


def test_only_the_name_has_to_be_given(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text(PLAIN, encoding="utf-8")
    loaded = brand.load(tmp_path / "brand.toml")
    assert (loaded.palette, loaded.logo, loaded.without) == (OWN, None, ())
    assert loaded != UNBRANDED


def test_colours_may_be_written_in_capitals(tmp_path: Path) -> None:
    text = PLAIN + 'colours = { deep = "#1F3A6E", warning = "#8A5A00" }\n'
    (tmp_path / "brand.toml").write_text(text, encoding="utf-8")
    loaded = brand.load(tmp_path / "brand.toml").palette
    assert (loaded.deep, loaded.warning) == ("#1f3a6e", "#8a5a00")


@pytest.mark.parametrize("section", sorted(brand.ALWAYS))
def test_no_page_that_keeps_the_report_honest_can_be_switched_off(tmp_path: Path, section: str) -> None:
    told = problems(tmp_path, PLAIN + f"[sections]\n{section} = false\n")
    assert told == [(f"sections.{section}", "section-stays")]
    assert section not in OPTIONAL


def test_a_broken_brand_leaves_no_report_and_says_where(tenken: Tenken, tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(PLAIN + 'colours = { deep = "#ffffff" }\n', encoding="utf-8")
    for path in ("b.toml", "none.toml", "."):
        said = tenken("report", EXAMPLES / "2026.toml", "--brand", path, "-o", "x.html")
        assert said.code == 3
        assert "Traceback" not in said.err
    said = tenken("report", EXAMPLES / "2026.toml", "--brand", "b.toml", "-o", "x.html", lang="en")
    assert "b.toml:3:20  colours.deep" in said.err
    assert "at least 4.5" in said.err
    assert not (tmp_path / "x.html").exists()


# Where a logo may lie.


@pytest.mark.parametrize(
    "name",
    [
        "../logo.png",
        "a/../../logo.png",
        "/etc/hostname",
        "//host/share/logo.png",
        r"\\host\share\logo.png",
        r"..\logo.png",
        "C:/logo.png",
        "C:logo.png",
        "file:///etc/hostname",
        "http://127.0.0.1:9/logo.png",
        "data:image/png;base64,AAAA",
        "tenken:logo",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_before_the_disk_is_asked(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logo.png").write_bytes(picture())
    (tmp_path / "b" / "a").mkdir(parents=True)

    def touched(*_: object, **__: object) -> None:
        raise AssertionError(name)

    with monkeypatch.context() as watched:
        for method in ("resolve", "exists", "is_file", "open", "stat"):
            watched.setattr(Path, method, touched)
        with pytest.raises(logo.RefusedLogo) as stopped:
            logo.load(tmp_path / "b", name)
    assert stopped.value.what == "logo-outside"


def test_a_link_counts_where_it_leads(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside / "pictures", outside):
        folder.mkdir(parents=True)
        (folder / "logo.png").write_bytes(picture())
    (inside / "out.png").symlink_to(outside / "logo.png")
    (inside / "folder").symlink_to(outside)
    (inside / "in.png").symlink_to(inside / "pictures" / "logo.png")
    (inside / "circle.png").symlink_to(inside / "circle.png")
    for name, what in (
        ("out.png", "logo-outside"),
        ("folder/logo.png", "logo-outside"),
        ("circle.png", "logo-missing"),
    ):
        with pytest.raises(logo.RefusedLogo) as stopped:
            logo.load(inside, name)
        assert stopped.value.what == what
    assert logo.load(inside, "in.png") == logo.load(inside, "pictures/logo.png")


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    told = problems(tmp_path, PLAIN + 'logo = { file = "folder.png" }\n')
    assert told == [("logo.file", "logo-kind")]
    assert problems(tmp_path, PLAIN + 'logo = { file = "pipe.png" }\n') == [("logo.file", "logo-kind")]
    long = "a" * 190 + ".png"
    assert problems(tmp_path, PLAIN + f'logo = {{ file = "{long}/{long}" }}\n') == [("logo.file", "too-long-text")]


def test_a_logo_at_fault_is_told_with_everything_else(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    told = problems(
        tmp_path, PLAIN + 'logo = { file = "logo.png" }\ncolours = { deep = "#fff" }\nfooter = { txt = "" }'
    )
    assert [where for where, _ in told] == ["logo.file", "colours.deep", "footer.text", "footer.txt"]


# Which picture may be one.

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) (r) file\n"


@pytest.mark.parametrize(
    "content",
    [SVG, EPS, b"", b"<html>", b"\xc5\xd0\xd3\xc6" + EPS, b"PK\x03\x04", picture(form="GIF"), picture(form="TIFF")],
    ids=["svg", "eps", "empty", "html", "dos eps", "zip", "gif", "tiff"],
)
def test_only_png_and_jpeg_are_pictures_whatever_the_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    assert problems(tmp_path, PLAIN + 'logo = { file = "logo.png" }') == [("logo.file", "logo-kind")]


def test_a_jpeg_named_png_is_a_jpeg(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(picture(form="JPEG"))
    assert logo.load(tmp_path, "logo.png").media_type == "image/png"


def test_more_than_two_megabytes_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(picture() + b"\0" * 2_000_000)
    assert problems(tmp_path, PLAIN + 'logo = { file = "logo.png" }') == [("logo.file", "logo-too-big")]


def test_the_size_is_judged_by_the_header_before_any_pixel_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = bare_png(13_000, 13_000, 1, 0, b"\0" * 1_626 * 13_000)
    assert len(bomb) < 50_000
    larger_bomb = bare_png(60_000, 60_000, 1, 0, b"")

    def decoded(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded)
    for content in (bomb, larger_bomb, bare_png(2_001, 2_000, 8, 0, b""), picture(size=(2_001, 2_000), form="JPEG")):
        assert refused(content) == "logo-pixels"


def test_four_megapixels_are_allowed_and_shown_no_larger_than_needed() -> None:
    made = logo.drawn_anew(picture(size=(2_000, 2_000)))
    assert (made.width, made.height) == (400, 400)
    wide = logo.drawn_anew(picture(size=(4_000, 100)))
    assert (wide.width, wide.height) == (1_600, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK", "JPEG L"])
def test_every_kind_of_picture_comes_out_as_it_looked(mode: str) -> None:
    match mode:
        case "I;16":
            content = bare_png(2, 1, 16, 0, b"\0" + b"\x20\x99" + b"\xf0\x11")
        case "CMYK":
            content = picture("CMYK", form="JPEG", quality=95)
        case "JPEG L":
            content = picture("L", form="JPEG")
        case _:
            content = picture(mode)
    made = shown(logo.drawn_anew(content))
    assert (made.format, made.mode) == ("PNG", "RGB")
    left, right = made.getpixel((0, 0)), made.getpixel((made.width - 1, 0))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert max(left) < 0x60
    assert min(right) > 0xC0


def test_sixteen_bits_of_colour_are_brought_down_to_eight() -> None:
    made = shown(logo.drawn_anew(bare_png(1, 1, 16, 2, b"\0" + b"\x20\x01\x80\x01\xe0\x01")))
    assert made.getpixel((0, 0)) == (0x20, 0x80, 0xE0)


def test_transparency_becomes_paper() -> None:
    layered = Image.new("RGBA", (2, 1), (200, 0, 0, 0))
    layered.putpixel((1, 0), (200, 0, 0, 255))
    stream = io.BytesIO()
    layered.save(stream, "PNG")
    made = shown(logo.drawn_anew(stream.getvalue()))
    assert (made.getpixel((0, 0)), made.getpixel((1, 0))) == ((255, 255, 255), (200, 0, 0))
    palette = Image.new("P", (2, 1))
    palette.putpalette([1, 2, 3, 200, 0, 0])
    palette.putpixel((1, 0), 1)
    stream = io.BytesIO()
    palette.save(stream, "PNG", transparency=0)
    made = shown(logo.drawn_anew(stream.getvalue()))
    assert (made.getpixel((0, 0)), made.getpixel((1, 0))) == ((255, 255, 255), (200, 0, 0))


def test_of_an_animation_the_first_frame_stays() -> None:
    first, second = Image.new("RGB", (4, 4), "#203040"), Image.new("RGB", (4, 4), "#f00000")
    stream = io.BytesIO()
    first.save(stream, "PNG", save_all=True, append_images=[second])
    made = logo.drawn_anew(stream.getvalue())
    assert shown(made).getpixel((0, 0)) == (0x20, 0x30, 0x40)
    assert b"acTL" not in made.content


def test_a_photograph_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    made = logo.drawn_anew(picture(form="JPEG", exif=turned))
    assert (made.width, made.height) == (20, 60)


def test_nothing_of_the_file_stays_but_what_one_sees() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "CANARY")
    told.add_itxt("XML:com.adobe.xmp", "CANARY", zip=False)
    exif = Image.Exif()
    exif[0x010E] = "CANARY"
    made = logo.drawn_anew(picture(pnginfo=told, exif=exif, icc_profile=b"CANARY" * 30, dpi=(72, 72)))
    assert b"CANARY" not in made.content
    chunks = [made.content[at + 4 : at + 8] for at in _chunks(made.content)]
    assert set(chunks) == {b"IHDR", b"IDAT", b"IEND"}
    assert b"CANARY" not in logo.drawn_anew(picture(form="JPEG", comment=b"CANARY", exif=exif)).content
    assert made == logo.drawn_anew(picture())


def _chunks(content: bytes) -> list[int]:
    places = []
    at = 8
    while at < len(content):
        places.append(at)
        at += 12 + int.from_bytes(content[at : at + 4])
    return places


def test_a_picture_that_is_cut_short_is_refused_even_where_weasyprint_allowed_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for content in (picture(size=(600, 600)), picture(size=(600, 600), form="JPEG")):
        assert refused(content[: len(content) * 2 // 3]) == "logo-broken"
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_a_jpeg_of_endless_passes_is_refused_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    content = picture(form="JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    endless = content[:last] + content[last:-2] * 200 + content[-2:]
    assert logo.drawn_anew(content)
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("opened"))
    assert refused(endless) == "logo-broken"


SEEDS = [picture(size=(40, 30)), picture("P", size=(40, 30)), picture(size=(40, 30), form="JPEG"), picture("RGBA")]


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=4)), max_size=6),
    st.integers(0, 200),
)
def test_whatever_is_in_the_file_it_is_a_logo_or_refused(
    seed: bytes, changes: list[tuple[int, bytes]], cut: int
) -> None:
    content = bytearray(seed)
    for at, change in changes:
        place = at % len(content)
        content[place : place + len(change)] = change
    content = content[: len(content) - cut] if cut < 100 else content
    with suppress(logo.RefusedLogo):
        made = logo.drawn_anew(bytes(content))
        assert shown(made).size == (made.width, made.height)
