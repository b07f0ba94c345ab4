"""The audit: what an assessor from outside checked, found, signed and followed up. Pure; files are ``store``'s."""
