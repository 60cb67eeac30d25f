"""Activity instances against the log that they are taken from."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mom_sim.calibration.interchange.instances import KINDS, activity_instances, activity_names
from mom_sim.simulation import Study, parse_scenario, simulate
from tests.calibration.simulated_run import instances, run, study


def test_hours_of_work_are_those_of_the_stints() -> None:
    frame, stints = instances(), run().log.stints
    length = (stints["finish"] - stints["start"]).sum() / 3_600_000_000
    assert np.isclose(frame["work_hours"].sum(), length, rtol=1e-12)
    rate = run().plan.people[0].cost_per_hour  # the same for everybody here
    assert np.isclose(frame["cost"].sum(), rate * length, rtol=1e-12)


def test_every_piece_of_work_is_there_once() -> None:
    log = run().log.readable("activities")
    work = log[(log["instruction"] == "WORK") & log["start"].notna()]
    frame = instances()
    ours = frame[frame["kind"].isin(("work", "review"))]
    assert len(ours) == len(work)
    assert ours.groupby("activity").size().to_dict() == work.groupby("step").size().to_dict()
    assert set(frame["kind"]) <= set(KINDS)


def test_instants_are_those_of_the_log() -> None:
    frame = instances()
    log = run().log
    readable = log.readable("activities", start=pd.Timestamp("2026-01-05", tz="UTC"))
    first = readable[(readable["step"] == "strategy") & (readable["instruction"] == "WORK")]
    ours = frame[(frame["activity"] == "strategy") & (frame["part"] == "effort")]
    theirs = first[first["start"].notna()]
    assert set(theirs["start"]) >= set(ours["start"])
    assert (frame["start"] >= frame["ready"]).all()
    assert (frame["end"].isna() | (frame["end"] >= frame["start"])).all()


def test_reviews_carry_their_verdict() -> None:
    frame, events = instances(), run().log.readable("events")
    reviews = frame[(frame["kind"] == "review") & frame["end"].notna()]
    verdicts = events[events["kind"] == "verdict"]["value"].value_counts().to_dict()
    said = reviews["outcome"].value_counts().to_dict()
    assert said["revise"] == verdicts["revise"]
    assert said["approved"] == verdicts["approve"]


def test_what_mechanisms_add_has_a_name_of_its_own() -> None:
    frame = instances()
    names = activity_names(frame)
    added = names[frame["part"] != "effort"]
    assert len(added) > 0
    assert added.str.endswith(")").all()
    assert set(names[frame["part"] == "effort"]) == {
        "strategy",
        "content",
        "design",
        "brand_review",
        "launch",
    }


def test_both_engines_give_the_same_instances() -> None:
    pd.testing.assert_frame_equal(instances("simpy"), instances("compiled"))


def test_crews_waits_and_deliveries_are_told() -> None:
    of = Study.of("docs/every_key.yaml")
    frame = activity_instances(simulate(of), of.scenario)
    together = frame[frame["people"] != ""]
    assert "workshop" in set(together["activity"])
    assert all(
        resource in people.split(";")
        for resource, people in zip(together["resource"], together["people"], strict=True)
    )
    waits = frame[frame["kind"] == "wait"]
    assert set(waits["activity"]) == {"translation"}
    assert waits["resource"].isna().all()


def test_deliveries_of_an_agency_have_its_price() -> None:
    simulation = simulate(study(), "outsourced")
    frame = activity_instances(simulation, study().scenario)
    deliveries = frame[frame["kind"] == "agency"]
    assert set(deliveries["activity"]) == {"content", "design"}
    assert deliveries["resource"].isna().all()
    (agency,) = simulation.plan.agencies
    log = simulation.log.readable("activities")
    orders = log[(log["instruction"] == "AGENCY") & log["start"].notna()]
    assert len(deliveries) == len(orders)
    paid = agency.price_per_piece * len(orders) + agency.price_per_hour * orders["effort"].sum()
    assert deliveries["cost"].sum() == pytest.approx(paid) and paid > 0


def test_automated_steps_are_told_and_those_that_a_type_skips_are_not() -> None:
    text = """
people: {writer: {headcount: 1}}
run: {warm_up: 0 weeks, horizon: 4 weeks, follow_up: 4 weeks}
workflows:
  short:
    steps:
      draft: {skill: writer, effort: 2h}
      stamp: {after: draft}
      skipped: {skill: writer, after: draft, effort: 0h}
      file: {skill: writer, after: [stamp, skipped]}
      launch: {after: file, launch: true}
campaigns:
  email: {demand: 100 per year, workflow: short, effort: {file: 1h}}
"""
    of = Study(parse_scenario(text))
    frame = activity_instances(simulate(of), of.scenario)
    kinds = dict(zip(frame["activity"], frame["kind"], strict=True))
    assert kinds == {"draft": "work", "stamp": "automatic", "file": "work", "launch": "automatic"}
    stamps = frame[frame["activity"] == "stamp"]
    assert (stamps["start"] == stamps["end"]).all()
