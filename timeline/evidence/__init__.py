"""The evidence: copies of sources, their text, and whether the passages cited from them stand there.

    follow()       reads the log on: what a person published has its sources copied
    capture(watch) asks for a source and keeps its answer, bytes under their hash, as a WARC record
    read_copy(sha) reads the text in a process of its own, compares it with the copy before, looks up what is cited
    hand_in()      keeps a file that an editor brought instead

Work is rows, as in the pipeline: each stage claims one by a conditional UPDATE and writes its result and the end of its
claim in one transaction. Copies are never public; readers see their hash, size and day, and what came of the look-up.
"""

from timeline.evidence.capturing import capture, hand_in
from timeline.evidence.checking import before, passages_of, read_copy
from timeline.evidence.following import follow
from timeline.evidence.store import tidy
from timeline.evidence.sweeping import Due, due_now
from timeline.evidence.watching import watch

__all__ = ["Due", "before", "capture", "due_now", "follow", "hand_in", "passages_of", "read_copy", "tidy", "watch"]
