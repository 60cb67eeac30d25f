"""Jobs and results on disk, so that they are there after a restart."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from mom_sim.app.jobs.job import INTERRUPTED, RUNNING, WAITING, Job

FORMAT = 2
"""Of the table; jobs of another one are not read."""

_TABLE = """
CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, client TEXT NOT NULL, title TEXT NOT NULL,
    status TEXT NOT NULL, created REAL NOT NULL, finished REAL NOT NULL,
    question TEXT NOT NULL, error TEXT, reason TEXT NOT NULL, result BLOB, file BLOB
)
"""
_COLUMNS = "id, kind, client, title, status, created, finished, question, error, reason"


class Store:
    """A database of jobs.

    Parameters
    ----------
    file : Path or None
        Of one server alone; None keeps everything in memory.
    """

    def __init__(self, file: Path | None) -> None:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = ":memory:" if file is None else str(file)
        self._database = sqlite3.connect(place, isolation_level=None, timeout=5.0)
        if file is not None:
            os.chmod(file, 0o600)
        if self._version() not in (0, FORMAT):
            self._database.execute("DROP TABLE IF EXISTS jobs")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute(_TABLE)
        self._database.execute(f"PRAGMA user_version = {FORMAT}")

    def _version(self) -> int:
        return int(self._database.execute("PRAGMA user_version").fetchone()[0])

    def read(self) -> list[Job]:
        """All jobs, the oldest first; what was under way when the server ended was interrupted."""
        self._database.execute(
            "UPDATE jobs SET status = ?, finished = ? WHERE status IN (?, ?)",
            (INTERRUPTED, time.time(), WAITING, RUNNING),
        )
        rows = self._database.execute(f"SELECT {_COLUMNS} FROM jobs ORDER BY created, rowid")
        return [_job(row) for row in rows]

    def write(self, job: Job) -> None:
        """Keep a job as it is now; its result stays."""
        self._database.execute(
            f"INSERT INTO jobs ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET title = excluded.title, status = excluded.status, "
            "finished = excluded.finished, error = excluded.error, reason = excluded.reason",
            (
                job.id,
                job.kind,
                job.client,
                job.title,
                job.status,
                job.created,
                job.finished,
                json.dumps(job.question),
                None if job.error is None else json.dumps(job.error),
                job.reason,
            ),
        )

    def write_result(self, job: Job, result: bytes, file: bytes | None = None) -> None:
        """Keep what came out of a job."""
        self._database.execute(
            "UPDATE jobs SET result = ?, file = ? WHERE id = ?", (result, file, job.id)
        )

    def result(self, identity: str) -> bytes | None:
        """What came out, as JSON."""
        return self._one("result", identity)

    def file(self, identity: str) -> bytes | None:
        """A file that came out."""
        return self._one("file", identity)

    def _one(self, column: str, identity: str) -> bytes | None:
        row = self._database.execute(
            f"SELECT {column} FROM jobs WHERE id = ?", (identity,)
        ).fetchone()
        return None if row is None else row[0]

    def remove(self, identity: str) -> None:
        """Forget a job."""
        self._database.execute("DELETE FROM jobs WHERE id = ?", (identity,))

    def size_of_results(self) -> list[tuple[str, int]]:
        """Bytes by job, the oldest first."""
        rows = self._database.execute(
            "SELECT id, ifnull(length(result), 0) + ifnull(length(file), 0) + length(question) "
            "FROM jobs ORDER BY created, rowid"
        )
        return [(str(identity), int(size)) for identity, size in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _job(row: tuple[Any, ...]) -> Job:
    identity, kind, client, title, status, created, finished, question, error, reason = row
    return Job(
        identity,
        kind,
        client,
        json.loads(question),
        title,
        status,
        created,
        finished,
        error=None if error is None else json.loads(error),
        reason=reason,
    )
