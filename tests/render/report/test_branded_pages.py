"""A brand on the pages: it is seen, page 1 stays one page, and nothing in it reaches for anything."""

import io
import re
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import page as page_checker
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from tests.conftest import EXAMPLES, PLACES, TODAY, Once, Said
from tests.wider import in_each, slow

from tenken.core.model import Assessment, Checklist
from tenken.core.report.brand import OPTIONAL, OWN, UNBRANDED, Brand, Logo, Palette, palette
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.render.pdf import layout, printer
from tenken.render.report.page import report_html, report_markup, report_pdf
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import library
from tenken.store.report.logo import drawn_anew
from tenken.templating import source
from tenken.words import Language, Words

Case = tuple[Checklist, Assessment]
Assess = Callable[[str], Case]
GREEN = (0, 160, 60)
AT_A_GLANCE = {"ja": "1枚で見る全体", "en": "Everything at a glance"}


def logo(width: int, height: int) -> Logo:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), GREEN).save(stream, "PNG")
    return drawn_anew(stream.getvalue())


CONSULTANT = Brand(
    name="港北データ保護相談室",
    palette=palette("#1f3a6e", "#8a5a00"),
    cover="この報告書は、ご契約者だけにお渡ししています。",
    footer="無断で配布しないでください",
    contact=("横浜市港北区", "電話 045-000-0000"),
    logo=logo(600, 150),
)


def report(case: Case, brand: Brand = CONSULTANT, profile: ReportProfile = ReportProfile.OWNER) -> Report:
    digest = content_digest(case[1])
    cases = library.load(PLACES)
    return build(*case, content_digest=digest, version="0", library=cases, brand=brand, profile=profile)


def example(name: str = "2026.toml") -> Case:
    return loader.load(EXAMPLES / name, PLACES, TODAY)


def texts(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]


@pytest.fixture(scope="module")
def branded(once: Once) -> bytes:
    return once("branded.pdf", lambda: report_pdf(report(example()), Words("ja")))


# What is seen.


def test_name_contact_and_cover_are_on_page_one_and_the_foot_on_every_page(branded: bytes) -> None:
    first, *others = texts(branded)
    for part in (CONSULTANT.name, *CONSULTANT.contact, CONSULTANT.cover, "北浜テニススクール", "社外秘"):
        assert part in first
    for text in (first, *others):
        assert CONSULTANT.footer in text
        assert "質問票 会員データ保護の点検 2026年版" in text


def test_the_brands_colours_take_the_place_of_ours_everywhere(branded: bytes) -> None:
    page = report_html(report(example(), profile=ReportProfile.FULL), Words("ja")).decode()
    for colour in ("deep", "deep_soft", "warning", "warning_soft"):
        assert getattr(OWN, colour) not in page
        assert getattr(CONSULTANT.palette, colour) in page
    inks: set[tuple[int, ...]] = set()
    for sheet in pypdfium2.PdfDocument(branded):
        inks |= {pixel for _, pixel in sheet.render(scale=1).to_pil().getcolors(1_000_000)}
    assert {(0x1F, 0x3A, 0x6E), (0x8A, 0x5A, 0x00)} <= inks
    assert not {(0x0D, 0x4F, 0x5C), (0xB3, 0x34, 0x2B)} & inks


def test_two_colours_can_change_places() -> None:
    swapped = Palette(OWN.warning, OWN.warning_soft, OWN.deep, OWN.deep_soft)
    ours, theirs = source("report/css/base.css"), source("report/css/base.css", swapped)
    assert theirs.count(OWN.deep) == ours.count(OWN.warning) > 0
    assert theirs.count(OWN.warning) == ours.count(OWN.deep) > 0


def test_a_colour_in_somebodys_note_stays_what_it_is(assess: Assess) -> None:
    case = assess(f'[answers.people-01]\nstatus = "no"\nnote = "背景は {OWN.deep} です"\n')
    assert f"背景は {OWN.deep} です" in report_html(report(case, profile=ReportProfile.FULL), Words("ja")).decode()


@pytest.mark.pdf
@pytest.mark.parametrize("size", [slow((600, 150)), (90, 300), (3_000, 40), slow((20, 20))], ids=str)
def test_the_logo_stands_at_the_top_and_never_grows(assess: Assess, size: tuple[int, int]) -> None:
    content = report_pdf(report(assess(""), replace(CONSULTANT, logo=logo(*size))), Words("ja"))
    scale = 150 / 72
    page = pypdfium2.PdfDocument(content)[0].render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    red, green, _ = page.split()
    mask = Image.eval(green, lambda value: 255 if 140 < value < 180 else 0)
    mask = Image.composite(mask, Image.new("L", mask.size), Image.eval(red, lambda value: 255 if value < 60 else 0))
    box = mask.getbbox()
    assert box
    left, top, right, bottom = (edge / scale / 72 * 25.4 for edge in box)
    assert left == pytest.approx(17, abs=0.5)
    assert top >= 9
    assert bottom - top <= 13.5
    assert right - left <= 72.5
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.35)
    assert max(bottom - top, (right - left) * 13 / 72) > 12


LONG = {
    "ja": "港北区新横浜データ保護相談室の電話番号は",
    "en": "Kohoku Data Protection Office, Shin-Yokohama, telephone ",
}


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("name", "lang"), in_each(("2026.toml", "2026-draft.toml"), {"ja": ("2026.toml",), "en": ("2026-draft.toml",)})
)
def test_page_one_is_one_page_even_with_texts_as_long_as_they_may_be(lang: Language, name: str) -> None:
    def longest(most: int) -> str:
        return (LONG[lang] * 9)[: most - 1] + "W"

    full = Brand(
        name=longest(40), cover=longest(120), footer=longest(80), contact=(longest(60),) * 3, logo=logo(90, 300)
    )
    first, second, *_ = texts(report_pdf(report(example(name), full), Words(lang)))
    assert AT_A_GLANCE[lang] in second
    assert "".join(full.cover.split()) in "".join(first.split())
    assert all(re.search(r"\d / \d+", text) for text in (first, second))


def test_it_conforms_to_pdf_ua_and_the_logo_has_its_words(branded: bytes) -> None:
    checked = page_checker.validate_pdf_bytes(branded, profile=page_checker.ValidationProfile.PDF_UA_1)
    assert checked.is_compliant, checked.failures
    with pikepdf.open(io.BytesIO(branded)) as document:
        told = [str(node.Alt) for node in document.objects if isinstance(node, pikepdf.Dictionary) and "/Alt" in node]
        assert f"{CONSULTANT.name}のロゴ" in told
        pictures = [o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert [(str(picture.ColorSpace), bool(picture.Interpolate), "/SMask" in picture) for picture in pictures] == [
            ("/DeviceRGB", False, False)  # what an archival PDF allows
        ]


@pytest.mark.child
def test_the_same_brand_gives_the_same_bytes(branded: bytes) -> None:
    assert report_pdf(report(example()), Words("ja")) == branded


def test_what_is_switched_off_is_left_out_and_named(assess: Assess) -> None:
    case = assess('[answers.people-01]\nstatus = "yes"\nevidence = [{ what = "名簿", dated = 2026-11-01 }]\n')
    for without in ((), *((section,) for section in OPTIONAL), OPTIONAL):
        made = report(case, replace(CONSULTANT, without=without), ReportProfile.FULL)
        page = report_html(made, Words("ja")).decode()
        assert ('id="answers"' in page) == ("answers" not in without)
        assert ('id="coverage"' in page) == ("coverage" not in without and "coverage" in made.sections)
        assert made.sections + made.switched_off
        assert ("設定により省いています" in page) == bool(made.switched_off)
    short = report(case, replace(CONSULTANT, without=OPTIONAL), ReportProfile.OWNER)
    assert short.switched_off == ()


def test_html_carries_the_logo_and_lets_in_nothing_else(assess: Assess) -> None:
    page = report_html(report(assess("")), Words("ja")).decode()
    assert page.count('src="data:image/png;base64,') == 1
    assert "default-src 'none'; font-src data:; img-src data:; style-src" in page
    without = report_html(report(assess(""), replace(CONSULTANT, logo=None)), Words("ja")).decode()
    assert "img-src" not in without
    assert "<img" not in without


def test_without_a_brand_not_a_byte_of_one_is_in_the_page(assess: Assess) -> None:
    page = report_html(report(assess(""), UNBRANDED), Words("ja")).decode()
    for trace in ("letterhead", "<img", "img-src", "設定により"):
        assert trace not in page


@pytest.mark.pdf
def test_the_brand_is_named_on_the_command_line(tenken: Callable[..., Said], tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (40, 10), GREEN).save(stream, "JPEG")
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "ロゴ.png").write_bytes(stream.getvalue())
    (tmp_path / "ours" / "brand.toml").write_text(
        'format = 1\nbrand = { name = "相談室" }\nlogo = { file = "ロゴ.png" }\n', encoding="utf-8"
    )
    said = tenken("report", EXAMPLES / "2026.toml", "--brand", "ours/brand.toml", "-o", "x.pdf", "--profile", "owner")
    assert said.code == 0, said.err
    assert "相談室" in texts((tmp_path / "x.pdf").read_bytes())[0]
    said = tenken("report", EXAMPLES / "2026.toml", "--brand", "ours/brand.toml", "--format", "csv", "-o", "-")
    assert said.code == 0


# What it reaches for.

SECRET = "ALLEYWAY"

CONSTRUCTS = """
<img src="{at}"> <img src={at}.png> <embed src="{at}"> <object data="{at}"></object> <iframe src="{at}"></iframe>
<link rel=stylesheet href="{at}"> <link rel=attachment href="{at}"> <a rel=attachment href="{at}">x</a>
<a href="{at}">x</a> <style>@import url({at});</style> </style><style>*{{background:url({at})}}</style>
<p style="background:url({at})"> <p style="content:url({at})"> <li style="list-style-image:url({at})">
<p style="border-image:url({at})"> <style>@font-face{{font-family:f;src:url({at})}}*{{font-family:f}}</style>
<style>@color-profile --x{{src:url({at})}}</style> <style>@page{{@top-left{{content:url({at})}}}}</style>
<style>:root{{--u:url({at})}}p{{background:var(--u)}}</style> <svg><image href="{at}"/></svg>
<svg><image xlink:href="{at}"/></svg> <svg><use href="{at}#x"/></svg> <base href="{at}"><img src=x>
<img srcset="{at} 2x"> <video poster="{at}"> <input type=image src="{at}"> <p style="mask:url({at})">
<p style="background:image-set(url({at}) 1x)"> <meta http-equiv=refresh content="0;url={at}">
<script src="{at}"></script> "><img src="{at}"><p title=" '><img src='{at}'> {{{{ "{at}" }}}} {{% include "{at}" %}}
"""


def hostile(at: str) -> Brand:
    """Every construct in every field, past the caps that a brand file would meet."""
    text = " ".join(CONSTRUCTS.format(at=at).split("\n")).strip()
    return Brand(name=text, cover=text, footer=text, contact=(text, text, text), logo=CONSULTANT.logo)


class Watch:
    """Notes every file that is opened and every address that is connected to; audit hooks stay, so there is one."""

    seen: list[str] | None = None

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.seen is not None and event in {"open", "socket.connect", "socket.getaddrinfo", "urllib.Request"}:
            self.seen.append(f"{event} {arguments}")


WATCH = Watch()
sys.addaudithook(WATCH)


@pytest.fixture
def reached() -> Iterator[list[str]]:
    WATCH.seen = []
    yield WATCH.seen
    WATCH.seen = None


@pytest.fixture
def server() -> Iterator[tuple[int, list[bytes]]]:
    """A port and what was ever sent to it."""
    asked: list[bytes] = []

    class Note(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            asked.append(self.rfile.readline())
            self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + SECRET.encode())

    with socketserver.TCPServer(("127.0.0.1", 0), Note) as listening:
        threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield listening.server_address[1], asked
        listening.shutdown()


@pytest.mark.pdf
@pytest.mark.parametrize("scheme", ["file", "http", *map(slow, ("ftp", "data", "tenken"))])
def test_nothing_in_a_brand_is_fetched(
    assess: Assess,
    tmp_path: Path,
    reached: list[str],
    server: tuple[int, list[bytes]],
    scheme: str,
) -> None:
    canary = tmp_path / "canary.svg"
    drawn = f"<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>"
    canary.write_text(drawn, encoding="utf-8")
    port, asked = server
    at = {
        "file": canary.as_uri(),
        "http": f"http://127.0.0.1:{port}/canary.svg",
        "ftp": f"ftp://127.0.0.1:{port}/canary.svg",
        "data": "data:image/svg+xml,<svg/>",
        "tenken": "tenken:other",
    }[scheme]
    made = report(assess(""), hostile(at))
    reached.clear()
    content = report_pdf(made, Words("ja"))
    report_html(made, Words("ja"))
    assert not [line for line in reached if "canary" in line or "socket" in line or "Request" in line]
    assert not asked
    with pikepdf.open(io.BytesIO(content)) as document:
        assert list(document.attachments) == ["report.json"]
        links = [str(node.URI) for node in document.objects if isinstance(node, pikepdf.Dictionary) and "/URI" in node]
        assert not links
        pictures = [o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert len(pictures) == 1
        streams = b"".join(o.read_bytes() for o in document.objects if isinstance(o, pikepdf.Stream) and _plain(o))
    assert SECRET not in "".join(texts(content))
    assert SECRET.encode() not in content + streams


def _plain(stream: pikepdf.Stream) -> bool:
    try:
        stream.read_bytes()
    except pikepdf.PdfError:
        return False
    return True


@pytest.mark.pdf
def test_the_watch_would_have_seen_it(tmp_path: Path, reached: list[str], server: tuple[int, list[bytes]]) -> None:
    weasyprint = layout.load_weasyprint()
    canary = tmp_path / "canary.svg"
    canary.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    port, asked = server
    page = f"<img src='{canary.as_uri()}'><img src='http://127.0.0.1:{port}/canary'>"
    weasyprint.HTML(string=page).render()
    assert any("canary.svg" in line for line in reached)
    assert any("connect" in line for line in reached)
    assert asked


class Elements(HTMLParser):
    """The elements of a page with the names of their attributes, line breaks left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"br", "wbr"}:
            self.found.append((tag, tuple(name for name, _ in attrs)))


def test_text_of_a_brand_makes_no_element_and_no_attribute(assess: Assess) -> None:
    calm = Brand(name="a", cover="b", footer="c", contact=("d", "e", "f"), logo=CONSULTANT.logo)
    pages = [
        report_markup(report(assess(""), brand), Words("ja"), "x") for brand in (calm, hostile("file:///etc/passwd"))
    ]
    assert Elements(pages[0]).found == Elements(pages[1]).found


@pytest.mark.pdf
def test_a_page_gets_the_logo_and_only_the_logo() -> None:
    weasyprint = layout.load_weasyprint()
    picture = CONSULTANT.logo
    assert picture
    fence = layout.fenced(weasyprint, {printer.LOGO_ADDRESS: (picture.content, picture.media_type)})
    assert fence.fetch(printer.LOGO_ADDRESS).read() == picture.content  # type: ignore[attr-defined]
    for other in ("tenken:logo2", "TENKEN:LOGO", "tenken:logo/../x", "tenken:", "file:///etc/hostname", "data:,x"):
        with pytest.raises(ValueError, match="refused"):
            fence.fetch(other)  # type: ignore[attr-defined]
