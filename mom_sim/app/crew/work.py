"""What a function sees of the worker process that it runs in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Canceled(BaseException):
    """Nobody waits for the answer any more; no ``except Exception`` on the way may keep it."""


class Work:
    """One task while it runs.

    Parameters
    ----------
    tell : callable
        Takes (word, data) of a message to the server.
    is_canceled : callable
    """

    def __init__(self, tell: Callable[[str, Any], None], is_canceled: Callable[[], bool]) -> None:
        self._tell, self._is_canceled = tell, is_canceled

    def tell(self, word: str, data: Any) -> None:
        """Send a message on the way to the answer."""
        self.check()
        self._tell(word, data)

    def check(self) -> None:
        """Stop here if the answer is no longer wanted.

        Raises
        ------
        Canceled
        """
        if self._is_canceled():
            raise Canceled

    def progress(self, what: str) -> Callable[[int, int], None]:
        """Make the `progress` of an experiment, which also lets it be canceled.

        Parameters
        ----------
        what : str
            What is counted.

        Returns
        -------
        callable
            Takes (done, all).
        """

        def advance(done: int, total: int) -> None:
            self.tell("progress", {"done": int(done), "all": int(total), "what": what})

        return advance
