"""The interview at a terminal: one question after the other, with back, later, notes, evidence and a way to jump.

``course`` leads through the questions, ``page`` shows one, ``entries`` takes what can be written beside an answer,
``jump`` finds another question, ``ending`` says how far one has come; ``given`` is what the hall hands over. Who draws
the screen and reads the keys is passed in (``Prompter``), so that a test can be the person.
"""
