"""The commands of an audit: begin, sample, ask for documents, check, find, sign, follow up."""
