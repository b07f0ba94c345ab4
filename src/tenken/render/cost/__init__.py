"""What a leak would cost, told: sentences, terminal and data. Every amount comes finished from ``core.cost``."""
