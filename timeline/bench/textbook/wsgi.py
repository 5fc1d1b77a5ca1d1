"""The door of the textbook's process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.bench.textbook.settings")

application = get_wsgi_application()
