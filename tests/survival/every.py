"""All scenarios, in the order of the table: importing a module of scenarios enters them."""

from tests.survival import network
from tests.survival.scenarios import NOT_DONE, SCENARIOS

__all__ = ["NOT_DONE", "SCENARIOS", "network"]
