"""Writes each log record as one line: `key=value` for eyes, JSON for machines; names the request or task it is of."""

import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tracker import schedule

# What every record has; anything else was passed as `extra=` and belongs on the line.
ORDINARY = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# Objects of the web framework, not facts.
UNPRINTED = {"request", "server_time"}
# What Celery's messages hold already, once more.
REPEATED = "data"
# Seconds from which a round is worth a line.
SLOW = 1.0
REQUEST = "request_id"


class LineFormatter(logging.Formatter):
    """Time in UTC, level, logger, message, then the extra facts as `key=value`; a traceback on its own lines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a line break inside the message is escaped, so one record cannot pose as two."""
        facts = "".join(f" {key}={shown(value)}" for key, value in extras(record).items() if key != REPEATED)
        message = record.getMessage().replace("\r", "\\r").replace("\n", "\\n")
        line = f"{moment(record)} {record.levelname} {record.name} {message}{facts}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonFormatter(logging.Formatter):
    """One JSON object a record, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object with `time`, `level`, `logger`, `message` and the extra facts."""
        value = {
            "time": moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **extras(record),
        }
        if record.exc_info:
            value["traceback"] = self.formatException(record.exc_info)
        return json.dumps(value, default=str)


class Rounds(logging.Filter):
    """Holds back that a task which comes back every few seconds was sent, received and done, as always."""

    def __init__(self, tasks: Sequence[str]) -> None:
        """Take the names of the tasks."""
        super().__init__()
        self.tasks = frozenset(tasks)

    def filter(self, record: logging.LogRecord) -> bool:
        """Let through whatever failed, was tried again or took long, and all tasks of other names."""
        if record.levelno > logging.INFO:
            return True
        match record.name, record.args, getattr(record, REPEATED, None):
            case "celery.beat", (_, task), _:
                return task not in self.tasks
            case "celery.worker.strategy", _, {"name": task}:
                return task not in self.tasks
            case "celery.app.trace", _, {"name": task, "return_value": _, "runtime": seconds}:
                return task not in self.tasks or seconds >= SLOW
        return True


def extras(record: logging.LogRecord) -> dict[str, Any]:
    """Return what was passed as `extra=`, and the number of the request or task if there is one."""
    facts = {key: value for key, value in vars(record).items() if key not in ORDINARY | UNPRINTED}
    return {key: value for key, value in facts.items() if key != REQUEST or value}


def moment(record: logging.LogRecord) -> str:
    """Return the time of the record, UTC, to the millisecond."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def shown(value: object) -> str:
    """Return a value that stays one word: quoted if it holds blanks, quotes or control characters."""
    text = str(value)
    return text if text.isprintable() and not set(text) & set(' "=') else json.dumps(text)


def configuration(*, json_lines: bool, level: str, with_rounds: bool = False) -> dict[str, Any]:
    """Return a `logging.config` dictionary with everything on standard error, for Django, Celery and gunicorn alike.

    Tasks that come back all the time are told of only `with_rounds`, unless something is wrong with them.
    """
    formatter = "tracker.logs.JsonFormatter" if json_lines else "tracker.logs.LineFormatter"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request": {"()": "django_guid.log_filters.CorrelationId", "correlation_id_field": REQUEST},
            "rounds": {"()": "tracker.logs.Rounds", "tasks": () if with_rounds else schedule.rounds()},
        },
        "formatters": {"line": {"()": formatter}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request", "rounds"]}
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # gunicorn takes these two out of the tree; put back, they reach the one handler.
            "gunicorn.error": {"level": level, "propagate": True},
            "gunicorn.access": {"level": level, "propagate": True},
            # It warns at every HEAD that Django answers with a body, which it then rightly drops.
            "gunicorn.http.wsgi": {"level": "ERROR"},
            "django": {"level": level},
            # It tells every number that it makes, and what strangers send in the place of one.
            "django_guid": {"level": "ERROR"},
            # Django gives this one a handler of its own; two would say everything twice.
            "django.server": {"handlers": ["stderr"], "level": level, "propagate": False},
        },
    }
