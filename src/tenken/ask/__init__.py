"""Ways of asking: each turns a checklist and a person's replies into answers, and none knows the others or a file.

The command hands a conversation a ``save`` function; what is answered away from the file (``sheet``, ``form``) comes
back whole, is merged by ``returned`` and saved in one write. To add one: 1 a module here, 2 a command in ``cli`` that
gives it ``save``, 3 its words in ``templates/words``, 4 the round trip in ``tests/ask``: what was said is what is in
the file.
"""
