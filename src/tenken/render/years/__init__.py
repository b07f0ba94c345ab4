"""Two years and many told: sentences, terminal, page, data, workbook."""
