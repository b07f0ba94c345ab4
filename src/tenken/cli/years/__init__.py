"""Commands over several years. A year that is compared is never written."""
