"""What may be decided of an operation, and how `[tool.routeshift.decisions]` says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from routeshift.binding import Lists

METHOD = "method"
LISTS = "lists"
PARAMETERS = "parameters"

# The answer that takes a declaration at its word; of PARAMETERS, the name of an implementation
# is another.
PROTOCOL = "protocol"

CHOICES = {
    METHOD: ("POST", "PUT", "PATCH"),
    LISTS: tuple(Lists),
    PARAMETERS: (PROTOCOL,),
}


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided, of single operations and of all.

    Attributes:
        of_operations: The settings of single operations, by `<api>.<method>`.
        lists: Where the lists of all others are read from; None when that is not decided.
    """

    of_operations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    lists: str | None = None

    def of(self, api: str, method: str, setting: str) -> Any:
        """What was decided of one operation by a setting; None when nothing was."""
        decided = self.of_operations.get(decision_key(api, method), {}).get(setting)
        return self.lists if decided is None and setting == LISTS else decided


def decision_key(api: str, method: str) -> str:
    """What the table calls an operation."""
    return f"{api}.{method}"


def decision_line(api: str, method: str, setting: str, value: str) -> str:
    """The line of the table that decides one setting of an operation."""
    return f'"{decision_key(api, method)}" = {{ {setting} = "{value}" }}'


def is_answer(setting: str, value: object) -> bool:
    """Whether a value decides a setting; of an implementation's name only whether it is one."""
    named = setting == PARAMETERS and isinstance(value, str) and value.isidentifier()
    return named or value in CHOICES.get(setting, ())
