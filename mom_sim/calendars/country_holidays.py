"""Public holidays by country and year, from the `holidays` library.

They are resolved once and frozen into the resolved scenario, so that a later release of the
library changes no result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from mom_sim.calendars.calendar_error import CalendarError, shown


def public_holidays(country: str, subdivision: str | None, years: Iterable[int]) -> dict[date, str]:
    """Look up the public holidays of a country, with the days on which they are observed.

    Parameters
    ----------
    country : str
        ISO 3166-1 code, such as ``US`` or ``DE``.
    subdivision : str or None
        Code or name of a state or region as the library knows it, such as ``BY`` or ``Bayern``.
        None: only what holds in the whole country.
    years : iterable of int

    Returns
    -------
    dict of date to str
        Names by date, in order of date; names in US English where the library has them, otherwise
        in the country's own language.

    Raises
    ------
    CalendarError
        For an unknown country or subdivision (with near matches), no year, or a year for which
        the library does not know the country's holidays.

    Notes
    -----
    Source: the Python library `holidays` (vacanza), category "public".
    """
    return dict(_looked_up(country, subdivision, tuple(sorted(set(years)))))


@lru_cache(maxsize=64)
def _looked_up(
    country: str, subdivision: str | None, wanted: tuple[int, ...]
) -> Mapping[date, str]:
    """As `public_holidays`; the library takes longer to look them up than many a run."""
    import holidays  # here, since loading it takes time that most commands need not spend

    known = holidays.list_supported_countries(include_aliases=True)
    if country not in known:
        raise CalendarError(_unknown_country(country, known))
    entity = type(holidays.country_holidays(country))
    aliases = entity.subdivisions_aliases
    if subdivision is not None and subdivision not in {*entity.subdivisions, *aliases}:
        codes = entity.subdivisions
        raise CalendarError(_unknown_subdivision(country, subdivision, codes, aliases))
    if not wanted:
        raise CalendarError(f"no year is given for the holidays of {country}")
    unknown = [year for year in wanted if not entity.start_year <= year <= entity.end_year]
    if unknown:
        raise CalendarError(
            f"holidays of {country} are known from {entity.start_year} to {entity.end_year}, not "
            f"for {unknown[0]}; choose other dates, or list the holidays as closed dates"
        )
    # Without a language the library follows the machine's locale, and names differ by machine.
    language = "en_US" if "en_US" in entity.supported_languages else entity.default_language
    found = holidays.country_holidays(country, subdiv=subdivision, years=wanted, language=language)
    return dict(sorted(found.items()))


def _unknown_country(country: object, known: Mapping[str, object]) -> str:
    from holidays.registry import COUNTRIES

    code_by_name = {code.lower(): code for code in known}
    for class_name, code, *_ in COUNTRIES.values():
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", class_name)
        code_by_name[name.lower()] = f"{code} ({name})"
    return (
        f"{shown(country)} is not a country whose holidays are known; write its ISO 3166 code, "
        f"such as US or DE{_did_you_mean(country, code_by_name)}"
    )


def _unknown_subdivision(
    country: str, subdivision: object, codes: Sequence[str], aliases: Mapping[str, str]
) -> str:
    if not codes:
        return f"holidays of {country} are not split by subdivision; leave {shown(subdivision)} out"
    code_by_name = {code.lower(): code for code in codes}
    code_by_name |= {name.lower(): f"{code} ({name})" for name, code in aliases.items()}
    return (
        f"{shown(subdivision)} is not a subdivision of {country}; there are {', '.join(codes)}"
        f"{_did_you_mean(subdivision, code_by_name)}"
    )


def _did_you_mean(written: object, suggestion_by_name: Mapping[str, str]) -> str:
    name = written.lower() if isinstance(written, str) else ""
    same = [name] if name in suggestion_by_name else []
    near = same or get_close_matches(name, suggestion_by_name, n=3, cutoff=0.6)
    suggestions = dict.fromkeys(suggestion_by_name[key] for key in near)
    return f"; did you mean {' or '.join(suggestions)}?" if suggestions else ""
