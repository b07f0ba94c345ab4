"""The geometry of the drawings: values of a report become paths and labels in millimetres.

No sentences and no colours: ``templates/report/charts`` draws what is worked out here. Each kind of drawing is a module
of its own; what they share is in ``paths`` and ``ruler``.
"""
