"""A real Prometheus that reads the site's /metrics and the shipped rules of alarm, with all their times shortened."""

import json
import re
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path

import yaml

from tracker.launcher.folder import CHECKOUT

RULES = CHECKOUT / "deploy" / "monitoring" / "alerts.yml"
TOKEN = "survival-token-of-at-least-thirty-two-letters"
# A rule waits for minutes before it wakes anybody; the faults here last seconds. Thresholds stay as they are.
SHORTER = 30
EVERY = 10  # seconds between two looks, and for each: /metrics of a site that is cut off takes that long
START_SECONDS = 30


def shortened(rules: str) -> str:
    """Return the rules with each `for:` a thirtieth as long, and rates over so many looks as there must be (30 s)."""
    told = re.sub(r"for: (\d+)m", lambda found: f"for: {int(found[1]) * 60 // SHORTER}s", rules)
    return re.sub(r"\[\d+m\]", f"[{EVERY * 3}s]", told)


class Alarms:
    """One Prometheus beside one site; `fired` is empty for ever where there is none on this machine."""

    def __init__(self, folder: Path, site_port: int) -> None:
        self.program = shutil.which("prometheus")
        self.process: subprocess.Popen[bytes] | None = None
        if self.program is None:
            return
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._address = f"127.0.0.1:{probe.getsockname()[1]}"
        folder.mkdir()
        (folder / "alerts.yml").write_text(shortened(RULES.read_text()))
        scrape = {
            "job_name": "tracker",
            "authorization": {"credentials": TOKEN},
            "static_configs": [{"targets": [f"127.0.0.1:{site_port}"]}],
        }
        times = {"scrape_interval": f"{EVERY}s", "scrape_timeout": f"{EVERY}s", "evaluation_interval": "1s"}
        config = {"global": times, "rule_files": ["alerts.yml"], "scrape_configs": [scrape]}
        (folder / "prometheus.yml").write_text(yaml.safe_dump(config))
        command = [self.program, "--config.file=prometheus.yml", f"--web.listen-address={self._address}"]
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [*command, f"--storage.tsdb.path={folder / 'data'}"], cwd=folder, stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_SECONDS
        while self._ask("up") is None:
            if time.monotonic() > deadline:
                raise AssertionError((folder / "log").read_text()[-2_000:])
            time.sleep(0.2)

    def now(self) -> set[str]:
        """Return the names of the alarms that fire at this moment."""
        return self._names('ALERTS{alertstate="firing"}') if self.process else set()

    def fired(self, since: float) -> set[str] | None:
        """Return the names of the alarms that fired since a moment, None where nobody watched."""
        if self.process is None:
            return None
        seconds = max(1, round(time.time() - since))
        return self._names(f'max_over_time(ALERTS{{alertstate="firing"}}[{seconds}s])')

    def quiet(self, seconds: float) -> None:
        """Wait until no alarm fires or is about to, for so long at most: what fires later is of what follows."""
        deadline = time.monotonic() + seconds
        while self.process is not None and self._ask("ALERTS") and time.monotonic() < deadline:
            time.sleep(0.5)

    def end(self) -> None:
        """Stop it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def _names(self, query: str) -> set[str]:
        return {one["metric"]["alertname"] for one in self._ask(query) or []}

    def _ask(self, query: str) -> list[dict] | None:
        url = f"http://{self._address}/api/v1/query?{urllib.parse.urlencode({'query': query})}"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return json.load(answer)["data"]["result"]
        except OSError:
            return None
