"""What a PDF report carries inside, so that it can be read and recomputed years later without anything else.

Only names and the value: what goes in is made by ``store`` and ``render``, what comes out is judged by ``verify``.
"""

from dataclasses import dataclass

ASSESSMENT = "assessment.toml"
EDITION = "edition.json"
"""The whole edition; its SHA-256 is the digest that the assessment names."""
REPORT = "report.json"
PREVIOUS = "previous-"
"""What stands before the names of last year's assessment and edition."""
BRAND = "brand.toml"
LOGO = "logo.png"
"""The look that somebody gave the report, where somebody did."""
BENCHMARK = "benchmark.toml"
"""The one group of firms with which the report compares, where it does."""

MEDIA_TYPES = {"toml": "application/toml", "json": "application/json", "png": "image/png"}
"""By the ending of the name; a PDF made elsewhere may carry others."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF."""

    name: str
    content: bytes

    @property
    def media_type(self) -> str:
        """What kind of file it is."""
        return MEDIA_TYPES.get(self.name.rpartition(".")[2], "application/octet-stream")


CARRIED = (ASSESSMENT, EDITION, REPORT)
"""What a report carries; an attestation carries the last alone."""
MAY_CARRY = (BRAND, LOGO, PREVIOUS + ASSESSMENT, PREVIOUS + EDITION, BENCHMARK)
"""What it carries only where somebody gave it a look, or last year or others to be compared with."""
