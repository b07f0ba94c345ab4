"""The file of an assessment: read, described, written, changed; and the evidence files it names."""
