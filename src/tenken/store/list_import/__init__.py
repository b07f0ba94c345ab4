"""A consultant's own list of questions: a workbook or CSV is read, and the files of an edition are written from it.

What columns and rows mean is ``core.question_list``'s business.
"""
