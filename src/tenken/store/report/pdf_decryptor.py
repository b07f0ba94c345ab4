"""Unlocks a PDF of others with a password: the same pages and files, not locked any more, in other bytes.

Runs in the sandbox, started by ``pdf_report`` and by nobody else, and imports nothing of tenken. The password comes
with the PDF on standard input, since everybody on the machine can see what a process was started with.
"""

import io
import logging
from base64 import b64encode
from typing import Any

LARGEST_STREAM = 20_000_000
"""Bytes of any one stream once unpacked, as ``pdf_parser`` has it."""


def unlocked(content: bytes, length: str) -> dict[str, Any]:
    """The PDF behind a password of so many bytes (UTF-8), as Base64 under ``content``.

    Else ``wrong`` (another password), ``lacks`` (a library is missing) or ``broken``.
    """
    logging.disable()
    try:
        return _unlocked(content[int(length) :], content[: int(length)].decode())
    except Exception as fault:  # noqa: BLE001 - the file is one of others, whatever a library stumbles over in it
        return {"lacks" if type(fault).__name__ == "DependencyError" else "broken": True}


def _unlocked(content: bytes, password: str) -> dict[str, Any]:
    import pypdf  # noqa: PLC0415 - only in the sandbox

    pypdf.overwrite_configuration(
        zlib_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
    )
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    if not (reader.decrypt(password) or reader.decrypt("")):  # one that only forbids opens without a password
        return {"wrong": True}
    target = io.BytesIO()
    pypdf.PdfWriter(clone_from=reader, keep_initial_header=True).write(target)
    return {"content": b64encode(target.getvalue()).decode()}
