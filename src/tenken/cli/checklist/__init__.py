"""Commands about editions: shown, checked by lint, begun.

What an edition says on a terminal is ``render.checklist``'s business, the rules are ``core.lint``'s.
"""
