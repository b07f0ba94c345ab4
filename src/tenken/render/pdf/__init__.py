"""Pages become a PDF, and nothing is fetched for it: printing, tags, links, bookmarks.

What stands on a page is the template's business. WeasyPrint is loaded here alone, and only when a PDF is asked for.
"""
