"""The page on what the assessment is about: a change is shown before it is saved, and nothing is lost."""

from collections.abc import Callable

import pytest
from tests.ask.web.conftest import Site
from tests.conftest import EXAMPLES

from tenken.core.model import Depth

Serve = Callable[..., Site]
DRAFT = (EXAMPLES / "2026-draft.toml").read_text(encoding="utf-8")


@pytest.fixture
def draft(serve: Serve) -> Site:
    return serve(whole=DRAFT)


def test_a_change_is_shown_first_and_saved_only_then(draft: Site) -> None:
    person = draft.person()
    before = draft.file.read_bytes()
    seen = person.send(person.go("about"), "see", depth="full", persons="１，２５０人")
    assert draft.file.read_bytes() == before
    for part in (
        "まだ保存していません。保存すると、こう変わります",
        "標準 → 詳細",
        "1,200人 → 1,250人",
        "「１，２５０人」を、こう読みました。",
        "質問が26問増えます(うち必須の対策11件)。",
        "8 委託先の監督",
        "44点 → 30点",
        "答えは1つも消えません。",
    ):
        assert part in seen.text
    assert seen.element(name="persons")["value"] == "１，２５０人"
    saved = person.send(seen, "save")
    assert "保存しました。" in saved.text
    now = draft.assessment
    assert (now.depth, now.exposure and now.exposure.persons) == (Depth.FULL, 1_250)
    assert draft.file.read_text(encoding="utf-8").startswith(DRAFT.split("depth", maxsplit=1)[0])


def test_what_others_changed_meanwhile_stays(draft: Site) -> None:
    one, two = draft.person(), draft.person()
    first, second = one.go("about"), two.go("about")
    two.send(two.send(second, "see", sector="フィットネス"), "save")
    one.send(one.send(first, "see", role="店長"), "save")
    now = draft.assessment
    assert (now.organisation.sector, now.assessor.role) == ("フィットネス", "店長")


def test_what_is_not_understood_is_told_beside_the_field_and_nothing_is_saved(draft: Site) -> None:
    person, before = draft.person(), draft.file.read_bytes()
    page = person.send(person.go("about"), "see", employees="たくさん", name="")
    assert page.status == 422
    assert page.element(name="employees") | {"aria-invalid": "true"} == page.element(name="employees")
    assert page.element(name="employees")["value"] == "たくさん"
    assert "2か所を直すと" in page.text
    assert draft.file.read_bytes() == before


def test_facts_that_follow_are_not_asked_and_a_contradiction_is_named(serve: Serve) -> None:
    site = serve(whole=DRAFT.replace("[profile]\n", "[profile]\nfew-employees = false\n"))
    person = site.person()
    page = person.go("about")
    assert "few-persons" not in page.form.fields
    assert "「会員など、データを持っている人数」から決まる" in page.text
    assert "食い違い" in page.text
    assert "14人" in page.text
    agreed = person.send(page, "see", **{"few-employees": ""})
    assert "食い違い" not in agreed.text
    person.send(agreed, "save")
    assert "few-employees" not in site.assessment.profile


def test_a_form_without_a_change_says_so_and_writes_nothing(draft: Site) -> None:
    person, before = draft.person(), draft.file.read_bytes()
    page = person.send(person.go("about"), "see")
    assert "変わるところはありません" in page.text
    assert draft.file.read_bytes() == before


def test_kinds_of_data_are_ticked_and_unticked(draft: Site) -> None:
    person = draft.person()
    page = person.go("about")
    seen = person.send(page, "see", **{"items.card": "yes"})
    assert "クレジットカード" in seen.text
    person.send(seen, "save")
    exposure = draft.assessment.exposure
    assert exposure
    assert [*exposure.items] == ["name", "address", "phone", "email", "card"]


def test_what_people_write_is_shown_as_text(serve: Serve) -> None:
    site = serve()
    person = site.person()
    seen = person.send(person.go("about"), "see", name='</style><script>alert(1)</script>"', sector="<b>")
    assert "<script>alert" not in seen.html
    assert "<b><b>" not in seen.html
    person.send(seen, "save")
    assert site.assessment.organisation.name == '</style><script>alert(1)</script>"'


def test_what_was_typed_is_shown_to_be_copied_where_the_file_cannot_be_used_any_more(draft: Site) -> None:
    person = draft.person()
    page = person.go("about")
    draft.file.write_text("checklist = ", encoding="utf-8")
    refused = person.send(page, "see", name="南浜テニススクール")
    assert refused.status == 409
    assert "南浜テニススクール" in refused.text
    assert "北浜テニススクール" not in refused.text


def test_on_a_page_a_contradiction_names_no_option_of_a_command(serve: Serve) -> None:
    page = serve(whole=DRAFT.replace("[profile]\n", "[profile]\nfew-employees = false\n")).person().go("about")
    assert "「人数から決める」を選びます" in page.text
    assert "--set" not in page.text


def test_a_field_that_others_changed_before_it_is_saved_is_shown_again(draft: Site) -> None:
    one, two = draft.person(), draft.person()
    seen = one.send(one.go("about"), "see", sector="塾")
    two.send(two.send(two.go("about"), "see", sector="フィットネス"), "save")
    clash = one.send(seen, "save")
    assert clash.status == 422
    assert "ほかの画面で「フィットネス」に変わりました" in clash.text
    assert clash.element(name="sector")["value"] == "塾"
    assert draft.assessment.organisation.sector == "フィットネス"
    one.send(one.send(clash, "see"), "save")
    assert draft.assessment.organisation.sector == "塾"
