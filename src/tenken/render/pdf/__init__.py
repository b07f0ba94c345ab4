"""Pages become a PDF, and nothing is fetched for it: printing, tags, links, bookmarks."""
