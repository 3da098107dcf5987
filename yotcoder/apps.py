from django.apps import AppConfig


class YotcoderConfig(AppConfig):
    name = "yotcoder"

    def ready(self) -> None:
        # Every process that sends a task must know the broker, not only the worker.
        from yotcoder import celery  # noqa: F401
