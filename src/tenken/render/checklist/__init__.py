"""An edition told: its catalogue as a document and as a table, its questions on a terminal and as JSON.

An edition as OSCAL is in ``render.oscal``. A new form is a function in ``catalogue`` and its record in ``formats``.
"""
