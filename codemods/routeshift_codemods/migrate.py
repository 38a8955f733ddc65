"""Migrating: from a target to the files that its rewrite writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from routeshift.config import Config
from routeshift.errors import DeclarationError, RouteshiftError, TargetError
from routeshift_codemods.apply.formatting import find_formatter
from routeshift_codemods.index.depth import without_deep
from routeshift_codemods.index.index import Index
from routeshift_codemods.index.source import SourceText
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.plan.code.protocols import requests_of
from routeshift_codemods.plan.imports.proof import refuse_lost_names
from routeshift_codemods.plan.layout.aftermath import notes_on
from routeshift_codemods.plan.layout.rewrites import Rewrite, rewrites_of
from routeshift_codemods.plan.options import Options
from routeshift_codemods.plan.packaging.deciding import undecided
from routeshift_codemods.plan.packaging.project_files import decided_change, project_changes
from routeshift_codemods.plan.rewriting import texts_of
from routeshift_codemods.report import FileChange, MigratedApi, Migration
from routeshift_codemods.resolve.conventions import mixed
from routeshift_codemods.resolve.inventory import Inventory, take_inventory
from routeshift_codemods.resolve.records import LegacyApi, Note
from routeshift_codemods.resolve.wire import on_the_wire
from routeshift_codemods.settings import config_of, decisions_of, options_of, with_answers


def plan_migration(
    target: Path,
    apis: Collection[str] = (),
    *,
    skip: bool = False,
    write_decisions: bool = False,
    **chosen: Any,
) -> Migration:
    """Plan the rewrite of a target. Nothing is written, and nothing of it is imported.

    Args:
        target: A package, a folder of packages, or a Python file.
        apis: The names of the APIs to rewrite; empty for all.
        skip: Whether what cannot be rewritten stays as it is, unless `apis` names it.
        write_decisions: Whether open decisions are written to the project's file, and followed,
            with the answer that changes nothing for clients; those without one stay open.
        chosen: Options that win over the target's `[tool.routeshift]`.

    Raises:
        TargetError: There is no such path or API, or a file that it needs cannot be read.
        DeclarationError: An operation cannot be rewritten, or is declared twice.
        WorkTreeError: A file or folder is in the way.
    """
    run = partial(_plan, apis=frozenset(apis), skip=skip, chosen=chosen, decide=write_decisions)
    return without_deep(Index(Tree(target)), partial(_twice, run=run))


def _twice(index: Index, run: Callable[[Index], Migration]) -> Migration:
    first = run(index)
    _check(index, first, run)
    return first


def _plan(
    index: Index, *, apis: frozenset[str], skip: bool, chosen: dict[str, Any], decide: bool
) -> Migration:
    config = config_of(index.tree, chosen)
    plan = _plan_as(index, config, apis, skip=skip)
    answers = plan.undecided.unchanging if decide else ()
    if not answers:
        return plan
    settled = with_answers(config, answers)
    plan = _plan_as(index, settled, apis, skip=skip)
    change = decided_change(index.tree, answers, plan.changes)
    if change is None:
        return plan
    others = [other for other in plan.changes if other.path != change.path]
    return replace(plan, changes=(*others, change), decided=answers)


def _plan_as(index: Index, config: Config, apis: frozenset[str], *, skip: bool) -> Migration:
    tree = index.tree
    inventory = take_inventory(index, decisions_of(config))
    _select(inventory, apis, skip=skip)
    options = options_of(tree, inventory, config)
    inventory = on_the_wire(inventory, options.implementations, options.decisions)
    selected = _select(inventory, apis, skip=skip)
    wanted = [api for api in selected if any(method.rewritable for method in api.methods)]
    rewrites = rewrites_of(inventory, wanted, options)
    texts = texts_of(inventory, rewrites, options)
    for path in texts.keys() & index.unreadable.keys():
        raise index.unreadable[path]
    project = project_changes(tree, inventory.index, rewrites)
    changes = [
        *_changes(inventory.index, texts, _origins(rewrites)),
        *project.changes,
    ]
    summaries = tuple(_summary(api, options) for api in selected)
    return Migration(
        tree.target,
        summaries,
        tuple(changes),
        tuple(inventory.unreadable.values()),
        (
            *inventory.unserved,
            *inventory.unused_ignores(),
            *_mixed(inventory, rewrites, options),
            *(note for r in rewrites for note in notes_on(index, r.module, r.layout)),
            *project.notes,
        ),
        tuple(api.name for api in selected if api.name in inventory.unimplemented),
        undecided([note for api in summaries for note in api.notes], config.decisions),
    )


def _mixed(inventory: Inventory, rewrites: Sequence[Rewrite], options: Options) -> Iterator[Note]:
    return mixed(inventory.routers, options.convention) if rewrites else iter(())


def _select(inventory: Inventory, names: frozenset[str], *, skip: bool) -> list[LegacyApi]:
    """The APIs to rewrite; whatever stands in the way of them is an error."""
    known = {api.name for api in inventory.legacy}
    routed = {router.name for router in inventory.routers}
    missing = sorted(names - known - routed)
    for error in inventory.in_the_way(missing) if missing or not names else ():
        raise error
    inventory.refuse_nothing()
    if missing:
        raise TargetError(
            f"There is no API {missing[0]!r}.",
            file=inventory.index.tree.target,
            hint=f"There are: {', '.join(sorted(known) or ['no legacy APIs'])}.",
        )
    for conflict in inventory.conflicts():
        raise conflict
    # Packages that stand side by side may each have an API of a name.
    selected = [api for api in inventory.legacy if not names or api.name in names]
    refused = _refused(selected) if names or not skip else []
    if refused:
        raise _refusal(refused)
    return selected


def _refused(apis: Sequence[LegacyApi]) -> list[Note]:
    notes = [note for api in apis for method in api.methods for note in method.notes]
    return [note for note in notes if note.kind == "cannot"]


def _refusal(notes: Sequence[Note]) -> DeclarationError:
    first, *more = notes
    hint = "Change it, or leave it legacy with `# routeshift: ignore` or --skip."
    if more:
        places = ", ".join(f"{note.subject} ({note.path.name}:{note.line})" for note in more)
        hint += f" The same is to be done for {places}."
    return DeclarationError(
        f"{first.subject} cannot be rewritten: {first.message}.",
        file=first.path,
        line=first.line,
        hint=hint,
    )


def _origins(rewrites: Sequence[Rewrite]) -> dict[Path, Path]:
    """The module whose code a file takes over, by that file."""
    return {
        path: rewrite.module.path
        for rewrite in rewrites
        for layout in (rewrite.layout,)
        for path in (layout.models, layout.api, layout.routes, layout.facade)
        if path is not None
    }


def _changes(
    index: Index, texts: dict[Path, tuple[SourceText, str | None]], origins: dict[Path, Path]
) -> Iterator[FileChange]:
    # Projects that stand side by side have formatters of their own.
    formatter_of = cache(partial(find_formatter, index.tree))
    for path in sorted(texts):
        source, text = texts[path]
        formatter = None if text is None else formatter_of(path.parent)
        if text is not None and formatter is not None:
            text = formatter.format(text, path)
        before = index.tree.read(path)
        after = None if text is None else source.encode(text)
        if before != after:
            yield FileChange(path, before, after, origins.get(path) if before is None else None)


def _check(index: Index, first: Migration, run: Callable[[Index], Migration]) -> None:
    """Parse what would be written, and run again on it: nothing may be left to do, or lost."""
    if not first.changes:
        return
    after = index.over({change.path: change.after for change in first.changes})
    python = [change for change in first.changes if change.path.suffix == ".py"]
    for change in python:
        if change.after is not None and not after.at(change.path):
            raise RouteshiftError(
                f"The rewrite would not parse: {after.unreadable[change.path]}.",
                hint="This is a bug of the codemod: nothing was written.",
            )
    second = run(after)
    if second.changes:
        raise RouteshiftError(
            "A second run would change more.",
            file=second.changes[0].path,
            hint="This is a bug of the codemod: nothing was written.",
        )
    refuse_lost_names(index, after, {change.path for change in python})


_KEPT = ("ignored", "cannot")


def _summary(api: LegacyApi, options: Options) -> MigratedApi:
    written = [method for method in api.methods if method.rewritable]
    notes = [note for method in api.methods for note in method.notes]
    return MigratedApi(
        name=api.name,
        path=api.module.path,
        operations=sum(len(method.routes) for method in written),
        requests=tuple(name for m in written for name in requests_of(m, options.convention)),
        kept=tuple(note for note in notes if note.kind in _KEPT),
        notes=tuple(
            n for n in notes if n.kind not in _KEPT and not options.decisions.settle(n.decision)
        ),
    )
