"""Feeds as text, for tests of their reader."""

from timeline.ingest.feed import parse

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def rss(*items, channel="<title>Docket</title><language>en-us</language>", encoding="utf-8"):
    entries = "".join(f"<item>{item}</item>" for item in items)
    feed = f'<rss version="2.0" {DC}><channel>{channel}{entries}</channel></rss>'
    return f'<?xml version="1.0" encoding="{encoding}"?>{feed}'.encode(encoding)


def atom(*entries, attributes='xml:base="https://records.example/a/"'):
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>Rulings</title>{inner}</feed>'.encode()


def only(body, **options):
    (item,) = parse(body, **options).items
    return item


WHOLE = (
    "<guid isPermaLink='false'>g-1</guid><link>https://records.example/1?utm_source=rss</link>"
    "<title>Oracle v. US</title><description>The court denied the motion.</description>"
    "<pubDate>Wed, 01 May 2024 10:00:00 +0000</pubDate><dc:creator>A. Reporter</dc:creator>"
    "<category>protest</category><enclosure url='https://records.example/1.pdf' type='application/pdf'/>"
)


def shared(number, text="text"):
    return (
        f"<guid>case-7</guid><link>https://x.example/{number}</link><title>Entry {number}</title>"
        f"<description>{text}</description><pubDate>Wed, 0{number} May 2024 10:00:00 GMT</pubDate>"
    )
