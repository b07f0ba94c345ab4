"""Pages become a PDF behind a fence: printing, tags, links, bookmarks."""
