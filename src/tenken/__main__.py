"""``python -m tenken``: the same as the command ``tenken``."""

from tenken.cli import main

main()
