"""Candidates that tell of one happening, kept together as rows: one leads and is decided for all, each says why.

What is grouped is a function of the open candidates and of the events of a dispute, in no order of arrival. Whoever
changes either takes `hold` first, then says with `regroup` what may have changed.
"""

from timeline.gathering.recorded import PUBLISHED, events_near
from timeline.gathering.rows import hold, neighbours, regroup, release, taken_out

__all__ = ["PUBLISHED", "events_near", "hold", "neighbours", "regroup", "release", "taken_out"]
