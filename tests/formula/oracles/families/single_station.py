"""One station with its queue: M/M/c, M/G/1, GI/M/1, and the approximations for GI/G/c."""

from __future__ import annotations

from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.estimators import Estimator
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment, usual
from tests.formula.oracles.flow_metrics import Place, flow_metric
from tests.formula.oracles.inputs import Inputs
from tests.formula.oracles.laws import Law, interval_law, service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import demand, item, long_run, relaxation_time, study

SERVE = "serve"


def station_study(arrival: Law, service: Law, servers: int) -> str:
    """Scenario of one station."""
    load = service.mean / arrival.mean / servers
    if load >= 1.0:
        raise CannotExpress(f"with a load of {load:.3g} there is no steady state")
    relaxation = relaxation_time(service.mean, servers, load, arrival.scv, service.scv)
    wanted = demand(1.0 / arrival.mean) if _is_poisson(arrival) else {"every": arrival.text}
    return study(
        people={"station": servers},
        steps={SERVE: {"skill": "station", "effort": service.text, "launch": True}},
        campaigns={"item": item(demand=wanted)},
        window=long_run(relaxation, 1.0 / arrival.mean),
    )


def single_station(case: Case, profile: Profile) -> Experiment:
    """M/M/c, M/G/1 and GI/M/1: Poisson or renewal demand, one role, one step."""
    servers = case.count("c", "servers", default=1)
    arrival, service = _intervals(case), _service(case)
    scenario = station_study(arrival, service, servers)
    inputs = (_inputs(arrival, service),)
    return experiment(case, (scenario,), usual(Place(SERVE, servers=servers)), inputs=inputs)


def approximation(case: Case, profile: Profile) -> Experiment:
    """Two-moment approximations of GI/G/c, held against gamma laws with these moments."""
    servers = case.count("c", "servers", default=1)
    arrival, service = interval_law(case), _service(case)
    scenario = station_study(arrival, service, servers)
    place = Place(SERVE, servers=servers)

    def resolve(name: str) -> Estimator | None:
        base = name
        for suffix in ("_approx", "_upper_bound", "_lower_bound", "_heavy_traffic", "_bound"):
            base = base.removesuffix(suffix)
        return flow_metric(base, place)

    return experiment(case, (scenario,), resolve, inputs=(_inputs(arrival, service),))


def _inputs(arrival: Law, service: Law) -> Inputs:
    rates = {"item": 1.0 / arrival.mean} if _is_poisson(arrival) else {}
    return Inputs(SERVE, {"item": service.mean}, rates)


def _is_poisson(arrival: Law) -> bool:
    return arrival.text.startswith("exponential")


def _service(case: Case) -> Law:
    """Service: with exponential service and general intervals, a plain ``scv`` is not its own."""
    return service_laws(_without_variability(case) if _has_general_intervals(case) else case)[0]


def _intervals(case: Case) -> Law:
    """Intervals between arrivals: with Poisson arrivals, a plain ``scv`` is not theirs."""
    if not _has_general_intervals(case):
        return interval_law(_without_variability(case))
    parameters = dict(case.parameters)
    if "distribution" in parameters:
        parameters.setdefault("interarrival_distribution", parameters["distribution"])
    if "cv" in parameters:
        parameters.setdefault("scv", float(parameters["cv"]) ** 2)
    return interval_law(Case(case.id, case.family, parameters=parameters))


def _has_general_intervals(case: Case) -> bool:
    return case.family.lower().startswith("gi/m")


def _without_variability(case: Case) -> Case:
    plain = ("scv", "cv", "k", "distribution")
    parameters = {name: value for name, value in case.parameters.items() if name not in plain}
    return Case(case.id, case.family, parameters=parameters)
