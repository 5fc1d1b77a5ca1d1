"""The door of the stream process: answers that stay open long, kept apart so that slow readers stop nobody."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_asgi_application()
