"""A finished PDF locked with a password (AES-256, revision 6 of the standard handler), and passwords made for that.

Locking comes last, when everything else about a PDF is done; unlocking is ``store.report.pdf_decryptor``'s, since a
locked PDF may come from anybody. There is no second password that would forbid printing or copying: programs obey such
a ban or not, as they like. Nothing here comes out the same twice: key and salts are drawn anew from the machine's
generator for secrets each time.
"""

import io
import secrets
import unicodedata

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and digits that nobody takes for one another when reading them out: no 0, 1, i, l or o."""
GROUPS, GROUP = 5, 5
"""25 characters of 31: 123 bits."""
ALGORITHM = "AES-256"
"""pypdf's name of AES-256 in revision 6, which PDF 2.0 took over."""
LONGEST = 127
"""Bytes of UTF-8; what is longer would be cut off without a word."""


def made_password() -> str:
    """A password nobody can guess, in groups that can be read out: ``k7m2q-…``, five of five characters."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def fits(password: str) -> bool:
    """Whether a password can lock a PDF: neither empty nor too long, and the same however it is typed (SASLprep)."""
    import pypdf  # noqa: PLC0415 - only where a PDF is locked

    if not password or len(unicodedata.normalize("NFKC", password).encode()) > LONGEST:
        return False
    try:
        pypdf.PdfWriter(strict=True).encrypt(password, algorithm=ALGORITHM)
    except ValueError:
        return False
    return True


def encrypted(content: bytes, password: str) -> bytes:
    """The PDF so that it opens with that password only, one that ``fits``; who has it may do everything."""
    import pypdf  # noqa: PLC0415 - only where a PDF is locked

    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    writer = pypdf.PdfWriter(clone_from=reader, strict=True, keep_initial_header=True)
    writer.encrypt(password, algorithm=ALGORITHM)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
