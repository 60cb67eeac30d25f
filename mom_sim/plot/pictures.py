"""What all pictures have in common: their formats, and files that are the same each time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mom_sim.errors import Fault, RunError, ScenarioError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MISSING = 'pictures need matplotlib, which is not installed: pip install "mom-sim[plot]"'

FORMATS = (".svg", ".png", ".pdf")


def check_format(target: str, *, suffix: str | None = None) -> None:
    """Refuse, before anything runs, a picture that could not be written.

    Parameters
    ----------
    target : str
    suffix : str, optional
        In place of the target's own.

    Raises
    ------
    ScenarioError
        If its suffix is no format.
    RunError
        Without matplotlib.
    """
    if (Path(target).suffix if suffix is None else suffix) not in FORMATS:
        message = f"{target}: a picture ends in {', '.join(FORMATS)}"
        raise ScenarioError([Fault(target, 1, 1, "figure", message)])
    check_matplotlib()


def check_matplotlib() -> None:
    """Refuse to draw without matplotlib.

    Raises
    ------
    RunError
    """
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise RunError(MISSING) from None


def save(figure: Figure, target: str | Path) -> None:
    """Write a figure, without the date and random names: the same figure is the same file.

    Parameters
    ----------
    figure : matplotlib Figure
    target : str or Path
        Its suffix says the format, one of `FORMATS`.
    """
    import matplotlib

    date = {"Date": None} if Path(target).suffix == ".svg" else None
    with matplotlib.rc_context({"svg.hashsalt": "mom_sim", "svg.fonttype": "none"}):
        figure.savefig(target, metadata=date, dpi=150)
