"""What every file passes on its way in: characters, syntax, schema; and the places of what is wrong.

Which keys a file has is said beside its loader. A new kind of value is a function of ``schema``, with its sentence
under ``[problem]`` in the words.
"""
