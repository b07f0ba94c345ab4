"""From answers to numbers, gaps and dates: what applies, what it scores, what falls short, and when it is closed.

Counts are added up as whole numbers and divided last. What moves a score between two years is ``core.years``' business.
"""
