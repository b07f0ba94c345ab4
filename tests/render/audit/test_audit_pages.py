"""The report of an audit: what stands on page 1, what is told apart, which page holds what, and that none is empty."""

import re
from collections.abc import Callable
from functools import cache

import pypdfium2
import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY
from tests.pages import Page, measured
from tests.render.audit.audit_cases import CASES, audited, with_answer, with_audit
from tests.wider import in_each, usually

from tenken.core.model import Answer, Assessment, FindingGrade, Status
from tenken.core.report.sections import ReportProfile
from tenken.render.report.page import report_html, report_pdf
from tenken.store import years
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tenken.words import LANGUAGES, Language, Words

UNSEEN = re.compile("[\u200b\u2060]")
MOST_EMPTY, BEFORE_A_SHEET = 0.46, 0.60
"""Of a page, and of one after which a page begins in any case."""
PRINTED = in_each(CASES, {"ja": ("example", "many-findings", "long-texts"), "en": ("example", "draft")})
"""Of which ``make test`` lays out these."""
SHEETS = {
    "ja": ("1枚で見る全体行", "是正処置依頼書・報告書"),
    "en": ("Everythingataglance", "Correctiveactionrequest"),
}
"""How pages of that kind begin."""


@cache
def printed(case: str, lang: Language) -> bytes:
    return report_pdf(audited(CASES[case]()), Words(lang))


def texts(case: str, lang: Language = "ja") -> list[str]:
    """What each page says, without blanks."""
    with pypdfium2.PdfDocument(printed(case, lang)) as document:
        return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]


def plain(assessment: Assessment | None = None, lang: Language = "ja", **given: ReportProfile) -> str:
    """The page as HTML, read without its tags; a tag parts two words."""
    page = report_html(audited(assessment, **given), Words(lang)).decode()
    body = re.sub(r"<wbr>|</?span[^>]*>", "", page[page.index("<body") :])
    return UNSEEN.sub("", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))


@pytest.mark.pdf
def test_page_1_shows_both_scores_the_extent_the_gap_and_the_findings_by_grade() -> None:
    first = texts("example")[0]
    for part in (
        "監査報告書(助言型)",
        "確かめた質問14/78(重みで19%)",
        "自己点検の62点に対し、監査では40点でした",
        "全体は60点から55点になります",
        "監査の結論は、確かめた質問についてのものです。",
        "(差22点)",
        "ほかの64問は、会社の答えのままです。",
        "堺情報管理事務所",
        "2件4件1件1件1件",
        "まず受付の共用IDを止め",
        "第1版",
    ):
        assert part in first, part
    report = audited()
    assert report.audit
    for digest in (report.content_digest, report.audit.signed_digest or ""):
        assert digest.removeprefix("sha256:")[:16] in first


@pytest.mark.pdf
def test_the_pages_come_in_the_order_of_the_guideline() -> None:
    told = "".join(texts("with-last-year"))
    heads = (
        "監査の概要いつ",
        "監査意見(助言)監査の結論",
        "指摘事項9件",
        "優れた点1件",
        "自己点検との比較確か",
        "前回指摘の結果",
        "確かめた質問の一覧",
        "資料依頼と受領",
        "確かめていない64問",
        "1枚で見る全体",
        "これからの予定",
        "足りないところの一覧",
        "点数の計算ここ",
        "等級の定義と、抽出の方法",
        "確認欄下記",
        "この報告書についてこの",
        "是正処置依頼書・報告書北浜",
    )
    places = [told.index(head) for head in heads]
    assert places == sorted(places)


def test_earlier_findings_are_closed_open_or_repeated() -> None:
    told = plain(CASES["with-last-year"]())
    assert "前回の監査の指摘 3件。終わったもの1件、残っているもの1件、繰り返し1件" in told
    assert "繰り返し(F1)" in told
    assert "前回の指摘 2025:F3 の繰り返し" in told


@pytest.mark.pdf
@pytest.mark.parametrize("lang", usually(LANGUAGES, ["ja"]))
def test_each_nonconformity_has_a_sheet_of_its_own_to_be_filled_in(lang: Language) -> None:
    for case in ("example", "many-findings", "long-texts"):
        report = audited(CASES[case]())
        assert report.audit
        sheets = texts(case, lang)[-len(report.audit.requested) :]
        end = "年月日" if lang == "ja" else "Date"
        for finding, sheet in zip(report.audit.requested, sheets, strict=True):
            assert f"{finding.id}{finding.title[:10]}" in sheet, (case, finding.id)
            assert end in sheet
        assert {entry.grade for entry in report.audit.requested} <= {FindingGrade.MAJOR, FindingGrade.MINOR}


@pytest.mark.pdf
@pytest.mark.parametrize(("case", "lang"), PRINTED)
def test_page_1_is_one_page_and_no_page_is_nearly_empty(case: str, lang: Language) -> None:
    pages = measured(printed(case, lang))
    assert_nothing_runs_into_the_foot_of_page_1(case, lang)
    told = texts(case, lang)
    assert ("いつ、誰が、何を" if lang == "ja" else "when,bywhom,what") in told[1]
    sheets = (
        ("1枚で見る全体行", "是正処置依頼書・報告書")
        if lang == "ja"
        else ("Everythingataglance", "Correctiveactionrequest")
    )

    def most(page: Page) -> float:
        behind = told[page.number][:90] if page.number < len(pages) else sheets[0]
        return BEFORE_A_SHEET if any(head in behind for head in sheets) else MOST_EMPTY

    assert [(page.number, page.empty) for page in pages if page.empty > most(page)] == []
    assert [page.smallest_text for page in pages if 0 < page.smallest < 7.95] == []


def assert_nothing_runs_into_the_foot_of_page_1(case: str, lang: Language) -> None:
    words = Words(lang)
    with pypdfium2.PdfDocument(printed(case, lang)) as document:
        page = document[0].get_textpage()
        last = page.search(words("audit_pages.row_dispute")).get_next()
        found = page.search(words("audit_pages.digest_content", digest="").strip())
        *_, foot = iter(found.get_next, None)
        assert last
        assert foot
        assert page.get_charbox(last[0])[1] > page.get_charbox(foot[0])[3] + 12  # a second line of the row


@pytest.mark.pdf
@pytest.mark.sparse  # its last page is short, since no other year is told
def test_nothing_on_the_owners_page_of_an_audit_in_english_runs_into_its_foot() -> None:
    example = years.load(EXAMPLES / "2026-audit.toml", PLACES, TODAY)  # with what a leak would cost
    content = report_pdf(years.report_of(example, PLACES, profile=ReportProfile.OWNER), Words("en"))
    with pypdfium2.PdfDocument(content) as document:
        page = document[0].get_textpage()
        title = Words("en")("report.verdict.asked_title")
        found = page.search(title.split(",")[0]).get_next()
        assert found
        own = range(found[0], found[0] + len(title))
        _, low, _, high = page.get_charbox(found[0])
        boxes = [page.get_charbox(at) for at in range(page.count_chars()) if at not in own]
        assert not [box for box in boxes if box[0] < 300 and box[1] < high + 3 and box[3] > low + 1]


@pytest.mark.parametrize("profile", [ReportProfile.AUDIT, ReportProfile.FULL, ReportProfile.OWNER])
def test_a_verdict_never_stands_before_the_firms_own_note_as_if_it_were_one_sentence(profile: ReportProfile) -> None:
    """Observations 1 and 2: the auditor's status stood before, and over the name of, what the client had written."""
    own = "CANARYNOTE 全員分そろっている"
    for finding in (None, "1名分の原本がない。"):
        verdict = audited().assessment.answer("nda-01").verdict
        assert verdict
        changed = with_answer("nda-01", note=own, verdict=type(verdict)(status=verdict.status, finding=finding))
        told = plain(changed, profile=profile)
        for at in re.finditer("CANARYNOTE", told):
            before = told[: at.start()].rstrip()
            assert before.endswith(("会社の答え できている", "メモ")), before[-60:]


def test_the_list_of_checked_questions_names_who_said_and_who_judged() -> None:
    told = plain()
    row = told[told.index("確かめた質問の一覧") :]
    row = row[row.index("2-1 全員との") : row.index("2-6 派遣元")]
    said, judged = row.index("● できている"), row.index("◐ 一部できている")
    assert said < row.index("北浜 みどり") < judged < row.index("堺 直樹")
    assert "14件のうち10件を確かめ、1件に不備がありました。全体(14件)の不備は、多くて3件です(信頼度90%)。" in row
    assert "事実と合いません" in row


def test_not_applicable_shows_the_reason_of_each_side() -> None:
    """Medium observation 7: only the auditor's reason was shown."""
    told = plain()
    row = told[told.index("確かめた質問の一覧") :]
    row = row[row.index("2-6 派遣元") : row.index("3-2 ")]
    assert "理由：派遣や業務委託の人はいない。" in row
    assert "派遣の人も、事務室に入る業者もいない。" in row


@pytest.mark.parametrize("profile", [ReportProfile.AUDIT, ReportProfile.FULL])
def test_an_auditors_unknown_could_not_be_verified(profile: ReportProfile) -> None:
    told = plain(profile=profile)
    assert "確かめられない" in told
    assert "監査員の判断 わからない" not in told


@pytest.mark.parametrize("profile", [profile for profile in ReportProfile if profile is not ReportProfile.ATTESTATION])
def test_no_report_of_an_audit_speaks_of_a_self_assessment_as_its_own(profile: ReportProfile) -> None:
    """Severe observations 3 and 11, medium 1."""
    told = plain(profile=profile)
    assert "自己点検 標準" not in told
    assert "答えた結果を" not in told
    assert "堺情報管理事務所" in told
    assert "14" in told
    assert ("監査の結果" in told) is (profile is not ReportProfile.AUDIT)
    if profile is not ReportProfile.OWNER:
        assert "のうち14問を、堺情報管理事務所が確かめた結果" in told
        assert "保証や認証ではなく" in told


def test_an_unsigned_audit_is_a_draft_and_a_changed_one_says_so() -> None:
    draft, changed = plain(CASES["unsigned"]()), plain(CASES["changed-after"]())
    assert "監査報告書(案)" in draft
    assert "監査報告書(助言型)" not in draft
    assert "まだ、誰も署名していません。" in draft
    assert "確認のあとで変わっています。" in changed
    assert changed.index("確認のあとで変わっています。") < changed.index("確かめた質問 14 / 78")
    assert "確認のあとで変わっています。" not in plain()


def test_a_second_issue_gives_its_reason() -> None:
    told = plain(CASES["reopened"]())
    assert "第2版です。第1版の署名は、2026年11月20日に堺 直樹が取り消しました。理由：F5の事実を" in told
    assert "監査報告書(案) 第2版" in told


def test_each_signer_has_a_date_a_firm_and_a_digest() -> None:
    """Medium observation 6: one date for three people."""
    told = plain()
    signed = told[told.rindex("確認欄 下記の") :]
    digest = content_digest(loader.load(EXAMPLES / "2026-audit.toml", PLACES, TODAY)[1]).removeprefix("sha256:")
    four = " ".join(digest[at : at + 4] for at in range(0, 16, 4))
    for name, day in (("堺 直樹", 17), ("生駒 千春", 17), ("天王寺 恵", 18)):
        assert f"{name}(堺情報管理事務所) 2026年11月{day}日 {four}" in signed
    for profile in (ReportProfile.FULL, ReportProfile.OWNER, ReportProfile.ATTESTATION):
        page = plain(profile=profile)
        assert "天王寺 恵" in page
        assert re.search(r"2026[年.]11[月.]18", page), profile


def test_an_office_of_one_says_that_nobody_reviews() -> None:
    for profile in (ReportProfile.AUDIT, ReportProfile.FULL):
        assert "確認者なし(1名の事務所)" in plain(CASES["alone"](), profile=profile)
    assert "確認者なし" in plain(CASES["alone"](), profile=ReportProfile.ATTESTATION)


def test_no_finding_is_no_assurance() -> None:
    told = plain(CASES["no-finding"]())
    assert "指摘事項はありません。" in told
    assert "確かめた質問についてのことで" in told
    assert "回答(会社が記入)" not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_attestation_states_the_extent_and_counts_findings_without_their_text(lang: Language) -> None:
    report = audited(profile=ReportProfile.ATTESTATION)
    told = plain(lang=lang, profile=ReportProfile.ATTESTATION)
    for part in ("堺情報管理事務所", "14", "78", "19%"):
        assert part in told
    assert ("重大な不適合 2件" if lang == "ja" else "Major nonconformity: 2") in told
    assert report.audit
    for entry in report.audit.findings:
        texts = (entry.title, entry.condition, entry.criteria, entry.recommendation)
        assert not [text for text in texts if text and text in told]
    assert (report.audit.audit.opinion or "")[:20] not in told


@pytest.mark.pdf
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", ["example", "unsigned", "changed-after", "alone"])
def test_an_attestation_of_an_audit_is_one_page(case: str, lang: Language) -> None:
    report = audited(CASES[case](), ReportProfile.ATTESTATION)
    with pypdfium2.PdfDocument(report_pdf(report, Words(lang))) as document:
        assert len(document) == 1


def test_an_unsigned_audit_is_attested_as_provisional_only() -> None:
    told = plain(CASES["unsigned"](), profile=ReportProfile.ATTESTATION)
    assert "監査の署名がそろってからお渡しします" in told
    assert "途中経過" in told


@pytest.mark.parametrize(
    "change", [lambda: with_audit(opinion="<script>x</script>"), lambda: with_answer("nda-01", by="<b>")]
)
def test_what_others_wrote_is_escaped(change: Callable[[], Assessment]) -> None:
    page = report_html(audited(change()), Words("ja")).decode()
    assert "<script" not in page
    assert "by=<b>" not in page


def test_a_checked_question_that_nobody_answered_says_so() -> None:
    verdict = audited().assessment.answer("nda-01").verdict
    assessment = audited().assessment.with_answer("nda-01", Answer(verdict=verdict))
    told = plain(assessment)
    assert "・ 未回答" in told
    assert f"自己点検 ・ 未回答 → 監査 ◐ {Words('ja').status(Status.PARTIAL)}" in told
