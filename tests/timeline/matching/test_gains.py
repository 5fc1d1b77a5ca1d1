"""A key is found in a text however the text writes it, and only the keys that are new are looked for."""

import pytest

from timeline.matching import Gains, Text, build, keys_of
from timeline.matching.names import ContractNames, DisputeNames, PartyNames, ProtestNumbers


def dispute(pk=1, part="bidder", **more):
    return DisputeNames(
        pk=pk,
        slug=f"d{pk}",
        name="JEDI",
        title="Joint Enterprise Defense Infrastructure",
        contracts=(ContractNames(pk=1, name="JEDI", title="", acronym="JEDI", numbers=("HQ0034-18-R-0077",)),),
        protests=(ProtestNumbers(pk=1, name="GAO B-416657", dockets=("B-416657", "2019-2326"), forum="GAO"),),
        parties=(
            PartyNames(slug="oracle", name="Oracle America, Inc.", aliases=("Oracle",), part=part),
            PartyNames(slug="smith", name="Patricia Q. Campbell", kind="person"),
        ),
        **more,
    )


@pytest.mark.parametrize(
    "text",
    [
        Text(title="About jedi"),
        Text(title="", text="The joint enterprise defense infrastructure, again"),
        Text(title="ORACLE AMERICA sued"),
        Text(title="Judge Campbell asked"),
        Text(title="", text="B416657.3 was filed"),
        Text(title="", text="Appeal No. 19-2326"),
        Text(title="", url="https://www.gao.gov/products/b-416657"),
        Text(title="", identifiers=("HQ003418R0077",)),
        Text(title="", text="HQ0034 18 R 0077"),
    ],
    ids=str,
)
def test_a_key_is_found_however_it_is_written(text):
    assert Gains(keys_of(build([dispute()]))).are_in(text)


def test_nothing_is_found_where_nothing_is_named():
    gains = Gains(keys_of(build([dispute()])))

    assert not gains.are_in(Text(title="Weather", text="Rain, 19-2327, B-416658 and Orac", url="https://a.example/1"))
    assert not Gains([]).are_in(Text(title="JEDI", text="B-416657 of Oracle"))


def test_only_what_is_new_is_looked_for():
    before = keys_of(build([dispute()]))
    after = keys_of(build([dispute(), dispute(pk=2, part="other")]))

    assert before < after
    assert {key.leads_to for key in after - before} == {"2", "2 other"}


def test_a_larger_part_makes_a_name_new():
    before, after = keys_of(build([dispute(part="other")])), keys_of(build([dispute(part="bidder")]))

    assert {key.form for key in after - before} >= {"oracle", "oracle america"}
    assert all(key.kind == "name" for key in after - before)
