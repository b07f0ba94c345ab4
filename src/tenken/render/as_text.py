"""The report for a terminal or a mail: what the Markdown form tells, wrapped, with nothing a terminal could obey."""

import re

from tenken.core.report.report import Report
from tenken.render import as_markdown
from tenken.screen import wrap
from tenken.words import Words

COLUMNS = 78


def render(report: Report, words: Words) -> bytes:
    """Plain text of at most 78 columns."""
    lines = []
    for line in as_markdown.render(report, words).decode().splitlines():
        if re.fullmatch(r"[|:-]+", line):
            continue
        bare = re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)(?:\*\*|`|^#+ |^\| | \|$)", "", line)).replace(" | ", "  ")
        indent = re.match(r" *", bare)
        lines.append(wrap(bare.strip(), COLUMNS, indent.group() if indent else ""))
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()
