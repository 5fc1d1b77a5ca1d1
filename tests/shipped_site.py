"""A live site with the whole shipped record, for all tests of a module that only read it."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.db import connection
from django.test.utils import override_settings
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from timeline.bench.database import copied, inside


@pytest.fixture(scope="module")
def shipped_site(django_db_setup: None, shipped: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Serve the five disputes and give the address.

    The site has a database of the module's own, a copy, which goes with whoever is still connected to it: a browser
    keeps its lines to the server, and they their database.
    """
    with django_db_blocker.unblock(), ExitStack() as stack:
        # Beside a running browser Django takes another connection than at the end of the run, which nobody would close.
        stack.callback(connection.close)
        name, _url = stack.enter_context(copied(shipped))
        stack.enter_context(inside(name))
        server = LiveServer("127.0.0.1")
        stack.callback(server.stop)
        stack.enter_context(override_settings(SITE_URL=server.url))
        yield server.url
