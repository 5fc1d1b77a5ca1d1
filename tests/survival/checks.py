"""What must be so whatever was done to the site, asked of its tables."""

import psycopg

# Each returns one row: what is wrong, 0 where nothing is.
QUERIES = {
    "gaps in the log": "SELECT coalesce(max(seq) - count(*), 0) FROM timeline_revision",
    "lines of the log out of order": """SELECT count(*) FROM (SELECT
        published_at <= lag(published_at) OVER (ORDER BY seq) AS back FROM timeline_revision) AS lines WHERE back""",
    "current entries twice": """SELECT count(*) FROM (SELECT 1 FROM timeline_entry WHERE valid_to IS NULL
        GROUP BY document_type, key HAVING count(*) > 1) AS twice""",
    "items twice": """SELECT count(*) FROM (SELECT 1 FROM timeline_item
        GROUP BY feed_id, key HAVING count(*) > 1) AS twice""",
    "proposals of one item twice": """SELECT count(*) FROM (SELECT 1 FROM timeline_candidate
        GROUP BY item_id, dispute_id HAVING count(*) > 1) AS twice""",
}


def wrong(url: str, taken: list[int], published: list[int]) -> list[str]:
    """Return in words what is wrong: by the queries, with webhooks that were answered 200, with what was committed."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        found = [f"{count} {what}" for what, sql in QUERIES.items() if (count := connection.execute(sql).fetchone()[0])]
        keys = [key for (key,) in connection.execute("SELECT key FROM timeline_delivery WHERE key LIKE 'k-%'")]
        items = {key for (key,) in connection.execute("SELECT key FROM timeline_item WHERE key LIKE 'cl:entry:%'")}
        notes = connection.execute(
            "SELECT substring(document from 'Survival (\\d+)\\.')::int FROM timeline_revision "
            "WHERE document_type = 'party' AND kind <> 'refreshed' AND document ~ 'Survival \\d+\\.'"
        ).fetchall()
    told = [number for (number,) in notes]
    if len(keys) != len(set(keys)):
        found.append("webhooks kept twice")
    if lost := {number for number in taken if f"k-{number}" not in keys}:
        found.append(f"{len(lost)} webhooks lost")
    if unread := [number for number in taken if number not in lost and f"cl:entry:{number}" not in items]:
        found.append(f"{len(unread)} webhooks kept and not read")
    if missing := set(published) - set(told):
        found.append(f"{len(missing)} publications lost")
    if len(told) != len(set(told)):
        found.append("publications doubled")
    return found


def is_read(url: str, number: int) -> bool:
    """Say whether what a webhook brought was read and matched."""
    sql = "SELECT 1 FROM timeline_item WHERE key = %s AND state <> 'waiting'"
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            return connection.execute(sql, (f"cl:entry:{number}",)).fetchone() is not None
    except psycopg.OperationalError:
        return False
