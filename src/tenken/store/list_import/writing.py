"""The files of an edition from a list of questions: TOML as a person would write it, what was filled in marked.

The same list gives the same bytes, whatever language tenken speaks at the moment: comments and what is filled in are in
the list's main language.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tenken.core.lint import LEAST_CRITICAL_WEIGHT
from tenken.core.model import NO_TEXT, Cost, Depth, Effort, FirmRole, Text
from tenken.core.question_list.headings import ListField
from tenken.core.question_list.questions import ListArea, ListQuestion, QuestionList
from tenken.store.checklist.editions import HEAD
from tenken.words import Words

WEIGHT = 3
"""Of a question where the list says none; of one that is critical it is the least that it may be."""
AREA_WEIGHT = 1
WITHIN_DAYS = 90
LONGEST_NAME = 200
"""Characters of a question that its first step repeats."""
GRADES = (("A", 90), ("B", 70), ("C", 50), ("D", 0))
GATE = ("C", "B")

_KEYS = {
    ListField.WEIGHT: "weight",
    ListField.YES: "means.yes",
    ListField.PARTIAL: "means.partial",
    ListField.PROOF: "proof",
    ListField.REMEDY: "remedy.first",
}
"""How the file calls what was filled in."""
REMEDY = (ListField.EFFORT, ListField.COST, ListField.ROLE, ListField.WITHIN_DAYS)
"""What a remedy says besides its first step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionHead:
    """What the list itself does not say of its edition."""

    id: str
    edition: str
    title: Text
    subject: Text
    """What is protected, with the default where nobody said."""
    subject_is_default: bool
    personal_data: bool
    """Whether it is about persons' data."""
    personal_data_is_default: bool
    source: str
    """The name of the list's file, for the comment at the top."""


def edition_files(found: QuestionList, head: EditionHead) -> dict[str, str]:
    """The text of each file by its name; the same list gives the same texts."""
    speakers = {language: Words("ja" if language == "ja" else "en") for language in found.languages}
    w = speakers[found.languages[0]]
    files = {HEAD: "\n".join(_head(found, head, w)) + "\n"}
    for area in found.areas:
        files[f"{area.id}.toml"] = "\n".join(_area(area, speakers, w)) + "\n"
    return files


def _head(found: QuestionList, head: EditionHead, w: Words) -> Iterator[str]:
    yield "#:schema ./schema/checklist.schema.json"
    yield _comment(w("list_import.file.head", file=head.source))
    yield "format = 1"
    yield f"id = {_quoted(head.id)}"
    yield f"edition = {_quoted(head.edition)}"
    yield f"title = {_text(head.title)}"
    yield _comment(w("list_import.file.subject_default" if head.subject_is_default else "list_import.file.subject"))
    yield f"subject = {_text(head.subject)}"
    told = "personal_data_default" if head.personal_data_is_default else "personal_data"
    yield _comment(w(f"list_import.file.{told}"))
    yield f"personal_data = {str(head.personal_data).lower()}"
    yield _comment(w("list_import.file.given_wording"))
    yield "given_wording = true"
    yield "areas = [" + ", ".join(_quoted(area.id) for area in found.areas) + "]"
    yield _comment(w("list_import.file.grades"))
    grades = (f'{{ letter = "{letter}", from = {least} }}' for letter, least in GRADES)
    yield "grade = [" + ", ".join(grades) + "]"
    yield f'gate = {{ no = "{GATE[0]}", partial = "{GATE[1]}" }}'


def _area(area: ListArea, speakers: Mapping[str, Words], w: Words) -> Iterator[str]:
    yield "#:schema ./schema/area.schema.json"
    yield "format = 1"
    yield f"id = {_quoted(area.id)}"
    if not area.title:
        yield _comment(w("list_import.file.area_default"))
    yield f"title = {_text(area.title or _default(speakers, 'area'))}"
    yield _comment(w("list_import.file.filled", keys="weight"))
    yield f"weight = {AREA_WEIGHT}"
    for question in area.questions:
        yield ""
        yield from _question(question, speakers, w)


def _question(question: ListQuestion, speakers: Mapping[str, Words], w: Words) -> Iterator[str]:
    texts, values = question.texts, question.values
    critical = bool(values.get(ListField.CRITICAL))
    yield "[[question]]"
    yield _comment(w("list_import.file.place", place=question.place))
    keys = [*(_KEYS[name] for name in question.missing), *(f"remedy.{name}" for name in REMEDY if not values.get(name))]
    if keys:
        yield _comment(w("list_import.file.filled", keys=", ".join(keys)))
    for other in question.other_refs:
        yield _comment(w("list_import.file.other_ref", written=other))
    yield f"id = {_quoted(question.id)}"
    yield f'tier = "{Depth(values.get(ListField.DEPTH, Depth.QUICK))}"'
    if label := texts.get(ListField.LABEL):
        yield f"label = {_text(label)}"
    yield f"text = {_text(texts.get(ListField.QUESTION, NO_TEXT))}"
    if why := texts.get(ListField.WHY):
        yield f"why = {_text(why)}"
    yield f"means.yes = {_text(texts.get(ListField.YES) or _default(speakers, 'yes'))}"
    yield f"means.partial = {_text(texts.get(ListField.PARTIAL) or _default(speakers, 'partial'))}"
    yield f"weight = {values.get(ListField.WEIGHT) or (LEAST_CRITICAL_WEIGHT if critical else WEIGHT)}"
    if critical:
        yield "critical = true"
    yield f"proof = {_text(texts.get(ListField.PROOF) or _default(speakers, 'proof'))}"
    if months := values.get(ListField.RENEW_MONTHS):
        yield f"renew_months = {months}"
    first = _text(texts.get(ListField.REMEDY) or _first_step(question, speakers))
    rest = (
        f'effort = "{values.get(ListField.EFFORT) or Effort.DAYS}"',
        f'cost = "{values.get(ListField.COST) or Cost.LOW}"',
        f'role = "{values.get(ListField.ROLE) or FirmRole.OFFICER}"',
        f"within_days = {values.get(ListField.WITHIN_DAYS) or WITHIN_DAYS}",
    )
    yield f"remedy = {{ first = {first}, {', '.join(rest)} }}"
    refs = {key: items for key, items in sorted(question.refs.items()) if items}
    if refs:
        yield "[question.refs]"
        yield from (f"{key} = [{', '.join(map(_quoted, items))}]" for key, items in refs.items())


def _default(speakers: Mapping[str, Words], name: str) -> Text:
    """What is filled in, in each language of the list."""
    return Text(**{language: w(f"list_import.default.{name}") for language, w in speakers.items()})


def _first_step(question: ListQuestion, speakers: Mapping[str, Words]) -> Text:
    """A first step that tells one gap from another, where the list has none."""
    said: dict[str, str] = {}
    for language, w in speakers.items():
        names = (getattr(question.texts.get(name, NO_TEXT), language) for name in (ListField.LABEL, ListField.QUESTION))
        name = next((" ".join(name.split()) for name in names if name), "")
        short = 0 < len(name) <= LONGEST_NAME
        said[language] = w("list_import.default.remedy_of", name=name) if short else w("list_import.default.remedy")
    return Text(**said)


def _text(text: Text) -> str:
    said = ((language, getattr(text, language)) for language in ("ja", "en"))
    return "{ " + ", ".join(f"{language} = {_quoted(written)}" for language, written in said if written) + " }"


_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _quoted(text: str) -> str:
    """A text as a basic string of TOML; control characters never get here."""
    return '"' + re.sub(r'["\\\n\t\r]', lambda found: _ESCAPED[found[0]], text) + '"'


def _comment(text: str) -> str:
    """One line of a comment, whatever somebody wrote into their list."""
    return "# " + " ".join(text.split())


def used_defaults(found: QuestionList) -> dict[str, int]:
    """How many questions were filled in with what, by the key in the file."""
    missing = found.filled
    counts = {_KEYS[name]: missing[name] for name in _KEYS if missing[name]}
    for name in REMEDY:
        if n := sum(not question.values.get(name) for question in found.questions):
            counts[f"remedy.{name}"] = n
    return counts
