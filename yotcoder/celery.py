"""The Celery application: workers import the batches and compute the reports."""

import os
from typing import Any

from celery import Celery, bootsteps
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yotcoder.settings")

app = Celery("yotcoder")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class Sweeping(bootsteps.StartStopStep):
    """Every worker asks for a sweep when it has (again) reached Redis, and periodically from then
    on: no scheduler that could be forgotten or die."""

    requires = ("celery.worker.consumer:Tasks",)

    def start(self, consumer: Any) -> None:
        ask_for_sweep()
        consumer.timer.call_repeatedly(settings.JOB_SWEEP_SECONDS, ask_for_sweep)


def ask_for_sweep() -> None:
    # One that waited longer than a round is pointless: the next one is already due.
    app.send_task("yotcoder.tasks.sweep", expires=settings.JOB_SWEEP_SECONDS, retry=False)


app.steps["consumer"].add(Sweeping)
