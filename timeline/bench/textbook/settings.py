"""Settings of the textbook implementation: fewer parts than the site has, and all in its favour."""

import os
from urllib.parse import unquote, urlsplit

DEBUG = False
SECRET_KEY = "benchmark only"  # noqa: S105 - it signs nothing
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "timeline.bench.textbook.urls"
WSGI_APPLICATION = "timeline.bench.textbook.wsgi.application"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "django_filters"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
]
_address = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(_address.path.lstrip("/")),
        "USER": unquote(_address.username or ""),
        "PASSWORD": unquote(_address.password or ""),
        "HOST": _address.hostname or "",
        "PORT": str(_address.port or ""),
        "OPTIONS": {"options": "-c search_path=textbook"},
        "CONN_MAX_AGE": 600,
    }
}
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
}
