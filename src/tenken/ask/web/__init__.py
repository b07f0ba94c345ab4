"""Asking in the browser: pages that a person answers, served to that person alone and to nobody else.

``door`` lets in whoever has the key and nobody else, ``answers`` turns a filled-in form into one answer, ``walks`` says
which question comes next, ``pages`` shows, ``app`` and ``questions`` tie these to addresses, ``serving`` runs it.
Loading and saving are functions of the command's: nothing here knows a file, and no other way of asking.
"""
