"""Readers who ask all the time, and a court that sends webhooks and sends each again until it is taken."""

import http.client
import threading
import time
from itertools import count

from tests.timeline.ingest.test_courtlistener import ENTRY, delivery

SECRET = "survival-secret-of-at-least-thirty-two-letters"
PAGES = ("/", "/disputes/jedi/", "/api/v1/events/?limit=20", "/feed.atom", "/api/v1/changes/")


class Load:
    """Threads that ask one site; `asked` are (moment, status or 0, seconds), `taken` the webhooks answered 200."""

    def __init__(self, port: int) -> None:
        self.port, self.asked, self.taken = port, [], {}
        self._over = threading.Event()
        self._numbers = count(1_000)
        self._threads = [threading.Thread(target=self._send, daemon=True)]
        self._threads += [threading.Thread(target=self._read, args=(0.2, self._over), daemon=True) for _ in range(2)]
        for thread in self._threads:
            thread.start()

    def more(self, readers: int, seconds: float) -> None:
        """Let so many further readers ask without a pause."""
        over = threading.Event()
        crowd = [threading.Thread(target=self._read, args=(0.0, over), daemon=True) for _ in range(readers)]
        for thread in crowd:
            thread.start()
        time.sleep(seconds)
        over.set()
        for thread in crowd:
            thread.join()

    def stop(self) -> None:
        """End it all."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def ask(self, path: str, body: bytes | None = None, key: str = "") -> int:
        """Ask once; return the status, 0 if there was no answer."""
        site = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            headers = {"Content-Type": "application/json", "Idempotency-Key": key} if body else {}
            site.request("POST" if body else "GET", path, body, headers)
            answer = site.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return 0
        else:
            return answer.status
        finally:
            site.close()

    def read(self, path: str, **headers: str) -> str:
        """Ask once; return the text of the answer, nothing if there was none."""
        site = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            site.request("GET", path, headers=headers)
            return site.getresponse().read().decode()
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            site.close()

    def _read(self, pause: float, over: threading.Event) -> None:
        for number in count():
            if over.is_set():
                return
            began = time.time()
            status = self.ask(PAGES[number % len(PAGES)])
            self.asked.append((began, status, time.time() - began))
            time.sleep(pause if status else 0.2)

    def _send(self) -> None:
        for number in self._numbers:
            body = delivery({**ENTRY, "id": number, "recap_documents": []})
            while self.ask(f"/hooks/courtlistener/{SECRET}/", body, f"k-{number}") != 200:
                if self._over.wait(0.5):
                    return
            self.taken[number] = time.time()
            if self._over.wait(0.5):
                return
