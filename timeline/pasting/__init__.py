"""From an address that an editor pastes to a source: recognised, asked for once, read, proposed, kept as a copy.

    paste(url)     finds the source that it is already, or queues the asking
    ask(pasted)    asks for it as a worker, keeps the answer and what the page says of itself
    take(pasted)   makes a draft source of what the editor confirmed, with the answer as its first copy

Nothing is published here, and an address that cannot be asked for can still become a source by hand.
"""

from timeline.pasting.asking import ask, due_now
from timeline.pasting.pasted import PasteRefused, forget, paste, pasted_lately
from timeline.pasting.recognising import known_source
from timeline.pasting.taking import take

__all__ = ["PasteRefused", "ask", "due_now", "forget", "known_source", "paste", "pasted_lately", "take"]
