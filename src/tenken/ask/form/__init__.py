"""The offline form: one HTML file for a shared folder or a stick, and what it saved, understood.

Out: ``write`` fills in ``templates/form``, with ``script_data`` for its script. In: ``read`` holds what came back
against the assessment it is for; ``core.merge.incoming`` merges it. The page calculates the score as ``core.scoring``
does, and keeps what is typed in the browser; it fetches nothing, sends nothing, and may not. No file is read here.
"""
