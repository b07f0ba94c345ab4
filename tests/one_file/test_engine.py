"""What tenken answers to the page: the same bytes as the command line makes, and refusals as sentences."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import EXAMPLES, Said
from tests.one_file.conftest import asked, saved_by
from tests.wider import usually

from tenken.words import LANGUAGES, Language, Words

Tenken = Callable[..., Said]
THIS, LAST = ((EXAMPLES / f"{year}.toml").read_bytes() for year in (2026, 2025))
FIRM = {"name": "北浜テニススクール", "persons": "380名", "employees": "６人", "depth": "quick"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("profile", ["owner", "full", "attestation"])
@pytest.mark.parametrize("compared", [False, True])
def test_a_report_is_that_of_the_command_line(
    tenken: Tenken, tmp_path: Path, profile: str, lang: Language, compared: bool
) -> None:
    more: dict[str, Any] = {"last": LAST, "last_name": "2025.toml"} if compared else {}
    told, made = asked("report", THIS, name="2026", profile=profile, lang=lang, **more)
    previous = ["--previous", EXAMPLES / "2025.toml"] if compared else []
    target = tmp_path / "a.html"
    said = tenken("report", EXAMPLES / "2026.toml", "--profile", profile, "-o", target, *previous, lang=lang)
    assert said.code == 0, said.err
    assert made == target.read_bytes()
    assert told["file"] == f"2026-{Words(lang)(f'web.report.file_{profile}')}.html"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_is_that_of_the_command_line(tenken: Tenken, tmp_path: Path, lang: Language) -> None:
    _, made = asked("workbook", THIS, name="2026", lang=lang)
    assert tenken("report", EXAMPLES / "2026.toml", "-o", "a.xlsx", lang=lang).code == 0
    assert made == (tmp_path / "a.xlsx").read_bytes()


def test_answers_go_into_the_file_as_form_read_takes_them(tenken: Tenken, tmp_path: Path) -> None:
    content = (EXAMPLES / "2026-draft.toml").read_bytes()
    form = asked("open", content, name="2026-draft.toml")[0]["form"]
    saved = saved_by(form, access_02={"status": "no", "note": "共用している"}, policy_05={"status": "yes"})
    told, made = asked("file", content, name="2026-draft", saved=saved)
    (tmp_path / "2026-draft.toml").write_bytes(content)
    (tmp_path / "saved.json").write_text(json.dumps(saved), encoding="utf-8")
    assert tenken("form", "read", "saved.json", "--into", "2026-draft.toml").code == 0
    assert told == {"file": "2026-draft.toml", "refused": []}
    assert made == (tmp_path / "2026-draft.toml").read_bytes()
    assert made != content


def test_a_firm_begins_as_new_makes_its_file(tenken: Tenken, tmp_path: Path) -> None:
    told, made = asked("begin", fields=FIRM)
    assert made is not None
    assert told["name"] == "北浜テニススクール-2026"
    options = ["--organisation", FIRM["name"], "--persons", "380", "--employees", "6", "--depth", "quick"]
    facts = ["website", "contractor", "data", "remote", "mail", "card"]
    given = [part for fact in facts for part in ("--fact", f"{fact}=true")]
    said = tenken("--no-input", "new", "a.toml", *options, *given)
    assert said.code == 0, said.err

    def without_id(content: bytes) -> list[str]:
        """Without the number of the firm and what the command was told of it."""
        lines = [line for line in content.decode().splitlines() if not line.startswith("id = ")]
        return [line for line in lines if line.partition(" = ")[0] not in facts and line not in ("[profile]", "")]

    assert without_id(made) == without_id((tmp_path / "a.toml").read_bytes())


def test_two_firms_of_one_name_are_two() -> None:
    first, second = (asked("begin", fields=FIRM)[1] for _ in range(2))
    assert first != second


def test_what_is_wrong_with_a_new_firm_stands_at_its_field() -> None:
    told, made = asked("begin", fields={**FIRM, "name": "", "persons": "たくさん"})
    assert made is None
    assert told.keys() == {"screen"}
    assert 'id="e-name"' in told["screen"]
    assert 'id="e-persons"' in told["screen"]
    assert 'value="たくさん"' in told["screen"]


def test_the_next_year_begins_as_renew_makes_it(tenken: Tenken, tmp_path: Path) -> None:
    told, made = asked("renew", LAST, name="2025.toml")
    (tmp_path / "2025.toml").write_bytes(LAST)
    assert tenken("renew", "2025.toml", "b.toml").code == 0
    assert made == (tmp_path / "b.toml").read_bytes()
    assert 'data-do="same"' in told["form"]["markup"]


def test_a_report_after_renewing_is_compared_and_says_so() -> None:
    told, renewed = asked("renew", LAST, name="2025.toml")
    again, made = asked("report", renewed, LAST, name=told["name"], profile="owner", last_name="2025.toml")
    assert made is not None
    assert "2025.toml" in again["screen"]
    alone = asked("report", renewed, name=told["name"], profile="owner")[0]
    assert 'data-for="last"' in alone["screen"]


@pytest.mark.parametrize(
    ("do", "content", "more", "told"),
    [
        ("open", b"", {"name": "a.toml"}, "空"),
        ("open", b"x = = 1", {"name": "a.toml"}, "行目"),
        ("open", b"format = 1\n", {"name": "a.toml"}, "checklist"),
        ("open", b"%PDF-1.7 x", {"name": "a.pdf"}, "a.pdf はPDFです"),
        ("open", b"\x89PNG\r\n", {"name": "a.toml"}, ""),
        ("open", THIS.replace(b'"yes"', b'"yess"', 1), {"name": "../../etc/a.toml"}, "yes"),
        ("renew", THIS.replace(b"2026-11", b"2027-11"), {"name": "a.toml"}, "2027"),
        ("report", LAST, {"name": "a", "profile": "owner", "last_name": "b.toml", "last": THIS}, "b.toml"),
        (
            "report",
            THIS,
            {
                "name": "a",
                "profile": "owner",
                "last_name": "b.toml",
                "last": LAST.replace("北浜".encode(), b"x"),
            },
            "x",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_sentences(do: str, content: bytes, more: dict[str, Any], told: str) -> None:
    said, made = asked(do, content, **more)
    assert made is None
    assert said.keys() - {"said"} == {"problems"}
    assert told in " ".join(said["problems"])
    assert not any("/tmp" in sentence for sentence in said["problems"])


def test_days_ahead_are_pointed_out() -> None:
    told, made = asked("open", THIS.replace(b"on = 2026-11", b"on = 2027-11", 1), name="a.toml")
    assert made is not None
    assert "a.toml" in told["said"]
    assert "2027-11" in told["said"]


def test_what_is_not_taken_is_named_and_the_rest_is_saved() -> None:
    form = asked("open", THIS, name="2026.toml")[0]["form"]
    saved = saved_by(form, access_02={"status": "na"}, policy_05={"status": "no", "note": "まだ"})
    told, made = asked("file", THIS, name="2026", saved=saved)
    assert len(told["refused"]) == 1
    assert made is not None
    assert "まだ" in made.decode()
    screen = asked("report", THIS, name="2026", profile="owner", saved=saved)[0]["screen"]
    assert told["refused"][0] in screen


def test_what_is_signed_has_its_report_and_is_not_changed() -> None:
    content = (EXAMPLES / "2026-audit.toml").read_bytes()
    form = asked("open", content, name="a.toml")[0]["form"]
    told, made = asked("report", content, name="a", profile="owner", saved=saved_by(form))
    assert made is not None, told
    assert asked("file", content, name="a", saved=saved_by(form))[1] == content
    changed = saved_by(form, access_02={"status": "unknown", "note": "変えた"})
    assert asked("file", content, name="a", saved=changed)[0].keys() == {"problems"}


def test_a_form_of_another_year_is_refused() -> None:
    form = asked("open", LAST, name="2025.toml")[0]["form"]
    assert asked("file", THIS, name="2026", saved=saved_by(form))[0].keys() == {"problems"}


def test_texts_of_others_stay_texts() -> None:
    name = '</style>"\\<script>alert(1)</script>'
    told, made = asked("begin", fields={**FIRM, "name": name})
    assert "<script>alert" not in told["form"]["markup"]
    report, page = asked("report", made, name=told["name"], profile="full")
    assert "<script" not in report["screen"]
    assert page is not None
    assert b"<script" not in page
    assert page.count(b"</style>") == 1


@pytest.mark.parametrize("lang", usually(LANGUAGES, ["ja"]))
def test_no_screen_lacks_a_sentence(lang: Language) -> None:
    asking: list[tuple[str, bytes | None, dict[str, Any]]] = [
        ("begin", None, {"fields": {}, "again": True}),
        ("report", (EXAMPLES / "2026-draft.toml").read_bytes(), {"name": "a", "profile": "attestation"}),
        ("report", THIS, {"name": "a", "profile": "full"}),
    ]
    for do, content, more in asking:
        assert asked(do, content, lang=lang, **more)[0]["screen"]


def about(content: bytes, **more: Any) -> tuple[dict[str, Any], bytes | None]:
    return asked("about", content, name="2026-draft", **{"fields": None, "go": "see", **more})


def test_the_subject_is_changed_as_about_changes_it_and_the_answers_stay(tenken: Tenken, tmp_path: Path) -> None:
    content = (EXAMPLES / "2026-draft.toml").read_bytes()
    shown = about(content)[0]["screen"]
    assert 'name="was.name"' in shown
    fields = {"was.name": "北浜テニススクール", "name": "北浜テニスクラブ", "was.depth": "standard", "depth": "full"}
    seen = about(content, fields=fields)
    assert seen[1] is None
    assert "北浜テニスクラブ" in seen[0]["screen"]
    assert 'id="changes"' in seen[0]["screen"]
    told, made = about(content, fields=fields, go="save")
    assert "北浜テニスクラブ" in told["form"]["title"]
    (tmp_path / "a.toml").write_bytes(content)
    done = tenken("about", "a.toml", "--set", "name=北浜テニスクラブ", "--set", "depth=full", "--yes")
    assert done.code == 0, done.err
    assert made == (tmp_path / "a.toml").read_bytes()


def test_answers_are_taken_before_the_subject_changes_and_none_is_lost() -> None:
    content = (EXAMPLES / "2026-draft.toml").read_bytes()
    form = asked("open", content, name="2026-draft.toml")[0]["form"]
    fields = {"was.employees": "14", "employees": "二十人"}
    saved = saved_by(form, access_02={"status": "no", "note": "共用している"})
    made = about(content, fields=fields, go="save", saved=saved)[1]
    assert made is not None
    assert "共用している" in made.decode()
    assert "employees = 20" in made.decode()
    lacking = saved_by(form, access_02={"status": "na"})
    assert about(content, fields=fields, go="save", saved=lacking)[0].keys() == {"problems"}
    wrong = about(content, fields={"was.employees": "14", "employees": "多い"}, go="save", saved=saved)
    assert 'id="e-employees"' in wrong[0]["screen"]
