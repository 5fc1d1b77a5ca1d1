"""Which dispute of the record an item is about, and why: a number decides, names and circumstances suggest.

One index over the whole record answers for one text at the cost of its own length: every word and number is looked up
once, and only disputes that were hit are scored. Nothing loops over the disputes or contracts of the record.
"""

from timeline.matching.gains import Gains, Key, keys_of
from timeline.matching.index import Index, build
from timeline.matching.loading import current_index, load_record_names, record_signature
from timeline.matching.reading import Text
from timeline.matching.scoring import Match, match

__all__ = [
    "Gains",
    "Index",
    "Key",
    "Match",
    "Text",
    "build",
    "current_index",
    "keys_of",
    "load_record_names",
    "match",
    "record_signature",
]
