"""Files become core values and back: editions and assessments in, answers out. Everything from outside is checked here.

In this order: size, encoding, TOML, characters, schema, meaning. All problems of a file are collected and raised once.
To read one more kind of file: 1 its schema, made of the pieces of ``validation.schema``, in the folder of its domain,
2 a module there that turns it into core values, 3 a broken file in ``tests/broken`` for each mistake.
"""
