"""Many firms at once, worked out by several processes.

Only the caller writes; what does the work gets names and gives values back. Nothing here knows a command.
"""
