"""From answers to numbers, gaps and dates: what applies, what it scores, what falls short, and when it is closed."""
