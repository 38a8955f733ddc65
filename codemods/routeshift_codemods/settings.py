"""The options of a run: what the target's pyproject.toml settles, and what it must not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from routeshift.config import Config, load_config
from routeshift.errors import TargetError
from routeshift.wire import EXTRA_BODY_KEY, Words
from routeshift.wording import meant
from routeshift_codemods.index import Index, Tree, project_of, project_table
from routeshift_codemods.plan.options import Options
from routeshift_codemods.resolve import (
    CHOICES,
    Decision,
    Decisions,
    Inventory,
    decision_key,
    is_answer,
    take_inventory,
)


def config_of(tree: Tree, chosen: Mapping[str, Any] | None = None) -> Config:
    """What the target's project settles.

    Args:
        tree: The target's files.
        chosen: What the command line chose, which wins; None is not chosen.

    Raises:
        TargetError: A setting is none that there is.
    """
    config = load_config(tree.folder)
    for key, settings in config.decisions.items():
        _check_decision(tree, key, settings)
    given = {name: value for name, value in (chosen or {}).items() if value is not None}
    return replace(config, **given)


def with_answers(config: Config, answers: Sequence[Decision]) -> Config:
    """The same settings with more decisions, each with the answer that it proposes."""
    decisions = {key: dict(settings) for key, settings in config.decisions.items()}
    for decision in answers:
        decisions.setdefault(decision.key, {})[decision.setting] = decision.answer
    return replace(config, decisions=decisions)


def decisions_of(config: Config) -> Decisions:
    """What was decided, of single operations and of all."""
    return Decisions(config.decisions, config.lists)


def options_of(tree: Tree, inventory: Inventory, config: Config) -> Options:
    """The options of a run.

    Args:
        tree: The target's files.
        inventory: What it declares.
        config: What the project and the command line settle.

    Raises:
        TargetError: A decision is about no operation, a tag for no API, or there is no such path.
    """
    _check_operations(tree, inventory, config.decisions)
    _check_tags(tree, inventory, config.tags)
    return Options(
        convention=config.convention,  # type: ignore[arg-type]
        routes_module=config.routes_module or _usual_name(inventory),
        contract_module=config.contract_module,
        prefix=config.prefix,
        decisions=decisions_of(config),
        tags=config.tags,
        extra_body=config.extra_body or EXTRA_BODY_KEY,
        implementations=_places(tree, config.implementations),
        facade=config.facade,  # type: ignore[arg-type]
    )


def _places(tree: Tree, chosen: Sequence[Path] | None) -> tuple[Path, ...]:
    """Where implementations are looked for; in the whole project when nothing was chosen."""
    if chosen is None:
        return project_of(tree.target), tree.target
    for place in chosen:
        if not place.exists():
            raise TargetError(
                f"There is no {place}, where implementations are looked for.",
                hint="Give the path of a folder or a file.",
            )
    return tuple(place.absolute() for place in chosen)


def _usual_name(inventory: Inventory) -> str:
    """What the package calls its router modules already."""
    names = [router.module.path.stem for router in inventory.routers]
    # Sorted first: of two that are as frequent the same one wins in each run.
    return max(sorted(set(names)), key=names.count) if names else "routes"


def _check_decision(tree: Tree, key: str, settings: Any) -> None:
    """Refuse a decision that decides nothing."""
    for name, value in settings.items() if isinstance(settings, dict) else [("", None)]:
        if not is_answer(name, value):
            file, _ = project_table(tree, tree.folder)
            allowed = "; ".join(f"{n} = {' or '.join(v)}" for n, v in CHOICES.items())
            raise TargetError(
                f"The decision {key!r} in [tool.routeshift] is {settings!r}.",
                file=file,
                line=_line_of(tree, file, key),
                hint=f"There are: {allowed}.",
            )


def _check_operations(tree: Tree, inventory: Inventory, decisions: dict[str, Any]) -> None:
    """Refuse a decision that is about no operation."""
    file, _ = project_table(tree, tree.folder)
    unknown = [key for key in decisions if key not in _operations(inventory)]
    # A target that is a part of its project knows not all that the project may decide.
    known = _operations(_whole_project(inventory, file)) if unknown and file else set()
    for key in unknown:
        if key not in known:
            # A decision that is misspelled would change nothing, and nobody would notice.
            raise TargetError(
                f"The decision {key!r} in [tool.routeshift] is about no operation.",
                file=file,
                line=_line_of(tree, file, key),
                hint=meant(key, known, "Write it as `api.method`."),
            )


def _check_tags(tree: Tree, inventory: Inventory, tags: Words | None) -> None:
    """Refuse a tag for no API."""
    file, _ = project_table(tree, tree.folder)
    if isinstance(tags, str) or not tags or file is None:
        return
    known = _apis(inventory)
    for api in tags:
        if api not in known and api not in _apis(_whole_project(inventory, file)):
            raise TargetError(
                f"There is a tag for {api!r} in [tool.routeshift], but no such API.",
                file=file,
                line=_line_of(tree, file, api),
                hint=f"The APIs are: {', '.join(sorted(known))}.",
            )


def _apis(inventory: Inventory) -> set[str]:
    return {api.name for api in inventory.legacy} | {api.name for api in inventory.routers}


def _operations(inventory: Inventory) -> set[str]:
    """Every key that a decision may have; operations that were rewritten keep theirs."""
    legacy = {decision_key(api.name, m.name) for api in inventory.legacy for m in api.methods}
    routed = {(router.name, o.name) for router in inventory.routers for o in router.operations}
    # A handler whose name would hide another has an underscore behind it.
    return legacy | {decision_key(api, n) for api, name in routed for n in (name, name.rstrip("_"))}


def _whole_project(inventory: Inventory, file: Path) -> Inventory:
    target = inventory.index.tree.target
    return inventory if target == file.parent else take_inventory(Index(Tree(file.parent)))


def _line_of(tree: Tree, file: Path | None, key: str) -> int | None:
    lines = (tree.read(file) or b"").decode().split("\n") if file else []
    return next((number for number, line in enumerate(lines, 1) if key in line), None)
