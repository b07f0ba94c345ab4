"""Commands that tell of one assessment: score, report, cost, and a report verified."""
