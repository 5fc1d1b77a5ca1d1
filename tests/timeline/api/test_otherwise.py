"""Lists as feeds and calendars by their suffix: the same filters, at the lasting address."""

import pytest

from timeline.api.otherwise import OTHERWISE

OURS = "http://127.0.0.1:8000"


@pytest.mark.parametrize(("name", "form"), [(name, form) for name, forms in OTHERWISE.items() for form in forms])
def test_a_suffix_leads_to_the_feed_or_the_calendar_with_the_filters(read, record, name, form):
    answer = read(f"{name}.{form}?dispute={record.dispute.slug}", 302)
    assert answer["Location"].startswith(OURS)
    followed = read(answer["Location"].removeprefix(OURS))
    assert followed["Content-Type"].split(";")[0] in {
        "application/atom+xml",
        "application/rss+xml",
        "application/feed+json",
        "text/calendar",
    }
