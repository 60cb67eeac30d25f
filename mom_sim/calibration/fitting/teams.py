"""Teams: people who do the same activities in the same proportions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist

Ints = npt.NDArray[np.int64]
Counts = npt.NDArray[np.float64]

APART = 0.5
"""Cosine distance between two teams' shares of activities, above which they stay apart."""
OWNED = 0.7
"""Share of an activity that its team has to do; below it, the two largest teams are one."""


@dataclass(frozen=True)
class Teams:
    """Who belongs together, and who does what.

    Parameters
    ----------
    of_person : ndarray of int, shape (people,)
        Team of each person.
    of_activity : ndarray of int, shape (activities,)
        Team that does it; -1 where nobody is named.
    names : tuple of str
    share_owned : ndarray of float, shape (activities,)
        Share of an activity's instances that its team did.
    """

    of_person: Ints
    of_activity: Ints
    names: tuple[str, ...]
    share_owned: npt.NDArray[np.float64]


def find_teams(counts: Counts, names: list[str]) -> Teams:
    """Group people by what they do.

    Average-linkage clustering of the cosine distance between people's shares of activities; then
    teams that share an activity are joined until one team does most of each.

    Parameters
    ----------
    counts : ndarray of float, shape (people, activities)
        How often who did what.
    names : list of str
        Of the activities, as steps are named; teams are named by what they do most.

    Returns
    -------
    Teams
    """
    people = counts.shape[0]
    if people > 1:
        shares = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        tree = linkage(pdist(shares, metric="cosine"), method="average")
        label = fcluster(np.maximum(tree, 0.0), APART, criterion="distance") - 1
    else:
        label = np.zeros(people, dtype=np.int64)
    label = label.astype(np.int64)
    while True:
        table = _by_team(counts, label)
        total = table.sum(axis=0)
        done = total > 0
        order = np.sort(table, axis=0)
        owned = np.divide(order[-1], total, out=np.ones(total.size), where=done)
        torn = np.flatnonzero(done & (owned < OWNED))
        if table.shape[0] == 1 or torn.size == 0:
            break
        worst = torn[np.argmax(total[torn])]
        second, first = np.argsort(table[:, worst], kind="stable")[-2:]
        label[label == max(first, second)] = min(first, second)
        label = np.unique(label, return_inverse=True)[1].astype(np.int64)
    of_activity = np.where(done, table.argmax(axis=0), -1)
    idle = [team for team in range(table.shape[0]) if team not in of_activity]
    if idle:  # people whose every activity is another team's go to the team they help most
        for team in idle:
            members = label == team
            done_here = counts[members].sum(axis=0)
            help_by_team = np.zeros(table.shape[0])
            np.add.at(help_by_team, of_activity[of_activity >= 0], done_here[of_activity >= 0])
            label[members] = int(help_by_team.argmax())
        kept, label = np.unique(label, return_inverse=True)
        label = label.astype(np.int64)
        place = {int(team): number for number, team in enumerate(kept)}
        of_activity = np.array([place.get(int(team), -1) for team in of_activity])
        table = _by_team(counts, label)
    return Teams(label, of_activity, _names(table, of_activity, names), owned)


def _by_team(counts: Counts, label: Ints) -> Counts:
    table = np.zeros((int(label.max()) + 1, counts.shape[1]))
    np.add.at(table, label, counts)
    return table


def _names(table: Counts, of_activity: Ints, names: list[str]) -> tuple[str, ...]:
    found = []
    for team in range(table.shape[0]):
        own = np.where(of_activity == team, table[team], -1.0)
        found.append(f"{names[int(own.argmax())]}_team")
    return tuple(found)
