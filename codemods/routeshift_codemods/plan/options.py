"""What a user may settle: the `[tool.routeshift]` table of the target's pyproject.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from routeshift_codemods.index.project import USUAL_WIDTH
from routeshift_codemods.resolve.decisions import decision_key

Convention = Literal["split", "whole"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to rewrite.

    Attributes:
        convention: Whether path parameters stay plain (`split`) or go into the request (`whole`).
        routes_module: The name of router modules; None to follow the package's own.
        contract_module: The name of the module with the shared helpers.
        width: How long a line may be.
        decisions: What was decided per operation, by `<api>.<method>`.
    """

    convention: Convention = "split"
    routes_module: str | None = None
    contract_module: str = "router_contract"
    width: int = USUAL_WIDTH
    decisions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def decided(self, api: str, method: str, setting: str) -> Any:
        """What was decided of one operation; None when nothing was."""
        return self.decisions.get(decision_key(api, method), {}).get(setting)
