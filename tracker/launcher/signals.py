"""Turns Ctrl-C, TERM and HUP into a question that the launcher asks itself, and one urgent answer while it sets up."""

import signal
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """Leave the set-up at once; like `KeyboardInterrupt`, nobody catches it by accident."""


class Signals:
    """Count the wishes to stop: the first asks for an orderly end, the second for a quick one."""

    def __init__(self) -> None:
        self.count = 0
        self.raising = True  # during set-up there is no loop that asks

    def install(self) -> None:
        """Take over the three signals, for this process only."""
        for number in STOPPING:
            signal.signal(number, self._note)

    def stop_wanted(self) -> bool:
        """Say whether the site shall end."""
        return self.count > 0

    def hurry_wanted(self) -> bool:
        """Say whether it shall end at once."""
        return self.count > 1

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
        if self.raising and self.count == 1:
            raise Interrupted
