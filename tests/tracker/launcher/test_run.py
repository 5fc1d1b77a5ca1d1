"""`make run` as a person meets it: real servers, real children, real signals."""

import contextlib
import json
import os
import signal
import socket
import stat
import urllib.request

import psutil
import psycopg
import pytest

from tests.tracker.launcher.site import Site, command, wait_for
from tracker.launcher.folder import LocalFolder
from tracker.launcher.home import forget_outside


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    running = Site(tmp_path_factory.mktemp("launcher") / "local", SWEEP_SECONDS="2")
    running.wait_until_up()
    yield running
    running.end()
    forget_outside(LocalFolder(running.folder))


def servers_of(site):
    return json.loads((site.folder / "servers.json").read_text())


def living(processes):
    """Return those that still run; a zombie waits only for whoever adopted it."""
    found = []
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def healthy(site):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{site.port}/health/ready", timeout=5) as response:
            return json.load(response)["status"] in {"ok", "degraded"}
    except OSError:
        return False


def test_the_site_answers_at_the_address_that_it_names(site):
    assert f"http://127.0.0.1:{site.port}/" in site.output
    assert healthy(site)


def test_an_editor_gets_a_password_that_is_kept_nowhere(site):
    password = site.output.partition("with the password ")[2].split()[0]

    assert len(password) >= 16
    assert not [path for path in site.folder.rglob("*.json") if password in path.read_text()]
    assert not [path for path in site.folder.glob("*.secret") if password in path.read_text()]


def test_secrets_are_readable_by_their_owner_alone(site):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in site.folder.glob("*.secret")}

    assert modes == {"django.secret": 0o600, "postgres.secret": 0o600, "valkey.secret": 0o600}


def test_the_servers_ask_for_their_password(site):
    ports = servers_of(site)

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host="127.0.0.1", port=ports["postgres"]["port"], user="tracker", dbname="tracker")
    with socket.create_connection(("127.0.0.1", ports["valkey"]["port"])) as client:
        client.sendall(b"PING\r\n")
        assert client.recv(100).startswith(b"-NOAUTH")


def test_nothing_listens_beyond_the_loopback(site):
    listening = set()
    for process in site.descendants().values():
        with contextlib.suppress(psutil.NoSuchProcess):  # servers start and end processes of their own all the time
            connections = process.net_connections("inet")
            listening |= {each.laddr.ip for each in connections if each.status == psutil.CONN_LISTEN}

    assert listening == {"127.0.0.1"}


def test_passwords_are_in_no_process_list(site):
    secrets = [path.read_text() for path in site.folder.glob("*.secret")]

    assert not [line for line in site.descendants() for secret in secrets if secret in line]


def test_children_live_in_sessions_of_their_own(site):
    leaders = psutil.Process(site.process.pid).children()

    assert len(leaders) == 8
    assert all(os.getsid(child.pid) == child.pid for child in leaders)


def test_the_worker_proposes_the_examples_and_the_console_says_where_to_decide_on_them(site):
    inbox = f"http://127.0.0.1:{site.port}/admin/timeline/candidate/"

    assert wait_for(lambda: f"proposals of the demonstration feed wait for an editor at {inbox}" in site.output, 40)


def test_a_second_run_says_where_the_first_is(site):
    second = command(site.folder, "-m", "tracker.launcher.run", PORT="1")

    assert second.returncode == 0
    assert f"runs already, at http://127.0.0.1:{site.port}/ (process {site.process.pid})" in second.stdout


def test_a_command_beside_the_site_joins_its_servers_and_leaves_them(site):
    before = servers_of(site)

    done = command(
        site.folder,
        "manage.py",
        "shell",
        "-v0",
        "-c",
        "from django.conf import settings as s; print(s.DATABASES['default']['PORT'], s.SITE_URL)",
    )

    assert done.stdout.split() == [str(before["postgres"]["port"]), f"http://127.0.0.1:{site.port}"]
    assert servers_of(site) == before
    assert healthy(site)


def test_a_child_that_dies_is_started_again(site):
    beat = site.process_of("tracker beat")

    beat.kill()

    assert wait_for(lambda: "beat ended (by SIGKILL); restart 1 of 3" in site.output)
    assert wait_for(lambda: any("tracker beat" in line for line in site.descendants()))


def test_a_server_that_dies_is_started_again(site):
    psutil.Process(servers_of(site)["postgres"]["pid"]).kill()

    assert wait_for(lambda: "postgres ended (by SIGKILL); restart 1 of 3" in site.output)
    assert wait_for(lambda: healthy(site))


def test_a_killed_launcher_leaves_nothing_and_the_next_one_starts_and_stops(site):
    below = list(site.descendants().values())
    assert len(below) > 5

    site.process.kill()
    site.process.wait()

    wait_for(lambda: not living(below))
    assert living(below) == []

    second = Site(site.folder)
    second.wait_until_up()
    assert "with the password" not in second.output
    below = list(second.descendants().values())
    second.process.send_signal(signal.SIGTERM)

    assert second.process.wait(timeout=30) == 0
    assert second.output.rstrip().endswith("Stopped.")
    assert living(below) == []
    assert not list(site.folder.glob("s*s.json"))


def test_a_child_that_fails_at_the_start_ends_everything_with_its_last_lines(site):
    failing = Site(site.folder, WEB_WORKERS="many")

    assert failing.process.wait(timeout=40) == 1
    assert "web ended while it started" in failing.output
    assert "invalid literal" in failing.output
    assert not list(site.folder.glob("children.json"))
    assert not list(site.folder.glob("servers.json"))


def test_a_busy_port_is_named_before_anything_starts(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = command(tmp_path / "local", "-m", "tracker.launcher.run", PORT=str(port))

    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is in use by another program. Choose one: PORT={port + 1} make run" in done.stdout
    assert not (tmp_path / "local" / "servers.json").exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    done = command(tmp_path / "local", "-m", "tracker.launcher.run", PORT=port)

    assert done.returncode == 1
    assert "say a number from 1 to 65535" in done.stdout


def test_a_folder_that_cannot_be_written_is_named():
    done = command("/sys/dispute-tracker", "-m", "tracker.launcher.run")

    assert done.returncode == 1
    assert "/sys/dispute-tracker cannot be written" in done.stdout
    assert "Traceback" not in done.stdout
