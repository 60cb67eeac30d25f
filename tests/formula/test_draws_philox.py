"""Philox4x64-10 against its published vectors, NumPy's implementation and exact integers."""

from __future__ import annotations

import numba  # machine code is used where it is loaded
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.draws import compiled_philox
from mom_sim.draws.philox import (
    MULTIPLIERS,
    _product,
    as_words,
    first_words,
    philox4x64,
    table_of_first_words,
)

WORD = st.integers(0, 2**64 - 1)
ONES = 2**64 - 1

# Counter, key and output. Source: the known-answer vectors that Salmon et al. publish with their
# library Random123, lines "philox4x64 10": all zeros, all ones, the digits of pi.
KNOWN_ANSWERS = [
    (
        (0, 0, 0, 0),
        (0, 0),
        (0x16554D9ECA36314C, 0xDB20FE9D672D0FDC, 0xD7E772CEE186176B, 0x7E68B68AEC7BA23B),
    ),
    (
        (ONES, ONES, ONES, ONES),
        (ONES, ONES),
        (0x87B092C3013FE90B, 0x438C3C67BE8D0224, 0x9CC7D7C69CD777B6, 0xA09CAEBF594F0BA0),
    ),
    (
        (0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89),
        (0x452821E638D01377, 0xBE5466CF34E90C6C),
        (0xA528F45403E61D95, 0x38C72DBD566E9788, 0xA5A1610E72FD18B5, 0x57BD43B5E52B7FE6),
    ),
]


def numpy_block(counter: tuple[int, ...], key: tuple[int, ...]) -> list[int]:
    """Return NumPy's block of a counter: NumPy adds one to the 256-bit counter beforehand."""
    whole = sum(word << (64 * i) for i, word in enumerate(counter))
    before = (whole - 1) % 2**256
    words = [(before >> (64 * i)) % 2**64 for i in range(4)]
    generator = np.random.Philox(
        counter=np.array(words, dtype=np.uint64), key=np.array(key, dtype=np.uint64)
    )
    return [int(word) for word in generator.random_raw(4)]


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN_ANSWERS)
def test_published_vectors(counter, key, expected):
    assert tuple(int(word) for word in philox4x64(counter, key)) == expected


@given(st.tuples(WORD, WORD, WORD, WORD), st.tuples(WORD, WORD))
def test_equals_numpy(counter, key):
    assert [int(word) for word in philox4x64(counter, key)] == numpy_block(counter, key)


def test_consecutive_counters_are_numpys_stream():
    """Long enough to cross the blocks in which the rounds are computed."""
    count = 20_011
    counters = np.arange(1, count + 1, dtype=np.uint64)
    ours = np.stack(philox4x64((counters, 0, 5, 9), (7, 11)), axis=1).reshape(-1)
    theirs = np.random.Philox(counter=[0, 0, 5, 9], key=[7, 11]).random_raw(4 * count)
    np.testing.assert_array_equal(ours, theirs)


@given(WORD, st.sampled_from(MULTIPLIERS))
def test_product_of_words_is_exact(word, multiplier):
    high, low = _product(np.array([word], dtype=np.uint64), multiplier)
    assert (int(high[0]) << 64) + int(low[0]) == word * multiplier


def test_words_of_a_counter_broadcast():
    rows = np.arange(3, dtype=np.uint64)[:, np.newaxis]
    columns = np.arange(4, dtype=np.uint64)
    words = philox4x64((rows, columns, 2, 3), (1, 2))
    for word in words:
        assert word.shape == (3, 4)
        assert word.dtype == np.uint64
    for i in range(3):
        for j in range(4):
            single = philox4x64((i, j, 2, 3), (1, 2))
            assert [int(word[i, j]) for word in words] == [int(word) for word in single]


@given(st.tuples(WORD, WORD, WORD, WORD), st.tuples(WORD, WORD), st.integers(1, 7))
def test_first_words_by_machine_code_are_the_first_words(counter, key, varied):
    """Every choice of which of the first three words of the counter are many."""
    assert numba.__version__
    count = 1 + varied
    assert compiled_philox.first_words_if_worth_it(count) is not None
    steps = np.arange(count, dtype=np.uint64)
    words = [
        np.uint64(word) + steps if varied >> place & 1 else np.uint64(word)
        for place, word in enumerate(counter[:3])
    ]
    counters = (words[0], words[1], words[2], counter[3])
    np.testing.assert_array_equal(first_words(counters, key), philox4x64(counters, key)[0])


def test_first_words_broadcast_by_machine_code():
    rows = np.arange(40, dtype=np.uint64)[:, np.newaxis]
    columns = np.arange(50, dtype=np.uint64)
    counters = (rows, columns, 2, 3)
    np.testing.assert_array_equal(first_words(counters, (1, 2)), philox4x64(counters, (1, 2))[0])


def test_no_counters_give_no_words():
    assert [word.shape for word in philox4x64(([], 0, 0, 0), (0, 0))] == [(0,)] * 4


@pytest.mark.parametrize("bad", [-1, [3, -2], 2**64, 1.5, [1.0], "7", True, [None]])
def test_refuses_what_is_no_word(bad):
    with pytest.raises(ValueError, match=r"counter word 1: got .*allowed are integers from 0"):
        philox4x64((0, bad, 0, 0), (0, 0))
    with pytest.raises(ValueError, match="key word 1"):
        philox4x64((0, 0, 0, 0), (0, bad))


def test_refuses_wrong_numbers_of_words():
    with pytest.raises(ValueError, match="got 3 and 2"):
        philox4x64((0, 0, 0), (0, 0))  # type: ignore[arg-type]


def test_words_keep_their_values():
    largest = np.array([0, ONES], dtype=np.uint64)
    assert as_words(largest, "x") is largest
    assert as_words(np.array([3], dtype=np.int8), "x").dtype == np.uint64


@given(st.lists(st.tuples(WORD, WORD), max_size=5), st.lists(st.tuples(WORD, WORD), max_size=5))
def test_a_table_of_first_words_has_the_words_of_each_block(rows, columns):
    """By machine code and without it."""
    ends = [np.array(ends, dtype=np.uint64).reshape(-1, 2).T for ends in (rows, columns)]
    (first, last), (second, third) = ends
    found = table_of_first_words((first, second, third, last), (1, 2))
    blocks = (first[:, np.newaxis], second, third, last[:, np.newaxis])
    np.testing.assert_array_equal(found, philox4x64(blocks, (1, 2))[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled_philox, "_is_worth_it", lambda size: False)
        counter = (first, second, third, last)
        np.testing.assert_array_equal(table_of_first_words(counter, (1, 2)), found)
