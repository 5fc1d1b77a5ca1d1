"""`manage.py status DOCKET`: the derived history of a published protest, with its clocks on a day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contracts.procedure import DeadlineKind
from timeline import selectors
from timeline.clocks import deadline_state_on
from timeline.documents.shapes import Document

NEW_YORK = ZoneInfo("America/New_York")


class Command(BaseCommand):
    """Print states over time, outcome, gaps and deadlines as the published record gives them."""

    help = "Print the derived status of a protest by docket number or public id. This is no legal advice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the docket and a day."""
        parser.add_argument("docket", help="docket number as printed (B-416657, 19-1796C) or public id")
        parser.add_argument("--on", type=date.fromisoformat, help="the day to read it on (default: today in New York)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Find the protest in the log and print its history."""
        day = options["on"] or timezone.now().astimezone(NEW_YORK).date()
        key = selectors.known_keys("protest", [options["docket"]]).get(options["docket"])
        found = selectors.find("protest", key) if key else None
        if found is None or found.state != "live":
            raise CommandError(f"no published protest has the number {options['docket']}")
        status = found.data["status"] or {}
        self._states(status, day)
        self._deadlines(status, day)

    def _states(self, status: Document, day: date) -> None:
        for change in status.get("states", []):
            if change["since"] <= day.isoformat():
                self.stdout.write(
                    f"{change['since']}  {change['case']}  {change['state']}  ({change['step'] or 'time'})"
                )
        decided = status.get("decided")
        if decided and decided <= day.isoformat():
            reason = f", {status['reason']}" if status["reason"] else ""
            self.stdout.write(
                f"{decided}  {status['disposition']}{reason}; practical result: {status['practical_result']}"
            )
        for gap in status.get("gaps", []):
            self.stdout.write(f"not in the record: {gap['missing']} before {gap['before_step']}")
        for refused in status.get("refused", []):
            self.stdout.write(
                f"refused: {refused['step']} in state {refused['state']}: {refused['why']} ({refused['rule']})"
            )

    def _deadlines(self, status: Document, day: date) -> None:
        for deadline in status.get("deadlines", []):
            if deadline["trigger_date"] > day.isoformat():
                continue
            kind = DeadlineKind(deadline["kind"]).value
            state = deadline_state_on(deadline, day).value
            self.stdout.write(f"{deadline['due_date']}  {deadline['rule']}  {state}  {kind}  {deadline['citation']}")
