"""What an assessment is about, as people type it and read it: the same fields and spellings in every channel.

``fields`` says which there are, ``read`` understands what was typed, ``tell`` shows a field and what a change does,
``page_form`` is all of them on a page, and ``begin`` those that are asked first.
What a change comes to is ``core.subject``'s.
"""

from tenken.ask.subject.fields import FieldGroup, FieldKind, SubjectField, fields_with, subject_fields
from tenken.ask.subject.read import SubjectReading, read_subject

__all__ = ["FieldGroup", "FieldKind", "SubjectField", "SubjectReading", "fields_with", "read_subject", "subject_fields"]
