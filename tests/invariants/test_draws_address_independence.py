"""An address is all that a draw depends on, and all of it matters."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import astuple, dataclass, replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.draws.address import bits, stable_hash, uniforms

TEXT = st.text(min_size=1, max_size=6)


@dataclass(frozen=True)
class Address:
    seed: int
    replication: int
    stream: str
    slot: str
    entity_class: str
    index: int
    attempt: int

    def bits(self) -> int:
        return int(
            bits(
                self.seed,
                self.replication,
                f"{self.stream}:{self.slot}",
                stable_hash(self.entity_class),
                self.index,
                self.attempt,
            )
        )


ADDRESSES = st.builds(
    Address,
    seed=st.integers(0, 2**64 - 1),
    replication=st.integers(0, 2**40),
    stream=TEXT.filter(lambda text: ":" not in text),
    slot=TEXT,
    entity_class=TEXT,
    index=st.integers(0, 2**40),
    attempt=st.integers(1, 2**40),
)


@given(ADDRESSES, ADDRESSES)
def test_every_coordinate_matters(address, other):
    """False alarm below 1e-15 an example: two blocks agree in a word with probability 2**-64."""
    drawn = address.bits()
    for field, value in zip(Address.__dataclass_fields__, astuple(other), strict=True):
        changed = replace(address, **{field: value})
        assert (changed.bits() == drawn) == (changed == address)


@given(ADDRESSES)
def test_neighboring_addresses_differ(address):
    drawn = [
        address.bits(),
        replace(address, seed=address.seed ^ 1).bits(),
        replace(address, replication=address.replication + 1).bits(),
        replace(address, slot=address.slot + "'").bits(),
        replace(address, entity_class=address.entity_class + "'").bits(),
        replace(address, index=address.index + 1).bits(),
        replace(address, attempt=address.attempt + 1).bits(),
    ]
    assert len(set(drawn)) == len(drawn)


def test_coordinates_do_not_stand_in_for_each_other():
    """The same two numbers as (index, attempt) and as (attempt, index) are different draws."""
    swapped = bits(0, 0, "a:b", 9, np.array([3, 4]), np.array([4, 3]))
    assert swapped[0] != swapped[1]
    assert bits(3, 4, "a:b", 9, 0, 1) != bits(4, 3, "a:b", 9, 0, 1)
    assert bits(0, 0, "a:b:c", 9, 0, 1) != bits(0, 0, "a:c:b", 9, 0, 1)


@given(
    st.lists(st.tuples(TEXT, st.integers(0, 2**64 - 1), st.integers(1, 9)), min_size=1, max_size=8),
    st.integers(0, 5),
)
def test_vector_call_equals_scalar_calls(entities, replication):
    hashes = np.array([stable_hash(text) for text, _, _ in entities], dtype=np.uint64)
    indices = np.array([index for _, index, _ in entities], dtype=np.uint64)
    attempts = np.array([attempt for _, _, attempt in entities])
    together = uniforms(8, replication, "gate:verdict", hashes, indices, attempts)
    alone = [
        float(uniforms(8, replication, "gate:verdict", stable_hash(text), index, attempt))
        for text, index, attempt in entities
    ]
    assert together.tolist() == alone


def test_order_and_number_of_entities_do_not_matter():
    everyone = uniforms(1, 0, "person:absence", 77, np.arange(30_000), 1)
    some = np.array([29_999, 3, 8191, 8192, 3])
    np.testing.assert_array_equal(uniforms(1, 0, "person:absence", 77, some, 1), everyone[some])
    np.testing.assert_array_equal(
        uniforms(1, 0, "person:absence", 77, np.arange(10), 1), everyone[:10]
    )


def test_shapes():
    assert bits(0, 0, "a:b", 1, 2, 3).shape == ()
    assert uniforms(0, 0, "a:b", 1, np.arange(5), 3).shape == (5,)
    assert uniforms(0, 0, "a:b", 1, np.arange(5)[:, None], np.arange(1, 4)).shape == (5, 3)
    assert uniforms(0, 0, "a:b", 1, np.arange(0), 1).shape == (0,)


def test_seeds_are_taken_modulo_the_word():
    assert bits(-1, 0, "a:b", 1, 2, 3) == bits(2**64 - 1, 0, "a:b", 1, 2, 3)
    assert bits(np.int64(5), np.int32(2), "a:b", 1, 2, 3) == bits(5 + 2**64, 2, "a:b", 1, 2, 3)


def test_hashes_do_not_depend_on_the_process():
    """Python's own hash of a text does; another process with another PYTHONHASHSEED tells."""
    program = "from mom_sim.draws.address import stable_hash; print(stable_hash('naïve/Größe'))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert printed == {f"{stable_hash('naïve/Größe')}\n"}
