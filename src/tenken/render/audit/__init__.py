"""The report of an audit as pages: what stands on each of them, in words; how it is laid out is the templates'."""
