"""What verify finds of an audit: a change after a signature, another signer, a sample that nobody drew."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY, Said

from tenken.core.audit.sampling import draw_answers
from tenken.core.model import Assessment
from tenken.store.assessment import editor, loader
from tenken.store.assessment.document import content_digest, signed_digest

pytestmark = pytest.mark.pdf
Tenken = Callable[..., Said]
AUDIT = EXAMPLES / "2026-audit.toml"


def verified(tenken: Tenken, *more: str) -> dict[str, Any]:
    assert tenken("report", "a.toml", "-o", "a.pdf", "--profile", "owner", "--force").code == 0
    told: dict[str, Any] = json.loads(tenken("verify", "a.pdf", "--json", *more).out)
    return told


def states(told: dict[str, Any]) -> dict[str, str]:
    return {check["name"]: check["state"] for check in told["checks"]}


def test_both_digests_are_known_and_said_apart(tenken: Tenken, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(AUDIT.read_bytes())
    audited = loader.load(AUDIT, PLACES, TODAY)[1]
    signed = signed_digest(audited)
    assert signed
    for digest, name in ((content_digest(audited), "expect"), (signed, "expect_signed")):
        told = verified(tenken, "--expect", digest[:23])
        assert (states(told)[name], told["origin"], told["data"]) == ("ok", "expected", "fit")


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("生駒 千春", "生駒 千秋", None),
        ("休憩室に貼った", "休憩室に張った", "signed_changed"),
        ("W-12", "W-13", "signed_changed"),
    ],
    ids=["another reviewer", "a note of the firm", "a working paper"],
)
def test_a_changed_character_is_found(
    tenken: Tenken, tmp_path: Path, before: str, after: str, found: str | None
) -> None:
    text = AUDIT.read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "a.toml").write_text(text.replace(before, after), encoding="utf-8")
    signed = signed_digest(loader.load(AUDIT, PLACES, TODAY)[1])
    assert signed
    told = verified(tenken, "--expect", signed.removeprefix("sha256:"))
    assert (states(told).get("expect_other"), told["origin"]) == ("failed", "unexpected")
    if found:
        assert (states(told)[found], told["data"]) == ("failed", "differ")


def test_a_sample_is_drawn_again(tenken: Tenken, tmp_path: Path) -> None:
    checklist, audited = loader.load(AUDIT, PLACES, TODAY)
    text = AUDIT.read_text(encoding="utf-8")
    unsigned = text[: text.index("[signoff]")] + text[text.index("[answers.") :]
    (tmp_path / "a.toml").write_text(unsigned, encoding="utf-8")
    sample = draw_answers(checklist, audited, "kitahama", 10).sample

    def drawn(_: object, now: Assessment) -> Assessment:
        assert now.audit
        return replace(now, audit=replace(now.audit, sample=sample))

    editor.save(tmp_path / "a.toml", drawn, PLACES, TODAY)
    assert states(verified(tenken))["sample"] == "ok"
    written = (tmp_path / "a.toml").read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(written.replace('seed = "kitahama"', 'seed = "other"'), encoding="utf-8")
    told = verified(tenken)
    assert (states(told)["sample_other"], told["data"]) == ("failed", "differ")
