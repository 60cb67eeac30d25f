"""How far the fast engine is: one number in memory that the server and all workers share."""

from __future__ import annotations

from typing import Any

LOOKING, COMPILING, READY, MISSING = "looking", "compiling", "ready", "missing"
_WORDS = (LOOKING, COMPILING, READY, MISSING)


class Preparation:
    """Where the preparation of the fast engine stands.

    Parameters
    ----------
    number : ctypes integer in shared memory, optional
        Without a lock: a process that is ended must not leave one behind.

    Attributes
    ----------
    is_here : bool
        Whether this process has compiled the engine itself, and need not wait for what follows.
    """

    def __init__(self, number: Any | None = None) -> None:
        self._number = number
        self._here = READY
        self.is_here = False

    def share(self, number: Any) -> None:
        """Go by a number that a server shares with its workers, from now on."""
        self._number = number

    @property
    def state(self) -> str:
        """One of the words above; `READY` outside of a crew, where nobody prepares anything."""
        return self._here if self._number is None else _WORDS[self._number.value]

    @state.setter
    def state(self, word: str) -> None:
        if self._number is None:
            self._here = word
        else:
            self._number.value = _WORDS.index(word)


preparation = Preparation()
"""That of this process."""
