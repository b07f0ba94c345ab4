"""Two years and many told: sentences, terminal, page, data, workbook. What changed comes from ``core.years``."""
