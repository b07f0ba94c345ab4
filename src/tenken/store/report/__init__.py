"""What belongs to a report: the brand and its logo, the files a PDF carries, and a PDF read again.

A PDF is taken apart in a process of its own (``pdf_parser``, through ``sandbox``). Whether it is to be believed is
``verify``'s business.
"""
