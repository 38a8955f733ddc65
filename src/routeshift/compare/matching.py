"""Which branch of a union stands for which branch of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from routeshift.compare.nodes import Branch


def partner(branch: Branch, options: list[Branch], fits: Callable[[Branch], bool]) -> Branch:
    """The branch of a consumer that stands for one of a producer.

    Args:
        branch: The producer's branch.
        options: The consumer's branches of the same type, at least one.
        fits: Whether an option takes all of the branch's values.

    Returns:
        The one that takes all the values, or else the one that looks most alike.
    """
    ranked = sorted(options, key=lambda option: -_likeness(branch, option))
    for option in ranked:
        if fits(option):
            return option
    return ranked[0]


def alike(branch: Branch, option: Branch) -> bool:
    """Whether two branches are so much alike that one is a changed form of the other.

    Args:
        branch: The producer's branch.
        option: The consumer's branch.

    Returns:
        False when constant properties contradict, or little is shared.
    """
    return _likeness(branch, option) >= _ALIKE


_ALIKE = 1.5


def _likeness(branch: Branch, option: Branch) -> float:
    score = 0.0
    if branch.key == option.key:
        score += 4
    if branch.name and branch.name == option.name:
        score += 4
    elif branch.title and branch.title == option.title:
        score += 2
    left, right = set(branch.properties), set(option.properties)
    if left | right:
        score += 3 * len(left & right) / len(left | right)
    return score + 8 * _tags(branch, option)


def _tags(branch: Branch, option: Branch) -> int:
    """1 when constant properties agree, -1 when they contradict, 0 when there are none."""
    left, right = constants(branch), constants(option)
    shared = set(left) & set(right)
    if not shared:
        return 0
    return 1 if all(left[name] == right[name] for name in shared) else -1


def constants(branch: Branch) -> dict[str, Any]:
    """The properties that can have just one value, by name.

    Args:
        branch: An object branch.

    Returns:
        Their values.
    """
    found = {}
    for name, raws in branch.properties.items():
        for raw in raws:
            if isinstance(raw, dict) and "const" in raw:
                found[name] = raw["const"]
            elif isinstance(raw, dict) and len(raw.get("enum") or ()) == 1:
                found[name] = raw["enum"][0]
    return found
