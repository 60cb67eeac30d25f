"""Jobs on disk: what there was is there again."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from mom_sim.app.crew.task import TaskFailed
from mom_sim.app.jobs import office as office_module
from mom_sim.app.jobs.events import events_of
from mom_sim.app.jobs.job import CANCELED, DONE, FAILED, INTERRUPTED, Job
from mom_sim.app.jobs.office import Office, Superseded, TooManyJobs
from mom_sim.app.jobs.store import Store
from mom_sim.app.settings import Limits

QUESTION = {"preset": "minimal"}


async def quick(job: Job) -> dict[str, Any]:
    job.tell("progress", {"done": 1, "all": 1, "what": "tests"})
    return {"value": 1, "_file": b"<html>"}


async def endless(job: Job) -> dict[str, Any]:
    await asyncio.sleep(600)
    return {}


async def failing(job: Job) -> dict[str, Any]:
    raise TaskFailed({"status": 422, "message": "no", "faults": []})


async def over(*jobs: Job) -> None:
    while not all(job.is_over for job in jobs):
        await asyncio.sleep(0.001)


def test_a_restart_finds_what_was_done_and_what_was_not(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "jobs.sqlite"

    async def first() -> list[str]:
        office = Office(file, Limits())
        done = office.open("surge", "a", QUESTION, quick)
        failed = office.open("plan", "a", QUESTION, failing)
        running = office.open("map", "a", QUESTION, endless, title="A map")
        canceled = office.open("explain", "a", QUESTION, endless)
        office.ask("explain", "a")
        await over(done, failed, canceled)
        await office.close()
        return [done.id, failed.id, running.id, canceled.id]

    async def second(names: list[str]) -> None:
        office = Office(file, Limits())
        done, failed, running, canceled = (office.find(name) for name in names)
        assert done and failed and running and canceled
        assert (done.status, failed.status, running.status) == (DONE, FAILED, INTERRUPTED)
        assert json.loads(office.result(done.id) or b"") == {"value": 1}
        assert office.file(done.id) == b"<html>"
        assert failed.error == {"message": "no", "faults": []}
        assert running.question == QUESTION
        assert running.title == "A map"
        assert b"newer question" in canceled.last_event()
        assert b"event: done" in done.last_event()
        assert b"event: failed" in failed.last_event()
        assert b"interrupted" in running.last_event()
        await office.close()

    asyncio.run(second(asyncio.run(first())))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_newer_question_of_the_same_page_and_kind_ends_the_older() -> None:
    async def asked() -> None:
        office = Office(None, Limits())
        old = office.open("compare", "page", QUESTION, endless)
        other_kind = office.open("surge", "page", QUESTION, endless)
        other_page = office.open("compare", "page 2", QUESTION, endless)
        nobody = office.open("compare", "", QUESTION, endless)
        new = office.open("compare", "page", QUESTION, quick)
        assert old.status == CANCELED  # at once, not when its processes notice
        assert old.events_after(0)[-1][1].endswith(b'{"reason":"newer question"}\n\n')
        await over(new)
        assert not other_kind.is_over and not other_page.is_over and not nobody.is_over
        await office.close()

    asyncio.run(asked())


def test_a_question_that_is_checked_late_does_not_end_a_newer_one() -> None:
    async def asked() -> None:
        office = Office(None, Limits())
        first, second = office.ask("compare", "page"), office.ask("compare", "page")
        other = office.ask("compare", "page 2")
        new = office.open("compare", "page", QUESTION, endless, turn=second)
        with pytest.raises(Superseded):
            office.open("compare", "page", QUESTION, endless, turn=first)
        assert not new.is_over
        office.open("compare", "page 2", QUESTION, endless, turn=other)
        nobody = [office.ask("compare", "") for _ in range(2)]
        for turn in nobody:
            office.open("compare", "", QUESTION, endless, turn=turn)
        assert len([job for job in office.jobs() if not job.is_over]) == 4
        await office.close()

    asyncio.run(asked())


async def not_a_number(job: Job) -> dict[str, Any]:
    job.tell("answer", {"rows": []})
    return {"value": float("nan")}


def test_a_result_that_cannot_be_kept_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    async def asked() -> None:
        office = Office(None, Limits())
        first = office.open("sweep", "", QUESTION, not_a_number)
        await asyncio.wait_for(over(first), 10)
        monkeypatch.setattr(Store, "write_result", full)
        second = office.open("sweep", "", QUESTION, quick)
        await asyncio.wait_for(over(second), 10)
        assert [job.status for job in (first, second)] == [FAILED, FAILED]
        assert second.error is not None and "disk is full" in second.error["message"]
        assert not any(b"event: answer" in text for _, text in first.events_after(0))
        monkeypatch.setattr(Store, "write", full)
        with pytest.raises(sqlite3.OperationalError):
            office.open("sweep", "", QUESTION, quick)
        assert office.jobs()[0] is second  # a job that could not be taken in is not there
        await office.close()

    asyncio.run(asked())


async def answered(job: Job) -> dict[str, Any]:
    job.tell("answer", {"rows": []})
    return {"rows": []}


def test_the_last_answer_is_heard_and_then_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    async def asked() -> None:
        office = Office(None, Limits())
        monkeypatch.setattr(office_module, "HEARD_SECONDS", 0.01)
        job = office.open("compare", "", QUESTION, answered)
        await over(job)
        assert len(job.events_after(0)) == 2
        while len(told := job.events_after(0)) > 1:
            await asyncio.sleep(0.01)
        assert b"event: done" in told[0][1] and job.last_event() == told[0][1]
        assert office.result(job.id) == b'{"rows":[]}'
        await office.close()

    asyncio.run(asyncio.wait_for(asked(), 10))


def test_there_is_an_end_to_open_jobs() -> None:
    async def asked() -> None:
        office = Office(None, Limits(jobs_open=3, jobs_of_a_client=2))
        for kind in ("a", "b"):
            office.open(kind, "page", QUESTION, endless)
        with pytest.raises(TooManyJobs, match="of this page"):
            office.open("c", "page", QUESTION, endless)
        office.open("c", "", QUESTION, endless)
        with pytest.raises(TooManyJobs, match="3 jobs are open"):
            office.open("d", "", QUESTION, endless)
        await office.close()

    asyncio.run(asked())


@pytest.mark.parametrize("limits", [Limits(jobs_kept=3), Limits(bytes_kept=90)])
def test_the_oldest_are_forgotten(limits: Limits) -> None:
    async def asked() -> None:
        office = Office(None, limits)
        jobs = []
        for _ in range(6):
            jobs.append(office.open("surge", "", QUESTION, quick))
            await over(jobs[-1])
        kept = [job for job in jobs if office.find(job.id)]
        assert kept == jobs[-len(kept) :]
        assert 1 <= len(kept) <= 3
        await office.close()

    asyncio.run(asked())


def test_listeners_hear_the_latest_of_each_kind_in_order() -> None:
    job = Job("x", "compare", "", {})
    for count in range(3):
        job.tell("progress", {"done": count})
        job.tell("answer", {"replications": count})
    told = job.events_after(0)
    assert [number for number, _ in told] == [5, 6]
    assert told[1][1] == b'id: 6\nevent: answer\ndata: {"replications":2}\n\n'
    assert job.events_after(6) == []


def test_everybody_who_listened_before_a_restart_hears_the_end() -> None:
    job = Job("x", "sweep", "", {}, status=INTERRUPTED)

    async def never() -> bool:
        return False

    async def heard() -> list[bytes]:
        return [text async for text in events_of(job, 25, never)]

    for _ in ("one tab", "another tab"):
        *_, last = asyncio.run(heard())
        assert b"event: cancelled" in last
