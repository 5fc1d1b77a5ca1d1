"""The settings as the type checker reads them: complete, but with servers that nobody calls."""

import os

os.environ.setdefault("TRACKER_MODE", "development")
os.environ.setdefault("SECRET_KEY", "types-only")
os.environ.setdefault("DATABASE_URL", "postgresql://types@127.0.0.1:1/types")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")

from tracker.settings import *  # noqa: F403 - the variables above must be there first
