"""The Excel channel: a workbook for a person to fill in, and what came back, merged into the answers.

One list for all areas, not a sheet for each: a list can be filtered to what is open, critical or of one area, shows how
far one has come, and prints as one form; behind twelve tabs, questions are overlooked. The pieces of evidence beyond
each question's first have a page of their own, so that nobody needs to insert rows.

``layout`` is what both directions know. Out: ``write`` puts ``cover``, ``questions``, ``evidence`` and a hidden sheet
together, with the formats of ``page``. In: ``read`` finds the places, ``row_identity`` tells which question a row is
about, ``cell_parsing`` understands what stands there; ``core.merge.incoming`` merges it. Columns are found by hidden
keys, rows by hidden ids that what is seen has to bear out: rows may be sorted, filtered and inserted, columns moved,
sheets renamed, and a row of which only a part was moved is refused. No file is read here.
"""
