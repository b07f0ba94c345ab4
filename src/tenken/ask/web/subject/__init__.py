"""The pages on what an assessment is about: ``begin`` makes a file or opens one, ``about`` changes what one says.

The fields of a page, and what is sent in them, are ``ask.subject.page_form``'s.
"""
