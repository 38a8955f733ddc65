"""Models that a codebase registers for its document, by whatever decorator (rule D6)."""

from __future__ import annotations

from typing import Any


def registered_models(modules: list[Any]) -> dict[str, Any]:
    """The registered models, by the names of their components, in the order of registration.

    Args:
        modules: The modules of the APIs.
    """
    return {}
