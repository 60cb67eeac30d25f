"""All claims, in the order of docs/DOMAIN.md, and the small companies they are looked at in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module, resources

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.claims.claim import Claim

MODELS = (
    "centralized",
    "decentralized",
    "self_service",
    "functional",
    "campaign_centric",
    "outsourced",
    "hybrid",
)
"""Operating models by section of docs/DOMAIN.md, from 5.1."""

_PLACE = "mom_sim.experiments.claims"
_ID = re.compile(r"(\d+\.\d+)\s*\(?([a-z]?)\)?")


@cache
def every_claim() -> tuple[Claim, ...]:
    """Every claim, in the order of docs/DOMAIN.md."""
    found: list[Claim] = []
    for model in MODELS:
        found += import_module(f"{_PLACE}.{model}").CLAIMS
    return tuple(found)


def chosen_claims(ids: Iterable[str] = ()) -> tuple[Claim, ...]:
    """Claims by id, in the order of docs/DOMAIN.md.

    Parameters
    ----------
    ids : iterable of str
        Such as ``5.1a`` or ``5.1 (a)``; ``5.1`` is all of a section. None named: all.

    Returns
    -------
    tuple of Claim

    Raises
    ------
    ScenarioError
        One fault for each that there is not, with the path ``id``.
    """
    wanted, faults = set(), []
    asked = tuple(ids)
    for text in asked:
        found = _ID.fullmatch(text.strip().lower())
        of = [one.id for one in every_claim() if found and one.id.startswith(found[1] + found[2])]
        if not of or (found and not found[2] and of[0][:-1] != found[1]):
            faults.append(Fault("claims", 1, 1, "id", f'there is no claim "{text}"; {_allowed()}'))
        wanted.update(of)
    if faults:
        raise ScenarioError(faults)
    return tuple(one for one in every_claim() if not asked or one.id in wanted)


@cache
def company_text(model: str) -> str:
    """Small company of an operating model as YAML, to be changed."""
    return resources.files(_PLACE).joinpath(f"{model}.yaml").read_text(encoding="utf-8")


def _allowed() -> str:
    sections: dict[str, list[str]] = {}
    for one in every_claim():
        sections.setdefault(one.section, []).append(one.id)
    return "allowed: " + ", ".join(_range(ids) for ids in sections.values()) + ", or a section"


def _range(ids: Sequence[str]) -> str:
    return f"{ids[0]} to {ids[-1]}"
