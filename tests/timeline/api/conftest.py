"""A small published record and a reader of the API over it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.factories import (
    make_award,
    make_bid,
    make_claim,
    make_contract,
    make_event,
    make_party,
    make_protest,
    make_statement,
)
from tests.made_once import made_once
from timeline.models import EventStep
from timeline.publishing import publish


class Reader:
    """Reads the API as a program does."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def __call__(self, path: str, status: int = 200, **headers: str) -> HttpResponse:
        response = self.client.get(path if path.startswith("/") else f"/api/v1/{path}", headers=headers)
        assert response.status_code == status, response.content[:2_000]
        return response

    def json(self, path: str, status: int = 200) -> Any:
        return json.loads(self(path, status).content)

    def ids(self, path: str) -> list[str]:
        return [one["id"] for one in self.json(path)["results"]]


@dataclass
class Record:
    """What was published: one dispute with a contract, a protest, four events and a statement; and a draft."""

    contract: Any
    oracle: Any
    protest: Any
    events: list[Any]
    claim: Any
    statement: Any
    bid: Any
    award: Any
    draft: Any

    @property
    def dispute(self) -> Any:
        return self.contract.dispute


@pytest.fixture
def read(client: Client) -> Reader:
    return Reader(client)


@pytest.fixture
def record(db: None) -> Record:
    return make_record()


@pytest.fixture(scope="module")
def one_record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], Record]]:
    """Make the record once; a module in which every test asks for it gives out copies under the name `record`."""
    yield from made_once(django_db_blocker, make_record)


def make_record() -> Record:
    contract = make_contract(slug="jedi")
    dispute, oracle = contract.dispute, make_party(slug="oracle", name="Oracle America, Inc.", aliases=["Oracle"])
    protest = make_protest(dispute=dispute, protester=oracle, docket="B-416657", forum="GAO")
    protest.contracts.set([contract])
    events = [
        make_event(dispute=dispute, contracts=[contract], date=day, type=kind, parties={oracle: role}, protest=in_case)
        for day, kind, role, in_case in (
            ("2018-08-06", "protest-filed", "protester", protest),
            ("2018-11-14", "decision", "protester", protest),
            ("2019-04", "competitive-range", "offeror", None),
            ("2019-10-25", "award", "other", None),
        )
    ]
    EventStep.objects.create(event=events[0], protest=protest, step="gao.filed")
    claim = make_claim(dispute=dispute)
    statement = make_statement(event=events[3], claim=claim, date="2019-10-26", quote="A tremendous complaint")
    bid, award = make_bid(contract=contract, bidder=oracle, outcome="excluded"), make_award(contract=contract)
    draft = make_event(dispute=dispute, contracts=[contract], title={"en": "Unpublished draft"})
    publish([contract, protest, *events, statement])
    return Record(contract, oracle, protest, events, claim, statement, bid, award, draft)
