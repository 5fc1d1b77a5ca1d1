"""For whom a person acted on the day of an event: read from the posts that the person's public document tells. Pure.

What others show of a person carries the posts (`POSTS`). An event's document keeps of them the one organisation that
the person stood for on its day (`ACTING_FOR`); no other document shows either.
"""

from typing import Any, TypeAlias

POSTS = "posts"
ACTING_FOR = "acting_for"
Shape: TypeAlias = dict[str, Any]


def on_the_day(facts: Shape, document: Shape) -> Shape:
    """Return what this document shows of an object: for a person in an event, with the organisation acted for then."""
    shown = {name: value for name, value in facts.items() if name != POSTS}
    posts = facts.get(POSTS)
    if not posts or document["object"] != "event" or "date" not in document:
        return shown
    post = _held(posts, document)
    return {**shown, ACTING_FOR: {"id": post["id"], "kind": post["kind"]}} if post else shown


def _held(posts: list[Shape], document: Shape) -> Shape | None:
    """Choose among the posts that the day may fall into; None where every one had ended or not begun.

    A post with a known first or last day goes before one without, then one at an organisation that the event itself
    names, then the one begun last, then the order of the record.
    """
    day = document["date"]
    named = {row["party"]["id"] for row in document.get("parties", ())}
    held = [post for post in posts if _may_hold(post, day)]
    return max(
        held, key=lambda post: (bool(post["from"] or post["to"]), post["id"] in named, post["from"] or ""), default=None
    )


def _may_hold(post: Shape, day: Shape) -> bool:
    begun = post["from"] is None or bool(post["from"] <= day["latest"])
    return begun and (post["to"] is None or bool(post["to"] >= day["earliest"]))
