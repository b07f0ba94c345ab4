"""The one door between text files and core values: editions and assessments in, answers out.

Everything that comes from outside is checked here and nowhere else: size, encoding, TOML, characters, shape, meaning.
All problems of a file are collected and raised once. To read one more kind of file: 1 describe its shape in ``shapes``,
2 turn the shape into core values in a module of its own, 3 add a broken file to ``tests/broken`` for each mistake.
"""
