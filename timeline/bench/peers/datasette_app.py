"""What granian runs in Datasette's own environment, which has nothing of ours: one read-only file and one query."""

import json
import os

from datasette.app import Datasette

app = Datasette(
    files=[],
    immutables=[os.environ["PEER_FILE"]],
    cors=False,
    metadata=json.loads(os.environ["PEER_METADATA"]),
    settings=json.loads(os.environ["PEER_SETTINGS"]),
).app()
