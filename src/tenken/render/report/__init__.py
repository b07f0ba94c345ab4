"""One assessment told: page, data, table, text, workbook; and its score on the terminal."""
