"""All that a reader of the report sees, whatever the language and the format, as finished values."""
