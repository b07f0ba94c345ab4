"""The damages formula for one person, with the value of each factor and where it comes from."""

from dataclasses import dataclass

from tenken.core.cost.figures import Figure, Figures
from tenken.core.cost.formulas import Product, Role, Term, in_yen
from tenken.core.model import Exposure, Item, Response, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Damages:
    """The damages formula for one person: base × sensitivity × ease × standing × response."""

    base: Figure
    mental: int
    economic: int
    sensitivity: int
    levels: Figure
    """How the sensitivity follows from the two levels."""
    ease: Figure
    standing: Figure
    response: Figure

    @property
    def product(self) -> Product:
        """The formula with its five values."""
        return Product(
            (
                in_yen(self.base),
                Term(Role.SENSITIVITY, self.sensitivity, self.levels),
                Term(Role.EASE, self.ease.value, self.ease),
                Term(Role.STANDING, self.standing.value, self.standing),
                Term(Role.RESPONSE, self.response.value, self.response),
            )
        )

    @property
    def a_head(self) -> int:
        """Yen for one person."""
        return self.product.yen


def damages(exposure: Exposure, figures: Figures) -> Damages:
    """The damages formula for one person; without kinds of data, name and address are taken."""
    items = exposure.items or (Item.NAME, Item.ADDRESS)
    mental = max(figures.kinds[item].mental for item in items)
    economic = max(figures.kinds[item].economic for item in items)
    improper = exposure.response is Response.IMPROPER
    return Damages(
        base=figures["jo-base"],
        mental=mental,
        economic=economic,
        sensitivity=figures["jo-mental"].value ** (mental - 1) + figures["jo-economic"].value ** (economic - 1),
        levels=figures["jo-mental"],
        ease=figures[f"jo-ease-{_ease(items)}"],
        standing=figures["jo-standing-high" if exposure.standing is Standing.HIGH else "jo-standing-usual"],
        response=figures["jo-response-improper" if improper else "jo-response-proper"],
    )


def _ease(items: tuple[Item, ...]) -> str:
    """How easily somebody is recognised: name and address; name, or address and phone; neither."""
    if {Item.NAME, Item.ADDRESS} <= set(items):
        return "both"
    return "one" if Item.NAME in items or {Item.ADDRESS, Item.PHONE} <= set(items) else "none"
