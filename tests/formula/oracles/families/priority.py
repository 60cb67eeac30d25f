"""Classes of work before one station: in turn, never interrupted, or interrupting each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.estimators import Estimator, Smooth
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment
from tests.formula.oracles.flow_metrics import Place, flow_metric
from tests.formula.oracles.inputs import Inputs
from tests.formula.oracles.laws import Law, service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import demand, item, long_run, relaxation_time, study
from tests.formula.oracles.view import Floats, Views

SERVE = "serve"
ORDERS = ("fifo", "short_first", "long_first")
"""Orders that a case can compare; the figures carry their names."""


def priority(case: Case, profile: Profile) -> Experiment:
    """Types of campaigns with a class of service each; the first class goes first."""
    rates = case.numbers("lam", "arrival_rate")
    services = service_laws(case, len(rates))
    if len(services) != len(rates):
        raise CannotExpress("there are not as many laws of service as arrival rates")
    servers = case.count("c", "servers", default=1)
    mean = [law.mean for law in services]
    types = tuple(map(_type, range(len(rates))))
    of_types = dict(zip(types, mean, strict=True)), dict(zip(types, rates, strict=True))
    if any(order in name for name in case.expected for order in ORDERS[1:]):
        by_length = sorted(range(len(rates)), key=lambda k: mean[k])
        ranks = ([0] * len(rates), _ranks(by_length), _ranks(by_length[::-1]))
        scenarios = tuple(_study(rates, services, servers, one, False) for one in ranks)
        inputs = tuple(Inputs(SERVE, *of_types, run) for run in range(len(ranks)))
        return experiment(case, scenarios, lambda name: _compared(name, servers), inputs=inputs)
    preempts = _preempts(case)
    scenario = _study(rates, services, servers, list(range(len(rates))), preempts)
    loads = [rate * law.mean for rate, law in zip(rates, services, strict=True)]
    return experiment(
        case,
        (scenario,),
        lambda name: _by_class(name, types, loads, servers, preempts),
        inputs=(Inputs(SERVE, *of_types),),
    )


def _study(
    rates: Sequence[float],
    services: Sequence[Law],
    servers: int,
    ranks: Sequence[int],
    preempts: bool,
) -> str:
    rate = sum(rates)
    mean = sum(r * law.mean for r, law in zip(rates, services, strict=True)) / rate
    second = sum(r * law.mean**2 * (1 + law.scv) for r, law in zip(rates, services, strict=True))
    relaxation = relaxation_time(
        mean, servers, rate * mean / servers, 1.0, second / rate / mean**2 - 1
    )
    if relaxation == float("inf"):
        raise CannotExpress("with a load of 1 or more there is no steady state")
    return study(
        people={"station": servers},
        steps={SERVE: {"skill": "station", "launch": True}},
        campaigns={
            _type(k): item(
                demand=demand(rates[k]),
                effort={SERVE: services[k].text},
                class_of_service=f"lane{ranks[k]}",
            )
            for k in range(len(rates))
        },
        window=long_run(relaxation, rate),
        queue_rule=("class_of_service", "fifo"),
        classes_of_service={
            f"lane{rank}": {"rank": rank, "preempts": preempts, "switching_cost": "0h"}
            for rank in sorted(set(ranks))
        },
    )


def _type(k: int) -> str:
    return f"class{k + 1}"


def _ranks(order: Sequence[int]) -> list[int]:
    """Rank of each class from the classes in order."""
    return [order.index(k) for k in range(len(order))]


def _preempts(case: Case) -> bool:
    stated = case.parameters.get("preemptive")
    if stated is not None:
        return bool(stated)
    words = f"{case.parameters.get('discipline', '')} {case.words}".lower()
    words = re.sub(r"non[- ]?pre-?empt\w*|never interrupted|not interrupted", "", words)
    return re.search(r"pre-?empt|interrupt", words) is not None


def _compared(name: str, servers: int) -> Estimator | None:
    for run, order in enumerate(ORDERS):
        found = re.fullmatch(rf"(\w+?)_{order}(?:_avg)?", name)
        if found:
            return flow_metric(found[1], Place(SERVE, servers=servers, run=run))
    return None


def _by_class(
    name: str, types: tuple[str, ...], loads: Sequence[float], servers: int, preempts: bool
) -> Estimator | None:
    if name == "sum_rho_Wq":
        return _conserved(types, loads)
    found = re.fullmatch(r"(.+)_(\d+)", name)
    if found and 1 <= int(found[2]) <= len(types):
        of = (types[int(found[2]) - 1],)
        known = flow_metric(found[1], Place(SERVE, types=of, interrupted=preempts))
        if known is not None:
            return known
    return flow_metric(name, Place(SERVE, servers=servers, interrupted=preempts))


def _conserved(types: tuple[str, ...], loads: Sequence[float]) -> Estimator:
    """Sum over classes of load times mean wait, which no order of service can change."""

    def sums(views: Views) -> list[float]:
        waits = [Place(SERVE, types=(name,)).waits(views) for name in types]
        return [float(w.sum()) for w in waits] + [float(w.size) for w in waits]

    def value(total: Floats) -> float:
        half = len(loads)
        return float(sum(loads[k] * total[k] / total[half + k] for k in range(half)))

    return Smooth(sums, value, corrected_by=(0,))
