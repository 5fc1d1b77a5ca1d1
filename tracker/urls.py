"""The address table of the site: admin, health, and (through the timeline) everything that readers see."""

from django.contrib import admin
from django.urls import include, path

from tracker.health import healthz

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("", include("timeline.urls")),
]
