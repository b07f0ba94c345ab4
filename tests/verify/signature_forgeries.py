"""What can be done to a signed PDF, after it was signed or while it was; needs the extra ``sign``."""

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pikepdf
import pypdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, fields
from pyhanko.sign.signers import SimpleSigner
from tests import signing

from tenken.render.pdf.signature import signed


def apart(make: Callable[[], Any]) -> Any:
    """What is made in a thread of its own, where the browser's event loop does not run."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(make).result()


def pyhanko_signer() -> SimpleSigner:
    found = SimpleSigner.load_pkcs12_data(signing.good(), (), signing.PASSWORD.encode())
    assert isinstance(found, SimpleSigner)
    return found


def gap(content: bytes, base: bytes) -> tuple[int, int]:
    """Where the signature stands."""
    begin = content.index(b"/Contents <", len(base)) + len("/Contents ")
    return begin, content.index(b">", begin) + 1


def flipped_in_front(content: bytes, _: bytes) -> bytes:
    at = content.index(b"/Producer") if b"/Producer" in content else 2000
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def flipped_behind(content: bytes, base: bytes) -> bytes:
    at = content.rindex(b"20261121")
    assert at > len(base)
    return content[:at] + b"1" + content[at + 1 :]


def flipped_inside(content: bytes, base: bytes) -> bytes:
    """The last bytes of a signature are what was computed; behind them stands filling."""
    begin, end = gap(content, base)
    at = begin + len(content[begin:end].rstrip(b"0>")) - 40
    return content[:at] + (b"0" if content[at : at + 1] != b"0" else b"1") + content[at + 1 :]


def updated(content: bytes, _: bytes) -> bytes:
    """Another revision behind the signature, as any editor writes it."""
    target = io.BytesIO()
    writer = pypdf.PdfWriter(io.BytesIO(content), incremental=True)
    writer.pages[0].rotate(90)
    writer.write(target)
    assert target.getvalue().startswith(content)
    return target.getvalue()


def appended(content: bytes, _: bytes) -> bytes:
    return content + b"% more\n"


def saved_again(content: bytes, _: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(target)
    return target.getvalue()


def of_another_file(content: bytes, base: bytes) -> bytes:
    """The signature of another report of the same length."""
    at = base.index(b"stream") + 60
    other = base[:at] + bytes([base[at] ^ 1]) + base[at + 1 :]
    return content[: len(base)] + signed_raw(other)[len(base) :]


def signed_raw(content: bytes) -> bytes:
    return signed(content, signing.signing_key(), signing.NOON)


def signed_twice(content: bytes, _: bytes) -> bytes:
    """Signed by somebody else, too, whose program does not ask what the first signature allows."""
    base = io.BytesIO(content)
    writer = IncrementalPdfFileWriter(base)
    signer = PdfSigner(PdfSignatureMetadata(field_name="Second"), pyhanko_signer())
    signer._enforce_certification_constraints = lambda _: None  # type: ignore[assignment]
    return bytes(apart(lambda: signer.sign_pdf(writer).getvalue()))


def moved_gap(content: bytes, base: bytes) -> bytes:
    """A signature that says it leaves out other bytes than its own, as many of them."""
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", content[len(base) :])
    assert found
    first, second, rest = (int(part) for part in found.groups())
    told = b"/ByteRange [0 %d %d %d]" % (first - 9, second - 9, rest + 9)
    return content.replace(found.group(), told.ljust(len(found.group())))


FORGERIES: dict[str, tuple[Callable[[bytes, bytes], bytes], str]] = {
    "flipped-in-front": (flipped_in_front, "broken"),
    "flipped-behind": (flipped_behind, "broken"),
    "flipped-inside": (flipped_inside, "broken"),
    "updated": (updated, "not_whole"),
    "appended": (appended, "not_whole"),
    "saved-again": (saved_again, "broken"),
    "of-another-file": (of_another_file, "broken"),
    "moved-gap": (moved_gap, "broken"),
    "signed-twice": (signed_twice, "several"),
}
"""What is done to a signed PDF, given it and what stood before, and what its signature then comes to."""


def with_writer(content: bytes, change: Callable[[Any], None], **spec: Any) -> bytes:
    """Signed by the same key in the same way, with a change that the signature covers."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer._update_meta = lambda: None  # type: ignore[method-assign]
    change(writer)
    meta = PdfSignatureMetadata(
        field_name="Signature1",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    field = fields.SigFieldSpec("Signature1", **spec)
    return bytes(apart(lambda: PdfSigner(meta, pyhanko_signer(), new_field_spec=field).sign_pdf(writer).getvalue()))


def draws_over(writer: Any) -> None:
    """Another grade over the first page."""
    page = writer.find_page_for_modification(0)[0].get_object()
    stream = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 300 300 re f")
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(stream)])


def opens_a_page(writer: Any) -> None:
    action = {
        generic.pdf_name("/S"): generic.pdf_name("/URI"),
        generic.pdf_name("/URI"): generic.pdf_string("http://x"),
    }
    writer.root["/OpenAction"] = generic.DictionaryObject(action)  # type: ignore[no-untyped-call]
    writer.update_root()


def gives_a_title(writer: Any) -> None:
    writer.trailer["/Info"]["/Title"] = generic.pdf_string("判定A")
    writer.mark_update(writer.trailer.raw_get("/Info"))


def exchanges_the_answers(writer: Any) -> None:
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    stream = names[1]["/EF"]["/F"]
    stream._data = b"nothing"
    stream._encoded_data = None
    writer.mark_update(names[1]["/EF"].raw_get("/F"))


WHILE_SIGNING = (draws_over, opens_a_page, gives_a_title, exchanges_the_answers)
"""Changes that the signature itself covers."""
