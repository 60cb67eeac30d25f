"""The tape: scenario, seed and replication in, everything that chance decides out.

What is known beforehand is drawn at once: campaigns and the lives of people. What depends on how
work goes (efforts, verdicts, meetings, further attempts) is drawn in blocks when it is asked for,
one block for all campaigns, always at the same addresses: a tape gives the same numbers to whoever
reads it, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from hashlib import blake2b

import numpy as np

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.plan.plan import Draw, Meeting
from mom_sim.scenario.resolved import Scenario
from mom_sim.tape.arrivals import renewal_instants
from mom_sim.tape.campaigns import Campaigns, draw_campaigns
from mom_sim.tape.clocks import calendar_position, time_limit
from mom_sim.tape.digest import add_campaigns, add_life
from mom_sim.tape.lives import PersonLife, draw_lives
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import IntArray
from mom_sim.tape.staging import compiled_clocks, stage_of
from mom_sim.tape.surges import AS_WRITTEN, SurgeChoice, surges_in_force
from mom_sim.tape.together import CampaignDraws, Wanted


class Tape:
    """Everything that chance decides in one replication.

    Attributes
    ----------
    seed, replication : int
    campaigns : Campaigns
    lives : dict of str to PersonLife
        By the name of a person, such as ``content/3`` or ``design/freelancer 1``.
    clocks : tuple of WorkingClock
        In the order of the scenario's calendars, with overtime.
    """

    def __init__(
        self,
        luck: Luck,
        campaigns: Campaigns,
        lives: dict[str, PersonLife],
        clocks: tuple[WorkingClock, ...],
        limit: int,
        draws: Sequence[Draw] = (),
    ) -> None:
        self.seed = luck.seed
        self.replication = luck.replication
        self.campaigns = campaigns
        self.lives = lives
        self.clocks = clocks
        self._luck = luck
        self._limit = limit
        self._durations: dict[Wanted, IntArray] = {}
        self._chances: dict[tuple[str, int], IntArray] = {}
        self._lists: dict[tuple[Draw | str, int], list[int]] = {}
        self._campaign_draws = CampaignDraws(luck, campaigns)
        self._meetings: dict[Meeting, list[int]] = {}
        self._digest: tuple[Campaigns, blake2b] | None = None
        self._draws = tuple(draws)
        self.draw_together((draw, 1) for draw in self._draws)

    def durations(self, draw: Draw, attempt: int) -> list[int]:
        """Draw a length of time for every campaign.

        Parameters
        ----------
        draw : Draw
            With one distribution, or none, for each campaign type.
        attempt : int
            From 1.

        Returns
        -------
        list of int, microseconds
            By campaign: the effort that the campaign states for the step `draw.overridden_by`, at
            every attempt; else the draw at the campaign's own address, which for the effort of a
            step is multiplied by the campaign's size; -1 where its type has no distribution. Kept
            and shared; not to be changed.

        Raises
        ------
        PlanError
            If the draw has not as many distributions as there are types.
        """
        key = (draw, attempt)
        block = self._lists.get(key)
        if block is None:
            block = self._lists[key] = self.duration_array(draw, attempt).tolist()
        return block

    def duration_array(self, draw: Draw, attempt: int) -> IntArray:
        """Draw a length of time for every campaign, as an array; see `durations`."""
        if (draw, attempt) not in self._durations:
            self._draw_durations([(draw, attempt)])
        return self._durations[draw, attempt]

    def chances(self, draw: Draw, attempt: int) -> list[int]:
        """Draw a chance for every campaign.

        Parameters
        ----------
        draw : Draw
            Its name alone counts.
        attempt : int
            From 1.

        Returns
        -------
        list of int
            By campaign, uniform on 0 to 2^52 - 1, to be held against a threshold. Kept and
            shared; not to be changed.
        """
        key = (draw.name, attempt)
        block = self._lists.get(key)
        if block is None:
            block = self._lists[key] = self.chance_array(draw, attempt).tolist()
        return block

    def chance_array(self, draw: Draw, attempt: int) -> IntArray:
        """Draw a chance for every campaign, as an array; see `chances`."""
        if (draw.name, attempt) not in self._chances:
            self._draw_chances([(draw, attempt)])
        return self._chances[draw.name, attempt]

    def draw_together(self, wanted: Iterable[Wanted]) -> None:
        """Make some draws now, which is cheaper than one by one; it changes no number.

        Parameters
        ----------
        wanted : iterable of (Draw, int)
            Each with its attempt, from 1.

        Raises
        ------
        PlanError
            If a draw has not as many distributions as there are types.
        """
        durations, chances = [], {}
        for draw, attempt in dict.fromkeys(wanted):
            if draw.kind != "chance":
                if (draw, attempt) not in self._durations:
                    durations.append((draw, attempt))
            elif (draw.name, attempt) not in self._chances:
                chances[draw.name, attempt] = draw, attempt
        self._draw_durations(durations)
        self._draw_chances(list(chances.values()))

    def _draw_durations(self, wanted: Sequence[Wanted]) -> None:
        drawn = self._campaign_draws.durations(wanted)
        self._durations.update(zip(wanted, drawn, strict=True))

    def _draw_chances(self, wanted: Sequence[Wanted]) -> None:
        drawn = self._campaign_draws.chances(wanted)
        for (draw, attempt), block in zip(wanted, drawn, strict=True):
            self._chances[draw.name, attempt] = block

    def is_drawn(self, draw: Draw, attempt: int) -> bool:
        """Whether a draw has been made for all campaigns, or taken in."""
        if draw.kind == "chance":
            return (draw.name, attempt) in self._chances
        return (draw, attempt) in self._durations

    def take_in(self, draw: Draw, attempt: int, block: IntArray) -> None:
        """Keep what somebody else has drawn at this tape's addresses, as `DrawSheet` does."""
        if draw.kind == "chance":
            self._chances[draw.name, attempt] = block
        else:
            self._durations[draw, attempt] = block

    def block(self, draw: Draw, attempt: int) -> IntArray:
        """Read what a draw gives every campaign: its chances or its durations, by its kind."""
        is_chance = draw.kind == "chance"
        return self.chance_array(draw, attempt) if is_chance else self.duration_array(draw, attempt)

    def meetings(self, meeting: Meeting) -> list[int]:
        """Instants at which deciders meet.

        Parameters
        ----------
        meeting : Meeting

        Returns
        -------
        list of int, microseconds
            The stated ones; or, for a meeting with an interval, a renewal process from instant 0,
            which is no meeting itself, up to the run's limit. Kept and shared; not to be changed.

        Raises
        ------
        RunError
            If the mean interval is not above 0.
        """
        instants = self._meetings.get(meeting)
        if instants is None:
            instants = list(meeting.instants)
            if meeting.interval is not None:
                name = f"meeting:{meeting.name}"
                instants = renewal_instants(
                    self._luck, name, "meeting", meeting.interval, self._limit, 1
                ).tolist()
            self._meetings[meeting] = instants
        return instants

    def hash(self, draws: Sequence[Draw] = ()) -> str:
        """Digest of the tape's bytes, for provenance.

        Parameters
        ----------
        draws : sequence of Draw
            Beside the draws the tape was made with, whose first attempts go into the digest.

        Returns
        -------
        str
            64 hexadecimal digits over seed, replication, campaigns, lives, and the draws with their
            distributions and first attempts, in the order of their addresses; these and the seed
            decide every later attempt. What else has been read leaves no trace, so that it is the
            same for every engine.

        Notes
        -----
        Source: BLAKE2b, RFC 7693, with a digest of 32 bytes.
        """
        digest = self._digest_before_draws()
        for draw in sorted({*self._draws, *draws}, key=repr):
            digest.update(repr(draw).encode())
            digest.update(np.ascontiguousarray(self.block(draw, 1), dtype="<i8").data)
        return digest.hexdigest()

    def hash_later(self, draws: Sequence[Draw] = ()) -> Callable[[], str]:
        """Make what gives the `hash`, and keeps nothing alive that was read from this tape.

        Parameters
        ----------
        draws : sequence of Draw
            As of `hash`.

        Returns
        -------
        callable
            Draws anew what goes into the digest: seed and addresses decide it.
        """
        bare = copy(self)
        # Engines keep what they have laid out as long as the requests of a tape are there.
        bare.campaigns = replace(self.campaigns, requested=self.campaigns.requested.copy())
        bare._durations, bare._chances, bare._lists, bare._meetings = {}, {}, {}, {}
        bare._campaign_draws = CampaignDraws(self._luck, bare.campaigns)
        bare._digest = None
        return partial(bare.hash, draws)

    def _digest_before_draws(self) -> blake2b:
        """Digest of all but the draws, made once for all plans: a tape is hashed for each."""
        if self._digest is None or self._digest[0] is not self.campaigns:  # copies have others
            digest = blake2b(digest_size=32)
            digest.update(repr((self.seed, self.replication)).encode())
            add_campaigns(digest.update, self.campaigns)
            for name in sorted(self.lives):
                add_life(digest.update, name, self.lives[name])
            self._digest = self.campaigns, digest
        return self._digest[1].copy()


def draw_tape(
    scenario: Scenario,
    replication: int,
    *,
    seed: int | None = None,
    surge: SurgeChoice = AS_WRITTEN,
    draws: Sequence[Draw] = (),
) -> Tape:
    """Draw the tape of one replication.

    Parameters
    ----------
    scenario : Scenario
    replication : int
        From 0.
    seed : int, optional
        In place of the scenario's.
    surge : SurgeChoice
        `AS_WRITTEN`, `CALM`, or a factor for every surge window (see `surges_in_force`).
    draws : sequence of Draw
        A plan's draws, to have their first attempts drawn at once and in the tape's hash.

    Returns
    -------
    Tape

    Raises
    ------
    RunError
        If demand, sickness or ids are such that no tape can be drawn; the message says what to do.
    ValueError
        If the replication is negative, or the surge factor not a number from 0.
    """
    stage = stage_of(scenario)
    luck = Luck(scenario.run.seed if seed is None else seed, replication)
    surges = surges_in_force(scenario, surge)
    reference = calendar_position(scenario, scenario.reference_calendar)
    campaigns = draw_campaigns(
        luck, scenario, stage.sources, surges, stage.clocks_without_overtime[reference]
    )
    clocks = compiled_clocks(scenario)
    lives = draw_lives(luck, scenario, stage.people, clocks, stage.clocks_without_overtime)
    return Tape(luck, campaigns, lives, clocks, time_limit(scenario), draws)
