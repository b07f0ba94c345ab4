"""What each page shows: values gathered for the templates in ``templates/web``. Nothing here saves or refuses.

``frame`` is what stands on every page, the other modules hold one kind of page each. The numbers are those of
``tenken score`` and ``tenken status``: computed in the core, shown in the same words.
"""
