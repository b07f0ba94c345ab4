"""An assessment brought to the present text of its edition, where that is not released and was mended meanwhile.

Which questions changed is known from ``[asked]``, which a new file of such an edition has. No answer is lost: where its
question changed it waits to be confirmed, and where its question is gone it stands in ``[extra]``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tenken.core.model import Answer, Assessment, Checklist
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.store import atomic_file
from tenken.store.assessment.document import answer_document
from tenken.store.assessment.loader import interpret, refuse_signed
from tenken.store.assessment.schema import ASSESSMENT
from tenken.store.assessment.toml_edit import edited
from tenken.store.checklist.editions import asked_digests, load_by_reference
from tenken.store.validation.toml_file import TomlFile, decode, from_text, read_bytes
from tenken.store.validation.validate import fit

REMOVED = "answers_to_removed_questions"
"""Where in ``[extra]`` the answers stand whose questions are gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What bringing an assessment to its edition's present text means."""

    checklist: Checklist
    before: Assessment
    after: Assessment
    known: bool
    """Whether the file says how its questions read; if not, every answer waits to be confirmed."""
    changed: tuple[str, ...]
    """Ids of questions that read otherwise than when they were asked, in checklist order."""
    new: tuple[str, ...]
    gone: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    """Ids of the questions whose answers now wait to be confirmed."""
    facts: tuple[str, ...]
    """Facts of the file that the edition no longer asks."""

    @property
    def needed(self) -> bool:
        """Whether the edition changed at all."""
        return self.before.digest != self.checklist.digest


def adoption(path: Path, places: Sequence[Path], *, keep: bool) -> Adoption:
    """What would change; with ``keep`` answers to changed questions stay confirmed.

    Raises FileProblems for what would not load otherwise and for what is signed, UsageProblem for a released edition.
    """
    return _adoption(_read(path), places, keep=keep)


def adopt(path: Path, places: Sequence[Path], today: date, *, keep: bool) -> Adoption:
    """Bring the file to its edition's present text, comments and order kept; what needs nothing is not written."""
    with atomic_file.locked(path):
        content = read_bytes(path, str(path))
        file = _read(path)
        found = _adoption(file, places, keep=keep)
        if not found.needed:
            return found
        refuse_signed(file)
        new = _written(file, found).encode()
        interpret(from_text(decode(new, file.name), file.name), places, today, found.checklist)
        atomic_file.write(path, new, replace=True, instead_of=content)
    return found


def _read(path: Path) -> TomlFile:
    name = str(path)
    return from_text(decode(read_bytes(path, name), name), name)


def _adoption(file: TomlFile, places: Sequence[Path], *, keep: bool) -> Adoption:
    before = fit(file, ASSESSMENT, Assessment)
    checklist = load_by_reference(before.checklist, places, file)
    if checklist.released:
        raise UsageProblem("adopt-released", {"reference": checklist.reference, "file": file.name})
    now, was = asked_digests(checklist), before.asked
    same = before.digest == checklist.digest
    changed = tuple(key for key in now if key in was and was[key] != now[key])
    new = tuple(key for key in now if key not in was) if was else ()
    gone = tuple(key for key in dict.fromkeys((*was, *before.answers)) if key not in now)
    waiting = changed if was else tuple(now)
    unconfirmed = tuple(
        key
        for key in waiting
        if not (keep or same) and before.answer(key).status is not None and before.answer(key).confirmed
    )
    answers = {key: answer for key, answer in before.answers.items() if key in now}
    answers |= {key: replace(answers[key], confirmed=False) for key in unconfirmed}
    known_facts = {fact.id for fact in checklist.facts}
    after = replace(
        before,
        digest=checklist.digest,
        asked=now,
        answers=answers,
        profile={fact: holds for fact, holds in before.profile.items() if fact in known_facts},
        extra=_extra(before, gone),
    )
    return Adoption(
        checklist=checklist,
        before=before,
        after=after,
        known=bool(was),
        changed=changed,
        new=new,
        gone=gone,
        unconfirmed=unconfirmed,
        facts=tuple(fact for fact in before.profile if fact not in known_facts),
    )


def _extra(before: Assessment, gone: Sequence[str]) -> Mapping[str, object]:
    """``[extra]`` with the answers whose questions are gone."""
    lost = {key: answer_document(before.answers[key]) for key in gone if key in before.answers}
    standing = before.extra.get(REMOVED)
    kept = {**(standing if isinstance(standing, dict) else {}), **lost}
    return {**before.extra, REMOVED: kept} if lost else before.extra


def _written(file: TomlFile, found: Adoption) -> str:
    """The file's text after it, as gently as its layout allows; raises FileProblems where none does."""
    before, after = found.before, found.after
    changed = {key: after.answer(key) for key in found.unconfirmed}
    changed |= {key: Answer() for key in found.gone if key in before.answers}
    tables: dict[str, Mapping[str, object] | None] = {"asked": after.asked}
    if after.extra != before.extra:
        tables["extra"] = after.extra
    for gently in (True, False):
        text = edited(
            file.text,
            plain={"digest": after.digest},
            facts=dict(after.profile) if after.profile != before.profile else None,
            exposure=None,
            answers=after.answers,
            changed=changed,
            tables=tables,
            gently=gently,
        )
        try:
            if fit(from_text(text, file.name), ASSESSMENT, Assessment) == after:
                return text
        except FileProblems:
            continue
    raise FileProblems([Problem(file=file.name, what="edit-lost", values={"id": " ".join(changed) or "digest"})])
