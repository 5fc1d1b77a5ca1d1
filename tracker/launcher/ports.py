"""Chooses the loopback ports of the servers and keeps them from one start to the next."""

import socket

LOOPBACK = "127.0.0.1"


def problem(host: str, port: int) -> OSError | None:
    """Return why no server could listen there now, or None."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
        return None


def choose(remembered: int | None) -> int:
    """Return the remembered port if nobody took it meanwhile, else a free one."""
    if remembered and problem(LOOPBACK, remembered) is None:
        return remembered
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
