"""What a codebase does in its own way, and its declarations do not tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from routeshift.binding import Lists
from routeshift.discovery._records import Api
from routeshift.errors import DeclarationError


def with_lists(
    apis: Iterable[Api], lists: str | None, decided: Mapping[str, str] | None = None
) -> list[Api]:
    """The same APIs, whose lists on GET and DELETE are read from another place (rule P2).

    Args:
        apis: The APIs.
        lists: `both`, `query` or `body`; None leaves them.
        decided: The same for single operations, by `<api>.<method>`.

    Raises:
        DeclarationError: It is none of the three.
    """
    chosen = {key: _checked(value) for key, value in (decided or {}).items()}
    of_all = None if lists is None else _checked(lists)
    return [
        replace(
            api,
            endpoints=tuple(
                replace(e, lists=chosen.get(f"{api.name}.{e.name}", of_all) or e.lists)
                for e in api.endpoints
            ),
        )
        for api in apis
    ]


def _checked(lists: Any) -> Lists:
    try:
        return Lists(lists)
    except ValueError:
        hint = f"It is one of: {', '.join(Lists)}."
        raise DeclarationError(f"Lists cannot be read from {lists!r}.", hint=hint) from None


__all__ = ["with_lists"]
