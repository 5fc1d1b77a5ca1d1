"""All scenarios, in the order of the table: importing a module of scenarios enters them."""

from tests.survival import clocks, disk, failover, faulty, network, ten_minutes, upgrade
from tests.survival.running import Suffering
from tests.survival.scenarios import ALARMS, NOT_DONE, SCENARIOS

__all__ = [
    "ALARMS",
    "NOT_DONE",
    "SCENARIOS",
    "SITES",
    "clocks",
    "disk",
    "failover",
    "faulty",
    "network",
    "ten_minutes",
    "upgrade",
]

# What is done to a site of its own; all else is done to one, one thing after the other.
SITES: dict[str, type[Suffering]] = {
    upgrade.NAME: upgrade.Upgrading,
    disk.NAME: disk.SmallDisk,
    failover.NAME: failover.Replicated,
    clocks.SITE: clocks.Jumping,
    clocks.DATABASE: clocks.Jumping,
}
