"""The page of many firms: the table of all of them, and below it the pages of each firm's file, each by itself.

``selection`` says which firms a page shows and in which order, ``page`` how a firm reads there, ``app`` ties both to
addresses. Reading the folder and opening a file come as functions in ``backend``.
"""
