"""Assessments and editions in the language of OSCAL, for other tools.

The tests hold them against its published schema. Nothing here is read back. Figures are those of ``score_json``, names
of things are made from our own identifiers.
"""
