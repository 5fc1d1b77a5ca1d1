"""The examples: real, public happenings around JEDI, told in our own words. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Story:
    """One example: a key for ever, the day it is dated, a headline and what it says."""

    key: str
    day: date
    title: str
    text: str


STORIES: Final = (
    Story(
        "jwcc-task-orders",
        date(2024, 3, 22),
        "Pentagon counts nearly fifty JWCC orders a year after the award",
        "The Pentagon’s chief information officer, John Sherman, told a House panel that more than 47 task orders "
        "had been placed under the Joint Warfighting Cloud Capability contract and that over fifty more were on "
        "their way. Amazon, Google, Microsoft and Oracle compete for each order.",
    ),
    Story(
        "jwcc-memo",
        date(2023, 8, 2),
        "Pentagon tells its offices to buy cloud services through JWCC",
        "A memorandum of 31 July 2023 that became public on 2 August asks the offices of the Secretary of Defense "
        "and the defense agencies to use the JWCC contract for future cloud services and to move running contracts "
        "over as they expire. The armed services are encouraged to do the same.",
    ),
    Story(
        "jwcc-a-month-away",
        date(2022, 11, 7),
        "JWCC contract award is about a month away, Pentagon says",
        "The successor of the cancelled JEDI procurement will be awarded in about thirty days, the Pentagon’s chief "
        "information officer said. Amazon, Google, Microsoft and Oracle had been invited to bid a year before.",
    ),
    Story(
        "oracle-petition-declined",
        date(2021, 10, 4),
        "Supreme Court leaves Oracle’s JEDI case where it is",
        "Without a word of explanation the Supreme Court declined to hear Oracle America, Inc. v. United States, "
        "No. 20-1057. The contract that the case was about had been cancelled three months before.",
    ),
    Story(
        "jedi-ends",
        date(2021, 7, 6),
        "Pentagon cancels JEDI and promises the work to several companies",
        "The JEDI cloud contract, awarded to Microsoft in 2019 and held up in court by Amazon ever since, no longer "
        "meets the needs of the department, the Pentagon said. Its successor is to be shared by several companies.",
    ),
    Story(
        "congress-is-warned",
        date(2021, 1, 28),
        "Pentagon warns Congress that a long lawsuit could end JEDI",
        "If the court lets Amazon’s claims of interference by the White House go forward, the JEDI contract may not "
        "survive the years that this would take, the Pentagon wrote to Congress in an information paper.",
    ),
    Story(
        "work-is-halted",
        date(2020, 2, 13),
        "Judge stops Microsoft’s work on JEDI while Amazon’s suit goes on",
        "In Amazon Web Services v. United States, No. 19-1796C, the Court of Federal Claims forbade the Pentagon to go "
        "ahead with the JEDI contract and ordered Amazon to give a security of 42 million dollars.",
    ),
    Story(
        "gao-denies-oracle",
        date(2018, 11, 14),
        "GAO finds nothing wrong with a single winner for JEDI",
        "The Government Accountability Office denied the protest of Oracle (B-416657) against the terms of "
        "solicitation HQ0034-18-R-0077. A single award for the whole cloud was within the agency’s discretion.",
    ),
)
