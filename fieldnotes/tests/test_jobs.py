"""The life of a job's row, through lost and repeated messages, dead workers and impatience."""

import socket
import time
from datetime import timedelta

import pytest
from celery import Celery
from django.utils import timezone

from fieldnotes.actions import jobs
from fieldnotes.models import ImportBatch, Job
from fieldnotes.tasks import enqueue, run_import_batch, run_job

Status = Job.Status
OVER = [Status.DONE, Status.FAILED, Status.CANCELLED]


@pytest.fixture
def new_job(project, people):
    def make(**fields):
        job = ImportBatch.objects.create(project=project, created_by=people["admin"])
        ImportBatch.objects.filter(pk=job.pk).update(**fields)
        return job

    return make


@pytest.fixture
def long_ago(settings):
    return timezone.now() - timedelta(seconds=settings.JOB_STALE_SECONDS + 1)


def claim(job, task_id):
    return jobs.claim(ImportBatch, job.pk, task_id=task_id)


def now(job):
    return ImportBatch.objects.get(pk=job.pk)


def test_a_waiting_job_is_claimed_by_one_task(new_job):
    job = new_job()
    claimed = claim(job, "one")
    assert (claimed.status, claimed.claimed_by, claimed.attempts) == (Status.RUNNING, "one", 1)
    assert claim(job, "two") is None
    assert now(job).claimed_by == "one"


def test_a_message_that_comes_again_takes_over_from_the_process_that_died(new_job):
    job = new_job()
    claim(job, "one")
    assert claim(job, "one").attempts == 2


def test_a_silent_job_is_taken_over_by_another_task(new_job, long_ago):
    job = new_job()
    claim(job, "one")
    ImportBatch.objects.update(heartbeat_at=long_ago)
    assert claim(job, "two").claimed_by == "two"


@pytest.mark.parametrize("status", OVER)
def test_a_job_that_is_over_is_not_claimed(new_job, status):
    job = new_job(status=status)
    assert claim(job, "one") is None
    assert now(job).attempts == 0


def test_a_job_that_is_gone_is_not_claimed(new_job):
    job = new_job()
    ImportBatch.objects.all().delete()
    assert claim(job, "one") is None


def test_who_lost_a_job_can_neither_go_on_nor_end_it(new_job, long_ago):
    job = new_job()
    loser = claim(job, "one")
    ImportBatch.objects.update(heartbeat_at=long_ago)
    winner = claim(job, "two")
    with pytest.raises(jobs.JobCancelled):
        jobs.progress(loser, done=1, total=2)
    jobs.beat(loser)
    jobs.finish(loser, Status.FAILED, error="lost")
    assert (now(job).status, now(job).error, now(job).steps_total) == (Status.RUNNING, "", 0)
    jobs.progress(winner, done=2, total=2)
    jobs.finish(winner, Status.DONE)
    assert (now(job).status, now(job).percent) == (Status.DONE, 100)


def test_a_waiting_job_is_cancelled_at_once(new_job):
    job = new_job()
    jobs.cancel(job)
    assert now(job).status == Status.CANCELLED
    assert claim(job, "one") is None


def test_a_running_job_stops_at_its_next_step(new_job):
    job, done = new_job(), []

    def work(running):
        for step in range(5):
            jobs.progress(running, done=step, total=5)
            done.append(step)
            if step == 2:
                jobs.cancel(job)

    run_job(ImportBatch, job.pk, task_id="one", work=work)
    assert done == [0, 1, 2]
    assert now(job).status == Status.CANCELLED


@pytest.mark.parametrize("status", OVER)
def test_a_job_that_is_over_is_not_cancelled(new_job, status):
    job = new_job(status=status)
    jobs.cancel(job)
    assert (now(job).status, now(job).cancel_requested) == (status, False)


def test_a_job_that_breaks_says_so(new_job):
    job = new_job()

    def work(_running):
        raise ZeroDivisionError

    run_job(ImportBatch, job.pk, task_id="one", work=work)
    assert now(job).status == Status.FAILED
    assert "log" in now(job).error


def test_jobs_that_nobody_works_on_are_put_back(new_job, long_ago):
    lost = [
        new_job(queued_at=long_ago),
        new_job(status=Status.RUNNING, claimed_by="dead", heartbeat_at=long_ago, attempts=4),
    ]
    new_job()
    new_job(status=Status.RUNNING, heartbeat_at=timezone.now(), queued_at=long_ago)
    for status in OVER:
        new_job(status=status, queued_at=long_ago, heartbeat_at=long_ago)
    assert sorted(jobs.requeue_lost(ImportBatch)) == [job.pk for job in lost]
    assert {now(job).status for job in lost} == {Status.QUEUED}
    assert {now(job).claimed_by for job in lost} == {""}
    assert jobs.requeue_lost(ImportBatch) == []  # they have been sent just now


@pytest.mark.parametrize("status", [Status.QUEUED, Status.RUNNING])
def test_a_job_that_was_lost_five_times_is_given_up(new_job, long_ago, status):
    job = new_job(status=status, attempts=5, queued_at=long_ago, heartbeat_at=long_ago)
    assert jobs.requeue_lost(ImportBatch) == []
    assert now(job).status == Status.FAILED
    assert "5 attempts" in now(job).error


class TestTheQueueIsAway:
    @pytest.fixture
    def broker(self, request, tmp_path):
        """Addresses at which no Redis answers."""
        with socket.create_server(("127.0.0.1", 0)) as silent:
            yield {
                "no socket": f"redis+socket://{tmp_path}/none.sock",
                "nobody listens": "redis://127.0.0.1:1/0",
                "says nothing": f"redis://127.0.0.1:{silent.getsockname()[1]}/0",
            }[request.param]

    @pytest.mark.parametrize(
        "broker", ["no socket", "nobody listens", "says nothing"], indirect=True
    )
    def test_the_row_waits_and_nobody_else_does(
        self, new_job, broker, monkeypatch, django_capture_on_commit_callbacks
    ):
        monkeypatch.setattr(run_import_batch, "app", Celery(broker=broker, set_as_current=False))
        job = new_job()
        began = time.monotonic()
        with django_capture_on_commit_callbacks(execute=True):
            enqueue(run_import_batch, job.pk)
        assert time.monotonic() - began < 5
        assert now(job).status == Status.QUEUED


@pytest.mark.parametrize(
    ("status", "done", "left"),
    [
        (Status.QUEUED, 3, None),
        (Status.RUNNING, 0, None),
        (Status.RUNNING, 2, 40),
        (Status.RUNNING, 10, 0),
        (Status.DONE, 10, None),
    ],
)
def test_the_time_left_at_the_pace_so_far(new_job, status, done, left):
    started = timezone.now() - timedelta(seconds=10)
    job = now(new_job(status=status, started_at=started, steps_done=done, steps_total=10))
    assert job.seconds_left == (left and pytest.approx(left, abs=2))
