"""What a leak would cost, told: sentences and data."""
