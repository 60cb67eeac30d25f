"""``risks``: work that can be bad, and things that can happen."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mom_sim.scenario.schema.base import Form, Names, default
from mom_sim.scenario.schema.values import Amount, DelayTime, Effort, ExtraShare, Share


class FixForm(Form):
    """Repair of bad work after its launch."""

    skill: str
    """Who repairs it."""
    effort: Effort
    """Hands-on work."""


class DefectRiskForm(Form):
    """Work can be bad in this respect; a gate may catch it; what escapes surfaces after launch."""

    kind: Literal["defect"]
    """defect"""
    probability: Share
    """Of bad work in the first version."""
    after_revision: Share | None = None
    """Of bad work in each later version; default as in the first."""
    surfaces_after: DelayTime = default("risks.*.surfaces_after")
    """Time from launch until bad work is noticed."""
    fix: FixForm | None = None
    """Repair; default none."""
    cost: Amount = default("risks.*.cost")
    """Of an incident."""
    where: str | None = None
    """Gate: only campaigns that need it can be bad in this respect; default all campaigns."""


class EventRiskForm(Form):
    """Something that happens to a campaign before a step."""

    kind: Literal["event"]
    """event"""
    probability: Share
    """That it happens to a campaign."""
    step: str
    """The step before which it happens."""
    delay: DelayTime | None = None
    """Time that is lost."""
    extra_effort: ExtraShare = default("risks.*.extra_effort")
    """Share of the step's effort on top."""
    cancels: bool = default("risks.*.cancels")
    """True if it ends the campaign."""
    types: Names | None = None
    """Campaign types it concerns; default all."""
    cost: Amount = default("risks.*.cost")
    """When it happens."""


RiskForm = Annotated[DefectRiskForm | EventRiskForm, Field(discriminator="kind")]
"""A risk of either kind."""
