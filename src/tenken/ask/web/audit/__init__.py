"""The pages of an audit: what the firm said on the left, what the auditor judges on the right, findings and requests.

``lists`` tells which questions are gone through, ``verdict_form`` and ``finding_form`` read what was sent, ``head``
gathers what stands above each page, ``audit_views`` shows, ``desk_handlers`` and ``findings_handlers`` save. What a
change does to an audit is ``core.audit.recording``'s, what may stand in the file is asked of the backend.
"""
