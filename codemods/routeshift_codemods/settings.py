"""The options of a run: what the target's pyproject.toml settles, and what it must not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from routeshift.config import load_config
from routeshift.errors import TargetError
from routeshift_codemods.apply.formatting import line_length, project_table
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.plan.options import Options
from routeshift_codemods.resolve.checks import LISTS, METHOD
from routeshift_codemods.resolve.implementations import PARAMETERS
from routeshift_codemods.resolve.inventory import Inventory


def options_of(tree: Tree, inventory: Inventory, chosen: dict[str, Any]) -> Options:
    """The options of a run.

    Args:
        tree: The target's files.
        inventory: What it declares.
        chosen: What the command line chose, which wins.

    Raises:
        TargetError: A setting is none that there is.
    """
    folder = tree.folder
    config = load_config(folder)
    if config.convention not in ("split", "whole"):
        raise TargetError(
            f"`convention` in [tool.routeshift] is {config.convention!r}.",
            file=folder,
            hint="It is split or whole.",
        )
    _, table = project_table(tree, folder)
    named = "routes_module" in str(table.get("tool", {}).get("routeshift", {}))
    _check_decisions(inventory, config.decisions, folder)
    return Options(
        convention=chosen.get("convention") or config.convention,  # type: ignore[arg-type]
        routes_module=config.routes_module if named else _usual_name(inventory),
        contract_module=config.contract_module,
        width=line_length(tree, folder),
        decisions=config.decisions,
    )


def _usual_name(inventory: Inventory) -> str:
    """What the package calls its router modules already."""
    names = [router.module.path.stem for router in inventory.routers]
    return max(sorted(set(names)), key=names.count) if names else "routes"


_CHOICES = {
    METHOD: ("POST", "PUT", "PATCH"),
    LISTS: ("both", "query"),
    PARAMETERS: ("protocol",),
}


def _check_decisions(inventory: Inventory, decisions: dict[str, Any], folder: Path) -> None:
    """Refuse a decision that decides nothing."""
    for key, settings in decisions.items():
        for name, value in settings.items() if isinstance(settings, dict) else [("", None)]:
            if value not in _CHOICES.get(name, ()):
                allowed = "; ".join(f"{n} = {' or '.join(v)}" for n, v in _CHOICES.items())
                raise TargetError(
                    f"The decision {key!r} in [tool.routeshift] is {settings!r}.",
                    file=folder,
                    hint=f"There are: {allowed}.",
                )
