"""The shipped record through the API: every document of it is as described."""

import pytest
from django.utils import timezone

from tests.timeline.api.described import errors, validator_of
from timeline.api.resources import RESOURCES
from timeline.records.loading import SHIPPED, load


@pytest.mark.django_db
def test_every_document_of_the_shipped_record_is_as_described(read):
    load([SHIPPED], now=timezone.now())
    for resource in RESOURCES:
        path, number = f"/api/v1/{resource.name}/?limit=1000", 0
        validator = validator_of(resource.object.capitalize())
        while path:
            answer = read.json(path)
            for item in answer["results"]:
                assert errors(validator, item) == [], item["api_url"]
            number += len(answer["results"])
            path = (answer["next"] or "").removeprefix("http://127.0.0.1:8000")
        assert number
