"""The least view that could take a webhook: one INSERT."""

from django.db import connection
from django.http import HttpRequest, HttpResponse

TABLE = """CREATE SCHEMA IF NOT EXISTS textbook;
CREATE TABLE textbook.delivery (id bigserial PRIMARY KEY, key text UNIQUE, body bytea)"""


def hook(request: HttpRequest) -> HttpResponse:
    """Store the body under its key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO delivery (key, body) VALUES (%s, %s)", [request.headers["Idempotency-Key"], request.body]
        )
    return HttpResponse("Stored.")


def make_table() -> None:
    """Make the table."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
