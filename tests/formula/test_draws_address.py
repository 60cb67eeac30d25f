"""The mapping from addresses to numbers: fixed for ever, and uniform."""

from __future__ import annotations

import math
from fractions import Fraction
from hashlib import blake2b

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mom_sim.draws.address import CHANCE_BITS, bits, chances, stable_hash, threshold, uniforms

NAME = "campaign:effort:design"
CLASS = "north/small/baseline"
FALSE_ALARM = 1e-4


@given(
    st.integers(-(2**70), 2**70),
    st.integers(0, 2**32),
    st.integers(0, 2**64 - 1),
    st.integers(1, 2**32),
)
def test_address_is_numpys_philox_at_the_stated_counter(seed, replication, index, attempt):
    """The normative mapping, written down a second time."""
    hashes = [
        int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
        for text in (CLASS, NAME)
    ]
    generator = np.random.Philox(
        counter=np.array([attempt - 1, index, *hashes], dtype=np.uint64),
        key=np.array([seed % 2**64, replication], dtype=np.uint64),
    )
    drawn = bits(seed, replication, NAME, stable_hash(CLASS), index, attempt)
    assert int(drawn) == int(generator.random_raw())


GOLDEN_CLASS_HASH = 289796976527546359
GOLDEN_NAME_HASH = 11292615925094171871
GOLDEN_BITS = [8157556629429911324, 14379557624208463811, 14157570593172671727]
GOLDEN_CHANCES = [3110796436826318, 3554845603296546, 3962195238291650]
GOLDEN_UNIFORMS = ["0x1.b236e2da2bf28p-4", "0x1.555abd408c3d6p-2", "0x1.16724f6a7be36p-2"]


def test_golden_values():
    """What a seed means may never change: these are the values of the first release."""
    assert stable_hash(CLASS) == GOLDEN_CLASS_HASH
    assert stable_hash(NAME) == GOLDEN_NAME_HASH
    indices = np.arange(3, dtype=np.uint64)
    assert bits(1, 0, NAME, stable_hash(CLASS), indices, 1).tolist() == GOLDEN_BITS
    assert chances(1, 0, NAME, stable_hash(CLASS), indices, 2).tolist() == GOLDEN_CHANCES
    drawn = uniforms(20260101, 7, "person:absence", stable_hash("person/content"), indices, 1)
    assert [value.hex() for value in drawn.tolist()] == GOLDEN_UNIFORMS


def test_chances_and_uniforms_are_the_same_draw():
    words = bits(3, 1, NAME, 5, np.arange(1000), 1)
    drawn = chances(3, 1, NAME, 5, np.arange(1000), 1)
    assert drawn.dtype == np.int64
    np.testing.assert_array_equal(drawn, (words >> np.uint64(12)).astype(np.int64))
    for chance, uniform in zip(
        drawn.tolist(), uniforms(3, 1, NAME, 5, np.arange(1000), 1), strict=True
    ):
        assert Fraction(float(uniform)) == (chance + Fraction(1, 2)) / 2**CHANCE_BITS
        assert 0.0 < uniform < 1.0


@pytest.mark.parametrize("word", [0, 2**12 - 1, 2**64 - 1])
def test_extreme_bits_stay_inside_the_open_interval(word, monkeypatch):
    monkeypatch.setattr("mom_sim.draws.address.bits", lambda *_: np.array([word], dtype=np.uint64))
    (chance,) = chances(0, 0, NAME, 0, 0, 1)
    (uniform,) = uniforms(0, 0, NAME, 0, 0, 1)
    assert 0 <= chance < threshold(1.0)
    assert 0.0 < uniform < 1.0
    assert uniform == (2.0**-53 if word < 2**12 else 1.0 - 2.0**-53)


def test_threshold_edges():
    assert threshold(0) == 0
    assert threshold(1) == 2**52
    assert threshold(0.5) == 2**51
    assert threshold(2.0**-52) == 1
    assert threshold(2.0**-53) == 0  # half to even
    assert threshold(3 * 2.0**-53) == 2


@given(st.floats(0, 1))
def test_threshold_is_the_nearest(probability):
    assert abs(Fraction(probability) * 2**52 - threshold(probability)) <= Fraction(1, 2)


@pytest.mark.parametrize("bad", [-1e-9, 1.0000001, math.nan, math.inf, -math.inf])
def test_threshold_refuses(bad):
    with pytest.raises(ValueError, match="allowed is a number from 0 to 1"):
        threshold(bad)


@pytest.mark.parametrize("probability", [0.02, 0.35, 0.5, 0.97])
def test_events_happen_with_their_probability(probability):
    """False alarm 1e-4 each, 4e-4 for the family: exact binomial test, 50,000 draws."""
    happened = chances(11, 0, "campaign:verdict", 1, np.arange(50_000), 1) < threshold(probability)
    test = stats.binomtest(int(happened.sum()), happened.size, probability)
    assert test.pvalue > FALSE_ALARM


COUNT = 40_000
ALONG = {
    "entities": lambda n: uniforms(5, 0, NAME, stable_hash(CLASS), np.arange(n), 1),
    "attempts": lambda n: uniforms(5, 0, NAME, stable_hash(CLASS), 3, np.arange(1, n + 1)),
    "classes": lambda n: uniforms(
        5, 0, NAME, np.array([stable_hash(f"unit{i}/email") for i in range(n)], np.uint64), 3, 1
    ),
    "replications": lambda n: np.array(
        [float(uniforms(5, i, NAME, stable_hash(CLASS), 3, 1)) for i in range(n // 50)]
    ),
    "seeds": lambda n: np.array(
        [float(uniforms(i, 0, NAME, stable_hash(CLASS), 3, 1)) for i in range(n // 50)]
    ),
    "slots": lambda n: np.array(
        [float(uniforms(5, 0, f"campaign:step {i}", stable_hash(CLASS), 3, 1)) for i in range(800)]
    ),
}


@pytest.mark.parametrize("coordinate", ALONG)
def test_uniform_along_every_coordinate(coordinate):
    """False alarm 3e-4 each, 1.8e-3 for the family: Kolmogorov-Smirnov, runs of neighbors."""
    drawn = ALONG[coordinate](COUNT)
    assert stats.kstest(drawn, "uniform").pvalue > FALSE_ALARM
    # Neighbors: 16 by 16 cells of (draw, next draw), over disjoint pairs.
    pairs = drawn[: drawn.size // 2 * 2].reshape(-1, 2)
    cells = np.histogram2d(*pairs.T, bins=4 if drawn.size < 2000 else 8, range=[[0, 1]] * 2)[0]
    assert stats.chisquare(cells.reshape(-1)).pvalue > FALSE_ALARM
    # The lag-1 correlation of independent uniforms is normal with variance 1/n.
    correlation = np.corrcoef(drawn[:-1], drawn[1:])[0, 1]
    assert 2 * stats.norm.sf(abs(correlation) * math.sqrt(drawn.size)) > FALSE_ALARM


def test_every_bit_is_fair():
    """False alarm 1e-4: 64 binomial tests with Bonferroni's correction, 40,000 words."""
    words = bits(2, 4, NAME, 8, np.arange(COUNT), 1)
    for position in range(64):
        ones = int(((words >> np.uint64(position)) & np.uint64(1)).sum())
        assert stats.binomtest(ones, COUNT).pvalue > FALSE_ALARM / 64


@pytest.mark.parametrize("name", ["", "effort", "campaign:", ":effort", ":"])
def test_refuses_a_name_without_stream_or_slot(name):
    with pytest.raises(ValueError, match="allowed is 'stream:slot'"):
        bits(0, 0, name, 0, 0, 1)


def test_refuses_what_is_no_address():
    with pytest.raises(ValueError, match="counted from 1"):
        bits(0, 0, NAME, 0, 0, np.array([1, 0]))
    with pytest.raises(ValueError, match="replication"):
        bits(0, -1, NAME, 0, 0, 1)
    with pytest.raises(ValueError, match="entity index"):
        bits(0, 0, NAME, 0, np.array([4, -4]), 1)
    with pytest.raises(ValueError, match="hash of an entity's class"):
        bits(0, 0, NAME, 0.5, 0, 1)
    with pytest.raises(TypeError):
        bits(1.5, 0, NAME, 0, 0, 1)  # type: ignore[arg-type]
