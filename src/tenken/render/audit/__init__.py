"""An audit as documents and as pages of a report, in words; how these are laid out is the templates'."""
