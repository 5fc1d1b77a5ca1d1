"""The picture's layout: no mark on another, no label on another, crowded lanes in columns, nothing from the future."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from timeline.pages.chart.layout import draw
from timeline.pages.chart.placing import GAP, Bar, Mark, cluster, labels, pack, stack, text_width
from timeline.pages.chart.scale import RIGHT, scale_over

FIRST = date(2018, 1, 1)
SCALE = scale_over([FIRST, FIRST + timedelta(days=1500)])


def mark(number: int, offset: int, significance: int, label: str = "") -> Mark:
    day = FIRST + timedelta(days=offset)
    return Mark(f"e{number}", day, SCALE.x(day), significance, "filing", "title", "#", label)


MARKS = st.lists(st.tuples(st.integers(0, 1500), st.sampled_from([1, 2, 3])), max_size=60).map(
    lambda rows: [mark(number, *row, label=f"Label {number}") for number, row in enumerate(rows)]
)


@given(MARKS)
def test_marks_keep_their_dates_and_touch_no_other(marks):
    placed = stack(marks)
    assert sorted((m.key, m.x) for m in placed) == sorted((m.key, m.x) for m in marks)
    for one, other in combinations(placed, 2):
        if one.row == other.row:
            assert abs(one.x - other.x) >= one.radius + other.radius + GAP


@given(MARKS)
def test_labels_touch_no_other_and_stay_inside(marks):
    placed = labels(stack(marks), RIGHT)
    assert all(label.right <= RIGHT and label.left >= 0 for label in placed)
    for one, other in combinations(placed, 2):
        if one.row == other.row:
            assert one.right + 8 <= other.left or other.right + 8 <= one.left


@given(MARKS)
def test_clusters_lose_no_event(marks):
    single, columns = cluster(marks, SCALE)
    assert len(single) + sum(column.count for column in columns) == len(marks)


@given(st.lists(st.tuples(st.integers(160, 1100), st.integers(0, 200)), max_size=20))
def test_bars_and_their_words_do_not_overlap(spans):
    bars = pack([Bar(x, min(1138, x + w), "for", "Oracle, B-1: denied", "t", "#") for x, w in spans], RIGHT)
    for one, other in combinations(bars, 2):
        if one.row == other.row:
            assert one.x2 <= other.x or other.x2 <= one.x


def event(number: int, day: date, significance: int = 2) -> dict:
    text = day.isoformat()
    shape = {"text": text, "earliest": text, "latest": text, "precision": "day", "circa": False}
    names = {"title": {"en": f"Order {number}"}, "short_title": {}, "slug": "x"}
    dates = {"date": shape, "until": None, "public": {"date": shape}}
    protest = {"object": "protest", "id": "p", "forum": "COFC"}
    row = {
        "object": "event",
        "id": f"id{number}",
        "type": "order",
        "significance": significance,
        "parties": [],
        "links": [],
    }
    return {**row, **names, **dates, "protest": protest}


def test_ten_thousand_events_become_a_picture_of_bounded_size():
    events = [event(number, FIRST + timedelta(days=number % 1500)) for number in range(10_000)]
    chart = draw(events, [], [])
    [lane] = chart.lanes
    assert not lane.marks
    assert len(lane.columns) <= 160
    assert lane.count == 10_000


def test_nothing_public_later_is_drawn_and_the_axis_stays():
    events = [event(number, FIRST + timedelta(days=100 * number), 1) for number in range(10)]
    whole, then = draw(events, [], []), draw(events, [], [], known_by=FIRST + timedelta(days=350))
    assert then.count == 4
    assert [tick.x for tick in then.ticks] == [tick.x for tick in whole.ticks]


def test_text_width_grows_with_the_text():
    assert text_width("Remand") < text_width("Remand to the agency")
