"""The Celery application: workers import the batches and compute the reports."""

import os

from celery import Celery
from celery.signals import worker_ready
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yotcoder.settings")

app = Celery("yotcoder")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "sweep": {
        "task": "yotcoder.tasks.sweep",
        "schedule": settings.JOB_SWEEP_SECONDS,
        # A sweep that waited longer than a round is pointless: the next one is already due.
        "options": {"expires": settings.JOB_SWEEP_SECONDS},
    }
}


@worker_ready.connect
def sweep_at_start(**_signal: object) -> None:
    app.send_task("yotcoder.tasks.sweep")
