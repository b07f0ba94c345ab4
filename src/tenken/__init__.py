"""tenken (点検): a small firm assesses once a year how well it protects its members' data.

``cli`` holds the commands; ``ask`` turns a person's answers into an Assessment; ``store`` reads and writes files;
``core`` is arithmetic that touches nothing; ``render`` turns a finished Report into bytes. ``pyproject.toml`` holds the
layers as import contracts, and CONTRIBUTING.md says how to add a question, a rule, a format or a way of answering.
"""

__version__ = "0.1.0"
