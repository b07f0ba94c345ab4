"""Many firms: a consultant's clients, or a firm's contractors; where each stands, and what is due.

It takes scored assessments and states of audits; documents of many firms are ``batch``'s business, folders ``store``'s.
"""
