"""The Excel channel: a workbook for a person to fill in, and what came back, merged into the answers.

One list for all areas, not a sheet for each: a list can be filtered to what is open, critical or of one area, shows how
far one has come, and prints as one form; behind twelve tabs, questions are overlooked. The pieces of evidence beyond
each question's first have a page of their own, so that nobody needs to insert rows.

``layout`` is what both directions know. Out: ``write`` puts ``cover``, ``questions``, ``evidence`` and a hidden sheet
together, with the formats of ``page``. In: ``read`` finds the places, ``cell_parsing`` understands what stands there;
``core.merge.incoming`` merges it. Everything is found by hidden keys (ids, not places): rows may be sorted, filtered
and inserted, columns moved, sheets renamed. No file is read here.
"""
