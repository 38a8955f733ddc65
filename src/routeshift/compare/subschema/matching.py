"""Which branch of a union stands for which branch of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routeshift.compare.subschema.likeness import DEPTH, agreement

if TYPE_CHECKING:
    from collections.abc import Callable

    from routeshift.compare.schema import Branch, Node

# By the scores below: half of the properties in common, or the name, the title or a tag.
_ALIKE = 1.5


def partner(
    producer: Node,
    branch: Branch,
    consumer: Node,
    options: list[Branch],
    proven: Callable[[Branch], bool],
) -> Branch:
    """The branch of a consumer that stands for one of a producer.

    Args:
        producer: The producer's node.
        branch: The producer's branch.
        consumer: The consumer's node.
        options: The consumer's branches of the same type, at least one.
        proven: Whether an option is proven to take all of the branch's values.

    Returns:
        The one that looks the same all the way down or has the same name, else one that is
        proven to take all the values, else the one that looks most alike.
    """
    depths = [agreement(producer, branch, consumer, option) for option in options]

    own = producer.of(branch.kind).index(branch)

    # Constants first: a tag says what a branch is, whatever else became of it. The position is the
    # last resort but one, for people add branches more often than they shuffle them.
    def rank(position: int) -> tuple[float, ...]:
        option = options[position]
        score = (_tags(branch, option), _likeness(branch, option))
        return (*(-one for one in score), abs(position - own), -depths[position])

    ranked = sorted(range(len(options)), key=rank)
    best = options[ranked[0]]
    # Such a branch is meant, even where a proof would pick another one that happens to take all.
    if depths[ranked[0]] == DEPTH or (best.name and best.name == branch.name):
        return best
    for position in ranked:
        if proven(options[position]):
            return options[position]
    return options[ranked[0]]


def alike(branch: Branch, option: Branch) -> bool:
    """Whether two branches are so much alike that one is a changed form of the other.

    Args:
        branch: The producer's branch.
        option: The consumer's branch.

    Returns:
        False when constant properties contradict, or little is shared.
    """
    return 8 * _tags(branch, option) + _likeness(branch, option) >= _ALIKE


def _likeness(branch: Branch, option: Branch) -> float:
    score = 4.0 if branch.key == option.key else 0.0
    if branch.name and branch.name == option.name:
        score += 4
    elif branch.title and branch.title == option.title:
        score += 2
    left, right = set(branch.properties), set(option.properties)
    if left | right:
        score += 3 * len(left & right) / len(left | right)
    return score


def _tags(branch: Branch, option: Branch) -> int:
    """1 when constant properties agree, -1 when they contradict, 0 when there are none."""
    left, right = branch.constants, option.constants
    shared = set(left) & set(right)
    if not shared:
        return 0
    return 1 if all(left[name] == right[name] for name in shared) else -1
