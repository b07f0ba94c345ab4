"""An audit among the years: compared with the answers it is about, one point a year, and last year's for the next."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
from tests.conftest import EXAMPLES, Said

Tenken = Callable[..., Said]
SELF, AUDIT, BEFORE = (EXAMPLES / name for name in ("2026.toml", "2026-audit.toml", "2025.toml"))
SIGN = ("signoff", "2026-audit.toml", "--as", "assessor", "--name", "堺 直樹")
FOLLOWUP = EXAMPLES / "2026-followup.toml"
YEAR_WORDS = {"ja": ("続けて足りない", "約束の結果", "昨年"), "en": ("in a row", "Promises", "last year")}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_two_are_compared_as_answers_and_verdicts_and_never_as_years(tenken: Tenken, lang: str) -> None:
    done = tenken("diff", SELF, AUDIT, lang=lang)
    assert done.code == 0
    told = "".join(done.out.split())
    for figure in ("60", "55", "14/78" if lang == "ja" else "14of78", "19%", "12", "62", "40", "22"):
        assert figure in told, figure
    assert not [word for word in YEAR_WORDS[lang] if word in done.out]


def test_json_tells_each_checked_question(tenken: Tenken) -> None:
    told: dict[str, Any] = json.loads(tenken("diff", SELF, AUDIT, "--json").out)
    assert told["extent"] == {"checked": 14, "asked": 78, "by_weight": "31/158"}
    assert told["optimism"] == {"questions": 12, "own": "5/8", "audited": "45/112", "gap": "25/112"}
    assert {entry["outcome"] for entry in told["questions"]} == {
        *("confirmed", "lowered", "raised", "brought-in", "not-verifiable")
    }


def test_a_format_that_it_has_not_is_refused(tenken: Tenken, tmp_path: Path) -> None:
    done = tenken("diff", SELF, AUDIT, "-o", "x.xlsx")
    assert (done.code, [*tmp_path.iterdir()]) == (2, [])
    assert "xlsx" in done.err


@pytest.mark.pdf
def test_the_printed_comparison_has_two_pages_at_most(tenken: Tenken, tmp_path: Path) -> None:
    from pypdf import PdfReader

    for lang in ("ja", "en"):
        assert tenken("diff", SELF, AUDIT, "-o", f"{lang}.pdf", lang=lang).code == 0
        assert len(PdfReader(tmp_path / f"{lang}.pdf").pages) <= 2


def test_an_audit_is_no_later_year_of_what_it_audits(tenken: Tenken, tmp_path: Path) -> None:
    done = tenken("report", AUDIT, "--previous", SELF, "--format", "html", "-o", "x.html")
    assert (done.code, [*tmp_path.iterdir()]) == (2, [])
    assert "tenken diff" in done.err


def test_a_self_assessment_that_has_changed_is_no_longer_the_one_audited(tenken: Tenken, tmp_path: Path) -> None:
    other = tmp_path / "2026.toml"
    changed = SELF.read_text(encoding="utf-8").replace('status = "unknown"', 'status = "no"', 1)
    other.write_text(changed, encoding="utf-8")
    done = tenken("diff", other, AUDIT)
    assert (done.code, done.out) == (3, "")
    assert "audit.of.digest" in done.err


def test_answers_that_were_altered_in_the_file_of_the_audit_are_found(tenken: Tenken, tmp_path: Path) -> None:
    (tmp_path / "2026.toml").write_bytes(SELF.read_bytes())
    text = AUDIT.read_text(encoding="utf-8")
    unsigned = text[: text.index("[signoff]")] + text[text.index("[answers.") :]
    note = "受付の共用IDは7月に消した。"
    assert note in unsigned
    (tmp_path / "2026-audit.toml").write_text(unsigned.replace(note, "受付では共用IDを使っている。"), encoding="utf-8")
    for command in (("diff", "2026.toml", "2026-audit.toml"), SIGN):
        done = tenken(*command)
        assert (done.code, done.out) == (3, ""), command
    told = json.loads(tenken("audit", "status", "2026-audit.toml", "--json").out)
    assert told["self"]["state"] == "changed"


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_every_report_of_an_audit_says_that_it_has_changed_since(tenken: Tenken, tmp_path: Path, form: str) -> None:
    text = AUDIT.read_text(encoding="utf-8").replace("W-12", "W-13")
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    done = tenken("report", "a.toml", "--format", form, "--profile", "full", "-o", f"a.{form}")
    assert "署名のあとで変わっています(堺 直樹、生駒 千春、天王寺 恵)" in done.err
    said = (tmp_path / f"a.{form}").read_text(encoding="utf-8")
    assert '"changed_after": [' in said if form == "json" else "確認のあとで変わっています" in said


def test_a_year_has_one_point_that_of_the_audit(tenken: Tenken) -> None:
    done = tenken("trend", BEFORE, SELF, AUDIT, "--json")
    points = json.loads(done.out)["points"]
    assert [(point["score"], point["kind"]) for point in points] == [(39, "self"), (55, "audit")]
    assert "2026-audit.toml" in done.err


def test_after_an_audit_the_firm_answers_for_itself(tenken: Tenken, tmp_path: Path) -> None:
    assert tenken("renew", AUDIT, "next.toml").code == 0
    new = tomli.loads((tmp_path / "next.toml").read_text(encoding="utf-8"))
    assert (new["kind"], "assessor" in new, "audit" in new, "signoff" in new) == ("self", False, False, False)
    lowered, confirmed = new["answers"]["access-03"], new["answers"]["incident-01"]
    assert "by" not in lowered
    assert lowered["status"] == "no"
    for part in ("F1", "重大な不適合", "受付の3名それぞれにIDを作り", "会社の答えは「できている」"):
        assert part in lowered["note"]
    assert confirmed["by"] == tomli.loads(SELF.read_text(encoding="utf-8"))["answers"]["incident-01"]["by"]
    assert "堺" not in (tmp_path / "next.toml").read_text(encoding="utf-8")


def test_what_the_auditor_accepted_is_asked_again_and_what_he_refused_stays_refused(
    tenken: Tenken, tmp_path: Path
) -> None:
    assert tenken("renew", AUDIT, "next.toml").code == 0
    answers = tomli.loads((tmp_path / "next.toml").read_text(encoding="utf-8"))["answers"]
    assert "checked" not in answers["software-03"]["evidence"][0]
    assert answers["nda-01"]["evidence"][0]["checked"] == "contradicted"


def test_an_auditor_can_begin_the_next_audit_from_it(tenken: Tenken, tmp_path: Path) -> None:
    assert tenken("renew", AUDIT, "next.toml", "--kind", "audit").code == 0
    assert tomli.loads((tmp_path / "next.toml").read_text(encoding="utf-8"))["kind"] == "audit"


def test_an_accepted_corrective_action_is_next_years_promise(tenken: Tenken, tmp_path: Path) -> None:
    assert tenken("renew", AUDIT, "next.toml", "--followup", FOLLOWUP).code == 0
    answers = tomli.loads((tmp_path / "next.toml").read_text(encoding="utf-8"))["answers"]
    assert answers["access-03"]["action"] == {"owner": "木村 健", "due": date(2026, 11, 30)}
    assert answers["web-02"]["action"]["due"] == date(2026, 12, 12), "the date that was extended to"
    assert answers["web-08"]["action"]["due"] != date(2026, 12, 15), "the reply went back"


def test_a_followup_of_another_audit_promises_nothing(tenken: Tenken, tmp_path: Path) -> None:
    done = tenken("renew", SELF, "next.toml", "--followup", FOLLOWUP)
    assert (done.code, [*tmp_path.iterdir()]) == (3, [])
    assert "audit.file" in done.err
