"""Which task is next, and which process does it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from mom_sim.app.crew.matching import next_match
from mom_sim.app.crew.task import FIRST, SOON, Task
from mom_sim.app.jobs.comparing import _spread


@dataclass
class Asked:
    task: Task


@dataclass
class Doer:
    is_idle: bool = True
    likes: list[object] = field(default_factory=list)


def asked(*likes: object, part_of: object = "whole", urgency: int = FIRST) -> Asked:
    return Asked(Task("module:name", urgency=urgency, likes=likes, part_of=part_of))


def test_a_process_goes_on_with_what_it_has_at_hand() -> None:
    one, two = Doer(likes=["a"]), Doer(likes=["b"])
    first, second = asked("a"), asked("b")
    assert next_match([first, second], [two, one]) == (first, one, True)
    one.is_idle = False
    assert next_match([first, second], [one, two]) == (second, two, True)


def test_who_helps_out_does_not_take_over() -> None:
    busy, idle = Doer(False, ["a"]), Doer()
    part = asked("a")
    assert next_match([part], [busy, idle]) == (part, idle, False)


def test_what_nobody_has_goes_to_whoever_is_idle_and_stays_there() -> None:
    busy, idle = Doer(False, ["b"]), Doer(likes=["c"])
    part = asked("a")
    assert next_match([part], [busy, idle]) == (part, idle, True)


def test_only_equally_urgent_parts_of_the_same_whole_pass_each_other() -> None:
    idle = Doer(likes=["b"])
    first = asked("a")
    for other in (asked("b", part_of="another"), asked("b", urgency=SOON)):
        assert next_match([first, other], [idle]) == (first, idle, True)
    alone = asked("a", part_of=None)
    assert next_match([alone, asked("b", part_of=None)], [idle]) == (alone, idle, True)


def test_the_first_like_counts_most() -> None:
    seldom, often = Doer(likes=["share"]), Doer(likes=["job"])
    part = asked("job", "share")
    assert next_match([part], [seldom, often]) == (part, often, True)


@pytest.mark.parametrize("processes", [2, 3, 16])
def test_who_checks_a_question_has_no_larger_share_of_its_models(processes: int) -> None:
    models = [f"model {number}" for number in range(7)]
    groups = _spread(models, processes)
    sizes = [len(group) for group in groups]
    assert sorted(name for group in groups for name in group) == models
    assert sizes[0] == min(sizes)
    assert max(sizes) - min(sizes) <= 1
    assert len(groups) == min(processes, len(models))
