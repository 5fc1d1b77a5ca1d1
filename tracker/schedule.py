"""Everything periodic, in one place: which task beat starts, and when."""

from typing import Any

from celery.schedules import crontab

from timeline.operations import pulse

# Seconds for which what is done at an hour or a minute of it waits for a worker.
WAITS = 3_000


def periodic(sweep_seconds: int) -> dict[str, dict[str, Any]]:
    """Return the schedule: name -> {"task": …, "schedule": seconds or crontab(), "options": {"expires": seconds}}.

    Each expires: a message at which worker after worker dies goes back to the queue until then, and no longer.
    """
    schedules: dict[str, int | crontab] = {
        # Whatever is due or was dropped by a dead worker; a sweep that nobody took before the next one is stale.
        "sweep": sweep_seconds,
        "watch_evidence": sweep_seconds,
        "watch_imports": sweep_seconds,
        "watch_pasted": sweep_seconds,
        # The sign of life of beat, broker and workers.
        "pulse": pulse.EVERY,
        # A publication makes pages stale; they are made anew before a reader comes, who would wait for it.
        "prepare_pages": 5,
        # So are the caches in front of the site, where there are any, told what they hold too long.
        "purge_edge": 5,
        # What editors enter is looked for in the items that came before.
        "match_gains": 120,
        # Readers are told of what is new within a minute, at once or when their morning has come.
        "tell_readers": 60,
        # Receivers of webhooks are called within seconds.
        "queue_webhooks": 10,
        # What publishers set an hour for becomes public within it.
        "publish_scheduled": 15,
        # Mail that came back lies in a folder until it is read.
        "take_returned_mail": 300,
        # A day passes at midnight in New York, and the event that was waited for may arrive at any hour.
        "watch_due_dates": crontab(minute=7),
        # It builds only what is missing, so an hour in which no worker was there costs nothing.
        "build_bulk": crontab(minute=40),
        # The last count of a day stays; an hour in which no worker was there leaves it a little older.
        "count_quality": crontab(minute=52),
        "prune_answers": crontab(hour=3, minute=40),
        "purge_drafts": crontab(hour=4, minute=20),
        "expire_imports": crontab(hour=4, minute=25),
        "erase_addresses": crontab(hour=4, minute=40),
        "tidy_accounts": crontab(hour=4, minute=45),
        "extend_log": crontab(hour=4, minute=55),
        # What workers left behind that died between a file and its row.
        "tidy_evidence": crontab(hour=4, minute=50),
    }
    return {
        name.replace("_", "-"): {
            "task": f"timeline.{name}",
            "schedule": schedule,
            "options": {"expires": schedule if isinstance(schedule, int) else WAITS},
        }
        for name, schedule in schedules.items()
    }


def rounds() -> list[str]:
    """Return the tasks that come back within minutes, all day long, mostly to find nothing to do."""
    return [entry["task"] for entry in periodic(1).values() if isinstance(entry["schedule"], int)]
