"""Commands about one assessment: begun, answered, handed out, brought back.

Each loads the file, hands it to a way of asking and saves what comes back; how is ``store.assessment.editor``'s
business, what is told of a merge ``render.merge_result``'s. Commands that only read one are in ``cli.report``.
"""
