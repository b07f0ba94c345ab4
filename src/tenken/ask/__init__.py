"""Ways of asking: each turns a checklist and a person's replies into answers, and none knows the others or a file.

A command hands the way of asking a ``save`` function; what is answered away from the file (``sheet``, ``form``) comes
back whole, is merged by ``core.merge.incoming`` and saved in one write. To add one: 1 a folder here, 2 a command in
``cli/assessment`` that gives it ``save``, 3 its words in ``templates/words``, 4 the round trip in ``tests/ask``: what
was said is what is in the file.
"""
