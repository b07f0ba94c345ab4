"""One assessment told: page, data, table, text, workbook; and its score on the terminal.

Every figure comes finished from ``core.report``; which format there is says ``render.formats``.
"""
