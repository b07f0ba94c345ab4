"""The fields of the subject as a page shows and sends them; what they mean is ``read``'s business.

A choice of several is sent as one field each, a fact as yes or no in the words in which it is asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tenken.ask.reading import NotUnderstood
from tenken.ask.subject.begin import FIRST_FIELDS, blank, first_facts
from tenken.ask.subject.fields import FieldGroup, FieldKind, SubjectField, subject_fields
from tenken.ask.subject.read import written
from tenken.ask.subject.tell import Kinds, change_rows, contradictions, label
from tenken.core.model import Assessment, Checklist, DataItem
from tenken.core.scoring.applicability import (
    READ_A_MINUTE,
    SECONDS_TO_DECIDE,
    FactState,
    depth_counts,
    every_fact,
    recommended,
)
from tenken.core.subject import SubjectChange
from tenken.words import Words

WAS = "was."
"""Before the name of a field: what it was shown with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageField:
    """One field as it stands on the page."""

    key: str
    kind: FieldKind
    label: str
    value: str
    """As it was typed, else as it is kept."""
    choices: tuple[tuple[str, str], ...] = ()
    """Key and label of each choice."""
    ticked: tuple[str, ...] = ()
    hint: str = ""
    unit: str = ""
    needed: bool = False
    state: FactState | None = None


@dataclass(frozen=True, slots=True)
class PageForm:
    """The fields of a page, by their key, with what is wrong with some of them."""

    fields: Mapping[str, PageField]
    errors: Mapping[str, str] = field(default_factory=dict)
    """Sentence by key."""


def page_form(
    w: Words,
    checklist: Checklist,
    assessment: Assessment,
    kinds: Kinds,
    *,
    typed: Mapping[str, str] | None = None,
    refused: Mapping[str, NotUnderstood] | None = None,
) -> PageForm:
    """The form that shows what an assessment is about, or what was typed instead."""
    states = {state.fact.id: state for state in every_fact(checklist, assessment)}
    shown = {}
    for key, entry in subject_fields(checklist).items():
        value = (typed or {}).get(key, _standing(entry, assessment, states.get(entry.fact)))
        shown[key] = _field(w, entry, value, states.get(entry.fact), tuple(_choices(w, entry, kinds)))
    errors = {key: w(fault.what, **fault.values) for key, fault in (refused or {}).items()}
    return PageForm(shown, errors)


def first_page(
    w: Words, checklist: Checklist, today: date, kinds: Kinds, *, sent: Mapping[str, str], errors: Mapping[str, str]
) -> dict[str, Any]:
    """What the page shows on which an assessment begins: the fields that are asked first, as they were sent.

    ``sent`` is empty where nothing was sent yet; ``errors`` has a sentence for each field that was refused.
    """
    assessment = blank(checklist, today, "0" * 16)  # the number of a firm that is shown nowhere
    facts = {fact.id for fact in first_facts(checklist)}
    typed = {key: sent.get(key, "") for key in subject_fields(checklist)}
    form = page_form(w, checklist, assessment, kinds, typed=typed)
    return {
        "fields": {key: form.fields[key] for key in FIRST_FIELDS if key in form.fields},
        "facts": [entry for entry in form.fields.values() if entry.state and entry.state.fact.id in facts],
        "depths": depth_counts(checklist, assessment),
        "recommended": recommended(checklist),
        "reading": READ_A_MINUTE,
        "deciding": SECONDS_TO_DECIDE,
        "errors": errors,
    }


def subject_page(
    w: Words,
    loaded: tuple[Checklist, Assessment],
    kinds: Kinds,
    *,
    typed: Mapping[str, str] | None = None,
    refused: Mapping[str, NotUnderstood] | None = None,
    change: SubjectChange | None = None,
    otherwise: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What the page shows on which the subject is changed: the fields as they stand or were typed, what a change does.

    ``otherwise`` has what was typed, by field, where it was read as something else than it looks.
    """
    checklist, assessment = loaded
    form = page_form(w, checklist, assessment, kinds, typed=typed, refused=refused)
    after = change.after.assessment if change else assessment
    return {
        "form": form,
        "stands": page_form(w, checklist, assessment, kinds),
        "groups": groups(form, checklist),
        "errors": form.errors,
        "change": change,
        "rows": tuple(change_rows(w, change, kinds, otherwise or {})) if change else (),
        "contradictions": tuple(contradictions(w, every_fact(checklist, after), after, "web.about.go_by_figure")),
        "depths": depth_counts(checklist, assessment),
    }


def given_in(checklist: Checklist, form: Mapping[str, str]) -> dict[str, str]:
    """What a person changed of the fields of a form, by key: others may have changed the rest meanwhile."""
    given: dict[str, str] = {}
    for key, entry in subject_fields(checklist).items():
        said = form.get(key)
        if entry.kind is FieldKind.SEVERAL and WAS + key in form:
            said = ", ".join(choice for choice in entry.choices if f"{key}.{choice}" in form)
        if said is not None and said.strip() != form.get(WAS + key, "").strip():
            given[key] = said
    return given


def _field(
    w: Words, entry: SubjectField, value: str, state: FactState | None, choices: tuple[tuple[str, str], ...]
) -> PageField:
    hint = f"subject.hint.{entry.key}"
    unit = f"subject.unit.{entry.counted}" if entry.counted else ""
    return PageField(
        key=entry.key,
        kind=entry.kind,
        label=label(w, entry, state),
        value=value,
        choices=choices,
        ticked=tuple(part.strip() for part in value.split(",")) if entry.kind is FieldKind.SEVERAL else (),
        hint=w(hint) if w.knows(hint) else "",
        unit=w(unit) if unit else "",
        needed=entry.required,
        state=state,
    )


def _standing(entry: SubjectField, assessment: Assessment, state: FactState | None) -> str:
    """What the file says, or what counts where it says nothing of a fact."""
    if state is None:
        return written(entry, assessment)
    return "yes" if state.holds is (entry.key == entry.fact) else "no"


def _choices(w: Words, entry: SubjectField, kinds: Kinds) -> Iterator[tuple[str, str]]:
    for choice in entry.choices:
        if entry.key == "items":
            known = kinds.get(DataItem(choice))
            yield choice, w.text(known.label) if known else choice
        else:
            yield choice, w(f"{entry.spoken}.{choice}")


def groups(form: PageForm, checklist: Checklist) -> Mapping[FieldGroup, list[PageField]]:
    """The fields of a page by the part of the subject they belong to."""
    fields = subject_fields(checklist)
    return {group: [form.fields[key] for key, entry in fields.items() if entry.group is group] for group in FieldGroup}
