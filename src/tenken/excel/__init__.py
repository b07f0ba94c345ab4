"""How a workbook is written so that text of others stays text: the file, its cells, its formats, its rows.

Only this package knows XlsxWriter. Which sheets and columns there are is said where they are told: ``render`` for what
reports, ``ask.sheet`` for what asks. A new kind of cell is a method of ``book.Sheet``; a new look an entry in
``styles``.
"""
