"""The pages of many firms: the table of all of them, what they owe, what is due and what they lack; below, each firm's.

``selection`` says which firms the table shows and in which order, ``page`` how a firm reads there; each list beside it
has a page of its own, ``paging`` and ``shown`` are what all of them share. ``app`` and ``lists`` tie them to addresses.
Reading the folder and opening a file come as functions in ``backend``.
"""
