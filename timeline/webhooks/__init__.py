"""Webhooks without an account, after the Standard Webhooks specification.

ask(…)         writes down a wish and sends the letter that confirms it
challenge(…)   asks the receiver whether it wants to be called; nothing else is sent before it answers
queue_next()   writes the messages about what is new for one receiver, and how far the log was looked through
send_next()    sends one message that is due, and notes in one transaction how that ended
leave(…)       deletes the webhook with all that is known of it

The log's own seq is the cursor: it has no gaps and is read after commit, so a message is sent only once everybody can
read what it is about. A message is a row without text; its text is read from the log when it is sent.
"""

from timeline.webhooks.asking import ask, confirm, delete_unused, leave
from timeline.webhooks.keeping import Refused, challenge, change, replay, rotate, stop, test
from timeline.webhooks.queueing import queue_next
from timeline.webhooks.sending import send_next

__all__ = [
    "Refused",
    "ask",
    "challenge",
    "change",
    "confirm",
    "delete_unused",
    "leave",
    "queue_next",
    "replay",
    "rotate",
    "send_next",
    "stop",
    "test",
]
