"""Commands that tell of one assessment and never change it: score, report, cost, and a report verified.

What they tell is made in ``render``; how a report is held against itself is ``verify``'s business.
"""
