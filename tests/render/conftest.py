"""The example's report in each profile and language, made once, and veraPDF, started once."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY, Once
from tests.verapdf import NotHere, VeraPDF

from tenken.core.changes import side
from tenken.core.compare import compare
from tenken.core.report import Profile, Report, build
from tenken.render import pdf
from tenken.store import assessments
from tenken.words import Language, Words

Printed: TypeAlias = Callable[[Profile, Language], bytes]


@pytest.fixture(scope="session")
def reported() -> Callable[[Profile], Report]:
    """The report of examples/kitahama/2026.toml in a profile, with the year before it."""
    (checklist, assessment), last = (
        assessments.load(EXAMPLES / name, PLACES, TODAY) for name in ("2026.toml", "2025.toml")
    )
    comparison = compare(side(*last), side(checklist, assessment))
    digest = assessments.content_digest(assessment)
    return lambda profile: build(
        checklist, assessment, content_digest=digest, version="0", profile=profile, comparison=comparison
    )


@pytest.fixture(scope="session")
def printed(reported: Callable[[Profile], Report], once: Once) -> Printed:
    """The same as PDF."""
    return lambda profile, lang: once(f"{profile}-{lang}.pdf", lambda: pdf.render(reported(profile), Words(lang)))


@pytest.fixture(scope="session")
def verapdf(request: pytest.FixtureRequest) -> Iterator[VeraPDF]:
    """veraPDF; where it cannot run the test is skipped."""
    try:
        checker = VeraPDF(request.config.cache.mkdir("verapdf"))
    except NotHere as missing:
        pytest.skip(str(missing))
    yield checker
    checker.close()
