import re
from pathlib import Path

import pytest

from timeline.ingest.source import by_code
from timeline.ingest.sources import SOURCES


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_every_source_declares_what_an_operator_must_know(source):
    said = (source.yields, source.natural_key, source.politeness, source.failure, source.blind)
    assert all(len(one) > 20 for one in said)
    assert all(address.startswith("https://") for address in source.addresses)
    declared = {line.split(":")[0].strip() for line in source.yields.split(";")}
    assert set(source.decides) <= declared


def test_a_code_names_one_source():
    source = next(iter(SOURCES.values()))
    with pytest.raises(ValueError, match="two sources"):
        by_code([source, source])


def test_every_source_is_documented_and_nothing_else_is():
    page = (Path(__file__).parents[3] / "docs" / "sources.md").read_text()
    documented = re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)
    assert sorted(documented) == sorted(SOURCES)


def test_the_page_says_of_every_source_what_it_may_publish_without_review():
    page = (Path(__file__).parents[3] / "docs" / "sources.md").read_text()
    sections = dict(re.findall(r"^### `([a-z-]+)`\n(.*?)(?=^##)", page, re.MULTILINE | re.DOTALL))
    assert sorted(sections) == sorted(SOURCES)
    for code, section in sections.items():
        for said in ("- Limits:", "- Cannot see:", "- Without review:"):
            assert said in section, code
        decided = SOURCES[code].decides
        assert ("- Without review: nothing" in section) is (not decided), code
        assert all(f"`{kind}`" in section for kind in decided), code
