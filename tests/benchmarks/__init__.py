"""The promised figures, measured as ratios in one run: ``make bench``. Nothing here is part of the test suite."""
