"""A listening socket that outlives the web process behind it, as a socket unit of systemd's does."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.worker import database_url_of_tests

# What systemd does: the socket is number 3, and the process is told that it was meant.
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *sys.argv[2:]])
"""


def serve_behind(listener: socket.socket, code: Path, log: Path) -> "subprocess.Popen[bytes]":
    """Start the web process of this code, or of another release's, behind a socket that is open already."""
    number = str(listener.fileno())
    command = [sys.executable, "-c", HAND_OVER, number, "--config", "deploy/gunicorn.py", "tracker.wsgi:application"]
    env = {**os.environ, "DATABASE_URL": database_url_of_tests(), "WEB_WORKERS": "1"}
    with log.open("ab") as output:
        return subprocess.Popen(command, cwd=code, env=env, stdout=output, stderr=output, pass_fds=[listener.fileno()])
