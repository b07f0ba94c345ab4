"""What the data formats tell of an audit, once for all of them: as JSON and as labelled lines of text.

Who tells how much of it (whole, to the owner, to hand out) is decided here; where it stands is each format's business.
"""
