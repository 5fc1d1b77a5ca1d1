import os
import sys
import time

import psutil
import pytest

from tracker.launcher.children import Child
from tracker.launcher.folder import LauncherError, LocalFolder
from tracker.launcher.servers import Servers
from tracker.launcher.supervisor import Supervisor


def never():
    return False


@pytest.fixture
def supervisor(tmp_path):
    folder = LocalFolder(tmp_path / "local")
    folder.create()
    made = Supervisor(folder, Servers(folder), dict(os.environ))
    yield made
    made.stop(hurried=lambda: True)


def child(name, script, **more):
    return Child(name, (sys.executable, "-S", "-c", script), **more)


SLEEP = "import time; print('up', flush=True); time.sleep(60)"


def test_lines_are_passed_on_with_the_name_of_their_process(supervisor, capfd):
    supervisor.start(
        [child("web", "print('one\\ntwo', flush=True); import time; time.sleep(60)", ready="two")], interrupted=never
    )

    assert "web    | one\nweb    | two\n" in capfd.readouterr().err


def test_all_are_awaited_until_they_say_that_they_are_ready(supervisor):
    slow = "import time; time.sleep(0.3); print('ready', flush=True); time.sleep(60)"

    supervisor.start([child("web", slow, ready="ready"), child("beat", SLEEP)], interrupted=never)

    assert all(one.is_ready for one in supervisor.supervised)


def test_one_that_ends_at_the_start_is_named_with_its_last_lines(supervisor):
    with pytest.raises(LauncherError, match=r"(?s)web ended while it started:.*the reason"):
        supervisor.start([child("web", "print('the reason')", ready="never said")], interrupted=never)


def test_one_that_keeps_dying_is_restarted_three_times_and_then_named_with_its_last_lines(supervisor, capfd):
    dying = "import time; print('up', flush=True); time.sleep(0.1); print('out of luck'); raise SystemExit(3)"
    supervisor.start([child("worker", dying, ready="up")], interrupted=never)

    with pytest.raises(LauncherError, match=r"(?s)worker ended again after 3 restarts \(exit code 3\).*out of luck"):
        supervisor.watch(interrupted=never)

    said = capfd.readouterr().err
    assert [number for number in range(1, 6) if f"restart {number} of 3" in said] == [1, 2, 3]


def test_they_are_stopped_in_the_order_of_their_start(supervisor, tmp_path):
    script = (
        "import signal, sys, time\n"
        "def end(*_):\n"
        f"    open({str(tmp_path / 'order')!r}, 'a').write(sys.argv[1] + '\\n')\n"
        "    time.sleep(0.1)\n"
        "    sys.exit()\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "print('up', flush=True)\n"
        "time.sleep(60)\n"
    )
    names = ["web", "beat", "worker"]
    children = [Child(name, (sys.executable, "-c", script, name), ready="up") for name in names]
    supervisor.start(children, interrupted=never)

    supervisor.stop(hurried=never)

    assert (tmp_path / "order").read_text().split() == names


STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


def test_one_that_does_not_finish_in_its_time_is_ended(supervisor, capfd):
    supervisor.start([child("worker", STUBBORN, ready="up", grace=0.3)], interrupted=never)
    pid = supervisor.supervised[0].process.pid

    supervisor.stop(hurried=never)

    assert not psutil.pid_exists(pid)
    assert "worker did not finish" in capfd.readouterr().err


def test_a_second_wish_to_stop_hurries(supervisor):
    supervisor.start([child("worker", STUBBORN, ready="up", grace=30)], interrupted=never)
    wished = time.monotonic()

    supervisor.stop(hurried=lambda: time.monotonic() - wished > 0.2)

    assert time.monotonic() - wished < 5


def test_what_a_child_started_ends_with_it(supervisor):
    parent = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
    supervisor.start([child("web", parent, ready=None)], interrupted=never)
    while not supervisor.supervised[0].lines:
        supervisor.pump(0.1)
    grandchild = int(supervisor.supervised[0].lines[0])

    supervisor.stop(hurried=never)

    deadline = time.monotonic() + 5
    while psutil.pid_exists(grandchild) and psutil.Process(grandchild).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_an_endless_line_is_cut_and_not_kept(supervisor):
    endless = "import sys, time; sys.stdout.write('x' * 200_000); sys.stdout.flush(); time.sleep(60)"
    supervisor.start([child("web", endless, ready="x")], interrupted=never)

    assert all(len(line) <= 10_000 for line in supervisor.supervised[0].lines)
    assert len(supervisor.supervised[0].unfinished) <= 10_000
