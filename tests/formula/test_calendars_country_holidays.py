"""Public holidays that anybody can look up in the law."""

from __future__ import annotations

from datetime import date

import pytest

from mom_sim.calendars import CalendarError, public_holidays


def test_united_states_2026_with_observed_days() -> None:
    """Source: 5 U.S.C. 6103(a) and (b); July 4, 2026 is a Saturday, observed on the Friday."""
    found = public_holidays("US", None, [2026])
    assert list(found) == sorted(found)
    assert set(found) == {
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),
        date(2026, 7, 4),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    }
    assert found[date(2026, 11, 26)] == "Thanksgiving Day"


def test_a_subdivision_adds_its_own_by_code_or_name() -> None:
    """Corpus Christi (June 4, 2026) is a holiday in Bavaria and not in all of Germany."""
    bavaria = public_holidays("DE", "BY", [2026])
    germany = public_holidays("DE", None, [2026])
    assert bavaria[date(2026, 6, 4)] == "Corpus Christi"
    assert date(2026, 6, 4) not in germany
    assert set(germany) < set(bavaria)
    assert public_holidays("DE", "Bayern", [2026]) == bavaria


def test_several_years_and_names_that_do_not_follow_the_locale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = public_holidays("FR", None, [2026, 2027])
    assert {day.year for day in expected} == {2026, 2027}
    assert expected[date(2026, 7, 14)] == "National Day"
    for variable in ("LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.setenv(variable, "fr_FR.UTF-8")
    assert public_holidays("FR", None, iter([2027, 2026, 2027])) == expected


@pytest.mark.parametrize(
    ("country", "subdivision", "years", "message"),
    [
        ("Germany", None, [2026], "did you mean DE (Germany)?"),
        ("United Kingdom", None, [2026], "did you mean GB (United Kingdom)?"),
        ("de", None, [2026], "did you mean DE?"),
        ("Germny", None, [2026], "DE (Germany)"),
        ("XX", None, [2026], "'XX' is not a country whose holidays are known"),
        ("DE", "by", [2026], "'by' is not a subdivision of DE; there are BB, BE, BW, BY"),
        ("DE", "Bayren", [2026], "did you mean BY (Bayern)"),
        ("SG", "01", [2026], "holidays of SG are not split by subdivision; leave '01' out"),
        ("US", None, [], "no year is given for the holidays of US"),
        ("DE", None, [2026, 1980], "holidays of DE are known from 1991 to 2100, not for 1980"),
    ],
)
def test_faults(country: str, subdivision: str | None, years: list[int], message: str) -> None:
    with pytest.raises(CalendarError) as caught:
        public_holidays(country, subdivision, years)
    assert message in str(caught.value)
