"""Assessments and editions in the language of OSCAL, for other tools."""
