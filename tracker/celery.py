"""The Celery application: nudges workers to look into the database, which is the real queue."""

import os
import resource
from typing import Any

from celery import Celery, Task
from celery.signals import setup_logging, worker_process_init
from django.conf import settings

from tracker import telemetry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")


class MemoryFullError(Exception):
    """A task wanted more memory than a process may have."""


class BoundedTask(Task[Any, Any]):
    """A task that runs out of memory fails alone: of a MemoryError itself Celery ends the worker with all its tasks."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the task."""
        try:
            return self.run(*args, **kwargs)
        except MemoryError as error:
            raise MemoryFullError(f"more than {settings.WORKER_MEMORY_MOST_MB} MB: MemoryError {error}") from None


app = Celery("tracker", task_cls=BoundedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_logging_of_settings(**_: object) -> None:
    """Have Celery leave logging alone: a receiver here means that Django's LOGGING applies to workers and beat too."""


@worker_process_init.connect
def limit_memory(**_: object) -> None:
    """Let a process of the pool grow only so far: a task that leaks fails, the other processes go on."""
    if most := settings.WORKER_MEMORY_MOST_MB * 1_048_576:
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


@worker_process_init.connect
def tell_of_errors(**_: object) -> None:
    """Let a process of the pool tell of errors and traces, where anybody wants to be told."""
    telemetry.start("worker")
