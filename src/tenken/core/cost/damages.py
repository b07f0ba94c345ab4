"""The damages formula for one person, with the value of each factor and where it comes from."""

from dataclasses import dataclass

from tenken.core.cost.figures import Figure, Figures
from tenken.core.cost.formulas import Factor, FactorRole, Product, in_yen
from tenken.core.model import DataItem, Exposure, Response, SocialStanding


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
                Factor(FactorRole.SENSITIVITY, self.sensitivity, self.levels),
                Factor(FactorRole.EASE, self.ease.value, self.ease),
                Factor(FactorRole.STANDING, self.standing.value, self.standing),
                Factor(FactorRole.RESPONSE, self.response.value, self.response),
            )
        )

    @property
    def a_head(self) -> int:
        """Yen for one person."""
        return self.product.yen


def damages(exposure: Exposure, figures: Figures) -> Damages:
    """The damages formula for one person; without kinds of data, name and address are taken."""
    items = exposure.items or (DataItem.NAME, DataItem.ADDRESS)
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
        standing=figures["jo-standing-high" if exposure.standing is SocialStanding.HIGH else "jo-standing-usual"],
        response=figures["jo-response-improper" if improper else "jo-response-proper"],
    )


def _ease(items: tuple[DataItem, ...]) -> str:
    """How easily somebody is recognised: name and address; name, or address and phone; neither."""
    if {DataItem.NAME, DataItem.ADDRESS} <= set(items):
        return "both"
    return "one" if DataItem.NAME in items or {DataItem.ADDRESS, DataItem.PHONE} <= set(items) else "none"
