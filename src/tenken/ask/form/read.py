"""In: what a form saved, held against the assessment it is to go into.

A form of another edition, firm or year is refused as a whole. What belongs to no question is refused alone, as is
evidence of which nobody says what it is. Whether the rest fits into the answers is ``core.merge.incoming``'s business.
"""

from collections.abc import Mapping

from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, FieldValue, FieldValues
from tenken.core.merge.incoming import FilledForm, Incoming
from tenken.core.model import Checklist
from tenken.core.problem import FileProblems, Problem, Values


def understand(
    filled: FilledForm, checklist: Checklist, identity: str, organisation: str, name: str, *, anyones: bool = False
) -> Incoming:
    """What was said, question by question; raises FileProblems where the form is not this assessment's.

    ``anyones`` lets forms of another firm or year pass.
    """
    if filled.checklist != checklist.reference:
        raise _refused(name, "form-other-edition", {"form": filled.checklist, "file": checklist.reference})
    if filled.digest != checklist.digest:
        raise _refused(name, "form-edition-changed", {"reference": checklist.reference})
    if filled.identity != identity and not anyones:
        other = "form-other-year" if filled.organisation == organisation else "form-other-firm"
        raise _refused(name, other, {"form": filled.organisation, "file": organisation})
    numbers = checklist.numbers()
    refused = [*_unknown(filled, checklist, name)]
    theirs: dict[str, FieldValues] = {}
    for question_id, said in filled.theirs.items():
        if question_id not in numbers:
            continue
        base = filled.base.get(question_id, {})
        whole: dict[AnswerField, FieldValue] = {**{field: None for field in base if field.piece}, **said}
        nameless = [piece for piece in _pieces(whole) if _nameless(whole, piece)]
        if nameless:
            refused.append(Problem(file=name, what="form-needs-what", path=(numbers[question_id],)))
        theirs[question_id] = {field: value for field, value in whole.items() if field.piece not in nameless}
    places = {(question_id, field): numbers[question_id] for question_id, said in theirs.items() for field in said}
    return Incoming(
        name=name,
        base={question_id: said for question_id, said in filled.base.items() if question_id in numbers},
        theirs=theirs,
        places=places,
        by=filled.by,
        by_place="by",
        reason_missing="form-na-reason",
        refused=tuple(refused),
        base_facts=filled.base_facts,
        facts=filled.facts,
        notices=filled.notices,
    )


def _unknown(filled: FilledForm, checklist: Checklist, name: str) -> list[Problem]:
    """What is said of questions and facts that the edition does not have: somebody wrote that in by hand."""
    asked: tuple[tuple[str, str, Mapping[str, object], set[str]], ...] = (
        ("unknown-question", "answers", filled.theirs, {question.id for _, question in checklist.questions}),
        ("unknown-fact", "facts", filled.facts, {fact.id for fact in checklist.facts}),
    )
    return [
        Problem(file=name, what=what, path=(table, key), values={"id": key, "reference": checklist.reference})
        for what, table, said, known in asked
        for key in said
        if key not in known
    ]


def _pieces(said: Mapping[AnswerField, FieldValue]) -> list[str]:
    return list(dict.fromkeys(field.piece for field in said if field.piece))


def _nameless(said: Mapping[AnswerField, FieldValue], piece: str) -> bool:
    """Whether there is a file or a date, but not a word of what it is."""
    return said.get(AnswerField(AnswerPart.WHAT, piece)) is None and any(
        said.get(AnswerField(part, piece)) is not None for part in PIECE
    )


def _refused(name: str, what: str, values: Values) -> FileProblems:
    return FileProblems([Problem(file=name, what=what, values=values)])
