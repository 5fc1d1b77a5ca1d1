"""Blocks every connection beyond this machine, for the test process and for the workers that tests start."""

import ipaddress
import sys
from typing import Any

_active = False


class NetworkBlocked(RuntimeError):
    """Not an `OSError`, so that code which rightly survives network errors cannot swallow it."""


def block() -> None:
    """Refuse from now on, for the life of the process, to connect to or look up anything but the loopback."""
    global _active  # noqa: PLW0603 - an audit hook cannot be removed, so it must not be added twice
    if not _active:
        sys.addaudithook(_refuse)
        _active = True


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo" and not _is_local_name(arguments[0]):
        raise NetworkBlocked(f"A test looked up {arguments[0]!r}; tests stay on this machine.")
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        if isinstance(address, tuple) and not _is_loopback(str(address[0])):
            raise NetworkBlocked(f"A test connected to {address!r}; tests stay on this machine.")


def _is_local_name(host: object) -> bool:
    """Say whether resolving `host` asks nobody: no name at all, `localhost`, or an address in digits."""
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or name in {"", "localhost"}:
        return True
    try:
        ipaddress.ip_address(str(name))
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
