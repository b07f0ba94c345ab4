"""The pure core: values and arithmetic, standard library only.

No files, no clock, no terminal, no choice of language: the same numbers come out in a browser, a notebook or ten years
from now. Read ``model`` first, then ``scoring``; ``report`` gathers everything a reader sees into one value.
"""
