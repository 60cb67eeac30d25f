"""The Compare page's question in Streamlit, as small as it can be: a slider and a card a model.

    PYTHONPATH=. streamlit run benchmarks/streamlit_page.py -- scenarios/minimal.yaml

What the app asks of a scenario unless told otherwise is asked here, too: all models, a first answer
from one replication, then as many as a precision of 10% takes, 40 at most. The app's page has four
pictures beside the cards; this one has none. With `first-only` behind the path the first answer is
the last. `app_beside_streamlit.py` measures both.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

import streamlit as st  # type: ignore[import-not-found,unused-ignore]

import mom_sim
from mom_sim.experiments.precision import PrecisionGoal

GOAL = PrecisionGoal(0.10, at_most=40)
# Left to itself, compare() takes SimPy for so few runs; the app has the compiled engine loaded.
ENGINE = "compiled" if find_spec("numba") else "auto"
MEDIAN = "time_to_launch_p50_working_days"
BELOW = {
    "time_to_launch_p90_working_days": "9 of 10 within",
    "on_time_share": "On time",
    "cost_per_launch": "Each costs",
    "throughput_per_week": "Launches",
    "incident_share": "With a defect",
}


@st.cache_resource
def written(path: str) -> mom_sim.Study:
    """The scenario as it is written: read once, whatever is moved later."""
    return mom_sim.Study.of(path)


def figure(estimate: float | None) -> str:
    """A figure as text."""
    return "no figure" if estimate is None else f"{estimate:,.2f}"


def show(found: mom_sim.Comparison, about: str) -> None:
    """A card for each model; each says what it is about, for old cards stand until they are new."""
    count = len(found.results)
    for number, (column, result) in enumerate(
        zip(st.columns(count), found.results, strict=True), 1
    ):
        with column.container(border=True):
            median = result.kpis[MEDIAN]
            label = f"{result.model}, {about}; card {number} of {count}"
            st.metric(label, figure(median.estimate))
            if median.low is not None and median.high is not None:
                st.caption(f"95% interval {figure(median.low)} to {figure(median.high)}")
            for name, label in BELOW.items():
                one = result.kpis[name]
                st.caption(f"{label}: {figure(one.estimate)} {one.unit}")
            st.caption(f"Waits most at: {result.bottleneck.name}")


st.set_page_config(page_title="Compare", layout="wide")
demand = st.slider("Demand, all campaigns", 0.25, 3.0, 1.0, 0.05)
base = written(sys.argv[1])
study = mom_sim.changed(base, {} if demand == 1.0 else {"campaigns.*.demand": f"x{demand:g}"})

# In one process: a pool of processes would start anew for every answer.
first = mom_sim.compare(study, replications=1, engine=ENGINE, workers=1)
cards = st.empty()
with cards.container():
    show(first, f"demand x{demand:.2f}: 1 replication so far")

if "first-only" not in sys.argv[2:]:
    sharp = mom_sim.compare(study, precision=GOAL, engine=ENGINE, workers=1)
    assert sharp.precision is not None
    with cards.container():
        show(sharp, f"demand x{demand:.2f}: {sharp.precision.replications} replications in all")
