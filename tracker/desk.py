"""How the editors' desk looks and what stands in its sidebar; the settings hand it to Unfold."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy

# The ink, paper and blue of the public pages, as steps from light to dark.
COLOURS = {
    "base": {
        "50": "#fbfaf6",
        "100": "#f4f1e9",
        "200": "#e4dfd4",
        "300": "#cfc9bb",
        "400": "#9a968d",
        "500": "#69655d",
        "600": "#47443e",
        "700": "#34383e",
        "800": "#262a2f",
        "900": "#1a1d20",
        "950": "#15171a",
    },
    "primary": {
        "50": "#eff6fc",
        "100": "#dcebf8",
        "200": "#bcd9f1",
        "300": "#8ec2f2",
        "400": "#6db1ea",
        "500": "#4a9ade",
        "600": "#0f5c99",
        "700": "#0b4f8a",
        "800": "#0c426f",
        "900": "#0e385c",
        "950": "#0a243d",
    },
}


def _item(title: str, icon: str, model: str) -> dict[str, Any]:
    """Return a line of the sidebar: the list of a model, for those who may see it."""
    app, name = model.split(".")

    def permitted(request: Any) -> bool:
        return bool(request.user.has_perm(f"{app}.view_{name}"))

    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": permitted,
    }


NAVIGATION: list[dict[str, Any]] = [
    {
        "title": "",
        "items": [
            {"title": "Start", "icon": "home", "link": reverse_lazy("admin:index")},
            {"title": "Guide", "icon": "menu_book", "link": reverse_lazy("desk-guide")},
        ],
    },
    {
        "title": "What comes in",
        "items": [
            _item("Review", "inbox", "timeline.candidate"),
            _item("Corrections", "edit_note", "timeline.correction"),
            _item("Without review", "bolt", "timeline.automaticpublication"),
            _item("Open questions", "help", "timeline.openquestion"),
            _item("Readers’ reports", "feedback", "timeline.readerreport"),
            _item("Feeds", "rss_feed", "timeline.feed"),
            _item("Items", "list", "timeline.item"),
            _item("Answers", "download", "timeline.fetch"),
            _item("Incoming webhooks", "webhook", "timeline.delivery"),
            _item("Lookups", "travel_explore", "timeline.lookup"),
        ],
    },
    {
        "title": "The record",
        "items": [
            _item("Events", "event", "timeline.event"),
            _item("Statements", "format_quote", "timeline.statement"),
            _item("Claims", "balance", "timeline.claim"),
            _item("Sources", "article", "timeline.source"),
            _item("Parties", "groups", "contracts.party"),
            _item("Protests", "gavel", "contracts.protest"),
            _item("Contracts", "contract", "contracts.contract"),
            _item("Disputes", "folder_open", "contracts.dispute"),
            _item("Imported tables", "upload_file", "timeline.eventimport"),
            _item("Merges and splits", "merge", "timeline.rearrangement"),
            _item("Scheduled", "schedule", "timeline.scheduledpublication"),
        ],
    },
    {
        "title": "The evidence",
        "items": [
            _item("Copies", "content_copy", "timeline.capture"),
            _item("Copied sources", "fact_check", "timeline.watch"),
        ],
    },
    {
        "title": "The log",
        "separator": True,
        "items": [
            _item("Revisions", "history", "timeline.revision"),
            _item("Change sets", "library_books", "timeline.changeset"),
        ],
    },
    {
        "title": "Accounts",
        "separator": True,
        "items": [
            {"title": "My account", "icon": "account_circle", "link": reverse_lazy("account")},
            _item("Users", "person", "auth.user"),
            _item("Roles", "badge", "auth.group"),
            _item("API keys", "key", "timeline.apikey"),
            _item("Mail", "mail", "timeline.letter"),
            _item("Returned mail", "undo", "timeline.returnedmail"),
            _item("Readers’ webhooks", "outbound", "timeline.webhook"),
        ],
    },
]

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Editors’ desk",
    "SITE_HEADER": "Editors’ desk",
    "SITE_SUBHEADER": "Contract disputes",
    "SITE_SYMBOL": "gavel",
    "SITE_URL": "/",
    "DASHBOARD_CALLBACK": "timeline.admin.start.start_page",
    "BORDER_RADIUS": "4px",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("timeline/desk.svg")}],  # noqa: ARG005
    "STYLES": [lambda request: static("timeline/desk.css")],  # noqa: ARG005 - called with the request
    "COLORS": COLOURS,
    "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": NAVIGATION},
}
