"""Waiting at several servers by formula: Erlang C, Allen-Cunneen, and square-root staffing.

Numbers of servers may be fractions, such as people who are shared between teams: Erlang's formulas
are continued between whole numbers by the incomplete gamma function.
"""

from __future__ import annotations

import math

from scipy.special import gammaincc, gammaln


def erlang_b(servers: float, offered: float) -> float:
    """Probability that an arrival finds all servers busy where nobody waits (M/G/s/s).

    Parameters
    ----------
    servers : float, above 0
    offered : float, Erlangs
        Arrivals in a mean service time; 0 or more.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        Numbers out of range.

    Source: Erlang (1917); for fractions of servers Jagers and van Doorn (1986), Operations Research
    Letters 5, 41-42.
    """
    if not servers > 0 or not offered >= 0:
        raise ValueError(f"servers is {servers!r} and offered {offered!r}: give above 0 and from 0")
    if offered == 0:
        return 0.0
    tail = float(gammaincc(servers + 1.0, offered))
    if tail == 0.0:  # hardly anybody finds a free server
        return 1.0 - servers / offered
    log = servers * math.log(offered) - offered - float(gammaln(servers + 1.0))
    return min(math.exp(log) / tail, 1.0)


def erlang_c(servers: float, offered: float) -> float:
    """Probability that an arrival has to wait (M/M/s).

    Parameters
    ----------
    servers : float, above 0
    offered : float, Erlangs

    Returns
    -------
    float
        1 where the offered load reaches the servers.

    Raises
    ------
    ValueError
        As of `erlang_b`.

    Source: Erlang (1917); Cooper, Introduction to Queueing Theory, 2nd ed. (1981), section 3.4.
    """
    blocked = erlang_b(servers, offered)
    if offered >= servers:
        return 1.0
    return blocked / (1.0 - offered / servers * (1.0 - blocked))


def allen_cunneen_wait(
    servers: float,
    offered: float,
    service_time: float,
    service_cv2: float = 1.0,
    arrival_cv2: float = 1.0,
) -> float:
    """Approximate mean wait before service with several servers (G/G/s).

    Parameters
    ----------
    servers : float, above 0
    offered : float, Erlangs
    service_time : float, any unit
        Mean.
    service_cv2, arrival_cv2 : float
        Squared coefficients of variation of service times and of times between arrivals.

    Returns
    -------
    float, in the unit of the service time
        Infinite where the offered load reaches the servers. Exact for M/M/s and for M/G/1.

    Raises
    ------
    ValueError
        As of `erlang_b`.

    Source: Allen, Probability, Statistics, and Queueing Theory, 2nd ed. (1990), section 5.4, after
    Cunneen; exact cases: Pollaczek (1930), Khinchin (1932).
    """
    if offered >= servers:
        return math.inf
    wait = erlang_c(servers, offered) * service_time / (servers - offered)
    return wait * (service_cv2 + arrival_cv2) / 2.0


def square_root_staffing(offered: float, safety: float = 1.0) -> int:
    """Whole number of servers: the offered load and a safety margin of its square root.

    Parameters
    ----------
    offered : float, Erlangs
    safety : float
        How many square roots are added. With 1, about a quarter of the arrivals have to wait
        (22% in the limit of many servers).

    Returns
    -------
    int, servers
        At least 1, and more than the offered load.

    Source: Halfin and Whitt (1981), Operations Research 29, 567-588.
    """
    wanted = math.ceil(offered + safety * math.sqrt(offered))
    return max(1, wanted, math.floor(offered) + 1)
