"""Where a sweep's results are kept: one SQLite database, one writer, readable all the while.

Everything is kept by content: a request leads to the key of what it comes down to, a key to its
result. No table knows an order; the order of points is a rule (`points.points_of`). So a database
that was cut off at any instant and filled up again says the same as one that never was.

WAL mode with ``synchronous = FULL``: nothing that was committed is lost when a process is killed or
the power fails.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mom_sim.errors import RunError
from mom_sim.experiments.sweep.reading import parse_design
from mom_sim.experiments.sweep.results import LOST, WAITING, Result
from mom_sim.experiments.sweep.sweep import Sweep
from mom_sim.experiments.sweep.work import Done, Resolution

DATABASE = "sweep.sqlite"
LOCK = "running.sqlite"
FILES = frozenset(
    name + suffix for name in (DATABASE, LOCK) for suffix in ("", "-wal", "-shm", "-journal")
)
"""Every file that a sweep makes in its folder."""

STORE_FORMAT = 1
BUSY_SECONDS, TAKING_SECONDS = 60.0, 2.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS requests (
    request TEXT PRIMARY KEY, key TEXT, reason TEXT, CHECK ((key IS NULL) != (reason IS NULL))
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (
    key TEXT PRIMARY KEY, state TEXT NOT NULL, content TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS lost (request TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
"""


class SweepStore:
    """The database of a folder.

    Use `writing` for the one process that runs the sweep, `reading` for any others.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self.folder = folder

    @classmethod
    @contextmanager
    def writing(cls, folder: Path) -> Iterator[SweepStore]:
        """Open a folder's database to write, or make both; nobody else may at the same time.

        Parameters
        ----------
        folder : Path

        Yields
        ------
        SweepStore

        Raises
        ------
        RunError
            If another run writes there, or the database is of another format.
        """
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / LOCK, timeout=TAKING_SECONDS, isolation_level=None)
        try:
            _take(lock, folder)
            connection = sqlite3.connect(
                folder / DATABASE, timeout=BUSY_SECONDS, isolation_level=None
            )
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT;")
                store = cls(connection, folder)
                store._check_format()
                yield store
            finally:
                connection.close()
        except sqlite3.DatabaseError as error:
            raise RunError(
                f"{DATABASE} cannot be written ({error}); what is finished is kept"
            ) from None
        finally:
            lock.close()

    @classmethod
    @contextmanager
    def reading(cls, folder: Path) -> Iterator[SweepStore]:
        """Open a folder's database to read, also while it is written.

        Parameters
        ----------
        folder : Path

        Yields
        ------
        SweepStore

        Raises
        ------
        RunError
            If there is none, or it is of another format.
        """
        if not (folder / DATABASE).is_file():
            raise RunError(
                f"{folder.name or folder} holds no sweep; name the folder that `mom-sim sweep run "
                "... --out` was given"
            )
        connection = sqlite3.connect(folder / DATABASE, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")  # everything that is read is of one moment
            store = cls(connection, folder)
            store._check_format()
            yield store
        except sqlite3.DatabaseError as error:
            raise RunError(f"{DATABASE} cannot be read ({error})") from None
        finally:
            connection.close()

    def begin(self, sweep: Sweep, about: dict[str, Any]) -> None:
        """Say which sweep the folder is for from now on; what was lost may be tried anew."""
        told = {
            "format": STORE_FORMAT,
            "name": sweep.name,
            "models": sweep.models,
            "seeds": sweep.seeds,
            "replications": sweep.replications,
            "base": sweep.base,
            "text": sweep.text,
            "currency": sweep.currency,
            "provenance": about,
        }
        with self._transaction():
            self._connection.executemany(
                "INSERT OR REPLACE INTO about VALUES (?, ?)",
                [(name, json.dumps(value, ensure_ascii=False)) for name, value in told.items()],
            )
            self._connection.execute("DELETE FROM lost")

    def sweep(self) -> Sweep:
        """Read which sweep the folder is for."""
        told = self._about()
        return Sweep(
            name=told["name"],
            design=parse_design(told["text"]),
            models=tuple(told["models"]),
            seeds=tuple(told["seeds"]),
            replications=told["replications"],
            base=told["base"],
            text=told["text"],
            currency=told["currency"],
        )

    def provenance(self) -> dict[str, Any]:
        """Read what the sweep was made from."""
        return dict(self._about()["provenance"])

    def is_running(self) -> bool:
        """Tell whether a run holds the folder now."""
        if not (self.folder / LOCK).exists():
            return False
        lock = sqlite3.connect(self.folder / LOCK, timeout=0.0, isolation_level=None)
        try:
            lock.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        finally:
            lock.close()
        return False

    def key_of(self, request: str) -> tuple[str | None, str | None] | None:
        """Key, or the reason why there is none; None for a request that was never resolved."""
        found = self._connection.execute(
            "SELECT key, reason FROM requests WHERE request = ?", (request,)
        ).fetchone()
        return None if found is None else (found[0], found[1])

    def has(self, key: str) -> bool:
        """Whether a key has its result."""
        found = self._connection.execute("SELECT 1 FROM results WHERE key = ?", (key,))
        return found.fetchone() is not None

    def is_settled(self, request: str) -> bool:
        """Whether nothing is left to do for a request."""
        found = self._connection.execute(
            "SELECT 1 FROM requests LEFT JOIN results ON results.key = requests.key "
            "WHERE request = ? AND (reason IS NOT NULL OR state IS NOT NULL)",
            (request,),
        )
        return found.fetchone() is not None

    def state_of(self, request: str) -> tuple[str, str]:
        """State of a request's point, and why where it has no figures.

        Returns
        -------
        tuple of str
            A failed result keeps its reason in its content: empty here.
        """
        found = self._connection.execute(
            "SELECT reason, state FROM requests LEFT JOIN results ON results.key = requests.key "
            "WHERE request = ?",
            (request,),
        ).fetchone()
        if found is not None and found[0] is not None:
            return "failed", str(found[0])
        if found is not None and found[1] is not None:
            return str(found[1]), ""
        lost = self._connection.execute(
            "SELECT reason FROM lost WHERE request = ?", (request,)
        ).fetchone()
        return (WAITING, "") if lost is None else (LOST, str(lost[0]))

    def result_of(self, request: str) -> Result | None:
        """What a request's point came to; None if it has not come so far."""
        found = self._connection.execute(
            "SELECT results.key, state, content FROM requests JOIN results USING (key) "
            "WHERE request = ?",
            (request,),
        ).fetchone()
        return None if found is None else Result.from_text(*found)

    def keep_resolutions(self, resolutions: Sequence[Resolution]) -> None:
        """Keep what requests come down to."""
        with self._transaction():
            self._connection.executemany(
                "INSERT OR IGNORE INTO requests VALUES (?, ?, ?)",
                [(one.request, one.key, one.reason) for one in resolutions],
            )

    def keep_results(self, done: Sequence[Done]) -> None:
        """Keep what points came to; those without a result are kept as lost."""
        results = [one.result for one in done if one.result is not None]
        lost = [(one.request, one.trouble) for one in done if one.result is None]
        with self._transaction():
            self._connection.executemany(
                "INSERT OR IGNORE INTO results VALUES (?, ?, ?)",
                [(one.key, one.state, one.to_text()) for one in results],
            )
            self._connection.executemany("INSERT OR REPLACE INTO lost VALUES (?, ?)", lost)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _about(self) -> dict[str, Any]:
        rows = self._connection.execute("SELECT name, value FROM about").fetchall()
        if not rows:
            raise RunError(
                f"{self.folder.name} holds a sweep that was never begun; run it again with "
                "`mom-sim sweep run`"
            )
        return {name: json.loads(value) for name, value in rows}

    def _check_format(self) -> None:
        has_table = self._connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'about'"
        ).fetchone()
        found = (
            has_table
            and self._connection.execute("SELECT value FROM about WHERE name = 'format'").fetchone()
        )
        if found and json.loads(found[0]) != STORE_FORMAT:
            raise RunError(
                f"{DATABASE} is of format {found[0]}, and this version reads {STORE_FORMAT}; "
                "name another folder"
            )


def _take(lock: sqlite3.Connection, folder: Path) -> None:
    """Take the folder for this process; the system gives it back however the process ends."""
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        raise RunError(
            f"another run writes to {folder.name or folder}; wait for it, or end it"
        ) from None
