"""A reader who is told of each correction: by letters to a real mail server, and by webhooks to a real receiver."""

import re
import socket
import time
from collections import Counter
from contextlib import ExitStack
from itertools import pairwise

from tests.mail_server import Box
from tests.receiver import receive

NEWEST = re.compile(r"^Note (before|now): (?:Survival (\d+)\.)?", re.MULTILINE)
IN_BODY = re.compile(rb"Survival (\d+)\.")


class Readers:
    """Takes letters and webhooks from before the site starts until after it has ended."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.box = Box(probe.getsockname()[1])
        self.box.start()
        self._stack.callback(self.box.stop)
        self.receiver = self._stack.enter_context(receive())

    def environment(self) -> dict[str, str]:
        """Return what leads the site's mail and webhooks here."""
        mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.box.port), "EMAIL_STARTTLS": "0"}
        return {**mail, "WEBHOOK_ALLOW_HOSTS": self.receiver.netloc, "SURVIVAL_RECEIVER": self.receiver.url}

    def end(self) -> None:
        """Take nothing more."""
        self._stack.close()

    def told_by_mail(self) -> list[tuple[int, int]]:
        """Return the numbers (before, now) of each letter, in their order; one that came twice under its id is one."""
        letters = {letter["Message-ID"]: letter for letter in list(self.box.messages)}
        bodies = [letter.get_body(("plain",)).get_content() for letter in letters.values()]
        spans = [dict(NEWEST.findall(body)) for body in bodies]
        return [(int(span["before"] or 0), int(span["now"] or 0)) for span in spans if "now" in span]

    def called_about(self) -> dict[int, set[str]]:
        """Return the ids under which each number was told to the receiver."""
        found: dict[int, set[str]] = {}
        for call in list(self.receiver.calls):
            if numbers := IN_BODY.findall(call.body):
                found.setdefault(int(numbers[0]), set()).add(call.id)
        return found

    def wrong(self, published: list[int]) -> list[str]:
        """Return in words what of these publications the reader was not told, or was told as two happenings.

        Letters tell from where to where the note went since the one before, so a chain of them has no gap. A letter or
        a message may come twice, after a crash between sending and noting it, but only under the same id.
        """
        called, spans = self.called_about(), self.told_by_mail()
        found = []
        if lost := set(published) - called.keys():
            found.append(f"{len(lost)} webhooks to readers did not come")
        if doubled := [number for number, ids in called.items() if len(ids) > 1]:
            found.append(f"{len(doubled)} webhooks to readers under two ids")
        if not spans or spans[-1][1] < max(published):
            found.append("the last letters did not come")
        gaps = sum(1 for (_, now), (before, _) in pairwise(spans) if before != now)
        if gaps:
            found.append(f"{gaps} letters lost or doubled")
        return found

    def wait(self, published: list[int], seconds: float) -> float | None:
        """Wait until all of these were told; return how long it took, None if it took longer than so many seconds."""
        began = time.monotonic()
        while self.wrong(published):
            if time.monotonic() > began + seconds:
                return None
            time.sleep(0.5)
        return time.monotonic() - began

    def repeated(self) -> dict[str, int]:
        """Say how many letters and webhooks came more than once under one id."""
        letters = Counter(letter["Message-ID"] for letter in list(self.box.messages))
        calls = Counter(call.id for call in list(self.receiver.calls))
        counts = {"letters": letters, "webhooks": calls}
        return {name: sum(times - 1 for times in counter.values()) for name, counter in counts.items()}
