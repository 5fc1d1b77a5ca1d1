"""Four disputes with their names and numbers, and the way in which tests match against them."""

from datetime import date
from decimal import Decimal

from timeline.matching import Text, build, match
from timeline.matching.names import ContractNames, DisputeNames, PartyNames, ProtestNumbers

PENTAGON = PartyNames(
    slug="dod", name="U.S. Department of Defense", aliases=("Pentagon", "DoD"), part="buyer", kind="agency"
)
JEDI = DisputeNames(
    pk=1,
    slug="jedi",
    name="JEDI",
    title="Joint Enterprise Defense Infrastructure Cloud",
    words=("A contract for a single cloud provider.",),
    contracts=(
        ContractNames(
            pk=10,
            name="JEDI",
            title="Joint Enterprise Defense Infrastructure (JEDI) Cloud",
            acronym="JEDI",
            numbers=("HQ0034-18-R-0077", "HQ0034-20-D-0001"),
        ),
        ContractNames(pk=11, name="JWCC", title="Joint Warfighting Cloud Capability", acronym="JWCC"),
    ),
    protests=(
        ProtestNumbers(
            pk=100,
            name="GAO B-416657 et al.",
            forum="GAO",
            dockets=("B-416657",),
            contracts=(10,),
        ),
        ProtestNumbers(
            pk=101,
            name="Court of Federal Claims No. 19-1796C",
            forum="COFC",
            dockets=("No. 19-1796C",),
            contracts=(10,),
            challengers=frozenset({"aws"}),
        ),
        ProtestNumbers(
            pk=102,
            name="Federal Circuit No. 2019-2326",
            forum="CAFC",
            dockets=("2019-2326",),
            contracts=(10,),
            challengers=frozenset({"oracle"}),
        ),
        ProtestNumbers(
            pk=103, name="Supreme Court No. 20-1057", forum="SCOTUS", dockets=("No. 20-1057",), contracts=(10,)
        ),
    ),
    parties=(
        PENTAGON,
        PartyNames(slug="oracle", name="Oracle America, Inc.", aliases=("Oracle",), part="bidder"),
        PartyNames(slug="aws", name="Amazon Web Services, Inc.", aliases=("AWS", "Amazon"), part="bidder"),
        PartyNames(slug="amazon", name="Amazon.com, Inc.", aliases=("Amazon",), part="other"),
        PartyNames(slug="microsoft", name="Microsoft Corporation", aliases=("Microsoft",), part="bidder"),
        PartyNames(slug="scotus", name="Supreme Court of the United States", aliases=("Supreme Court",)),
    ),
    first=date(2017, 1, 1),
    last=date(2022, 12, 31),
)
HLS = DisputeNames(
    pk=2,
    slug="hls",
    name="HLS",
    title="Human Landing System lunar lander",
    contracts=(
        ContractNames(
            pk=20,
            name="HLS",
            title="Human Landing System",
            acronym="HLS",
            numbers=("NNH19ZCQ001K_APPENDIX-H-HLS",),
            sums=frozenset({Decimal(2_890_000_000)}),
        ),
    ),
    protests=(
        ProtestNumbers(
            pk=200,
            name="GAO B-419783",
            forum="GAO",
            dockets=("B-419783", "B-419783.2"),
            contracts=(20,),
        ),
    ),
    parties=(
        PartyNames(slug="nasa", name="NASA", part="buyer", kind="agency"),
        PartyNames(slug="spacex", name="SpaceX", part="bidder"),
        PartyNames(slug="blue-origin", name="Blue Origin Federation, LLC", aliases=("Blue Origin",), part="bidder"),
        PartyNames(slug="amazon", name="Amazon.com, Inc.", aliases=("Amazon",), part="other"),
    ),
    first=date(2019, 1, 1),
    last=date(2023, 12, 31),
)
TANKER = DisputeNames(
    pk=3,
    slug="kcx",
    name="KC-X",
    title="Aerial refuelling tanker",
    contracts=(ContractNames(pk=30, name="KC-X", title="Aerial refuelling tanker", acronym="KC-X"),),
    parties=(
        PartyNames(slug="air-force", name="Air Force", part="buyer", kind="agency"),
        PartyNames(slug="boeing", name="Boeing", part="bidder"),
        PartyNames(slug="eads", name="EADS", part="bidder"),
    ),
    first=date(2007, 1, 1),
    last=date(2022, 12, 31),
)
DCGS = DisputeNames(
    pk=4,
    slug="dcgsa",
    name="DCGS-A",
    title="Distributed Common Ground System-Army",
    contracts=(ContractNames(pk=40, name="DCGS-A", title="Distributed Common Ground System-Army", acronym="DCGS-A"),),
    parties=(
        PartyNames(slug="army", name="Army", part="buyer", kind="agency"),
        PartyNames(slug="raytheon", name="Raytheon", part="bidder"),
    ),
    first=date(2014, 1, 1),
    last=date(2022, 12, 31),
)
INDEX = build([JEDI, HLS, TANKER, DCGS])


def found(title, text="", **more):
    return match(INDEX, Text(title=title, text=text, **more))
