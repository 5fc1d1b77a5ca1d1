"""The benchmark itself: its load generator, its figures, and one short run of the whole."""

import json
import socketserver
import threading

import pytest
from django.core.management import call_command
from django.db import connection

from timeline.bench.api import ratio
from timeline.bench.figures import at_least, at_most, save, unmeasured
from timeline.bench.load import Measured, NotServed, Target, drive


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


def test_figures_say_whether_their_bars_hold(tmp_path):
    save([at_least("fast", 16, 15), at_most("deep", 1.4, 1.3), unmeasured("lost", "≥ 35", "no server")], tmp_path / "b")
    fast, deep, lost = json.loads((tmp_path / "b").read_bytes())
    assert fast == {"name": "fast", "value": 16, "unit": "×", "bar": "≥ 15", "holds": True}
    assert deep["holds"] is False
    assert lost["value"] is None
    assert lost["reason"] == "no server"


@pytest.mark.django_db(transaction=True)
def test_a_short_run_measures_every_figure_and_leaves_nothing_behind(tmp_path, capsys):
    output = tmp_path / "bench.json"
    call_command("bench", "--events=1500", "--rounds=1", "--seconds=0.3", f"--output={output}")
    figures = {one["name"]: one for one in json.loads(output.read_bytes())}
    assert set(figures) == {
        "api_list_vs_textbook", "api_list_of_type_vs_textbook", "api_304_vs_textbook", "api_deep_vs_first",
    }  # fmt: skip
    assert all(one["value"] for one in figures.values()), figures
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'bench%%'")
        assert cursor.fetchone() == (0,)
