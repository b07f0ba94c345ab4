"""What came back from those who answer away from the file: workbooks and saved forms of others, read safely."""
