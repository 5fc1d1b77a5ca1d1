"""Everything periodic, in one place: which task beat starts, and when."""

from typing import Any

from celery.schedules import crontab

from timeline.operations import pulse


def periodic(sweep_seconds: int) -> dict[str, dict[str, Any]]:
    """Return the schedule: name -> {"task": …, "schedule": seconds or crontab(), "options": {"expires": seconds}}.

    Each expires: a message at which worker after worker dies goes back to the queue until then, and no longer.
    """
    return {
        # Whatever is due or was dropped by a dead worker; a sweep that nobody took before the next one is stale.
        "sweep": {"task": "timeline.sweep", "schedule": sweep_seconds, "options": {"expires": sweep_seconds}},
        "watch-evidence": {
            "task": "timeline.watch_evidence",
            "schedule": sweep_seconds,
            "options": {"expires": sweep_seconds},
        },
        # The sign of life of beat, broker and workers.
        "pulse": {"task": "timeline.pulse", "schedule": pulse.EVERY, "options": {"expires": pulse.EVERY}},
        "watch-imports": {
            "task": "timeline.watch_imports",
            "schedule": sweep_seconds,
            "options": {"expires": sweep_seconds},
        },
        # A publication makes pages stale; they are made anew before a reader comes, who would wait for it.
        "prepare-pages": {"task": "timeline.prepare_pages", "schedule": 5, "options": {"expires": 5}},
        # What editors enter is looked for in the items that came before.
        "match-gains": {"task": "timeline.match_gains", "schedule": crontab(minute="*/2"), "options": {"expires": 110}},
        # Readers are told of what is new within a minute, at once or when their morning has come.
        "tell-readers": {"task": "timeline.tell_readers", "schedule": 60, "options": {"expires": 55}},
        # Receivers of webhooks are called within seconds.
        "queue-webhooks": {"task": "timeline.queue_webhooks", "schedule": 10, "options": {"expires": 9}},
        # A day passes at midnight in New York, and the event that was waited for may arrive at any hour.
        "watch-due-dates": {
            "task": "timeline.watch_due_dates",
            "schedule": crontab(minute=7),
            "options": {"expires": 3_000},
        },
        "erase-addresses": {
            "task": "timeline.erase_addresses",
            "schedule": crontab(hour=4, minute=40),
            "options": {"expires": 3_000},
        },
        # It builds only what is missing, so an hour in which no worker was there costs nothing.
        "build-bulk": {"task": "timeline.build_bulk", "schedule": crontab(minute=40), "options": {"expires": 3_000}},
        "prune-answers": {
            "task": "timeline.prune_answers",
            "schedule": crontab(hour=3, minute=40),
            "options": {"expires": 3_000},
        },
        # What workers left behind that died between a file and its row.
        "tidy-evidence": {
            "task": "timeline.tidy_evidence",
            "schedule": crontab(hour=4, minute=50),
            "options": {"expires": 3_000},
        },
        # The last count of a day stays; an hour in which no worker was there leaves it a little older.
        "count-quality": {
            "task": "timeline.count_quality",
            "schedule": crontab(minute=52),
            "options": {"expires": 3_000},
        },
        # Mail that came back lies in a folder until it is read.
        "take-returned-mail": {"task": "timeline.take_returned_mail", "schedule": 300, "options": {"expires": 290}},
        "purge-drafts": {
            "task": "timeline.purge_drafts",
            "schedule": crontab(hour=4, minute=20),
            "options": {"expires": 3_000},
        },
    }
