"""The address table of the site: admin, health, programs, and (through the timeline) all pages in both languages."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from timeline.admin.guide import guide_page

urlpatterns = [
    path("admin/", include("tracker.accounts.urls")),
    path("admin/guide/", admin.site.admin_view(guide_page), name="desk-guide"),
    path("admin/", admin.site.urls),
    path("", include("timeline.operations.urls")),
    path("", include("timeline.urls")),
    # English at the root, German below `/de/`: the same pages, feeds, cards and embeds.
    *i18n_patterns(
        path("", include("timeline.cards.urls")),
        path("", include("timeline.embeds.urls")),
        path("", include("timeline.exports.local_urls")),
        path("", include("timeline.feeds.urls")),
        path("", include("timeline.pages.urls")),
        path("", include("timeline.keys.urls")),
        path("", include("timeline.reports.urls")),
        path("", include("timeline.subscriptions.urls")),
        path("", include("timeline.webhooks.urls")),
        prefix_default_language=False,
    ),
]
