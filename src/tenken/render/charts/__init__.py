"""The geometry of the report's drawings: values of a Report become outlines and labels in millimetres.

Colours and sentences stand in ``templates``; nothing is counted or compared here that the core has not counted.
"""
