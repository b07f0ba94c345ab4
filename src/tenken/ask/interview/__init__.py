"""The interview at a terminal: one question after the other, with back, later, notes, evidence and a way to jump.

``navigation`` leads through the questions, ``question_page`` shows one, ``annotations`` takes what can be written
beside an answer, ``exposure`` asks what a firm has to lose; ``context`` is what the command hands over. Who draws the
screen and reads the keys is passed in (``Prompter``), so that a test can be the person.
"""
