import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_process_with_its_servers_is_healthy(client: Client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
