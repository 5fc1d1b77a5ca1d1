"""Mail goes out in two steps: whoever has something to say puts a row into the outbox, and a worker sends it.

    put(…)          writes a letter down, within the transaction of what it is about
    send_next()     sends one that is due and notes it; called by a task until none is due

A mail server that is down makes letters wait, for days if need be. One that refuses an address for good makes a letter
that is given up, and whoever writes to that address again asks `is_refused` first.
"""

from timeline.mail.outbox import MAIL_DAYS, delete_old, is_refused, put, send_next, withdraw

__all__ = ["MAIL_DAYS", "delete_old", "is_refused", "put", "send_next", "withdraw"]
