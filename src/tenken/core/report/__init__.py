"""All that a reader of the report sees, whatever the language and the format, as finished values.

``report.build`` gathers them; a renderer computes nothing. A new page is a member of ``sections.SECTIONS`` and a value
here, then a template.
"""
