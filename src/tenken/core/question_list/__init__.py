"""A consultant's own list of questions, as a table was read: which column is what, and what its rows ask.

Pure: cells become columns (``headings``, ``table``), rows (``rows``) and the questions of an edition (``questions``).
How the table was read and how the edition is written is ``store.list_import``'s business.
"""
