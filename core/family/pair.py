"""How do two examples meet: through one encoder twice, or through two encoders?

Shared weights (Bromley et al. 1993) make p(a, b) = p(b, a) whatever was learnt. With two encoders of the same
build (Zagoruyko & Komodakis 2015, "pseudo-siamese") there is more to learn, and the order matters.
"""

from __future__ import annotations

from torch import Tensor, nn

from core.family.distances import Distance


class Pair(nn.Module):
    """Two sides and the distance between what they make of their examples."""

    def __init__(self, first: nn.Module, distance: Distance, *, other: nn.Module | None = None) -> None:
        """Leave `other` out for a twin: both sides are then one object, and what one learns both know."""
        super().__init__()
        self.first = first
        self.other = other
        self.distance = distance

    @property
    def second(self) -> nn.Module:
        """The encoder of the second side."""
        return self.first if self.other is None else self.other

    @property
    def is_shared(self) -> bool:
        return self.other is None

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        """Compare P examples with P others, (P,), as the distance counts."""
        value: Tensor = self.distance(self.first(a), self.second(b))
        return value

    def nearness(self, a: Tensor, b: Tensor) -> Tensor:
        """Compare P examples with P others, (P,); larger is closer."""
        return self.distance.nearness(self(a, b))
