"""Asking in the browser: pages that a person answers, served to that person alone and to nobody else.

``access_control`` lets in whoever has the key and nobody else, ``answer_form`` turns a filled-in form into one answer,
``core.scoring.question_filters`` says which question comes next, ``pages`` shows, ``app`` and ``question_handlers`` tie
these to addresses, ``connections`` keeps strangers from taking the room, ``server`` runs it, ``handover`` brings the
browser its key. Loading and saving come as functions in ``backend``: nothing here knows the assessment's file, and no
other way of asking.
"""
