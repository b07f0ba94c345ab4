"""The commands that follow the findings of a signed audit."""
