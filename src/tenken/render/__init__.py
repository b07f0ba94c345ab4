"""From a finished value to the bytes of a document, or to the lines of a terminal.

A renderer takes a finished value (Report, Comparison, Trend, Checklist) and the Words of a language and gives back
bytes or lines; it neither computes nor writes files. To add a format: 1 a function of this shape in the folder of its
domain, 2 its record in ``formats``, 3 its words in ``templates/words``, 4 a test in ``tests/render``.
"""
