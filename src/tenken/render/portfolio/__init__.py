"""Many firms on a terminal and as documents; what stands in a row is ``core.portfolio``'s."""
