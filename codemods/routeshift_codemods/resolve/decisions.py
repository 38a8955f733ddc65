"""What may be decided of an operation, and how `[tool.routeshift.decisions]` says it."""

from __future__ import annotations

METHOD = "method"
LISTS = "lists"
PARAMETERS = "parameters"

CHOICES = {
    METHOD: ("POST", "PUT", "PATCH"),
    LISTS: ("both", "query"),
    PARAMETERS: ("protocol",),
}


def decision_key(api: str, method: str) -> str:
    """What the table calls an operation."""
    return f"{api}.{method}"


def decision_line(api: str, method: str, setting: str, value: str) -> str:
    """The line of the table that decides one setting of an operation."""
    return f'"{decision_key(api, method)}" = {{ {setting} = "{value}" }}'
