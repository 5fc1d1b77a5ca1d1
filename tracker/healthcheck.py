"""Asks the process of the same container for its health; its exit code is the container's state."""

import os
import sys
import urllib.request

URL = "http://127.0.0.1:{port}/health/ready"


def main() -> int:
    """Return 0 if the process answers that it is healthy, else 1 with the reason on standard error."""
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
    url = URL.format(port=os.environ.get("BIND", ":8000").rpartition(":")[2])
    request = urllib.request.Request(url, headers={"Host": host} if host else {})  # noqa: S310 - the address is fixed above
    try:
        with urllib.request.urlopen(request, timeout=4):  # noqa: S310 - the same
            return 0
    except OSError as error:
        print(f"{url}: {error}", file=sys.stderr)  # noqa: T201 - Docker keeps what a health check prints
        return 1


if __name__ == "__main__":
    sys.exit(main())
