"""What a leak would cost: the figures and their sources, amounts with their working, damages, duties, the estimate.

Whole yen and fractions, never floats. How a figures file is read is ``store.checklist.figures``' business, what is said
of it ``render.cost``'s. A new amount is a product of ``Factor``s in ``loss``, so that it can be done again by hand.
"""
