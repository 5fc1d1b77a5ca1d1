import os
import subprocess
import sys

import pytest

from tracker.launcher.folder import CHECKOUT

COMPLETE = {
    "TRACKER_MODE": "production",
    "SECRET_KEY": "q8Yw" * 20 + "x1!",
    "ALLOWED_HOSTS": "tracker.example",
    "SITE_URL": "https://tracker.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def read_settings(env, then="print(settings.DATABASES['default'])"):
    """Read the settings in a process of its own with exactly these variables."""
    script = f"from tracker import settings\n{then}"
    env = {"PATH": os.environ["PATH"], **env}
    return subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False
    )


def test_complete_production_settings_are_read_without_any_server():
    assert read_settings(COMPLETE).returncode == 0


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"])
def test_production_refuses_to_start_without_what_it_needs(missing):
    done = read_settings({key: value for key, value in COMPLETE.items() if key != missing})

    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert missing in done.stderr


def test_production_speaks_https_only_and_sends_its_cookies_nowhere_else():
    asked = """
import django
django.setup()
from django.conf import settings
from django.middleware.csrf import get_token
from django.test import Client
client = Client(headers={"host": "tracker.example"})
print(client.get("/health/live", secure=True).headers["Strict-Transport-Security"])
plain = client.get("/disputes/jedi/?page=2")
print(plain.status_code, plain.headers["Location"])
print(client.get("/", headers={"x-forwarded-host": "evil.example"}).headers["Location"])
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY)
"""
    done = read_settings({**COMPLETE, "DJANGO_SETTINGS_MODULE": "tracker.settings"}, asked)

    assert done.stdout.splitlines() == [
        "max-age=31536000; includeSubDomains",
        "301 https://tracker.example/disputes/jedi/?page=2",
        "https://tracker.example/",
        "True True True",
    ], done.stderr


def test_production_refuses_debug():
    done = read_settings({**COMPLETE, "DEBUG": "1"})

    assert done.returncode != 0
    assert "DEBUG" in done.stderr


def test_whoever_says_nothing_is_in_production():
    done = read_settings(
        {key: value for key, value in COMPLETE.items() if key != "TRACKER_MODE"}, "print(settings.MODE)"
    )

    assert done.stdout.strip() == "production"


def test_an_unknown_mode_is_refused():
    assert "staging" in read_settings({**COMPLETE, "TRACKER_MODE": "staging"}).stderr


def pools(first_line):
    script = (
        f"{first_line}\nfrom django.conf import settings\nprint('pool' in settings.DATABASES['default']['OPTIONS'])"
    )
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "tracker.settings", **COMPLETE}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, check=True).stdout.strip()


def test_only_the_web_process_pools_connections():
    assert pools("import tracker.wsgi") == "True"
    assert pools("import tracker.celery") == "False"


@pytest.mark.parametrize(
    ("name", "value"),
    [("CDN_PURGE_AS", "xml"), ("CDN_PURGE_SECRET", "no-header"), ("CDN_PURGE_URLS", "cache.example/purge")],
)
def test_what_cannot_be_meant_of_caches_is_refused_by_name(name, value):
    done = read_settings({**COMPLETE, name: value})

    assert done.returncode != 0
    assert name in done.stderr
