"""`manage.py deadline RULE DATE`: compute one due date and show its working."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contracts.procedure.due import due_date
from contracts.procedure.forums import FORUMS
from contracts.procedure.inputs import NO_INPUTS, BadInput, inputs_from, known_inputs
from contracts.procedure.readers import as_trigger
from contracts.procedure.rules import RULES, UnknownRule, rules_like
from contracts.procedure.working import working_of


class Command(BaseCommand):
    """Print the due date of one rule with trigger, arithmetic, closed days, citation and assumptions."""

    help = "Compute the due date of RULE from DATE and show how. This is no legal advice."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the rule, the trigger date and further inputs."""
        parser.add_argument("rule", help="rule code, for example GAO_POSTAWARD_10 or 'COFC_REMAND_DAYS(120)'")
        parser.add_argument("date", type=trigger, help="trigger date, YYYY-MM-DD or YYYY-MM-DDThh:mm")
        parser.add_argument(
            "--input",
            action="append",
            default=[],
            metavar="K=V",
            help="a further input; known: " + ", ".join(sorted(known_inputs())),
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the working, the due date last."""
        try:
            given = dict(_pair(text) for text in options["input"])
            day, at = options["date"]
            if at is not None:
                given.setdefault("time", at.isoformat())
            inputs = inputs_from(given) if given else NO_INPUTS
            working = working_of(due_date(options["rule"], day, inputs))
        except UnknownRule as error:
            raise CommandError(_unknown(str(error))) from error
        except (BadInput, OverflowError) as error:
            raise CommandError(str(error)) from error
        for line in working.lines():
            self.stdout.write(line)


def trigger(text: str) -> tuple[date, time | None]:
    """Read YYYY-MM-DD, with a time of day if there is one."""
    try:
        return as_trigger(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day like 2018-08-06 ({error})") from error


def _unknown(code: str) -> str:
    """Say that there is no such rule, which come near it, and which exist, a line a forum."""
    near = ", ".join(rules_like(code))
    lines = [f"there is no rule {code}; {f'near it: {near}; ' if near else ''}known, by forum:"]
    for forum in FORUMS:
        codes = [rule.code + ("(n)" if rule.takes_length else "") for rule in RULES.values() if rule.forum == forum]
        lines.append(f"  {forum}: {', '.join(codes)}")
    return "\n".join(lines)


def _pair(text: str) -> tuple[str, Any]:
    """Return name and value of `k=v`; a value that is JSON (closures) is parsed, any other is text."""
    name, separator, value = text.partition("=")
    if not separator:
        raise BadInput(f"{text!r} is not of the form k=v")
    if value[:1] in {"[", "{"}:
        try:
            return name, json.loads(value)
        except json.JSONDecodeError as error:
            raise BadInput(f"{name} is not valid JSON: {error}") from error
    return name, value
