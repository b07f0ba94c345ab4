"""A report's PDF held against what it carries. No sentences and no Typer: the command says what was found.

``verification`` has the checks, ``recompute`` the report that the attachments give, ``record`` what its record tells
beside the score, ``pages`` what pages show, ``signature`` who signed, ``outcome`` what all of it comes to.
"""
