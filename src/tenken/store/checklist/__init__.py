"""Editions and what stands beside them (cases, standards, terms, figures): folders and files become core values."""
