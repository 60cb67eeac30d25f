"""Agency prices: what a retainer includes, what hours beyond it cost, and what a rush costs."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import AgencyTerms, Plan


class AgencyPrices(Effect):
    """Gives each agency terms, which the metrics of cost read; no campaign is faster or slower.

    The price of an hour, of a piece and the retainer itself stand with the agency.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Enter the terms."""
        settings = self.settings
        premium, included = settings["rush_premium"], settings["included"] / MICROSECONDS_PER_HOUR
        overage = settings["overage"]
        if not premium and not included and overage == ():
            return plan
        if not plan.agencies:
            warning = f"agency_prices: {plan.model} has no agency; left out"
            return replace(plan, warnings=(*plan.warnings, warning))
        terms = tuple(
            AgencyTerms(
                included_hours_per_year=included,
                price_per_hour_over=agency.price_per_hour if overage == () else overage,
                rush_premium=premium,
                rush_within=settings["rush_within"],
            )
            for agency in plan.agencies
        )
        return replace(plan, agency_terms=terms)


EFFECT = AgencyPrices
