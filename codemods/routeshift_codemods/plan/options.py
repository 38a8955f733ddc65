"""What a user may settle: the `[tool.routeshift]` table of the target's pyproject.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from routeshift.wire import EXTRA_BODY_KEY, Words
from routeshift_codemods.index import USUAL_WIDTH
from routeshift_codemods.resolve import Decisions

Convention = Literal["split", "whole"]
Reexported = Literal["tight", "all"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to rewrite.

    Attributes:
        convention: Whether path parameters stay plain (`split`) or go into the request (`whole`).
        routes_module: The name of router modules; None to follow the package's own.
        contract_module: The name of the module with the shared helpers.
        prefix: What stands before routes that have no level.
        width: How long a line may be.
        decisions: What was decided of its operations.
        tags: The words of tags: `protocol`, `title`, or tags by the names of APIs.
        extra_body: The vendor extension that lists extra body fields.
        implementations: Where implementations are looked for.
        facade: What a facade re-exports of what its module merely imported: what some file of the
            project takes from there (`tight`), or all of it.
    """

    convention: Convention = "split"
    routes_module: str | None = None
    contract_module: str = "router_contract"
    prefix: str = ""
    width: int = USUAL_WIDTH
    decisions: Decisions = field(default_factory=Decisions)
    tags: Words | None = None
    extra_body: str = EXTRA_BODY_KEY
    implementations: tuple[Path, ...] = ()
    facade: Reexported = "tight"
