"""What people type, read: whole numbers and days in every spelling that means one thing, the same in every channel.

What could mean two things is refused, not guessed, and every refusal says what was read, why it is refused, what is
possible and how to write it (``[reading]`` in ``templates/words``). Nothing here asks, shows or saves. A new spelling
is a line in ``tests/ask/reading/spellings.toml`` first.
"""

from tenken.ask.reading.days import Meant, ReadDay, read_day, told
from tenken.ask.reading.numbers import Counted, read_number, read_of_exposure
from tenken.ask.reading.spelling import NotUnderstood

__all__ = ["Counted", "Meant", "NotUnderstood", "ReadDay", "read_day", "read_number", "read_of_exposure", "told"]
