"""The file of an assessment: read, described, written, changed; and the evidence files it names.

``schema`` says its shape, ``loader`` what else must hold, ``editor`` changes it and keeps comments and order.
"""
