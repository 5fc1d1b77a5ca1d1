"""The whole description under schemathesis: whatever is asked, by it or against it, the answer is as described.

`make fuzz` asks the same for longer, and differently each time.
"""

import os
import random
from contextlib import suppress
from functools import cache

import orjson
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from tests.timeline.due_record import due_record
from timeline.api.resources import BY_NAME
from timeline.api.schema.whole import openapi
from timeline.filters import FILTERS, OBJECT_FILTERS
from timeline.publishing import retract, take_down
from tracker.wsgi import application

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "3"))  # made up, of either kind, by address
EDGES = int(os.environ.get("FUZZ_EDGES", "8"))  # of the hundred or so at the description's edges, by address
SEED = int(os.environ.get("FUZZ_SEED", "1796"))
# What exists, and which moments are past, depends on the record: no description can say it.
OF_RECORD = {one.name for own in (FILTERS, *OBJECT_FILTERS.values()) for one in own if one.objects} | {"as_of", "since"}
CALCULATOR = "/api/v1/calculator/"  # its inputs depend on each other
LABELS = [f"{method.upper()} {path}" for path, own in orjson.loads(openapi())["paths"].items() for method in own]


@cache
def description():
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", application)


@pytest.fixture
def ids(record, read):
    """Publish something of every kind, remove some of it again, and return ids by resource."""
    due_record()
    gone = [event.public_id for event in record.events[1:3]]
    retract([record.events[2]], note="It was another.")
    take_down(record.events[1], reason="Order.")
    found = {name: [*read.ids(f"{name}/?limit=3"), *(gone if name == "events" else [])] for name in BY_NAME}
    # As the test client does, and undoes after each answer: a plain request would close the test's connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield found
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schemathesis.check
def refused_only_for_the_record(ctx, response, case):
    """Let no request within the description be refused, unless it names what the record does not hold any more."""
    if response.status_code == 410:
        return None
    if response.status_code == 400:
        refused = {error["parameter"] for error in response.json()["errors"]}
        if case.path == CALCULATOR or refused <= OF_RECORD:
            return None
    return checks.positive_data_acceptance(ctx, response, case)


def held(case, known, chance):
    """Send a request, to an object that exists where it does not matter which, and hold the answer to every check."""
    within = case.meta is None or case.meta.generation.mode.is_positive
    if known and within and "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = chance.choice(known)
    case.call_and_validate(
        headers={"Accept-Encoding": "identity"},
        additional_checks=[refused_only_for_the_record],
        excluded_checks=[checks.positive_data_acceptance],
    )


def asked(operation, known, chance):
    """Ask an operation at the edges of its description, then what is made up, within it and against it."""
    config = description().config.generation_for(operation=operation)
    edges = list(
        description().iter_coverage_cases(operation, generation_modes=list(GenerationMode), generation_config=config)
    )
    for case in chance.sample(edges, min(EDGES, len(edges))):
        held(case, known, chance)
    for mode in GenerationMode:
        with suppress(Unsatisfiable):  # nothing can be asked against an operation without parameters
            given(operation.as_strategy(generation_mode=mode))(made_up(lambda case: held(case, known, chance)))()


def made_up(test):
    """Ask so many, the same at each run, as they come."""
    once = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    return seed(SEED)(once(test))


def test_every_answer_is_as_described(ids):
    chance, failures = random.Random(SEED), {}
    for label in LABELS:
        try:
            asked(description().find_operation_by_label(label), ids.get(label.split("/")[3], []), chance)
        except FailureGroup as failure:
            failures[label] = str(failure)
    assert not failures, "\n\n".join(f"{label}\n{failure}" for label, failure in failures.items())
