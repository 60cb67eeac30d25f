"""Does a command still print what a page shows? ``...`` stands for what the page leaves out.

Alone on a line it stands for any number of lines, within a line for anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

GAP = "..."


def still_appears(shown: Sequence[str], printed: str) -> bool:
    """Hold the shown lines against all that was printed; spaces at line ends do not count."""
    pattern = "".join(
        r"(?:[^\n]*\n)*?" if line.strip() == GAP else f"{_of_line(line)}\n" for line in shown
    )
    text = "".join(f"{line}\n" for line in _lines(printed))
    return re.fullmatch(pattern, text) is not None


def renewed(shown: Sequence[str], printed: str) -> list[str]:
    """Put today's output in place of the shown lines, with the gaps where they were.

    Each run of lines between two gaps becomes the run of printed lines, as many of them and behind
    the last one, that looks most like it.
    """
    lines = _lines(printed)
    runs: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == GAP:
            runs.append([])
        else:
            runs[-1].append(line)
    result: list[str] = []
    position = 0
    for number, run in enumerate(runs):
        if number:
            result.append(GAP)
        is_last = number == len(runs) - 1
        starts = range(position, len(lines) - len(run) + 1)
        if not run or not starts:
            result += run
            continue
        if number == 0:
            start = 0
        elif is_last:
            start = len(lines) - len(run)
        else:
            start = max(starts, key=lambda s: _likeness(run, lines[s : s + len(run)]))
        result += [
            old if GAP in old else new
            for old, new in zip(run, lines[start : start + len(run)], strict=True)
        ]
        position = start + len(run)
    return result


def _lines(printed: str) -> list[str]:
    lines = [line.rstrip() for line in printed.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _of_line(line: str) -> str:
    return r"[^\n]*".join(map(re.escape, line.rstrip().split(GAP)))


def _likeness(run: Sequence[str], window: Sequence[str]) -> float:
    return sum(
        SequenceMatcher(None, _without_digits(a), _without_digits(b)).ratio()
        for a, b in zip(run, window, strict=True)
    )


def _without_digits(line: str) -> str:
    return re.sub(r"[\d.,±]+", "0", line)
