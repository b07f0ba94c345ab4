"""An audit told to its readers: the pages of its report, its comparison with the answers, and what its commands print.

The columns and objects of the data formats are ``data``'s.
"""
