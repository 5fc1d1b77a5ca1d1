"""How gunicorn serves the site, in `make run` and in production alike; every number comes from the environment.

Measured beside granian on two cores: the same processor time for an answer from the database, a fifth more for an empty
one, and a replacement of tired workers and a clean end that need no further program.
"""

import logging
import os
import socket
from pathlib import Path
from typing import Any

from tracker import logs

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# Pages are computed within milliseconds; whoever is still busy after this is stuck.
timeout = int(os.environ.get("WEB_TIMEOUT", "30"))
graceful_timeout = 4
keepalive = 5
# A worker writes its heartbeat here; a disk that stalls must not look like a stuck worker.
MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn makes its own unlinked file there
worker_tmp_dir = str(MEMORY) if MEMORY.is_dir() else None
# Memory that a worker never gives back goes with it now and then, not for all workers at once.
max_requests = 10_000
max_requests_jitter = 1_000
accesslog = "-" if os.environ.get("ACCESS_LOG") else None
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
# Where the workers gather what they count, one file each; what an earlier server left says nothing of this one.
METRICS = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
if METRICS:
    Path(METRICS).mkdir(parents=True, exist_ok=True)
    for left in Path(METRICS).glob("*.db"):
        left.unlink()
reload = os.environ.get("DEBUG") == "1"
# Read the code once and share the memory; nothing opens a connection before its first request.
preload_app = not reload
control_socket_disable = True
logconfig_dict = logs.configuration(
    json_lines=os.environ.get("LOG_JSON") == "1", level=os.environ.get("LOG_LEVEL", "INFO")
)


def when_ready(server: Any) -> None:
    """Let the system hang up on readers who take nothing of what waits for them; their connections inherit it."""
    patience = int(os.environ.get("STREAM_PATIENCE_SECONDS", "60")) * 1_000
    for listener in server.LISTENERS:
        if hasattr(socket, "TCP_USER_TIMEOUT") and listener.sock.family != socket.AF_UNIX:
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, patience)


def post_worker_init(worker: object) -> None:  # noqa: ARG001 - gunicorn passes it by position
    """Say that a worker has read the application and takes requests; the launcher waits for this line."""
    logging.getLogger("gunicorn.error").info("Ready to serve")
