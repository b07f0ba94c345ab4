"""What commands that serve pages in the browser share: what those may do with files, and how a server is run."""
