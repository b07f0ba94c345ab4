"""The pages of an audit: what they show and offer, what they save, and what they refuse with every reason at once."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import quote, urlencode

import pytest
from tests.ask.web.conftest import Page, Person, Site
from tests.conftest import EXAMPLES

from tenken.core.model import (
    BasisMethod,
    EvidenceCheck,
    FindingGrade,
    RequestState,
    Status,
)

Serve = Callable[..., Site]

SIGNED = (EXAMPLES / "2026-audit.toml").read_text(encoding="utf-8")
OPEN = re.sub(r"\[signoff\].*?(?=\[answers\.policy-01\])", "", SIGNED, flags=re.DOTALL)
SAMPLE = (
    '\n[audit.sample]\nseed = "s"\nsize = 1\nframe = "sha256:'
    + "0" * 64
    + '"\nalways = ["access-01", "access-03"]\ndrawn = ["policy-11"]\n'
)
"""Its frame is not the right one: only ``verify`` draws again."""
DRAWN = re.sub(r"\[audit\.sample\].*?(?=\n\[)", "", OPEN, flags=re.DOTALL).replace(
    "\n[answers.policy-01]", SAMPLE + "\n[answers.policy-01]", 1
)
SAW = {"basis__0__document": "yes", "basis__0__what": "台帳を見た。", "basis__0__ref": "W-20"}


@pytest.fixture
def site(serve: Serve) -> Site:
    """An audit that nobody has signed, with a sample."""
    return serve(whole=DRAWN)


def errors(page: Page) -> list[str]:
    """The fields that are marked as wrong."""
    return [a["id"] for _, a in page.read.elements if a.get("aria-invalid") == "true"]


def test_a_file_with_an_audit_opens_the_audit(site: Site) -> None:
    person = site.person()
    first = person.go("")
    assert "監査の進み具合" in first.text
    assert "抽出 1 / 3" in first.text
    assert "12問の点数 会社 62 → 監査 40" in first.text
    page = person.go("go")
    assert page.path.endswith("/q/policy-11?walk=sample")
    assert "会社の答え ここでは変えられません" in page.text
    assert "抽出された質問です。" in page.text


def test_a_self_assessment_has_none_of_it(serve: Serve) -> None:
    person = serve().person()
    for address in ("findings", "finding/F1", "requests"):
        assert person.ask("GET", person.home + address).status == 404
    assert "audit.css" not in person.go("").html


def test_an_audit_of_old_is_asked_as_before(serve: Serve) -> None:
    old = re.sub(r"\n\[audit\].*?(?=\n\[answers\.policy-01\])", "", DRAWN, flags=re.DOTALL)
    page = serve(whole=old).person().go("q/policy-11?walk=all")
    assert "いまの様子に近いものを1つ選んでください" in page.text


@pytest.mark.parametrize(
    ("which", "wanted", "unwanted"),
    [
        ("sample", ["policy-11", "access-01", "access-03"], "policy-01"),
        ("unchecked", ["policy-01", "access-01"], "access-03"),
        ("overruled", ["access-03", "nda-01"], "policy-01"),
        ("requests", ["web-02", "web-05", "web-08"], "nda-01"),
        ("all", ["policy-01", "access-03"], "no-such"),
    ],
)
def test_each_list_holds_its_questions(site: Site, which: str, wanted: list[str], unwanted: str) -> None:
    page = site.person().go(f"overview?show={which}")
    linked = {a["href"].rpartition("/q/")[2].partition("?")[0] for tag, a in page.read.elements if tag == "a"}
    assert {*wanted} <= linked
    assert unwanted not in linked


def test_an_earlier_finding_is_shown_where_it_was(serve: Serve) -> None:
    earlier = (
        '\n[[audit.earlier]]\nid = "2025:F3"\ngrade = "minor"\ntitle = "台帳が古い"\nquestions = ["access-01"]\n'
        "\n[answers.policy-01]"
    )
    person = serve(whole=DRAWN.replace("\n[answers.policy-01]", earlier, 1)).person()
    assert "前回の指摘 1" in person.go("overview?show=earlier").text
    page = person.go("q/access-01?walk=earlier")
    assert "前回の指摘 2025:F3" in page.text
    page = person.send(page, "finding", status="no", **SAW)
    assert page.form.fields["repeats"] == "2025:F3"


def test_a_verdict_that_agrees_is_saved_with_its_basis_and_leads_on(site: Site) -> None:
    person = site.person()
    page = person.send(person.go("q/access-01?walk=sample"), "next", status="yes", check__1="accepted", **SAW)
    assert page.path.partition("?")[0].endswith("/q/access-03")
    assert "4-1 を保存しました" in page.text
    answer = site.assessment.answer("access-01")
    verdict = answer.verdict
    assert verdict
    assert (verdict.status, verdict.by, verdict.finding) == (Status.YES, "堺 直樹", None)
    assert [(one.method, one.what, one.ref, one.by) for one in verdict.basis] == [
        (BasisMethod.DOCUMENT, "台帳を見た。", "W-20", "堺 直樹")
    ]
    assert answer.evidence[0].checked is EvidenceCheck.ACCEPTED
    assert answer.evidence[0].checked_by == "堺 直樹"
    assert (answer.status, answer.by) == (Status.YES, "木村 健")


def test_several_ways_at_once_are_a_basis_each(site: Site) -> None:
    person = site.person()
    page = person.go("q/access-01?walk=sample")
    page = person.send(page, "save", status="yes", basis__0__test="yes", by="住吉 亮", **SAW)
    verdict = site.assessment.answer("access-01").verdict
    assert verdict
    assert [one.method for one in verdict.basis] == [BasisMethod.DOCUMENT, BasisMethod.TEST]
    assert {one.by for one in verdict.basis} == {"住吉 亮"}
    following = person.go(f"q/policy-11?walk=sample&by={quote('住吉 亮')}")
    assert re.search(r"<option selected>住吉 亮", following.html)
    before = site.file.read_bytes()
    person.send(page, "save")
    assert site.file.read_bytes() == before


def test_what_was_seen_before_keeps_its_author_and_its_records(site: Site) -> None:
    """A form that changes one thing leaves alone what it does not show: the sample of records, who saw it and when."""
    stood = site.assessment.answer("nda-01").verdict
    assert stood
    assert stood.basis[0].sample
    person = site.person()
    person.send(person.go("q/nda-01?walk=all"), "save", basis__1__what="代表に聞いた。", basis__1__interview="yes")
    verdict = site.assessment.answer("nda-01").verdict
    assert verdict
    assert verdict.basis[: len(stood.basis)] == stood.basis or verdict.basis[0] == stood.basis[0]


def test_everything_that_is_missing_is_told_at_once(site: Site) -> None:
    person = site.person()
    before = site.file.read_bytes()
    page = person.send(person.go("q/access-01?walk=sample"), "next", status="no", basis__0__ref="W-20")
    assert page.status == 422
    assert set(errors(page)) == {"f-basis-0-method", "f-basis-0-what", "f-reason"}
    assert "3か所を直すと保存できます" in page.text
    assert page.form.fields["basis-0-ref"] == "W-20"
    assert site.file.read_bytes() == before
    page = person.send(page, "save", reason="台帳が2つある。", **SAW)
    assert page.status == 200
    verdict = site.assessment.answer("access-01").verdict
    assert verdict
    assert verdict.finding == "台帳が2つある。"


def test_something_seen_without_a_verdict_is_not_saved(site: Site) -> None:
    person = site.person()
    assert errors(person.send(person.go("q/access-01"), "save", **SAW)) == ["f-status"]


def test_nobody_judges_an_answer_of_her_own(serve: Serve) -> None:
    person = serve(whole=DRAWN.replace('name = "堺 直樹"', 'name = "木村 健"')).person()
    page = person.send(person.go("q/access-01"), "save", status="yes", by="木村 健", **SAW)
    assert page.status == 422
    assert "自分の答えは判断できません" in page.text


def test_a_question_can_be_left_without_a_verdict(site: Site) -> None:
    person = site.person()
    before = site.file.read_bytes()
    page = person.send(person.go("q/access-01?walk=sample"), "next")
    assert "/q/access-03" in page.path
    assert "を保存しました" not in page.text
    assert site.file.read_bytes() == before


def test_a_finding_opens_filled_in_and_is_saved_with_its_verdict(site: Site) -> None:
    person = site.person()
    before = site.file.read_bytes()
    page = person.send(person.go("q/access-01?walk=sample"), "finding", status="no", **SAW)
    assert page.status == 200
    assert site.file.read_bytes() == before
    fields = page.form.fields
    assert fields["grade"] == "major"
    assert "必須の対策が" in page.text
    assert fields["condition"] == "台帳を見た。"
    assert fields["proof"] == "W-20"
    assert fields["questions"] == "4-1"
    assert fields["cause"] == ""
    assert all(fields[part] for part in ("title", "criteria", "consequence", "recommendation"))
    page = person.send(
        page, "next", grade="minor", title="台帳が2つある", questions="４−１、access-04", reply_by="2026-12-18"
    )
    assert page.status == 200, page.text
    audit = site.assessment.audit
    assert audit
    made = audit.findings[-1]
    assert (made.id, made.grade, made.title) == ("F10", FindingGrade.MINOR, "台帳が2つある")
    assert (made.questions, made.reply_by) == (("access-01", "access-04"), date(2026, 12, 18))
    assert (made.by, made.proof) == ("堺 直樹", ("W-20",))
    verdict = site.assessment.answer("access-01").verdict
    assert verdict
    assert verdict.status is Status.NO


def test_a_finding_can_be_dropped_again(site: Site) -> None:
    person = site.person()
    before = site.file.read_bytes()
    page = person.send(person.go("q/access-01"), "finding", status="no", **SAW)
    page = person.send(page, "drop")
    assert "新しい指摘" not in page.text
    assert page.form.fields["status"] == "no"
    assert site.file.read_bytes() == before


def test_a_nonconformity_where_all_is_in_place_is_refused_at_its_grade(site: Site) -> None:
    person = site.person()
    page = person.send(person.go("q/access-01"), "finding", status="yes", **SAW)
    assert page.form.fields["grade"] == "strength"
    page = person.send(page, "save", grade="major", title="", reply_by="あした")
    assert page.status == 422
    assert set(errors(page)) == {"f-grade", "f-title", "f-reply_by"}


def test_a_question_joins_a_finding_that_is_there(site: Site) -> None:
    person = site.person()
    page = person.send(person.go("q/access-01"), "save", status="no", join="F1", **SAW)
    assert page.status == 200
    audit = site.assessment.audit
    assert audit
    assert audit.findings[0].questions == ("access-03", "access-01")
    assert "F1" in page.text


def test_a_verdict_can_be_taken_back(site: Site) -> None:
    person = site.person()
    person.send(person.go("q/access-03?walk=all"), "clear")
    assert site.assessment.answer("access-03").verdict is None


def test_a_change_meanwhile_is_told_and_nothing_is_lost(site: Site) -> None:
    one, two = site.person(), site.person()
    first, second = one.go("q/access-01"), two.go("q/access-01")
    one.send(first, "save", status="yes", **SAW)
    page = two.send(second, "save", status="partial", reason="x", **SAW)
    assert page.status == 422
    assert "先に変わりました" in page.text
    assert page.form.fields["status"] == "partial"
    verdict = site.assessment.answer("access-01").verdict
    assert verdict
    assert verdict.status is Status.YES


def test_a_finding_is_changed_on_its_own_page(site: Site) -> None:
    person = site.person()
    page = person.send(person.go("finding/F1"), "save", title="共用のID", disagreement="忙しいときだけだ。")
    assert "指摘 F1 を保存しました" in page.text
    audit = site.assessment.audit
    assert audit
    before = audit.findings[0]
    assert (before.title, before.disagreement) == ("共用のID", "忙しいときだけだ。")
    page = person.send(person.go("finding/F1"), "save", title="", questions="99-9", grade="strength")
    assert set(errors(page)) == {"f-title", "f-questions", "f-grade"}
    assert person.ask("GET", person.home + "finding/F99").status == 404


def test_documents_are_asked_for_and_noted(site: Site) -> None:
    person = site.person()
    page = person.go("requests?for=access-01")
    new = page.read.forms[-1]
    assert new.fields["questions"] == "4-1"
    body = new.fields | {"what": "台帳の原本", "due": "2026-11-30"}
    told = _post(person, new.action, body)
    assert "資料依頼 R5 を保存しました" in told.text
    audit = site.assessment.audit
    assert audit
    assert (audit.requests[-1].what, audit.requests[-1].questions) == ("台帳の原本", ("access-01",))
    first = next(form for form in told.read.forms if form.fields.get("id") == "R4")
    _post(person, first.action, first.fields | {"state": "received", "note": "2件"})
    audit = site.assessment.audit
    assert audit
    came = next(entry for entry in audit.requests if entry.id == "R4")
    assert (came.state, came.note) == (RequestState.RECEIVED, "2件")
    assert came.on is not None
    empty = _post(person, new.action, new.fields | {"what": "", "questions": "x", "due": "あした"})
    assert set(errors(empty)) == {"f-what", "f-questions", "f-due"}


def _post(person: Person, action: str, body: dict[str, str]) -> Page:
    answer = person.ask("POST", action.partition("#")[0], urlencode(body).encode())
    return person.go(answer.headers["location"]) if answer.status == 303 else answer


def test_a_signed_audit_is_shown_and_cannot_be_changed(serve: Serve) -> None:
    site = serve(whole=SIGNED)
    person = site.person()
    page = person.go("q/access-03?walk=all")
    assert "この監査は署名されています" in page.text
    assert "堺 直樹" in page.text
    assert not [a for tag, a in page.read.elements if tag == "input" and a.get("type") in ("radio", "checkbox", "text")]
    assert "できていない" in page.text
    before = site.file.read_bytes()
    form = page.form
    refused = _post(person, form.action, form.fields | {"go": "save", "status": "yes", "basis-0-what": "x"})
    assert refused.status in (409, 422)
    assert "署名" in refused.text
    assert site.file.read_bytes() == before
    for address in ("findings", "finding/F1", "requests", "overview"):
        assert person.go(address).status == 200


def test_texts_of_others_stay_text(serve: Serve) -> None:
    evil = "<script>alert(1)</script>"
    person = serve(whole=DRAWN.replace("受付で1つのIDを3人が使っている", evil)).person()
    for address in ("findings", "finding/F1", "q/access-03", "q/access-01", "overview"):
        page = person.go(address)
        assert evil not in page.html
        assert page.status == 200


def test_english_and_every_page_of_an_audit(serve: Serve) -> None:
    person = serve(whole=DRAWN, lang="en").person()
    assert "Progress of the audit" in person.go("").text
    for address in ("findings", "finding/F1", "requests", "q/access-03", "score", "report"):
        assert person.go(address).status == 200


def test_the_report_of_an_audit_is_offered_for_an_audit_alone(site: Site) -> None:
    person = site.person()
    page = person.go("report")
    offered = [field["value"] for _, field in page.read.elements if field.get("name") == "for" and "value" in field]
    assert offered[0] == "audit"
    viewed = person.ask("GET", person.home + "report/view?for=audit")
    assert viewed.status == 200
    assert "監査報告書" in viewed.html
    kept = person.ask("GET", person.home + "report/file?for=audit&form=json")
    assert quote("-監査報告書.json", safe="-.") in kept.headers["content-disposition"]


def test_a_self_assessment_has_no_report_of_an_audit(serve: Serve) -> None:
    person = serve().person()
    assert "監査報告書" not in person.go("report").text
    assert person.ask("GET", person.home + "report/view?for=audit").status == 404
