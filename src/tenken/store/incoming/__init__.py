"""What came back from those who answer away from the file: workbooks and saved forms of others, read safely.

A workbook is opened in a process of its own (``workbook_parser``, through ``sandbox``). What it says of the questions
is the business of ``ask.sheet`` and ``ask.form``.
"""
