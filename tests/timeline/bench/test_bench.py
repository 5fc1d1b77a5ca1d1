"""The benchmark itself: its load generator, its figures, and one short run of the whole."""

import json
import socketserver
import threading
from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from timeline.bench import running
from timeline.bench.figures import at_least, at_most, bars, save, told
from timeline.bench.load import FRESH, Measured, NotServed, Target, drive
from timeline.bench.parts import parts
from timeline.bench.parts.api import ratio
from timeline.bench.running import Run
from timeline.management.commands.bench import measured


class Answerer(socketserver.StreamRequestHandler):
    """Answers every request of a connection with ten bytes, and hangs up after the third."""

    def handle(self):
        for number in range(3):
            while (line := self.rfile.readline()) not in {b"\r\n", b""}:
                pass
            if not line:
                return
            close = b"Connection: close\r\n" if number == 2 else b""
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" + close + b"Content-Length: 10\r\n\r\n0123456789")


@pytest.fixture
def address():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answerer) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/path?query"
        server.shutdown()


def test_the_load_generator_counts_whole_answers_and_comes_back_after_a_hang_up(address):
    measured = drive(Target(address), seconds=0.3, connections=2)
    assert measured.size == 10
    assert measured.rate > 10


class Receiver(socketserver.StreamRequestHandler):
    """Keeps what is posted to it."""

    def handle(self):
        while (line := self.rfile.readline()).startswith(b"POST"):
            headers = {}
            while (line := self.rfile.readline()) not in {b"\r\n", b""}:
                name, _, value = line.decode().strip().partition(": ")
                headers[name] = value
            self.server.posts.append((headers["Key"], self.rfile.read(int(headers["Content-Length"]))))
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")


def test_posts_carry_their_body_and_a_key_of_their_own():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Receiver) as server:
        server.daemon_threads, server.posts = True, []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        target = Target(f"http://127.0.0.1:{server.server_address[1]}/", headers=(("Key", FRESH),), body=b"{1}")
        measured = drive(target, seconds=0.2, connections=2)
        server.shutdown()
    assert {body for _, body in server.posts} == {b"{1}"}
    assert len({key for key, _ in server.posts}) == len(server.posts) > 2
    assert measured.p99 >= measured.median


def test_another_status_than_the_one_measured_is_an_error(address):
    with pytest.raises(NotServed, match="200 instead of 304"):
        drive(Target(address, status=304), seconds=0.2)


def test_a_server_that_is_not_there_is_an_error():
    with pytest.raises(NotServed):
        drive(Target("http://127.0.0.1:9/"), seconds=0.1)


def test_ratios_are_taken_within_rounds():
    def runs(*rates):
        return [Measured(rate, 1.0, 1) for rate in rates]

    assert ratio(runs(100, 10, 100), runs(10, 1, 50)) == 10


FAST = at_least("fast", 15, "how fast")
DEEP = at_most("deep", 1.3, "how deep")


def written(path):
    return {one["name"]: one for one in json.loads(path.read_bytes())}


def test_figures_say_whether_their_bars_hold(tmp_path):
    path = tmp_path / "bench.json"
    save([FAST.figure(16), DEEP.figure(1.4), told("rate", "so many", "items/s").figure(7)], path)
    found = written(path)
    assert found["fast"] == {"name": "fast", "value": 16, "unit": "×", "bar": "≥ 15", "holds": True}
    assert found["deep"]["holds"] is False
    assert (found["rate"]["bar"], found["rate"]["holds"]) == ("", True)


def test_some_parts_leave_the_figures_of_the_others_in_the_file(tmp_path):
    path = tmp_path / "bench.json"
    save([FAST.figure(16), DEEP.figure(1.4)], path)
    save([DEEP.figure(1.2)], path, instead_of=["deep"])
    assert [one["value"] for one in written(path).values()] == [16, 1.2]
    save([DEEP.figure(1.1)], path)
    assert list(written(path)) == ["deep"]


class Breaking:
    """A part that comes to its first figure only."""

    BARS = bars(FAST, DEEP)

    def measure(self, run):
        yield FAST.figure(run.events)
        raise OSError("the disk is full")


def test_a_part_that_fails_keeps_what_it_measured_and_says_why_the_rest_is_missing():
    run = Run(events=20, rounds=1, seconds=1, say=str)
    fast, deep = measured(Breaking(), run)
    assert fast.holds
    assert (deep.name, deep.value, deep.holds, deep.reason) == ("deep", None, False, "OSError: the disk is full")


def test_every_part_declares_its_bars_and_no_name_twice():
    names = [name for part in parts().values() for name in part.BARS]
    assert {"api_list_vs_textbook", "quality_suggestion_recall"} <= set(names)
    assert len(names) == len(set(names))
    assert all(bar.says and bar.name == name for part in parts().values() for name, bar in part.BARS.items())


def test_a_part_that_there_is_not_is_refused_with_those_there_are():
    with pytest.raises(CommandError, match="no part speed; there are: api, "):
        call_command("bench", "--only=api,speed")


@pytest.mark.parametrize("part", ["api", "ingest"])
@pytest.mark.django_db(transaction=True)
def test_a_short_run_measures_every_figure_and_leaves_nothing_behind(part, tmp_path, capsys, migrated, monkeypatch):
    if part != "api":  # that one migrates for itself, as the command does; the others need not wait for it again
        monkeypatch.setattr(running, "migrated", lambda: nullcontext((migrated, "")))
    output = tmp_path / "bench.json"
    call_command("bench", f"--only={part}", "--events=1500", "--rounds=1", "--seconds=0.3", f"--output={output}")
    figures = written(output)
    assert set(figures) == set(parts()[part].BARS)
    assert {one["name"] for one in figures.values() if not one["value"]} <= {"api_list_vs_datasette"}, figures
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'bench%%'")
        assert cursor.fetchone() == (0,)
