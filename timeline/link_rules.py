"""What no links between events may contain: an effect before its cause, or a way back to where it began. Pure."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

from contracts.dates import PartialDate, certainly_before

Node = TypeVar("Node", bound=Hashable)


def precedes_its_cause(effect: PartialDate, effect_until: PartialDate | None, cause: PartialDate) -> bool:
    """Say whether an effect lies wholly before its cause; one that took several days is judged by its last."""
    return certainly_before(effect_until or effect, cause)


def find_cycle(edges: Iterable[tuple[Node, Node]]) -> list[Node] | None:
    """Return the nodes of one cycle, the first repeated at the end; None where there is none. Linear in the edges."""
    targets: dict[Node, list[Node]] = {}
    for source, target in edges:
        targets.setdefault(source, []).append(target)
    done: set[Node] = set()
    for start in targets:
        if start in done:
            continue
        cycle = _walk(start, targets, done)
        if cycle:
            return cycle
    return None


def _walk(start: Node, targets: dict[Node, list[Node]], done: set[Node]) -> list[Node] | None:
    """Walk depth first without recursion: chains of links may be longer than Python's stack."""
    trail, places = [start], {start: 0}
    waiting = [iter(targets.get(start, ()))]
    while waiting:
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
            left = trail.pop()
            del places[left]
            done.add(left)
        elif following in places:
            return [*trail[places[following] :], following]
        elif following not in done:
            places[following] = len(trail)
            trail.append(following)
            waiting.append(iter(targets.get(following, ())))
    return None
