"""tenken (点検): a small firm assesses once a year how well it protects its members' data.

The house: ``cli`` is the hall; ``ask`` turns a person's answers into an Assessment; ``store`` is the one door to files;
``core`` is arithmetic that touches nothing; ``render`` turns a finished Report into bytes. ``pyproject.toml`` holds the
floor plan as import contracts, and CONTRIBUTING.md says how to add a question, a rule, a renderer or a channel.
"""

__version__ = "0.1.0"
