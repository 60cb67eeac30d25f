"""Values that YAML has cut at a comma, for a message that says what to write instead."""

from __future__ import annotations

from typing import Any

import yaml

from mom_sim.scenario.marked_document import Path


class CutValue:
    """Watches for a value such as ``f(a=1, b=2)`` or ``1,6`` that YAML has cut at its comma.

    Within braces and square brackets a comma ends the value, so that the rest of it arrives as
    further entries without a value of their own.

    Parameters
    ----------
    text : str
        Of the whole document.
    flow_style : bool
        True within braces and square brackets.

    Attributes
    ----------
    start : event or None
        Of the last value looked at.
    path : Path
        Where it stands.
    is_whole : bool
        True once all brackets are closed, or the decimals have come.
    """

    def __init__(self, text: str, flow_style: bool) -> None:
        self.start: Any = None
        self.path: Path = ()
        self.is_whole = False
        self._text = text
        self._flow_style = flow_style
        self._open = 0
        self._is_decimal = False
        self._end: Any = None

    def look_at(self, event: Any, path: Path) -> None:
        """Note a value that opens more brackets than it closes."""
        self.start, self.path = event, path
        self._open = _open_brackets(event) if self._flow_style else 0

    def goes_on(self, event: Any, value: Any = None) -> bool:
        """Tell whether an entry is the rest of a value that was cut."""
        is_empty = value is None or (isinstance(value, yaml.ScalarEvent) and value.value == "")
        self._is_decimal = value is not None and is_empty and self._goes_on_in_decimals(event)
        if self._is_decimal:
            self._end, self.is_whole = event, True
            return True
        if self._open <= 0 or not isinstance(event, yaml.ScalarEvent) or not is_empty:
            return False
        self._end = event
        self._open += _open_brackets(event)
        self.is_whole = self._open <= 0
        return True

    def message(self) -> str:
        """Say what to do about the value."""
        whole = self._text[self.start.start_mark.index : self._end.end_mark.index]
        whole = " ".join(whole.split())
        if self._is_decimal:
            return f"a comma ends the value; use a decimal point: {whole.replace(',', '.')}"
        return f'within {{ }} and [ ] a comma ends the value; put quotes around it: "{whole}"'

    def _goes_on_in_decimals(self, event: Any) -> bool:
        """Whether digits stand at either side of a comma, without a space."""
        return (
            self._flow_style
            and _is_plain(self.start)
            and _is_plain(event)
            and self.start.value[-1:].isdecimal()
            and event.value[:1].isdecimal()
            and event.start_mark.index == self.start.end_mark.index + 1
        )


def _is_plain(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and bool(event.implicit[0])


def _open_brackets(event: Any) -> int:
    """Round and square brackets that unquoted text opens and does not close."""
    if not _is_plain(event):
        return 0
    return int(event.value.count("(") - event.value.count(")"))
