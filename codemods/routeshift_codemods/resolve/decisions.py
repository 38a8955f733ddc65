"""What may be decided of an operation, and how `[tool.routeshift.decisions]` says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from routeshift.wire import Lists

METHOD = "method"
LISTS = "lists"
PARAMETERS = "parameters"

# The answer that takes a declaration at its word; of
# PARAMETERS, the name of an implementation is another.
PROTOCOL = "protocol"

CHOICES = {
    METHOD: ("POST", "PUT", "PATCH"),
    LISTS: tuple(Lists),
    PARAMETERS: (PROTOCOL,),
}

# The answer with which clients see what they have seen. Where there is none, a person decides.
UNCHANGED = {METHOD: "POST", LISTS: str(Lists.BODY.value)}


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

    def settle(self, decision: Decision | None) -> bool:
        """Whether a decision was made."""
        if decision is None:
            return False
        return self.of(decision.api, decision.method, decision.setting) is not None


def decision_key(api: str, method: str) -> str:
    """What the table calls an operation."""
    return f"{api}.{method}"


def is_answer(setting: str, value: object) -> bool:
    """Whether a value decides a setting; of an implementation's name only whether it is one."""
    named = setting == PARAMETERS and isinstance(value, str) and value.isidentifier()
    return named or value in CHOICES.get(setting, ())


@dataclass(frozen=True, slots=True)
class Decision:
    """One setting of an operation, with an answer.

    Attributes:
        api: The API.
        method: The operation's method.
        setting: What is to be decided, as `lists`.
        declared: The answer that takes what is declared at its word.
    """

    api: str
    method: str
    setting: str
    declared: str

    @property
    def key(self) -> str:
        """What the table calls the operation."""
        return decision_key(self.api, self.method)

    @property
    def unchanged(self) -> str | None:
        """The answer with which clients see what they have seen; None when none is sure to."""
        return UNCHANGED.get(self.setting)

    @property
    def answer(self) -> str:
        """The answer to propose."""
        return self.unchanged or self.declared

    def as_toml(self) -> str:
        """The answer to propose, as a table of its own."""
        return f'[tool.routeshift.decisions."{self.key}"]\n{self.setting} = "{self.answer}"\n'

    @property
    def others(self) -> tuple[str, ...]:
        """The other answers."""
        return tuple(str(c) for c in CHOICES[self.setting] if c != self.answer)
