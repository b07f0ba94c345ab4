"""The example's report in each profile and language, made once, and veraPDF, started once."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest
from tests.conftest import Once
from tests.render.report.owner_cases import loaded, told
from tests.verapdf import NotHere, VeraPDF

from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.render.report.page import report_pdf
from tenken.store.assessment.document import content_digest, signed_digest
from tenken.words import Language, Words

Printed: TypeAlias = Callable[[ReportProfile, Language], bytes]


@pytest.fixture(scope="session")
def reported() -> Callable[[ReportProfile], Report]:
    """The report of examples/kitahama/2026.toml in a profile, with the year before it; of an audit 2026-audit.toml."""
    audited = loaded("2026-audit")

    def made(profile: ReportProfile) -> Report:
        if profile is ReportProfile.AUDIT:
            return build(
                *audited,
                content_digest=content_digest(audited[1]),
                signed_digest=signed_digest(audited[1]),
                version="0",
                profile=profile,
            )
        return told(loaded("2026"), loaded("2025"), profile)

    return made


@pytest.fixture(scope="session")
def printed(reported: Callable[[ReportProfile], Report], once: Once) -> Printed:
    """The same as PDF."""
    return lambda profile, lang: once(f"{profile}-{lang}.pdf", lambda: report_pdf(reported(profile), Words(lang)))


@pytest.fixture(scope="session")
def verapdf(request: pytest.FixtureRequest) -> Iterator[VeraPDF]:
    """veraPDF; where it cannot run the test is skipped."""
    try:
        checker = VeraPDF(request.config.cache.mkdir("verapdf"))
    except NotHere as missing:
        pytest.skip(str(missing))
    yield checker
    checker.close()
