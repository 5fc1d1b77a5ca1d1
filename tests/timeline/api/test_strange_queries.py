"""Whatever is asked, the answer is an answer or a problem that says what is wrong: never an error of ours."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.api.reading import WINDOW_NAMES
from timeline.api.resources import RESOURCES
from timeline.filters import FILTERS, OBJECT_FILTERS

NAMES = sorted(
    {*(one.name for one in FILTERS), *(one.name for own in OBJECT_FILTERS.values() for one in own), *WINDOW_NAMES}
    | {"include", "order", "since", "seq", "object", "before", "on", "format"}
)
WORDS = "jedi oracle ruling GAO 2019-01-01 0001-01-01 9999-12-31 1 0 -1 true 1e9 99999999999999999999"
PLAUSIBLE = WORDS.split()
VALUES = st.one_of(
    st.sampled_from(PLAUSIBLE),
    st.text(max_size=40),
    st.sampled_from(["\0", "%", "'", '"', "\\", "((", "a & | !", "“", "é" * 300, ",,,", "n" * 5_000, "\ud7ff", "٣"]),
)
PATHS = [
    *(f"/api/v1/{one.name}/" for one in RESOURCES),
    "/api/v1/changes/",
    "/api/v1/citation-status/",
    "/api/v1/events/unknown/",
    "/api/v1/parties/oracle/",
    "/api/v1/parties/oracle/revisions/",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PATHS), st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=12), VALUES), max_size=4))
def test_no_query_breaks_an_address(client, record, path, pairs):
    parameters = {}
    for name, value in pairs:
        parameters.setdefault(name, []).append(value)
    response = client.get(path, parameters)
    assert response.status_code in {200, 400, 404}
    answer = json.loads(response.content)
    if response.status_code == 400:
        assert answer["errors"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_no_bytes_break_the_query_string(client, record, noise):
    query = noise.decode("latin-1")
    response = client.get("/api/v1/events/", QUERY_STRING=f"q={query}&cursor={query}")
    assert response.status_code in {200, 400}
