"""The stream process as production runs it, on the test database."""

import pytest

from tests.doors import stream_door
from timeline.mcp.server import PATH


@pytest.fixture(scope="module")
def door(django_db_setup, tmp_path_factory):
    """Address of the stream process; it keeps nothing of one test for the next."""
    with stream_door(tmp_path_factory.mktemp("assistants")) as address:
        yield address


@pytest.fixture
def assistants(transactional_db, door):
    """Address of the assistants' door in a real server, on tables that are emptied after the test."""
    return f"{door}{PATH}"
