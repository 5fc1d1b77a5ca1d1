"""The examples as an RSS feed and as pages, each marked as an example. Pure."""

from datetime import UTC, datetime, time
from email.utils import format_datetime
from html import escape

from timeline.demo.stories import STORIES, Story

NAME = "Example Wire (demonstration)"
MARK = "[Example]"


def path_of(story: Story) -> str:
    """Return the path of a story's page."""
    return f"/stories/{story.key}/"


def feed_xml(base: str) -> bytes:
    """Return the feed; `base` is the address of the server without a slash at its end."""
    entries = "".join(_entry(base, story) for story in STORIES)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(NAME)}</title><link>{base}/</link><language>en</language>"
        "<description>Examples that come with the site; not a news service.</description>"
        f"{entries}</channel></rss>\n"
    ).encode()


def _entry(base: str, story: Story) -> str:
    published = format_datetime(datetime.combine(story.day, time(12), UTC))
    return (
        f'<item><guid isPermaLink="false">example:{story.key}</guid><title>{escape(f"{MARK} {story.title}")}</title>'
        f"<link>{base}{path_of(story)}</link><pubDate>{published}</pubDate><category>example</category>"
        f"<description>{escape(story.text)}</description></item>\n"
    )


def page_html(story: Story) -> bytes:
    """Return the page of one story."""
    title = escape(f"{MARK} {story.title}")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<h1>{title}</h1><p><time>{story.day.isoformat()}</time></p><p>{escape(story.text)}</p>"
        "<p><em>An example that comes with the site. It was published nowhere.</em></p></html>\n"
    ).encode()
