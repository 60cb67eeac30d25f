"""Names of a label and a number are those that would have been written at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.errors import LogError
from mom_sim.log.numbered_names import NumberedNames
from mom_sim.simulation import Study, parse_scenario, simulate
from tests.faces.small_study import TEXT

LABELS = st.lists(st.sampled_from(["a/", "b/", "a/1", "a", "a/1/"]), min_size=1, max_size=4)


@st.composite
def _names(draw: st.DrawFn) -> tuple[NumberedNames, list[str]]:
    labels = draw(LABELS)
    pairs = draw(st.lists(st.tuples(st.integers(0, len(labels) - 1), st.integers(0, 30))))
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    written = [f"{labels[label]}{number}" for label, number in pairs]
    return NumberedNames(labels, columns[0], columns[1]), written


@given(_names(), _names())
def test_names_are_those_written_at_once(
    one: tuple[NumberedNames, list[str]], other: tuple[NumberedNames, list[str]]
) -> None:
    names, written = NumberedNames.joined([one[0], other[0]]), one[1] + other[1]
    assert list(names) == written and len(names) == len(written)
    assert [names[place] for place in range(len(names))] == written
    assert list(names[1:]) == written[1:] and list(names.at(slice(None, 2))) == written[:2]
    backwards = np.arange(len(names))[::-1]
    assert list(names.at(backwards)) == written[::-1]


@given(_names())
def test_names_that_are_said_to_differ_do(one: tuple[NumberedNames, list[str]]) -> None:
    names, written = one
    if names.are_different():
        assert len(set(written)) == len(written)
    elif len(set(names.labels)) == len(names.labels) and "a/1" not in names.labels:
        assert len(set(written)) < len(written)


def test_a_log_has_the_names_of_its_tape() -> None:
    study = Study.of(parse_scenario(TEXT))
    logs = [simulate(study, "functional", engine=name).log for name in ("simpy", "compiled")]
    ids = [log.campaigns["id"].tolist() for log in logs]
    assert ids[0] == ids[1] and len(ids[0]) == len(set(ids[0])) > 1
    assert list(logs[1].columns("campaigns")) == list(logs[0].columns("campaigns"))


def test_a_label_that_is_no_plain_text_is_told_at_once() -> None:
    from mom_sim.log.contract import CAMPAIGNS, RUN_VOCABULARIES
    from mom_sim.log.log_tables import Window
    from mom_sim.log.making import log_of_ordered

    none = np.zeros(0, dtype=np.int64)
    columns = {column.name: none for column in CAMPAIGNS.columns}
    names = NumberedNames(["a\nb"], none, none)
    with pytest.raises(LogError, match="control characters"):
        log_of_ordered(
            {"campaigns": {**columns, "id": names}},
            dict.fromkeys(RUN_VOCABULARIES, ("word",)),
            Window(0, 0, 1, 1),
            {},
        )
