"""What belongs to a report: the brand and its logo, the files a PDF carries, and a PDF read again."""
