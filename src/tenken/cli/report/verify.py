"""``tenken verify``: a report says what the answers inside it give, and is perhaps the one that somebody knows.

The outcome is three things, never a bare "OK": whether the data fit, whether the pages are those that the data give,
and where the report comes from: whether it is the expected one, and who signed it. Exit code 0 means data that fit, on
pages identical or alike, with nothing against its origin. What is compared with what stands in ``tenken.verify``.
"""

import re
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from tenken.cli.context import AppContext, moment
from tenken.cli.output import make
from tenken.cli.passwords import PasswordFile, unlocking
from tenken.core.problem import CheckFailed, UsageProblem
from tenken.screen import problem_texts
from tenken.store.report.pdf_report import take_apart
from tenken.store.validation.toml_file import read_bytes
from tenken.verify.signature import LARGEST_TRUST, Signature, SignatureState, opened
from tenken.verify.verification import Verification
from tenken.words import fours

FORMAT = 2
"""Of ``--json``. 2: data, pages and origin in place of a level."""
FEWEST_DIGITS = 16
"""How much of a digest must be named: the four groups that page 1 shows."""


def verify(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="REPORT.pdf", help="cli.verify.file")],
    expect: Annotated[str | None, typer.Option("--expect", help="cli.verify.expect_option")] = None,
    folder: Annotated[Path | None, typer.Option("--evidence", help="cli.verify.evidence")] = None,
    trust: Annotated[Path | None, typer.Option("--trust", metavar="CA.pem", help="cli.verify.trust")] = None,
    password_file: PasswordFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="cli.verify.json")] = False,
) -> None:
    """Recompute a report from what it carries; exit code 1 where anything does not fit."""
    app: AppContext = ctx.obj
    expected = None if expect is None else _digits(expect)
    trusted = (str(trust), read_bytes(trust, str(trust), LARGEST_TRUST)) if trust else None
    report = take_apart(file, unlock=unlocking(app, password_file))
    report, signature = opened(report, trusted, moment(app.today))
    evidence = folder or file.parent
    verification = Verification(report, evidence, app.checklist_path, app.today, partial(make, app), signature)
    checks = list(verification.checks())
    if expected is not None:
        checks.append(verification.expect(expected))
    said = [(check, app.words(f"cli.verify.{check.name}", **check.values)) for check in checks]
    for check in checks:
        for text in problem_texts(app.words, check.problems):
            app.message(text)
    outcome = verification.outcome(checks)
    told = {"data": str(outcome.data), "pages": str(outcome.pages), "origin": str(outcome.origin)}
    if as_json:
        listed = [{"name": check.name, "state": check.state, "text": text} for check, text in said]
        app.data({"format": FORMAT, **told, **_signed(signature), "digest": verification.digest, "checks": listed})
    else:
        for check, text in said:
            app.result(f"[{app.words(f'cli.verify.state_{check.state}')}] {text}")
        app.result()
        expects = next((check for check in checks if check.name.startswith("expect")), None)  # which of two digests
        digest = str(expects.values["digest"]) if expects else fours(verification.digest)
        names = {"digest": digest, "signer": signature.signer, "issuer": signature.issuer}
        for what, state in told.items():
            app.result(app.words(f"cli.verify.{what}.{state}", **names))
    if not outcome.good or any(check.state == "failed" for check in checks):
        raise CheckFailed("verify-failed", {"file": str(file)})


def _signed(signature: Signature) -> dict[str, Any]:
    """What JSON says of a signature, where there is one; who signed is proven only in the state ``trusted``."""
    if signature.state is SignatureState.NONE:
        return {}
    at = signature.at.isoformat() if signature.at else None
    told = {"state": str(signature.state), "signer": signature.signer, "issuer": signature.issuer, "at": at}
    return {"signature": told}


def _digits(written: str) -> str:
    """The hexadecimal digits of a digest as somebody copied it: with or without groups and ``sha256:``."""
    digits = re.sub(r"[\s-]", "", written.lower().removeprefix("sha256:"))
    if not re.fullmatch(rf"[0-9a-f]{{{FEWEST_DIGITS},64}}", digits):
        raise UsageProblem("bad-digest", {"written": written})
    return digits
