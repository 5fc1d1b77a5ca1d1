"""A small record for tests: two files in a folder, whose entries a test changes by replacing text."""

from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from timeline.records.loading import Loaded, load

PARTIES = """\
format: 1
parties:
- id: navy
  name: Department of the Navy
  kind: agency
- id: acme
  name: Acme Corporation
  kind: company
  aliases: [Acme]
  identifiers: {cik: "0000123456"}
- id: jane-doe
  name: Jane Doe
  kind: person
  posts:
  - {of: acme, post: chief executive, from: 2019}
"""

DISPUTE = """\
format: 1
dispute: {id: boats, name: Boats, title: Boats for the Navy, standfirst: Two firms want to build boats.}
contracts:
- id: boats
  title: Patrol boats
  buyer: navy
  ceiling: {amount: 1000000.50, currency: USD}
  phases:
  - {name: Drafts, start: 2020-01, end: 2020-02-01, event: filed}
  bids:
  - {id: boats-acme, bidder: acme, outcome: unsuccessful, ended: 2020-03, event: filed}
  awards:
  - {id: boats-award, suppliers: [acme], date: 2020-03, status: cancelled, amount: 5, currency: USD, event: filed}
protests:
- id: gao-1
  contracts: [boats]
  forum: GAO
  docket: B-1 et al.
  cases:
  - {docket: B-1, kind: initial, protester: acme}
  - {docket: B-1.2, kind: supplemental, protester: acme}
  stage: post-award
  debriefing: {offered: 2020-03-05, answered: 2020-03-09}
  parties:
  - {id: acme, role: protester}
  stays:
  - {kind: cica-stay, start: 2020-03-10, end: 2020-06-01, start_event: filed, end_event: decided}
  grounds:
  - title: {en: Unequal scoring, de: Ungleiche Wertung}
    text: Equal offers had unequal scores.
    fates:
    - {fate: raised, event: filed, source: news, anchor: unequal scores, note: On both counts.}
  - title: Late notice
claims:
- id: unfair
  title: Unfair scoring
  text: The Navy scored the offers unequally.
events:
- id: filed
  date: 2020-03-10
  type: protest-filed
  significance: 1
  title: Acme protests
  short: {en: Protest, de: Beschwerde}
  summary: Acme protests the award.
  contracts: [boats]
  protest: gao-1
  steps:
  - {step: gao.filed, cases: [B-1]}
  parties:
  - {id: acme, role: protester}
  sources:
  - {source: news, anchor: Acme protested}
  confidence: verified
- id: decided
  date: 2020-06-01
  public: {date: 2020-06-10, basis: release, existence: 2020-06-01}
  type: decision
  significance: 2
  title: GAO denies
  summary: GAO denies the protest.
  protest: gao-1
  steps:
  - {step: gao.decided, cases: [B-1, B-1.2], disposition: denied, for: [acme]}
  amounts:
  - {amount: 42000000, currency: USD, what: security}
  links:
  - {to: filed, relation: decides}
  sources:
  - {source: ruling}
  confidence: single-source
  note: The day is stated by one report.
statements:
- id: doe-unfair
  date: 2020-03-11
  speaker: jane-doe
  capacity: chief executive
  on_behalf_of: acme
  quote: This was not fair.
  lang: en
  translations: {de: Das war nicht fair.}
  claim: unfair
  stance: alleges
  event: filed
  relation: comments-on
  sources:
  - {source: news}
sources:
- id: news
  url: https://news.example/1
  title: Acme goes to GAO
  publisher: The Example
  published: 2020-03-11
  kind: news
  lang: en
- id: ruling
  url: https://gao.example/1
  title: Acme Corporation, B-1
  kind: gao-decision
  lang: en
"""


@dataclass
class SmallRecord:
    """Two files in a folder; `boats` and `parties` are their texts, written again before each load."""

    folder: Path
    boats: str = DISPUTE
    parties: str = PARTIES

    def change(self, old: str, new: str) -> None:
        """Replace a text that stands in exactly one of the files, once."""
        assert (self.boats + self.parties).count(old) == 1, old
        self.boats, self.parties = self.boats.replace(old, new), self.parties.replace(old, new)

    def cut(self, beginning: str, end: str) -> None:
        """Remove what stands from one text up to another in the dispute's file."""
        start = self.boats.index(beginning)
        self.boats = self.boats[:start] + self.boats[self.boats.index(end, start) :]

    def write(self) -> None:
        """Write both files."""
        (self.folder / "boats.yaml").write_text(self.boats, encoding="utf-8")
        (self.folder / "parties.yaml").write_text(self.parties, encoding="utf-8")

    def load(self, **options) -> Loaded:
        """Write both files and load the dispute's."""
        self.write()
        return load([self.folder / "boats.yaml"], now=timezone.now(), **options)

    def outcome(self, **options) -> dict[str, str]:
        """Load and return what became of each object that did not stay unchanged."""
        return {d.label: d.action for d in self.load(**options).decisions if d.action != "unchanged"}
