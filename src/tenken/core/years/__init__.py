"""Last year and this year, and many years: which question comes from which, what changed, and why the score moved.

A year itself is scored by ``core.scoring``; which file it stands in is ``store.years``' business.
"""
