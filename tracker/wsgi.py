"""The door of the web process: pages, admin and API answers that end quickly."""

import os

from django.core.wsgi import get_wsgi_application

from tracker import telemetry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
# Only this process pools its connections; it must say so before the settings are read, and after the server forked.
os.environ.setdefault("DATABASE_POOL", "1")

application = get_wsgi_application()
telemetry.start("web")
