"""The stream process as production runs it, on the test database."""

import pytest

from tests.doors import stream_door
from timeline.mcp.server import PATH


@pytest.fixture
def assistants(transactional_db, tmp_path):
    """Address of the assistants' door in a real server."""
    with stream_door(tmp_path) as address:
        yield f"{address}{PATH}"
