"""Commands over several years: renewed, compared, followed.

A year that is compared is never written; how two years differ is ``core.years``' business.
"""
