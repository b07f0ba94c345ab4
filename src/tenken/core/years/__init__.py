"""Last year and this year, and many years: which question comes from which, what changed, and why the score moved."""
