"""The pages on what an assessment is about: ``begin`` makes a file or opens one, ``about`` changes what one says.

``form`` turns the fields of a page into those of ``ask.subject`` and back.
"""
