"""Answers that were given away from the file: understood as fields, merged three-way into the answers as they stand.

Which file they came in, and how it is read, is ``ask``'s and ``store.incoming``'s business. A new part of an answer
that can be filled in is a member of ``AnswerPart``.
"""
