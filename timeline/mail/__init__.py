"""Mail goes out in two steps: whoever has something to say puts a row into the outbox, and a worker sends it.

    put(…)          writes a letter down, within the transaction of what it is about
    send_next()     sends one that is due and notes it; called by a task until none is due

A mail server that is down makes letters wait, for days if need be. One that refuses an address for good makes a letter
that is given up, and whoever writes to that address again asks `takes_none` first. What comes back later as mail is
read by `take` and `take_folder`: it is told by the signed address on the envelope, and may pause the address.
"""

from timeline.mail.outbox import MAIL_DAYS, delete_old, is_refused, put, send_next, takes_none, withdraw
from timeline.mail.taking import delete_old_returns, forget_returns, messages_of, paused_until, take, take_folder

__all__ = [
    "MAIL_DAYS",
    "delete_old",
    "delete_old_returns",
    "forget_returns",
    "is_refused",
    "messages_of",
    "paused_until",
    "put",
    "send_next",
    "take",
    "take_folder",
    "takes_none",
    "withdraw",
]
