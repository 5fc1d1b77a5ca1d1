"""For how long what concerns a person is kept: the very constants that the erasing goes by, with the words for it."""

from dataclasses import dataclass
from datetime import timedelta

from timeline.keys.holding import KEPT_REVOKED
from timeline.mail.outbox import KEPT_DAYS, MAIL_DAYS
from timeline.mail.taking import PAUSED
from timeline.reports.receiving import KEPT_AFTER_CLOSING
from timeline.subscriptions.asking import UNCONFIRMED
from timeline.webhooks import asking as webhooks


@dataclass(frozen=True, slots=True)
class Period:
    """What is kept, for how long, and from when on."""

    what: str
    kept: timedelta
    since: str


PERIODS = (
    Period("Address in a report of an error", KEPT_AFTER_CLOSING, "the report was closed"),
    Period("Subscription that nobody confirmed", UNCONFIRMED, "it was asked for"),
    Period("Webhook that nobody confirmed", webhooks.UNCONFIRMED, "it was asked for"),
    Period("Webhook whose receiver never answered", webhooks.UNANSWERED, "it was asked for"),
    Period("Webhook that is switched off", webhooks.SWITCHED_OFF, "it was switched off"),
    Period("What a webhook was sent", webhooks.LOGGED, "it was written"),
    Period("Revoked key of the API, with its address", KEPT_REVOKED, "it was revoked"),
    Period("Address and text of a letter that cannot be sent", timedelta(days=MAIL_DAYS), "it was written"),
    Period("That a letter was sent, with a keyed hash of its address", timedelta(days=KEPT_DAYS), "it was written"),
    Period("Report of a letter that came back, with that hash", PAUSED, "it came"),
)


def table(periods: tuple[Period, ...]) -> str:
    """Return periods as the rows of a table in Markdown, as docs/privacy.md has them."""
    return "\n".join(
        f"| {one.what} | {one.kept.days} {'day' if one.kept.days == 1 else 'days'} | {one.since} |" for one in periods
    )
