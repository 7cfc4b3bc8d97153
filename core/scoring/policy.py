"""What does a bank ask of the three-way rule, and which thresholds follow from it?

A bank's own calibration overlays the one on a model's card: the same weights, judged by what the bank has
seen. Amounts are in the bank's currency; a band's threshold serves items up to its amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.errors import SpecimenError
from core.net.checkpoint import Calibration, Cut, ModelCard
from core.scoring.verdict import Thresholds


class Band(BaseModel):
    """Items up to an amount, None for any, of whose skilled forgeries at most this share may be accepted."""

    model_config = ConfigDict(frozen=True)

    up_to: float | None = Field(default=None, gt=0)
    accept_far: float = Field(default=0.01, gt=0, le=0.5)


class Policy(BaseModel):
    """What the bank asks: how many forgeries may pass, and how many genuine signatures may be bothered.

    Bands are in order of their amounts, and the last has none. `refer_share` is what the bank hopes for; the
    rule keeps to the first two, and the calibration says whether the third came true.
    """

    model_config = ConfigDict(frozen=True)

    bands: tuple[Band, ...] = (Band(),)
    reject_frr: float = Field(default=0.01, gt=0, le=0.5)
    """Share of genuine signatures that may be advised to reject."""
    refer_share: float = Field(default=0.25, ge=0, le=1)
    """Share of genuine signatures that the bank is ready to look at."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        amounts = [band.up_to for band in self.bands]
        known = [amount for amount in amounts if amount is not None]
        if not amounts or amounts[-1] is not None or len(known) != len(amounts) - 1:
            raise ValueError("every band but the last has an amount")
        if known != sorted(set(known)):
            raise ValueError("the amounts of the bands rise")
        return self

    def band_of(self, amount: float | None) -> int:
        """Return the place of the band of an amount; that of the largest where none is known."""
        if amount is None:
            return len(self.bands) - 1
        return next(
            place for place, band in enumerate(self.bands) if band.up_to is None or amount <= band.up_to
        )


class Personal(BaseModel):
    """How far a signatory's own steadiness moves the thresholds, learnt from the bank's own pairs.

    A signatory whose specimens agree with each other better than `usual` (mean LLR of each against the
    others) is held to more, by `slope` of the difference, shrunk towards none by n / (n + `prior`) for n
    specimens. A slope of 0 holds everybody to the same.
    """

    model_config = ConfigDict(frozen=True)

    slope: float = 0.0
    prior: float = Field(default=10.0, gt=0)
    usual: float = 0.0

    def shift(self, own: Sequence[float]) -> float:
        """Return what is added to both thresholds; `own` holds each specimen's LLR against the others."""
        if not own or self.slope == 0.0:
            return 0.0
        weight = len(own) / (len(own) + self.prior)
        return self.slope * weight * (sum(own) / len(own) - self.usual)


class BankCalibration(BaseModel):
    """All that turns a model's evidence into advice at one bank; `cuts` has one for each band."""

    model_config = ConfigDict(frozen=True)

    calibrations: tuple[Calibration, ...]
    cuts: tuple[Cut, ...]
    policy: Policy = Policy()
    personal: Personal = Personal()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.calibrations or len(self.cuts) != len(self.policy.bands):
            raise ValueError("a calibration for every number of specimens, and a cut for every band")
        return self

    def thresholds(self, *, amount: float | None = None, shift: float = 0.0) -> Thresholds:
        """Return where the rule cuts for an item of this amount, moved by a signatory's own shift."""
        cut = self.cuts[self.policy.band_of(amount)]
        return Thresholds(
            accept_llr=cut.accept_llr + shift,
            reject_llr=cut.reject_llr + shift,
            accept_far=cut.accept_far,
            reject_frr=cut.reject_frr,
        )


def calibration_of(card: ModelCard) -> BankCalibration:
    """Return what a model was shipped with, for a bank that has none of its own yet."""
    cut = card.thresholds
    if cut is None or not card.calibrations:
        raise SpecimenError(f"model {card.name} has not been calibrated")
    policy = Policy(bands=(Band(accept_far=cut.accept_far),), reject_frr=cut.reject_frr)
    return BankCalibration(calibrations=card.calibrations, cuts=(cut,), policy=policy)
