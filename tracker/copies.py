"""Where copies of sources are kept: a folder served by no web server, or a bucket (S3, or what speaks its language)."""

from pathlib import Path
from typing import Any


def storage(*, root: Path, bucket: str, endpoint: str) -> dict[str, Any]:
    """Return the entry for `STORAGES`: a bucket if one is named, whose keys boto3 reads from the environment."""
    if not bucket:
        options = {"location": root, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "default_acl": "private",
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
