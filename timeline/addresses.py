"""The public addresses of what the log holds: one table for pages, API, feeds and exports. Pure."""

ROOMS = {
    "dispute": "disputes",
    "contract": "contracts",
    "protest": "protests",
    "party": "parties",
    "claim": "claims",
    "event": "events",
    "source": "sources",
}


def page_path(object_type: str, key: str, slug: str = "") -> str:
    """Return the path of an object's page; the slug is decoration and may be left out."""
    return f"/{ROOMS[object_type]}/{key}/{slug}/" if slug else f"/{ROOMS[object_type]}/{key}/"
