"""Answers that were given away from the file: understood as fields, merged three-way into the answers as they stand."""
