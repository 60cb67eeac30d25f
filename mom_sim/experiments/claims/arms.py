"""Running what a claim compares: all arms on the same campaigns with the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from typing import Any

import yaml

from mom_sim.experiments.claims.changing_documents import at_paths, merged
from mom_sim.experiments.claims.claim import Claim, Flip, SetUp
from mom_sim.experiments.claims.library import company_text
from mom_sim.experiments.claims.looking import Run
from mom_sim.simulation import Study, parse_scenario, simulate

Runs = Sequence[Mapping[str, Run]]
"""For each replication, runs by name of the arm; each is made when it is first asked for."""


def scenario_text(
    claim: Claim, arm: str, set_up: SetUp, values: Mapping[str, str] | None = None
) -> str:
    """Write the scenario of an arm in a set-up.

    Parameters
    ----------
    claim : Claim
    arm : str
    set_up : SetUp
    values : mapping of str to str, optional
        What stands at some paths instead.

    Returns
    -------
    str
        YAML.
    """
    document: Any = yaml.safe_load(company_text(claim.model))
    for text in (claim.arms[arm], set_up.changes, set_up.arms.get(arm, "")):
        document = merged(document, yaml.safe_load(text) or {})
    document = merged(document, at_paths(values or {}))
    return yaml.safe_dump(document, sort_keys=False)


def flipped_values(flip: Flip, x: float) -> dict[str, str]:
    """What stands at the paths of a flip's input where its value is `x`."""
    return {path: text.format(x=x, rest=100 - x) for path, text in flip.changes.items()}


def run_hash(study: Study) -> str:
    """Hash of a resolved scenario and of its own operating model's plan."""
    both = study.scenario_hash + study.plan_hash(study.plan())
    return blake2b(both.encode(), digest_size=16).hexdigest()


class _Arms(Mapping[str, Run]):
    """Runs of one replication; those that nobody asks for are not made."""

    def __init__(self, texts: Mapping[str, str], make: Callable[[str], Run]) -> None:
        self._texts = texts
        self._make = make
        self._made: dict[str, Run] = {}

    def __getitem__(self, arm: str) -> Run:
        if arm not in self._made:
            self._made[arm] = self._make(self._texts[arm])
        return self._made[arm]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


class Laboratory:
    """Runs the arms of one claim; those of its two set-ups are kept, and used again.

    Parameters
    ----------
    claim : Claim
    seed : int
    engine : str
        One of `mom_sim.simulation.ENGINES`.
    replications : int, optional
        In place of those of set-ups and flips.
    """

    def __init__(
        self, claim: Claim, seed: int, engine: str, replications: int | None = None
    ) -> None:
        self._claim = claim
        self._seed = seed
        self._engine = engine
        self._asked = replications
        self._kept: dict[str, dict[int, Run]] = {}
        self._studies: dict[str, Study] = {}
        self.hashes: set[str] = set()

    def replications(self, of: SetUp | Flip) -> int:
        """How many runs of each arm a set-up or a value of a flip's input gets."""
        return of.replications if self._asked is None else self._asked

    def set_up(self, outcome: str) -> Runs:
        """Run all arms in the set-up in which an outcome is expected."""
        found = self._claim.set_up(outcome)
        return self._run(found, self.replications(found), {}, keep=True)

    def at(self, flip: Flip, x: float) -> Runs:
        """Run all arms where the input of a flip has some value."""
        values = flipped_values(flip, x)
        of = dict.fromkeys(flip.arms or self._claim.arms, values)
        return self._run(self._claim.set_up(flip.set_up), self.replications(flip), of, keep=False)

    def _run(
        self,
        set_up: SetUp,
        replications: int,
        values: Mapping[str, Mapping[str, str]],
        *,
        keep: bool,
    ) -> Runs:
        texts = {
            arm: scenario_text(self._claim, arm, set_up, values.get(arm))
            for arm in self._claim.arms
        }
        return [
            _Arms(texts, partial(self._one, replication=number, keep=keep))
            for number in range(1, replications + 1)
        ]

    def _one(self, text: str, *, replication: int, keep: bool) -> Run:
        kept = self._kept.get(text, {})
        if replication in kept:
            return kept[replication]
        if text not in self._studies:
            self._studies[text] = Study(parse_scenario(text))
            self.hashes.add(run_hash(self._studies[text]))
        study = self._studies[text]
        run = Run(simulate(study, seed=self._seed, replication=replication, engine=self._engine))
        if keep:
            self._kept.setdefault(text, {})[replication] = run
        return run
