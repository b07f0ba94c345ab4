"""A folder of firms: each firm's own folder with its ``client.toml``, assessments, audits and what was sent to it.

Nothing here is a database. What is derived stands in ``.tenken`` and may be deleted at any time.
"""
