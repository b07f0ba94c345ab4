"""A signed audit of the club with a finding of each kind, and its follow-up, for all tests of following up."""

from datetime import date
from pathlib import Path

from tenken.core.audit.followup import Event, EventKind, VerificationResult
from tenken.core.model import AuditFinding, BasisMethod, FindingGrade
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tests.conftest import PLACES, TODAY

AUDITED = """
[assessor]
name = "堺 直樹"
[roles]
owner = "北浜 みどり"
[audit]
team = [{ name = "堺 直樹" }, { name = "住吉 花", role = "member" }]
[[audit.finding]]
id = "F1"
grade = "major"
title = "受付の共用ID"
questions = ["people-01"]
criteria = "IDは一人に一つ"
condition = "=受付の3人が1つのIDを使う"
recommendation = "IDを分ける"
proof = ["W-12"]
reply_by = 2026-12-19
[[audit.finding]]
id = "F2"
grade = "minor"
title = "誓約書の漏れ"
questions = ["people-02"]
reply_by = 2026-11-20
[[audit.finding]]
id = "F3"
grade = "observation"
title = "鍵の台帳"
questions = ["machines-01"]
"""
SIGNED = """
[[signoff.step]]
role = "assessor"
name = "堺 直樹"
on = 2026-11-20
digest = "{digest}"
"""

FINDINGS = (
    AuditFinding(id="F1", grade=FindingGrade.MAJOR, title="共用ID", questions=("a",), reply_by=date(2026, 12, 19)),
    AuditFinding(id="F2", grade=FindingGrade.MINOR, title="誓約書", questions=("a",)),
    AuditFinding(id="F3", grade=FindingGrade.OBSERVATION, title="台帳", questions=("a",)),
)
DAY = date(2026, 12, 1)
FIRM, AUDITOR = "木村 健", "堺 直樹"


def audit_in(folder: Path, head: str, *, signed: bool = True) -> Path:
    """The audit as a file in that folder."""
    path = folder / "2026-audit.toml"
    text = head.replace('kind = "self"', 'kind = "audit"') + AUDITED
    path.write_text(text, encoding="utf-8")
    if signed:
        digest = content_digest(loader.load(path, PLACES, TODAY)[1])
        path.write_text(text + SIGNED.format(digest=digest), encoding="utf-8")
    return path


def event(kind: EventKind, finding: str = "F1", on: date = DAY, **said: object) -> Event:
    """One event that says all that its kind needs."""
    needed: dict[EventKind, dict[str, object]] = {
        EventKind.REPLY: {
            "cause": "人数分のIDがない",
            "action": "IDを分ける",
            "owner": "木村",
            "due": date(2027, 1, 15),
            "by": FIRM,
        },
        EventKind.RETURNED: {"why": "原因が書かれていない"},
        EventKind.DONE: {"by": FIRM},
        EventKind.VERIFIED: {
            "method": BasisMethod.TEST,
            "what": "3人のIDで入った",
            "result": VerificationResult.EFFECTIVE,
        },
        EventKind.EXTENDED: {"due": date(2027, 3, 31), "why": "機器の納期", "by": FIRM},
        EventKind.RISK_ACCEPTED: {"why": "来春に閉める", "by": "北浜 みどり"},
        EventKind.WITHDRAWN: {"why": "台帳が出てきた"},
    }
    told: dict[str, object] = {"finding": finding, "kind": kind, "on": on, "by": AUDITOR}
    return Event(**(told | needed.get(kind, {}) | said))  # type: ignore[arg-type]  # each test says what fits
