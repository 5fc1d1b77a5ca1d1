"""From a due feed to candidates in three stages that can be killed anywhere, and a sweep that finds what is left.

    poll(feed)     asks the source and keeps the whole answer as a Fetch; nothing is parsed
    take_in()      makes the same of webhooks that were stored as they came
    look_up(what)  asks for what an item came without: its case, its text
    read(fetch)    reads the kept bytes into Items, each once per feed and key
    match(items)   compares items with the record and proposes Candidates
    sweep()        says what is due or was dropped by a worker that died

Every stage claims its row by a conditional UPDATE, works without a transaction, and writes its result and the end of
its claim in one transaction. Whoever lost the claim meanwhile writes nothing. So a stage that is killed, run twice or
sent twice ends in the same tables.
"""

from timeline.pipeline.claims import ANY, ClaimLost
from timeline.pipeline.deliveries import take_in
from timeline.pipeline.growing import match_gains
from timeline.pipeline.lookups import look_up
from timeline.pipeline.matching_stage import PUSHED, match_some, rematch
from timeline.pipeline.polling import AddressRefused, HostSpared, keep_file, poll, poll_by_hand
from timeline.pipeline.pruning import prune
from timeline.pipeline.reading import NothingRead, read, read_again
from timeline.pipeline.sweeping import Due, sweep

__all__ = [
    "ANY",
    "PUSHED",
    "AddressRefused",
    "ClaimLost",
    "Due",
    "HostSpared",
    "NothingRead",
    "keep_file",
    "look_up",
    "match_gains",
    "match_some",
    "poll",
    "poll_by_hand",
    "prune",
    "read",
    "read_again",
    "rematch",
    "sweep",
    "take_in",
]
