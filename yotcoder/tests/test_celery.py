"""Tasks go to the configured broker from every process, not to Celery's default one."""

import pytest
from django.conf import settings

from coding.tasks import compute_report
from fieldnotes.tasks import run_import_batch


@pytest.mark.parametrize("task", [compute_report, run_import_batch])
def test_a_task_knows_the_broker(task):
    assert task.app.main == "yotcoder"
    assert task.app.conf.broker_url == settings.REDIS_URL
