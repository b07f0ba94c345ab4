"""Editions and what stands beside them (cases, standards, terms, figures): folders and files become core values.

A key of a file is said once, in ``schema``; style is ``core.lint``'s business. Nothing here writes an edition.
"""
