"""The value grammar: tables of accepted and refused texts, and what round trips promise."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.draws.distributions import DISTRIBUTION_KINDS, distribution
from mom_sim.scenario.distribution_grammar import parse_time_distribution
from mom_sim.scenario.quantities import (
    HOURS_OF_WORK,
    TIME_UNITS,
    WALL_CLOCK,
    WORKING_TIME,
    Money,
    QuantityError,
    parse_duration,
    parse_money,
    parse_number,
    parse_rate,
    parse_share,
    parse_share_per_year,
)

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR

DURATIONS = [
    ("6h", 6 * HOUR, False),
    ("6 h", 6 * HOUR, False),
    ("6 hours", 6 * HOUR, False),
    ("1 hour", HOUR, False),
    ("0.5h", HOUR // 2, False),
    (".5h", HOUR // 2, False),
    ("30 min", HOUR // 2, False),
    ("1 minute", 60 * SECOND, False),
    ("90 minutes", 3 * HOUR // 2, False),
    ("45s", 45 * SECOND, False),
    ("45 seconds", 45 * SECOND, False),
    ("2 days", 2 * DAY, False),
    ("1 day", DAY, False),
    ("3 weeks", 21 * DAY, False),
    ("1 Week", 7 * DAY, False),
    ("1e2 weeks", 700 * DAY, False),
    ("4 working hours", 4 * HOUR, True),
    ("3 working days", 24 * HOUR, True),
    ("1  working   day", 8 * HOUR, True),
    ("0.25 working days", 2 * HOUR, True),
    ("0h", 0, False),
]


@pytest.mark.parametrize(("text", "microseconds", "working"), DURATIONS)
def test_duration_is_read(text: str, microseconds: int, working: bool) -> None:
    duration = parse_duration(text)
    assert duration.microseconds(hours_per_day=8.0) == microseconds
    assert duration.unit.working is working


def test_a_third_of_an_hour_is_rounded_once() -> None:
    assert parse_duration("0.333333333333h").microseconds(8.0) == round(
        Fraction("0.333333333333") * HOUR
    )
    assert parse_duration("1 working day").microseconds(7.6) == round(Fraction(7.6) * HOUR)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (6, "has no unit"),
        ("6", "has no unit"),
        (True, "expected a length of time"),
        (["6h"], "got a list"),
        ("", "expected a length of time"),
        ("h", "expected a length of time"),
        ("six hours", "expected a length of time"),
        ("-6h", "is negative"),
        ("6m", "minutes or months"),
        ("2 months", "months differ in length"),
        ("1 year", "write weeks"),
        ("3d", "working days"),
        ("3 business days", "write working days"),
        ("2 working weeks", "write working days"),
        ("6 huors", 'did you mean "hours"?'),
        ("5 us", "unknown unit"),
        ("1,000h", "unknown unit"),
        ("6h 30min", "unknown unit"),
        ("nanh", "expected a length of time"),
        ("1e99h", "too long a number"),
        ("9" * 50 + "h", "too long a number"),
        ("99999999999999999h", "too large"),
    ],
)
def test_duration_is_refused(written: object, words: str) -> None:
    with pytest.raises(QuantityError, match=words.replace("?", r"\?")):
        parse_duration(written)


@pytest.mark.parametrize(
    ("text", "per_year"),
    [
        ("400 per year", 400.0),
        ("400/year", 400.0),
        ("400 a year", 400.0),
        ("2 per week", 2 * 365.25 / 7),
        ("3 per day", 3 * 365.25),
        ("0.8 per h", 0.8 * 365.25 * 24),
        ("1 per minute", 365.25 * 24 * 60),
        ("1e12 per year", 1e12),
    ],
)
def test_rate_is_read(text: str, per_year: float) -> None:
    assert parse_rate(text) == pytest.approx(per_year, rel=1e-15)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (400, "expected a rate"),
        ("400", "expected a rate"),
        ("0 per year", "not above zero"),
        ("-2 per week", "not above zero"),
        ("NaN per year", "expected a rate"),
        ("inf per year", "expected a rate"),
        ("3 per month", "unknown period"),
        ("3 per working day", "unknown period"),
        ("3 per fortnight", "unknown period"),
        ("3 of 4", "expected a rate"),
    ],
)
def test_rate_is_refused(written: object, words: str) -> None:
    with pytest.raises(QuantityError, match=words):
        parse_rate(written)


@pytest.mark.parametrize(
    ("written", "per", "money"),
    [
        ("85 USD/hour", ("hour", "year"), Money(85.0, "USD", "hour")),
        ("85 USD per hour", ("hour", "year"), Money(85.0, "USD", "hour")),
        ("85 USD/h", ("hour",), Money(85.0, "USD", "hour")),
        ("85k USD/year", ("hour", "year"), Money(85_000.0, "USD", "year")),
        ("85 k USD/year", ("year",), Money(85_000.0, "USD", "year")),
        ("5k USD", ("",), Money(5_000.0, "USD", "")),
        ("1.2M USD", ("",), Money(1_200_000.0, "USD", "")),
        ("0 USD", ("",), Money(0.0, "USD", "")),
        (0, ("hour",), Money(0.0, "USD", "hour")),
        ("900 USD/piece", ("piece", ""), Money(900.0, "USD", "piece")),
    ],
)
def test_money_is_read(written: object, per: tuple[str, ...], money: Money) -> None:
    assert parse_money(written, "USD", per) == money


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (85, "expected an amount"),
        ("85", "expected an amount"),
        ("85 USD", "should be written as"),
        ("85 USD/month", "should be written as"),
        ("85 EUR/hour", "counts in USD"),
        ("85 usd/hour", "counts in USD"),
        ("-85 USD/hour", "negative"),
        ("85 $/hour", "expected an amount"),
        ("85m USD/hour", "expected an amount"),
        (True, "expected an amount"),
        (False, "expected an amount"),
    ],
)
def test_money_is_refused(written: object, words: str) -> None:
    with pytest.raises(QuantityError, match=words):
        parse_money(written, "USD", ("hour",))


@pytest.mark.parametrize(
    ("written", "share"),
    [("60%", 0.6), ("60 %", 0.6), (0.6, 0.6), (1, 1.0), (0, 0.0), ("4.5%", 0.045), ("100%", 1.0)],
)
def test_share_is_read(written: object, share: float) -> None:
    assert parse_share(written) == share


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (60, "did you mean 60%"),
        ("120%", "outside the allowed range"),
        (-0.1, "outside the allowed range"),
        ("0.6", "expected a share"),
        ("nan", "expected a share"),
        (True, "expected a share"),
        ("60 percent", "expected a share"),
    ],
)
def test_share_is_refused(written: object, words: str) -> None:
    with pytest.raises(QuantityError, match=words):
        parse_share(written)


def test_yearly_share() -> None:
    assert parse_share_per_year("17% per year") == 0.17
    assert parse_share_per_year("17%/year") == 0.17
    for written in ("17%", 0.17, "17 per year", "1700% per year", "-1% per year"):
        with pytest.raises(QuantityError):
            parse_share_per_year(written)


def test_number() -> None:
    assert parse_number("1.35") == 1.35
    assert parse_number(2) == 2.0
    for written in ("nan", "inf", True, "1.35 x", [1]):
        with pytest.raises(QuantityError):
            parse_number(written)


DISTRIBUTIONS = [
    ("6h", distribution("constant", value=6 * HOUR)),
    ("exponential(mean=6h)", distribution("exponential", mean=6 * HOUR)),
    ("lognormal(mean=6h, cv=0.8)", distribution("lognormal", mean=6 * HOUR, cv=0.8)),
    ("lognormal( cv = 0.8 , mean = 6 h )", distribution("lognormal", mean=6 * HOUR, cv=0.8)),
    ("gamma(mean=2 working days, cv=1)", distribution("gamma", mean=16 * HOUR, cv=1.0)),
    ("triangular(low=0h, mode=1h, high=90 min)",
     distribution("triangular", low=0.0, mode=HOUR, high=1.5 * HOUR)),
    ("empirical(values=[1h, 2h, 4h], weights=[1,2,1])",
     distribution("empirical", values=[HOUR, 2 * HOUR, 4 * HOUR], weights=[1, 2, 1])),
    ("scipy(name=gamma, a=2, scale=3h)", distribution("scipy", name="gamma", a=2, scale=3 * HOUR)),
    ("scipy(name=beta, args=[2, 5], loc=1h, scale=3h)",
     distribution("scipy", name="beta", a=2, b=5, loc=HOUR, scale=3 * HOUR)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DISTRIBUTIONS)
def test_distribution_is_read(text: str, expected: object) -> None:
    assert parse_time_distribution(text, 8.0, HOURS_OF_WORK).distribution == expected


@pytest.mark.parametrize("kind", DISTRIBUTION_KINDS)
def test_every_kind_of_the_table_can_be_written(kind: str) -> None:
    record = DISTRIBUTION_KINDS[kind]
    times = {p.name for p in record.parameters if p.is_time}
    example = next(e for e in record.examples if distribution(kind, **e).support()[0] >= 0)
    if kind == "scipy":
        times &= example.keys()

    def text(value: object, unit: str) -> str:
        if isinstance(value, tuple | list):
            return f"[{', '.join(text(item, unit) for item in value)}]"
        return f"{value}{unit}"

    arguments = ", ".join(f"{n}={text(v, 'h' if n in times else '')}" for n, v in example.items())
    read = parse_time_distribution(f"{kind}({arguments})", 8.0, HOURS_OF_WORK).distribution
    in_hours = distribution(kind, **example)
    assert read.mean() == pytest.approx(in_hours.mean() * HOUR)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("lognormal", "needs its parameters"),
        ("lognormal()", "is missing"),
        ("lognormal(mean=6h, cv=0.8", "no closing bracket"),
        ("lognormal(6h, 0.8)", "has no name"),
        ("lognormal(mean=6h, cv=0.8, cv=0.9)", "twice"),
        ("normal(mean=6h, sd=2h)", "unknown distribution"),
        ("lognormal(mean=6, cv=0.8)", "has no unit"),
        ("lognormal(mean=6h, cv=2h)", "expected a number"),
        ("lognormal(mean=-6h, cv=0.8)", "mean is -6.0"),
        ("uniform(low=-1h, high=2h)", "below zero"),
        ("scipy(name=norm, loc=9h, scale=1h)", "below zero"),
        ("scipy(name=gamma, a=2)", "scale is missing"),
        ("scipy(name=pareto, b=1, scale=1h)", "no finite mean"),
        ("exponential(mean=100001h)", "longer than 100,000 hours"),
        ("exponential(mean=2 days)", "working days"),
        ("empirical(values=[])", "has to be a list of one or more"),
        ("empirical(values=1h)", "has to be a list of one or more"),
        ("whatever you like", "expected a length of time"),
        ("exec('x')", "unknown distribution"),
        (None, "expected a length of time"),
    ],
)
def test_distribution_is_refused(written: object, words: str) -> None:
    with pytest.raises(QuantityError, match=words):
        parse_time_distribution(written, 8.0, HOURS_OF_WORK)


@pytest.mark.parametrize(
    ("written", "clock", "is_allowed"),
    [
        ("2 days", WALL_CLOCK, True),
        ("2 h", WALL_CLOCK, True),
        ("2 working days", WALL_CLOCK, False),
        ("2 working days", WORKING_TIME, True),
        ("2 h", WORKING_TIME, False),
        ("0h", WORKING_TIME, True),
        ("2 working days", HOURS_OF_WORK, True),
        ("2 weeks", HOURS_OF_WORK, False),
        ("2 weeks", "", True),
        ("uniform(low=1 day, high=2 working days)", "", False),
        ("uniform(low=0 h, high=2 working days)", "", True),
    ],
)
def test_clocks_are_kept_apart(written: str, clock: str, is_allowed: bool) -> None:
    if is_allowed:
        read = parse_time_distribution(written, 8.0, clock)
        assert read.working is ("working" in written)
    else:
        with pytest.raises(QuantityError):
            parse_time_distribution(written, 8.0, clock)


@given(
    st.decimals(0, 10_000, allow_nan=False, places=3),
    st.sampled_from(TIME_UNITS),
    st.sampled_from([6.0, 7.5, 8.0, 24.0]),
)
def test_what_is_printed_is_read_back(amount: object, unit: object, hours_per_day: float) -> None:
    spelled = [parse_duration(f"{amount}{s}") for s in unit.spellings]  # type: ignore[attr-defined]
    spelled += [parse_duration(f" {amount}  {s.upper()} ") for s in unit.spellings]  # type: ignore[attr-defined]
    lengths = {duration.microseconds(hours_per_day) for duration in spelled}
    exact = Fraction(str(amount)) * (unit.microseconds or Fraction(hours_per_day) * HOUR)  # type: ignore[attr-defined]
    assert lengths == {round(exact)}


@given(st.floats(1e-6, 1e5), st.floats(0.01, 10))
def test_distribution_prints_and_reads_back(mean: float, cv: float) -> None:
    text = distribution("lognormal", mean=round(mean, 6) or 1.0, cv=cv).describe()
    written = text.replace(",", "h,", 1)
    read = parse_time_distribution(written, 8.0).distribution
    assert read.scaled(1 / HOUR).mean() == pytest.approx(round(mean, 6) or 1.0, rel=1e-12)


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans()))
def test_whatever_is_written_is_read_or_refused(written: object) -> None:
    for parse in (parse_duration, parse_rate, parse_share, parse_share_per_year, parse_number):
        try:
            parse(written)
        except QuantityError as error:
            assert str(error)
    try:
        parse_time_distribution(written, 8.0)
        parse_money(written, "USD")
    except QuantityError as error:
        assert str(error)
