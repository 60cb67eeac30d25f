"""Paths in a workflow, against plain enumeration."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mom_sim.scenario.context import context_of
from mom_sim.scenario.graph import cycle, steps_between, upstream
from mom_sim.scenario.schema.workflows import WorkflowForm

NAMES = ["a", "b", "c", "d", "e", "f"]


def workflow(after: dict[str, list[str]]) -> WorkflowForm:
    steps = {name: {"after": others} for name, others in after.items()}
    return WorkflowForm.model_validate({"steps": steps}, context=context_of({}))


def paths(after: dict[str, list[str]], last: str, seen: tuple[str, ...] = ()) -> list[list[str]]:
    """All paths that end at a step, without going round."""
    if last in seen:
        return []
    found = [[last]]
    for other in after.get(last, []):
        if other in after:
            found += [[*path, last] for path in paths(after, other, (*seen, last))]
    return found


GRAPHS = st.fixed_dictionaries(
    {
        name: st.lists(st.sampled_from([*NAMES, "unknown"]), unique=True, max_size=3)
        for name in NAMES
    }
)
ORDERED = st.tuples(
    *(st.lists(st.sampled_from(NAMES[:i]), unique=True) if i else st.just([]) for i in range(6))
).map(lambda lists: dict(zip(NAMES, lists, strict=True)))


@given(ORDERED)
def test_upstream_is_everything_on_a_path(after: dict[str, list[str]]) -> None:
    before = upstream(workflow(after))
    for name in NAMES:
        on_paths = {step for path in paths(after, name) for step in path} - {name}
        assert before[name] == on_paths


@given(ORDERED, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_steps_between_are_those_on_the_paths(
    after: dict[str, list[str]], first: str, last: str
) -> None:
    expected = {
        step
        for path in paths(after, last)
        if first in path and first != last
        for step in path[path.index(first) : -1]
    }
    assert steps_between(workflow(after), first, last) == expected


@given(GRAPHS)
def test_a_circle_is_one_and_is_found(after: dict[str, list[str]]) -> None:
    graph = workflow(after)
    circle = cycle(graph)
    before = upstream(graph)
    assert bool(circle) == any(name in before[name] for name in NAMES)
    for position, name in enumerate(circle):
        assert circle[position - 1] in after[name]  # each comes right after the one before it
    assert len(set(circle)) == len(circle)


@given(ORDERED)
def test_steps_in_order_have_no_circle(after: dict[str, list[str]]) -> None:
    assert cycle(workflow(after)) == ()
