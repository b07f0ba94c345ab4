"""What the operating system refuses, as the key of a sentence: no right to open a file, a disk that is full.

The system tells it in its own language, which need not be the reader's: only its number is taken over. What a refusal
means for a command, and its exit code, is decided by those who meet it.
"""

import errno

SENTENCES = {
    "EACCES": "not-allowed",
    "EPERM": "not-allowed",
    "EROFS": "read-only",
    "ENAMETOOLONG": "too-long",
    "ELOOP": "loop",
    "ENOTDIR": "no-folder",
    "EISDIR": "folder",
    "EEXIST": "taken",
    "ENOENT": "missing",
    "ENOSPC": "full",
    "EDQUOT": "quota",
    "EFBIG": "too-large",
    "EBADF": "closed",
    "EBUSY": "busy",
    "ETXTBSY": "busy",
    "EMFILE": "too-many-open",
    "ENFILE": "too-many-open",
    "EIO": "device",
    "ESTALE": "unreachable",
    "ETIMEDOUT": "unreachable",
    "ENETDOWN": "unreachable",
    "ENETUNREACH": "unreachable",
    "EHOSTDOWN": "unreachable",
    "EHOSTUNREACH": "unreachable",
}
"""The sentence ``machine.<key>`` for a fault that people meet, by its name; not every system knows every name."""

IN_USE = (32, 33)
"""Windows' own numbers for a file that another program holds, such as a workbook that is open in Excel."""


def reason_of(fault: OSError) -> dict[str, str | int]:
    """The values ``reason`` and ``code``, of which ``Words`` makes a sentence where an error or a problem is told."""
    if getattr(fault, "winerror", None) in IN_USE:
        key = "busy"
    else:
        key = SENTENCES.get(errno.errorcode.get(fault.errno or 0, ""), "refused" if fault.errno else "failed")
    return {"reason": f"machine.{key}", "code": str(fault.errno or "")}
