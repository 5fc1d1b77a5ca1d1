"""`manage.py status DOCKET`: the derived history of a published protest, with its clocks on a day."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contracts.codelists import Forum
from contracts.procedure import Derivation, held_on, states_on, status_on
from timeline import selectors
from timeline.clocks import deadline_state_on
from timeline.derived import derivation_of
from timeline.documents.deadlines import numbered
from timeline.documents.shapes import Document
from timeline.publishing.derivation import status_by

NEW_YORK = ZoneInfo("America/New_York")


class Command(BaseCommand):
    """Print states over time, outcome, gaps and deadlines as the published record gives them for a day."""

    help = "Print the derived status of a protest by docket number or public id. This is no legal advice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the docket and a day."""
        parser.add_argument("docket", help="docket number as printed (B-416657, 19-1796C) or public id")
        parser.add_argument("--on", type=iso_day, help="the day to read it on (default: today in New York)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Find the protest in the log and print its history."""
        day = options["on"] or timezone.now().astimezone(NEW_YORK).date()
        docket = options["docket"].strip()
        found = selectors.find("protest", selectors.known_keys("protest", [docket]).get(docket, docket))
        if found is None or found.state != "live":
            raise CommandError(f"no published protest has the number {docket}")
        protest = found.data
        self.stdout.write(f"{Forum(protest['forum']).label}  {protest['docket'] or protest['id']}")
        # What came later can change what the document says of earlier days: a result, or the date of a stay.
        known = {**protest, "status": status_by(protest, day)}
        self._history(known["status"])
        self._deadlines(known, day)
        self._today(cast("Derivation", derivation_of(known)), day)  # there is always one just derived

    def _history(self, status: Document) -> None:
        """Print states, stays, results, and what is missing or refused."""
        changes = [(f"{one['case']}  {_state(one)}", one) for one in status["states"]]
        changes += [(f"stay {one['state']}", one) for one in status["stay_states"]]
        changes += [(f"injunction {one['state']}", one) for one in status["injunction_states"]]
        for words, change in sorted(changes, key=lambda found: str(found[1]["since"])):
            self.stdout.write(f"{change['since']}  {words}  ({change['step'] or 'with the end of the case'})")
        for outcome in status["outcomes"]:
            reason = f", {outcome['reason']}" if outcome["reason"] else ""
            whom = f" for {', '.join(outcome['parties'])}" if outcome["parties"] else ""
            self.stdout.write(f"{outcome['on']}  {outcome['case']}  result: {outcome['disposition']}{reason}{whom}")
        if status["practical_result"]:
            self.stdout.write(f"practical result: {status['practical_result']}")
        for gap in status["gaps"]:
            self.stdout.write(f"not in the record: {gap['case']}  {gap['missing']} before {gap['before_step']}")
        for refused in status["refused"]:
            self.stdout.write(
                f"refused: {refused['step']} in state {refused['state']}: {refused['why']} ({refused['rule']})"
            )

    def _deadlines(self, known: Document, day: date) -> None:
        """Print the due dates of the clocks that had started, with what each is on the day."""
        for _, deadline in numbered(known):
            state, kind = deadline_state_on(deadline, day).value, deadline["kind"]
            self.stdout.write(f"{deadline['due_date']}  {deadline['rule']}  {state}  {kind}  {deadline['citation']}")

    def _today(self, derivation: Derivation, day: date) -> None:
        """Print what it is on the day, time that ran out by then included."""
        held = "; award or performance is held" if held_on(derivation, day) else ""
        self.stdout.write(f"On {day.isoformat()}: {status_on(derivation, day)}{held}.")
        for case in states_on(derivation, day):
            detail = f":{case.detail}" if case.detail else ""
            self.stdout.write(f"  {case.case}  {case.state}{detail}")


def _state(change: Document) -> str:
    return f"{change['state']}:{change['detail']}" if change["detail"] else str(change["state"])


def iso_day(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day like 2019-12-09 ({error})") from error
