"""The plan on its axis of time: the rows of all gaps, and the strips of months and score below them."""
