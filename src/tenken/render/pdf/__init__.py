"""Pages become a PDF, and nothing is fetched for it: printing, tags, links, bookmarks.

What stands on a page is the template's business. WeasyPrint is loaded by ``layout`` alone, in a process of its own.
"""
