"""Which reports tell of one happening: compared in pairs with reasons, and grouped whatever the order they came in.

A report is one article, docket entry or announcement as the matching and the rules read it; an event of the record is
compared in the same shape. Pure: who is to be compared with whom is looked up by dispute and day elsewhere.
"""

from timeline.corroboration.grouping import Group, Tie, group
from timeline.corroboration.pairing import ENOUGH, Pairing, compare
from timeline.corroboration.reading import published_event, report_of
from timeline.corroboration.report import WINDOW, Report

__all__ = ["ENOUGH", "WINDOW", "Group", "Pairing", "Report", "Tie", "compare", "group", "published_event", "report_of"]
