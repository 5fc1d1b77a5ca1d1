import socket
import subprocess
import sys

import pytest

from tests.network import NetworkBlocked


def test_a_connection_beyond_this_machine_is_refused():
    with socket.socket() as outside, pytest.raises(NetworkBlocked):
        outside.connect(("192.0.2.1", 80))


def test_a_name_beyond_this_machine_is_not_looked_up():
    with pytest.raises(NetworkBlocked):
        socket.create_connection(("example.org", 80), timeout=1)


def test_a_datagram_beyond_this_machine_is_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as outside, pytest.raises(NetworkBlocked):
        outside.sendto(b"x", ("192.0.2.1", 53))


def test_this_machine_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("localhost", port), timeout=1).close()


def test_workers_of_tests_are_blocked_too():
    script = "import tests.network, socket; tests.network.block(); socket.create_connection(('192.0.2.1', 80))"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert "NetworkBlocked" in done.stderr
