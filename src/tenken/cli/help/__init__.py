"""Help pages and usage errors in the user's language, and the values that may be written.

Commands use ``HelpfulGroup`` and nothing else of this room.
"""

from tenken.cli.help.command import HelpfulCommand, HelpfulGroup, group, usage_problem

__all__ = ["HelpfulCommand", "HelpfulGroup", "group", "usage_problem"]
