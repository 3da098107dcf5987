"""Tasks go to the configured broker from every thread, not to Celery's default one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from coding.tasks import compute_report
from fieldnotes.tasks import run_import_batch


@pytest.mark.parametrize("task", [compute_report, run_import_batch])
def test_a_task_knows_the_broker(task):
    with ThreadPoolExecutor(1) as other_thread:
        brokers = {
            task.app.conf.broker_url,
            other_thread.submit(lambda: task.app.conf.broker_url).result(),
        }
    assert brokers == {settings.REDIS_URL}
