"""What a leak would cost: the figures and their sources, amounts with their working, damages, duties, the estimate."""
