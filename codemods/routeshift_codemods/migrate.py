"""Migrating: from a target to the files that its rewrite writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from routeshift.config import Config
from routeshift_codemods.drafting import (
    changes_of,
    index_after,
    python_files,
    refuse_more,
    with_layout,
)
from routeshift_codemods.index import Index, Surroundings, parse_text, run_on, whole_project
from routeshift_codemods.outcome import Dropped, MigratedApi, Migration
from routeshift_codemods.plan.code import requests_of
from routeshift_codemods.plan.decisions import decided_change, undecided
from routeshift_codemods.plan.imports import refuse_lost_names
from routeshift_codemods.plan.layout import Rewrite, notes_on, rewrites_of
from routeshift_codemods.plan.options import Options
from routeshift_codemods.plan.packaging import notes_on_names, project_changes
from routeshift_codemods.plan.repository import Texts, repository_of
from routeshift_codemods.plan.rewriting import texts_of
from routeshift_codemods.resolve import (
    ApiCalls,
    Diagnostic,
    HostMove,
    Inventory,
    LegacyApi,
    SecondOpinion,
    api_calls,
    host_moves,
    metadata_readers,
    mixed,
    on_the_wire,
    opinion_of,
    packages_of,
    select,
    since_the_move,
    take_inventory,
)
from routeshift_codemods.settings import config_of, decisions_of, options_of, with_answers


def plan_migration(
    target: Path,
    apis: Collection[str] = (),
    *,
    skip: bool = False,
    write_decisions: bool = False,
    move_hosts: bool = False,
    **chosen: Any,
) -> Migration:
    """Plan the rewrite of a target. Nothing is written, and nothing of it is imported.

    Args:
        target: A package, a folder of packages, or a Python file.
        apis: The names of the APIs to rewrite; empty for all.
        skip: Whether what cannot be rewritten stays as it is, unless `apis` names it.
        write_decisions: Whether open decisions are written to the project's file, and followed,
            with the answer that changes nothing for clients; those without one stay open.
        move_hosts: Whether hosts of a known shape get the lines that find what has moved.
        chosen: Options that win over the target's `[tool.routeshift]`.

    Raises:
        TargetError: There is no such path or API, or a file that it needs cannot be read.
        RouteshiftError: The type checker that is to be asked is not installed.
        DeclarationError: An operation cannot be rewritten, or is declared twice.
        WorkTreeError: A file or folder is in the way.
    """
    return run_on(target, _Run(frozenset(apis), skip, write_decisions, move_hosts, chosen).proven)


def unproven(project: Surroundings) -> Migration:
    """The plan of all APIs, without the proof that only those need who write it.

    Args:
        project: The whole project of a target.

    Raises:
        TargetError: A file that it needs cannot be read.
        DeclarationError: An operation is declared twice.
    """
    run = _Run(frozenset(), True, False, False, {})
    plan = run.planned(project, run.opinion(project.target))
    return replace(plan, hosts=metadata_readers(project, plan.packages, plan.names))


@dataclass(frozen=True, slots=True)
class _Run:
    """What a user asked for.

    Attributes:
        apis: The names of the APIs to rewrite; empty for all.
        skip: Whether what cannot be rewritten stays as it is.
        decide: Whether open decisions are written and followed.
        move_hosts: Whether hosts of a known shape get lines.
        chosen: Options that win over the target's own.
    """

    apis: frozenset[str]
    skip: bool
    decide: bool
    move_hosts: bool
    chosen: dict[str, Any]

    def proven(self, index: Index) -> Migration:
        """The plan, and the proof that a second run on what it writes changes nothing."""
        project = whole_project(index)
        opinion = self.opinion(index)
        plan = self.planned(project, opinion)
        if plan.changes:
            after = index_after(index, plan.changes)
            # Nothing is believed: a plan that leaves something over is a bug, and is not written.
            # In files that the plan leaves alone, calls are what they were: all but what kept some.
            known = {c.path for c in plan.changes}
            known |= {*(one.path for one in plan.unmoved), *plan.outside}
            if opinion is not None:
                opinion.is_closed = True
            refuse_more(self.planned(whole_project(after), opinion, known).changes)
            refuse_lost_names(index, after, {c.path for c in python_files(plan.changes)})
            # Who gets lines reads no more than before, and goes by Routeshift from then on.
            project = whole_project(after) if plan.moved_hosts else project
        return replace(plan, hosts=metadata_readers(project, plan.packages, plan.names)).told_by(
            opinion
        )

    def opinion(self, index: Index) -> SecondOpinion | None:
        """Who is asked about receivers that source does not tell."""
        return opinion_of(config_of(index.tree, self.chosen).resolver)

    def planned(
        self,
        project: Surroundings,
        opinion: SecondOpinion | None,
        within: Collection[Path] | None = None,
    ) -> Migration:
        """The plan; with the answers to open decisions, when they are wanted."""
        tree = project.target.tree
        config = config_of(tree, self.chosen)
        plan = self.files(project, config, opinion, within)
        answers = plan.undecided.unchanging if self.decide else ()
        if not answers:
            return plan
        plan = self.files(project, with_answers(config, answers), opinion, within)
        change = decided_change(tree, answers, plan.changes)
        if change is None:
            return plan
        others = [other for other in plan.changes if other.path != change.path]
        return replace(plan, changes=(*others, change), decided=answers)

    def files(
        self,
        project: Surroundings,
        config: Config,
        opinion: SecondOpinion | None,
        within: Collection[Path] | None,
    ) -> Migration:
        """From what the target declares to the files that its rewrite writes."""
        index = project.target
        inventory = take_inventory(index, decisions_of(config))
        select(inventory, self.apis, skip=self.skip)
        # After the first selection, which refuses wrong
        # names before anything is looked for in the project.
        options = options_of(index.tree, inventory, config)
        inventory = on_the_wire(inventory, options.implementations, options.decisions)
        selected = select(inventory, self.apis, skip=self.skip)
        rewritable = [api for api in selected if api.rewritable]
        rewrites = rewrites_of(inventory, rewritable, options, project)
        renewed = since_the_move(inventory.legacy, self._moved_before(inventory))
        routers = [router.module for router in inventory.routers]
        packages = packages_of([*(api.module for api in inventory.legacy), *routers])
        hosts = self._hosts(project, packages)
        around = repository_of(
            inventory, rewrites, options, renewed, project, within, hosts, opinion
        )
        texts = texts_of(inventory, rewrites, options, around)
        others = project_changes(index, rewrites)
        summaries = tuple(_summary(api, options) for api in selected)
        return Migration(
            target=index.tree.target,
            apis=summaries,
            changes=(
                *changes_of(index, texts, _origins(rewrites)),
                *with_layout(index, others.changes),
            ),
            unreadable=tuple(inventory.unreadable.values()),
            diagnostics=(
                *_diagnostics(inventory, rewrites, options),
                *others.diagnostics,
                *notes_on_names(project, rewrites),
                *around.notes,
            ),
            unimplemented=tuple(a.name for a in selected if a.name in inventory.unimplemented),
            implementations=around.implementations,
            calls=around.calls,
            unmoved=around.left,
            staying=around.kept,
            outside=around.outside,
            moved_hosts=hosts,
            packages=packages,
            names=tuple(sorted({o.api for o in inventory.operations})),
            dropped=tuple(_dropped(rewrites, texts)),
            helpers=tuple(path for path in texts if path.stem == options.contract_module),
            undecided=undecided(
                [n for api in summaries for n in api.diagnostics], config.decisions
            ),
        )

    def _hosts(self, project: Surroundings, packages: Sequence[str]) -> tuple[HostMove, ...]:
        """The hosts inside of the target that get lines."""
        if not self.move_hosts:
            return ()
        target, found = project.target.tree.target, host_moves(project, packages)
        return tuple(one for one in found if one.module.path.is_relative_to(target))

    def _moved_before(self, inventory: Inventory) -> list[ApiCalls]:
        """The routers among the APIs of a run: what is around them may not have moved yet."""
        found = api_calls(inventory) if inventory.routers else []
        return [one for one in found if not self.apis or one.api in self.apis]


def _diagnostics(
    inventory: Inventory, rewrites: Sequence[Rewrite], options: Options
) -> Iterator[Diagnostic]:
    yield from inventory.unserved
    yield from inventory.unused_ignores()
    if rewrites:
        yield from mixed(inventory.routers, options.convention)
    for rewrite in rewrites:
        yield from notes_on(inventory.index, rewrite)


def _origins(rewrites: Sequence[Rewrite]) -> dict[Path, Path]:
    """The module whose code a file takes over, by that file."""
    return {
        path: rewrite.module.path
        for rewrite in rewrites
        for layout in (rewrite.layout,)
        for path in (layout.models, layout.api, layout.routes, layout.facade)
        if path is not None
    }


def _dropped(rewrites: Sequence[Rewrite], texts: Texts) -> Iterator[Dropped]:
    """The names that can no longer be imported from where they were."""
    for rewrite in rewrites:
        module, names = rewrite.module, rewrite.dropped
        if rewrite.layout.facade is None:
            # What its own code needs it still imports.
            after = parse_text(texts[module.path][1] or "", module.path, module.name)
            names = (names & module.names.keys()) - after.names.keys()
        if names:
            yield Dropped(module.name, module.path, tuple(sorted(names)))


_KEPT = ("ignored", "cannot")


def _summary(api: LegacyApi, options: Options) -> MigratedApi:
    written = [method for method in api.methods if method.rewritable]
    # Methods share what is wrong with their decorator.
    diagnostics = dict.fromkeys(one for method in api.methods for one in method.diagnostics)
    return MigratedApi(
        name=api.name,
        path=api.module.path,
        operations=sum(len(method.routes) for method in written),
        requests=tuple(name for m in written for name in requests_of(m, options.convention)),
        kept=tuple(one for one in diagnostics if one.kind in _KEPT),
        diagnostics=tuple(
            n
            for n in diagnostics
            if n.kind not in _KEPT and not options.decisions.settle(n.decision)
        ),
    )
