"""Patterns of paths in ``sources``: ``people.*.turnover`` is everything about turnover."""

from __future__ import annotations

from collections.abc import Iterable

from mom_sim.scenario.defaults import matches
from mom_sim.scenario.marked_document import Path


def fits(pattern: str, path: Path) -> bool:
    """Tell whether a path lies at or under a pattern.

    Parameters
    ----------
    pattern : str
        Parts with dots between them; ``*`` stands for any one part, positions count from 1.
    path : Path

    Returns
    -------
    bool
    """
    wanted = pattern.split(".")
    return matches(wanted, _parts(path)[: len(wanted)])


Tree = dict[str, "Tree"]
"""Parts of paths, each with the parts that come behind it."""


def tree_of(paths: Iterable[Path]) -> Tree:
    """Lay paths out as a tree, in which many patterns can be looked for."""
    tree: Tree = {}
    for path in paths:
        branch = tree
        for part in _parts(path):
            branch = branch.setdefault(part, {})
    return tree


def leads_somewhere(pattern: str, tree: Tree) -> bool:
    """Tell whether one of the paths of a tree lies at or under a pattern (see `fits`)."""
    branches = [tree]
    for part in pattern.split("."):
        branches = [
            branch[key]
            for branch in branches
            for key in (branch if part == "*" else (part,))
            if key in branch
        ]
    return bool(branches)


def closest(patterns: Iterable[str], path: Path) -> str | None:
    """Return the pattern that says most about a path.

    Parameters
    ----------
    patterns : iterable of str
    path : Path

    Returns
    -------
    str or None
        The one with most parts; of several, the one with fewest asterisks, then the first.
    """
    fitting = [pattern for pattern in patterns if fits(pattern, path)]
    return max(fitting, key=lambda p: (p.count("."), -p.split(".").count("*")), default=None)


def _parts(path: Path) -> list[str]:
    return [str(part + 1) if isinstance(part, int) else part for part in path]
