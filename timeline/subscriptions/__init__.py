"""Alerts by mail without an account.

ask(…)        writes down a wish and sends the letter that confirms it
confirm(…)    the holder of the address pressed the button: from now on they are told of what is new
tell_next()   writes one letter that is due, and notes in the same transaction how far the reader was told
leave(…)      deletes the row and the address
"""

from timeline.subscriptions.asking import ask, change, confirm, delete_unconfirmed, leave
from timeline.subscriptions.telling import tell_next

__all__ = ["ask", "change", "confirm", "delete_unconfirmed", "leave", "tell_next"]
