"""Commands about many firms; what stands in a row is ``core.portfolio``'s, how it reads ``render.portfolio``'s."""
