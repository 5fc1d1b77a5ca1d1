"""All settings in one file, read from the environment alone; safe for production unless told otherwise.

`MODE` is `production` (the default), `development` (`make run`, `manage.py` on a checkout) or `test`. The launcher sets
it together with the addresses of the servers; importing this module starts nothing.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django_guid.integrations.celery import CeleryIntegration

from timeline.operations import lanes
from tracker import (
    api_description,
    broker,
    caches,
    copies,
    databases,
    desk,
    edge,
    environment,
    logs,
    observers,
    release,
    schedule,
)
from tracker.middleware import security_policy

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

MODE = environment.text("TRACKER_MODE", "production")
if MODE not in {"production", "development", "test"}:
    raise ImproperlyConfigured(f"TRACKER_MODE is {MODE!r}; say production, development or test.")
PRODUCTION = MODE == "production"

DEBUG = environment.flag("DEBUG")
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("DEBUG shows source code and settings to strangers: it is refused in production.")

SECRET_KEY = environment.text("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. On a checkout start with `make run` or `manage.py`, which keep one in .local/; "
        "in production set it to at least 50 random characters."
    )
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")

# Public address: everything absolute (feeds, mail, canonical links) is built from it, never from the Host header.
SITE_URL = environment.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
# Which code answers: a part of every ETag, so that no reader keeps an answer of older code.
RELEASE = environment.text("RELEASE") or release.of_sources(BASE_DIR)
# The prefix of our processes in OCDS, given by the Open Contracting Partnership; this one is registered with nobody.
OCDS_PREFIX = environment.text("OCDS_PREFIX", "ocds-xxxxxx")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set: name the hosts that the site answers to.")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

# --- Applications -------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.inlines",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "django_guid",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "axes",
    "contracts",
    "timeline",
    "tracker.accounts",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",  # every line of the log names the request that it belongs to
    "tracker.middleware.measuring.MeasuringMiddleware",
    "tracker.middleware.tracing.TracingMiddleware",
    "tracker.middleware.replica.ReplicaMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "tracker.middleware.download_room.DownloadRoomMiddleware",
    "tracker.middleware.edge.EdgeMiddleware",
    "tracker.middleware.api_door.ApiDoorMiddleware",  # the API goes no further than here
    "tracker.middleware.security_policy.SecurityPolicyMiddleware",
    "tracker.middleware.browser_features.BrowserFeaturesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.middleware.compression.PublicCompressionMiddleware",
    # Cookies are for editors: these set none unless a view uses the session or a form token.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.middleware.path_language.PathLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tracker.middleware.desk_guard.DeskGuardMiddleware",
    "tracker.middleware.desk_history.DeskHistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
ASGI_APPLICATION = "tracker.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "tracker" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "timeline.pages.context.site",
            ],
        },
    },
]

# --- Security -----------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {"DIRECTIVES": security_policy.PUBLIC}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"  # sources see that the record links to them, not from where
SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # asked for by the container itself, without the proxy
if environment.flag("BEHIND_TLS_PROXY", default=PRODUCTION):
    # The proxy must set this header and drop it from what readers send; deploy/Caddyfile does.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 31_536_000 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_SUBDOMAINS", default=PRODUCTION)
# Preloading binds a whole domain for years: its owner decides that, not a program.
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# Readers never get a cookie; those of editors do not leave the admin.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600  # a working day, in seconds
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Accounts that can change what readers see need an authenticator app besides their password.
REQUIRE_TWO_FACTOR = environment.flag("REQUIRE_TWO_FACTOR", default=PRODUCTION)
OTP_TOTP_ISSUER = urlsplit(SITE_URL).netloc
# Wrong passwords are counted by account and by address; after so many within a quarter of an hour none is looked at.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_ENABLED = MODE != "test"
AXES_FAILURE_LIMIT = environment.number("LOGIN_ATTEMPTS", 10)
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "timeline.hooks.sender_of"
AXES_LOCKOUT_CALLABLE = "tracker.accounts.passwords.locked"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # slow hashes protect nobody in a test

LOGGING = logs.configuration(
    json_lines=environment.flag("LOG_JSON", default=PRODUCTION),
    level=environment.text("LOG_LEVEL", "WARNING" if MODE == "test" else "INFO"),
    with_rounds=environment.flag("LOG_ROUNDS"),
)

# A request has a number that its log lines carry, those of the tasks it started too; the answer tells it.
DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "EXPOSE_HEADER": False,
    "INTEGRATIONS": [CeleryIntegration()],
}

# --- PostgreSQL and the Redis protocol ----------------------------------------------------------------------------

DATABASE_URL = environment.text("DATABASE_URL")
REDIS_URL = environment.text("REDIS_URL")
if not DATABASE_URL or not REDIS_URL:
    raise ImproperlyConfigured(
        "DATABASE_URL and REDIS_URL are not set. `make run`, `make test` and `manage.py` start servers of their own "
        "and set them; any other process needs both."
    )

DATABASES = databases.from_environment(DATABASE_URL)
# A replica from which readers are served may lag so many seconds, and has every line of the log that there is.
READ_LAG_SECONDS = environment.number("READ_LAG_SECONDS", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# How long a page is kept as it was sent; one whose state has changed is never looked for again.
PAGE_CACHE_SECONDS = environment.number("PAGE_CACHE_SECONDS", 0 if DEBUG else 3600)
# How many parts of pages, and whole pages beside the cache, a process of the web server keeps in its own memory.
PAGE_PARTS_KEPT = environment.number("PAGE_PARTS_KEPT", 0 if DEBUG else 128)
CACHE_URL, CACHES = caches.from_environment(REDIS_URL)

# --- Celery: JSON ids only, never the queue itself ----------------------------------------------------------------

# The server of the cache unless another is named: Redis, Sentinels before several, or RabbitMQ.
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = broker.from_environment(REDIS_URL)
CELERY_TASK_QUEUES, CELERY_TASK_ROUTES, CELERY_TASK_DEFAULT_QUEUE = lanes.queues(), lanes.ROUTES, lanes.SLOW
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 50  # seconds; claims last 90, so a claim never lapses under a living task
CELERY_TASK_TIME_LIMIT = 60
# What a process of the pool may have after a task, before it is replaced; and within a task, before that fails.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = environment.number("WORKER_MEMORY_MB", 400) * 1_024
WORKER_MEMORY_MOST_MB = environment.number("WORKER_MEMORY_MOST_MB", 1_500)  # 0 is without limit
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # Celery's own hundred attempts end every worker after an hour's outage
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# How often beat looks for work that is due or was lost; tests with real workers lower it.
SWEEP_SECONDS = environment.number("SWEEP_SECONDS", 30)
CELERY_BEAT_SCHEDULER = "tracker.beat:LockedScheduler"
CELERY_BEAT_SCHEDULE = schedule.periodic(SWEEP_SECONDS)

# --- Sources ------------------------------------------------------------------------------------------------------

# How long a worker may hold a piece of work before another takes it over; longer than any task may run.
CLAIM_SECONDS = environment.number("CLAIM_SECONDS", 90)
# Wait before the second attempt; it doubles with every further one. After the last the row is a dead letter.
RETRY_SECONDS = environment.number("RETRY_SECONDS", 30)
MAX_ATTEMPTS = environment.number("MAX_ATTEMPTS", 5)
# For how many days (0 is for ever) the bytes of answers are kept that brought nothing (a feed may say otherwise), of
# those that brought something on which no candidate stands, and a table that an editor handed in and never imported.
KEEP_UNCHANGED_DAYS = environment.number("KEEP_UNCHANGED_DAYS", 30)
KEEP_NEWS_DAYS = environment.number("KEEP_NEWS_DAYS", 0)
KEEP_IMPORTS_DAYS = environment.number("KEEP_IMPORTS_DAYS", 14)
# A source has this long to answer, redirects included.
FETCH_SECONDS = environment.number("FETCH_SECONDS", 30)
# Where a publisher can reach us, in the User-Agent of every request: an address of the web or of mail.
FETCH_CONTACT = environment.text("FETCH_CONTACT", SITE_URL)
# Hosts (`host` or `host:port`) that may be called although their address is private: feeds of the operator's own net.
FETCH_ALLOW_HOSTS = environment.words("FETCH_ALLOW_HOSTS")
# Hosts that readers' webhooks may call although their address is private or without TLS: for trying out. A public site
# names none, since whoever can send mail to the site can make it call these.
WEBHOOK_ALLOW_HOSTS = environment.words("WEBHOOK_ALLOW_HOSTS")
# Whether sources are copied when a person publishes what cites them; how often they are copied again to see whether
# they changed, in hours (0 never); and how large a document may be.
CAPTURE_PUBLISHED = environment.flag("CAPTURE_PUBLISHED", default=MODE != "test")
RECHECK_HOURS = environment.number("RECHECK_HOURS", 24)
CAPTURE_MOST_BYTES = environment.number("CAPTURE_MOST_BYTES", 40_000_000)

# The last part of the address to which CourtListener sends webhooks, /hooks/courtlistener/<secret>/: its only proof of
# who sends. Without it nothing is received. Its senders' addresses, and the header that holds the address of a sender
# where a proxy stands in front (its last entry is the one that the proxy itself saw).
COURTLISTENER_SECRET = environment.text("COURTLISTENER_SECRET")
if COURTLISTENER_SECRET and len(COURTLISTENER_SECRET) < 32:
    raise ImproperlyConfigured("COURTLISTENER_SECRET is short; set it to at least 32 random letters and digits.")
COURTLISTENER_SENDERS = environment.words("COURTLISTENER_SENDERS") or ["34.210.230.218", "54.189.59.91"]
SENDER_HEADER = environment.text("SENDER_HEADER")
# Keys that kinds of sources ask for, by code; they go into the request only and are never stored or logged.
SOURCE_KEYS = {
    "courtlistener": environment.text("COURTLISTENER_TOKEN"),
    "sam-gov": environment.text("SAM_GOV_KEY"),
}

# --- Language, time, files ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
# First of all catalogues: the words of other packages (“History”, “Filter”) never replace those of our pages.
LOCALE_PATHS = [BASE_DIR / "timeline" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(BASE_DIR / ".local" / "static")))
STATICFILES_DIRS = [BASE_DIR / "tracker" / "static"]
MEDIA_ROOT = Path(environment.text("MEDIA_ROOT", str(BASE_DIR / ".local" / "media")))
EVIDENCE_ROOT = Path(environment.text("EVIDENCE_ROOT", str(MEDIA_ROOT / "evidence")))
EVIDENCE_BUCKET = environment.text("EVIDENCE_BUCKET")
EVIDENCE_ENDPOINT = environment.text("EVIDENCE_ENDPOINT")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "evidence": copies.storage(root=EVIDENCE_ROOT, bucket=EVIDENCE_BUCKET, endpoint=EVIDENCE_ENDPOINT),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# On a checkout static files come straight from the apps; in production from the collected, hashed ones.
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION

# --- API ----------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
# Requests that one sender may make in a minute, without and with a key; 0 is without limit. Answers that say
# "unchanged" are not counted.
API_REQUESTS_A_MINUTE = environment.number("API_REQUESTS_A_MINUTE", 0 if MODE == "test" else 600)
API_REQUESTS_A_MINUTE_WITH_KEY = environment.number("API_REQUESTS_A_MINUTE_WITH_KEY", 0 if MODE == "test" else 6_000)
SPECTACULAR_SETTINGS = api_description.SETTINGS

# --- Answers that stay open long: a process of their own (tracker/asgi.py); .env.example says what each means ---------

STREAM_URL = environment.text("STREAM_URL").rstrip("/")
STREAMS_A_SENDER = environment.number("STREAMS_A_SENDER", 20)
STREAMS = environment.number("STREAMS", 500)
STREAM_SECONDS = environment.number("STREAM_SECONDS", 600)
STREAM_BEAT_SECONDS = environment.number("STREAM_BEAT_SECONDS", 15)
STREAM_PATIENCE_SECONDS = environment.number("STREAM_PATIENCE_SECONDS", 60)
WEB_DOWNLOADS = environment.number("WEB_DOWNLOADS", max(1, environment.number("WEB_THREADS", 4) // 2))

# --- Mail -----------------------------------------------------------------------------------------------------------

# A server that takes our mail; without one a production site sends none, and offers nothing that would need it. On a
# checkout letters are put into a folder, one file each, so that everything can be tried.
EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_PORT = environment.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_PASSWORD")
EMAIL_USE_SSL = environment.flag("EMAIL_SSL")
EMAIL_USE_TLS = environment.flag("EMAIL_STARTTLS", default=not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 20  # seconds, well below a claim's
EMAIL_FILE_PATH = Path(environment.text("EMAIL_FOLDER", str(BASE_DIR / ".local" / "mail")))
SENDS_MAIL = bool(EMAIL_HOST) or not PRODUCTION
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", f"tracker@{urlsplit(SITE_URL).hostname}")

# Where letters come back to: a mailbox whose address may be lengthened by a plus, and the Maildir in which its mail
# lies, read by the worker. Without an address letters come back to EMAIL_FROM, and nobody reads them here.
BOUNCE_ADDRESS = environment.text("BOUNCE_ADDRESS")
BOUNCE_FOLDER = Path(folder) if (folder := environment.text("BOUNCE_FOLDER")) else None

# --- Downloads of the whole record ----------------------------------------------------------------------------------

# A build is made anew when the newest is this old and the log has gone on; so many builds are kept.
BULK_HOURS = environment.number("BULK_HOURS", 20)
BULK_KEEP = environment.number("BULK_KEEP", 7)
# For whom `manage.py backup` encrypts: a public key, so that the site cannot read its own backups.
BACKUP_RECIPIENT = environment.text("BACKUP_RECIPIENT")
# Who says this may read /metrics; without it nobody can.
METRICS_TOKEN = environment.text("METRICS_TOKEN")

# --- Who is told: caches of what was published (tracker/edge.py), others of errors and times (tracker/observers.py) ---

CDN_PURGE_URLS, CDN_PURGE_METHOD, CDN_PURGE_AS, CDN_PURGE_SECRET, CDN_SECONDS = edge.from_environment()
SENTRY_DSN, OTEL_ENDPOINT, OTEL_PERCENT = observers.from_environment()

# --- Publishing ---------------------------------------------------------------------------------------------------

# The demonstration feed's items are marked as examples; a production site can never publish them.
PUBLISH_EXAMPLES = not PRODUCTION

# --- The editors' desk --------------------------------------------------------------------------------------------

FORMAT_MODULE_PATH = ["tracker.formats"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
UNFOLD = desk.UNFOLD
