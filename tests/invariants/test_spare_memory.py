"""Memory of runs that are over is used again, and never while somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from mom_sim.log import spare_memory as kept
from mom_sim.log.memory_pool import MemoryPool
from mom_sim.log.spare_memory import spare_memory


@pytest.fixture(autouse=True)
def nothing_spare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kept, "_SPARE", [])
    yield


def address(array: np.ndarray) -> int:
    return int(array.ctypes.data)


def test_what_nobody_looks_at_is_used_again() -> None:
    memory = spare_memory(1000)
    place = address(memory)
    del memory
    assert address(spare_memory(1000)) == place


def test_about_as_much_is_the_same() -> None:
    memory = spare_memory(1000)
    place = address(memory)
    del memory
    again = spare_memory(1020)
    assert again.size >= 1020
    assert address(again) == place


@pytest.mark.parametrize(
    "look",
    [
        lambda memory: memory[5:9],
        lambda memory: memory[5:9].reshape(2, 2).T,
        lambda memory: memory[:8].view(np.int32),
        memoryview,
    ],
    ids=["part", "other shape", "other type", "buffer"],
)
def test_a_view_keeps_memory_from_being_used_again(look: object) -> None:
    memory = spare_memory(1000)
    place = address(memory)
    memory[:] = 7
    view = look(memory)  # type: ignore[operator]
    del memory
    others = [spare_memory(1000) for _ in range(3)]
    assert place not in map(address, others)
    for other in others:
        other[:] = 8
    assert (np.asarray(view) != 8).all()
    del view, other
    assert address(spare_memory(1000)) == place


def test_no_more_is_kept_than_said() -> None:
    size = 1 << 20
    several = [spare_memory(size) for _ in range(kept._MOST // size + 3)]
    del several
    assert sum(one.size for one in kept._SPARE) <= kept._MOST


def test_other_sizes_make_room_for_those_that_are_asked_for() -> None:
    """What is asked for no more goes first."""
    half = kept._MOST // 2
    for numbers in (half, half // 4, half, half):
        del_later = spare_memory(numbers)
        del del_later
    assert [one.size for one in kept._SPARE][-1] == half


def test_threads_never_get_the_same() -> None:
    def work(number: int) -> bool:
        for _ in range(200):
            memory = spare_memory(4000)
            memory[:] = number
            if not (memory == number).all():
                return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(8)))


def test_columns_of_a_pool_outlive_it() -> None:
    pool = MemoryPool(1 << 20)
    column = pool.array(1000)
    column[:] = 3
    del pool
    spare_memory(1 << 20)[:] = 4
    assert (column == 3).all()
