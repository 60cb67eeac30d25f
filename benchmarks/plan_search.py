"""The search for the cheapest staffing beside Optuna, at an equal number of simulations.

    python -m benchmarks.plan_search [--cases N] [--repeats N]

Every case is a small organization of three roles with one to four people whose 64 staffings have
all been simulated, so that the cheapest is known. Ours searches first; Optuna's tree-structured
Parzen estimator, with the promise as its constraint, then gets as many runs as ours has used, and
the same judge, who stops early where the verdict is clear. Optuna is needed here alone:
``pip install optuna``.
"""

from __future__ import annotations

import argparse
import warnings

from mom_sim.experiments.capacity.staffing import Counts
from tests.formula.capacity_cases import Enumerated, enumerate_all

ROLES, MOST, REPLICATIONS = 3, 4, 10
ROOM = (1.2, 1.6)
FIRST_SEED = 10


def by_optuna(question: Enumerated, simulations: int, seed: int) -> float | None:
    """Cost of the cheapest staffing that Optuna finds with a number of runs; None without one."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
    warnings.simplefilter("ignore", FutureWarning)
    judge, box = question.judge(), question.box()
    found: list[float] = []

    def objective(trial: optuna.Trial) -> float:
        counts: Counts = tuple(trial.suggest_int(f"role {role}", 1, MOST) for role in range(ROLES))
        judged = judge(counts)
        trial.set_user_attr("excess", min(judged.excess, 1e6))
        trial.set_user_attr("keeps", judged.keeps)
        if judged.keeps and judge.bench.simulations <= simulations:
            found.append(box.cost(counts))
        return box.cost(counts)

    def broken(trial: optuna.trial.FrozenTrial) -> tuple[float]:
        excess = float(trial.user_attrs["excess"])
        return (min(excess, -1e-9) if trial.user_attrs["keeps"] else max(excess, 1e-9),)

    sampler = optuna.samplers.TPESampler(seed=seed, constraints_func=broken, n_startup_trials=5)
    study = optuna.create_study(sampler=sampler)
    for _ in range(10 * MOST**ROLES):  # a staffing that was judged already costs no run
        if judge.bench.simulations >= simulations:
            break
        study.optimize(objective, n_trials=1)
    return min(found, default=None)


def compare(seed: int, room: float, question: Enumerated, repeats: int) -> tuple[bool, int, int]:
    """One case: whether ours finds the cheapest, how often Optuna does, and how many runs."""
    best = question.promising(room).cheapest()
    if best is None:
        return False, 0, 0
    asked = question.promising(room)
    found, simulations = asked.search()
    ours = None if found.best is None else asked.box().cost(found.best)
    theirs = [by_optuna(asked, simulations, repeat) for repeat in range(repeats)]
    hits = sum(one is not None and abs(one - best[0]) < 1e-6 for one in theirs)
    above = [one / best[0] - 1.0 for one in theirs if one is not None]
    mean = f"{sum(above) / len(above):+.1%}" if above else "none found"
    is_best = ours is not None and abs(ours - best[0]) < 1e-6
    print(
        f"{seed:4d} {room:6.2f} {asked.simulations:11d} {simulations:6d}  "
        f"{'cheapest' if is_best else 'dearer':8s}  {hits}/{repeats}  {mean}",
        flush=True,
    )
    return is_best, hits, simulations


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=6)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    print("case   room  enumerated   runs  ours      Optuna  mean cost above the cheapest")
    results = []
    for seed in range(FIRST_SEED, FIRST_SEED + options.cases):
        question = enumerate_all(seed, ROLES, MOST, REPLICATIONS)
        results += [compare(seed, room, question, options.repeats) for room in ROOM]
    mine = sum(is_best for is_best, _, _ in results)
    theirs = sum(hits for _, hits, _ in results)
    runs = sum(simulations for _, _, simulations in results)
    print(
        f"ours: {mine} of {len(results)}; Optuna: {theirs} of {len(results) * options.repeats}, "
        f"both with {runs:,} runs"
    )


if __name__ == "__main__":
    main()
