"""A picture of others becomes one of ours: the one file that a brand file may name, read, checked and drawn anew.

What comes in is a PNG or a JPEG by its content, whatever its name; what goes out is a plain PNG without metadata,
colour profile, transparency or further frames, no larger than paper can show. Its header is read before its pixels, and
nothing but these two formats is ever handed to a decoder.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tenken.core.problem import Values
from tenken.core.report.brand import Logo
from tenken.core.system_fault import reason_of

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 2_000_000
"""Bytes."""
MOST_PIXELS = 4_000_000
MOST_PASSES = 100
"""Over how many passes a JPEG may be spread; each costs as much as a whole picture, however few bytes it has."""

SHOWN = (1_600, 400)
"""Pixels that the place on page 1 shows at most."""

_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
"""How a file begins → Pillow's name of its format."""


class RefusedLogo(Exception):
    """Why a picture is not used: a key under ``[problem]`` and its values."""

    def __init__(self, what: str, values: Values | None = None) -> None:
        """Name the sentence."""
        super().__init__(what)
        self.what = what
        self.values: Values = values or {}


def load(folder: Path, written: str) -> Logo:
    """The logo of that name inside the folder; raises RefusedLogo."""
    return drawn_anew(_content(_inside(folder, written)))


def _inside(folder: Path, written: str) -> Path:
    """Where the name leads. What looks foreign is refused before the disk, or a server, is asked anything about it."""
    name = PurePosixPath(written)
    if set(written) & set(":\\") or name.is_absolute() or ".." in name.parts:
        raise RefusedLogo("logo-outside", {"written": written})
    home = folder.resolve()
    try:
        path = (home / written).resolve()
    except (OSError, RuntimeError):  # links that lead in a circle
        raise RefusedLogo("logo-missing", {"written": written}) from None
    if not path.is_relative_to(home):
        raise RefusedLogo("logo-outside", {"written": written})
    return path


def _content(path: Path) -> bytes:
    try:
        if not path.exists():
            raise RefusedLogo("logo-missing", {"written": path.name})
        if not path.is_file():
            raise RefusedLogo("logo-kind")
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as reason:
        raise RefusedLogo("unreadable", reason_of(reason)) from None
    if len(content) > LARGEST_FILE:
        raise RefusedLogo("logo-too-big", {"most": LARGEST_FILE // 1_000_000})
    return content


def drawn_anew(content: bytes) -> Logo:
    """The picture as a clean PNG, equal bytes for equal pictures; raises RefusedLogo."""
    from PIL import Image  # noqa: PLC0415 - loaded only where there is a logo

    kind = next((kind for mark, kind in _KINDS.items() if content.startswith(mark)), None)
    if kind is None:
        raise RefusedLogo("logo-kind")
    if kind == "JPEG" and content.count(b"\xff\xda") > MOST_PASSES:
        raise RefusedLogo("logo-broken")
    try:
        flat = _decoded(content, kind)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise RefusedLogo("logo-pixels", {"most": MOST_PIXELS}) from None
    except RefusedLogo:
        raise
    except Exception:  # noqa: BLE001 - a decoder fails in a dozen ways on a damaged file, and all mean the same
        raise RefusedLogo("logo-broken") from None
    clean = Image.new("RGB", flat.size)
    clean.paste(flat)  # pixels only: what else the file said stays behind
    stream = io.BytesIO()
    clean.save(stream, format="PNG", compress_level=9)
    return Logo(stream.getvalue(), *clean.size)


def _decoded(content: bytes, kind: str) -> "Image":
    from PIL import Image  # noqa: PLC0415 - see drawn_anew

    with _strict(), Image.open(io.BytesIO(content), formats=(kind,)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise RefusedLogo("logo-pixels", {"most": MOST_PIXELS})
        flat = _on_white(picture)
    flat.thumbnail(SHOWN)
    return flat


def _on_white(picture: "Image") -> "Image":
    """The first frame, upright, in eight bits, on white paper."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - see drawn_anew

    picture.load()
    if picture.mode.startswith("I;16"):  # Pillow's own conversion would cut off everything bright
        high = slice(0, None, 2) if picture.mode.endswith("B") else slice(1, None, 2)
        return Image.frombytes("L", picture.size, picture.tobytes()[high]).convert("RGB")
    upright = ImageOps.exif_transpose(picture)
    if "A" not in upright.getbands() and "transparency" not in upright.info:
        return upright.convert("RGB")
    layered = upright.convert("RGBA")
    paper = Image.new("RGB", layered.size, "white")
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper


@contextmanager
def _strict() -> Iterator[None]:
    """Let Pillow refuse what is too large or cut short: WeasyPrint, where it is loaded, has told it not to."""
    from PIL import Image, ImageFile  # noqa: PLC0415 - see drawn_anew

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
