"""The modules that a run rewrites, and where their parts go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from routeshift.errors import TargetError
from routeshift_codemods.index import Index, Module, Surroundings, taken_names
from routeshift_codemods.plan.layout.circles import refuse_circle
from routeshift_codemods.plan.layout.files import Layout, layout_of
from routeshift_codemods.plan.layout.foreign import from_stars, untaken
from routeshift_codemods.plan.layout.spelling import absolute_modules
from routeshift_codemods.plan.layout.statements import Layers, take_apart
from routeshift_codemods.plan.options import Options
from routeshift_codemods.resolve import Inventory, LegacyApi


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The APIs of one module that a run rewrites, all its API classes, and where they go.

    Attributes:
        module: The module.
        layers: The module, taken apart.
        apis: Its APIs that are rewritten.
        classes: The names of all its API classes.
        layout: Where the parts go.
        dropped: The names that it merely imported and nobody takes: its facade does not re-export
            them, and without one it imports them for its own code alone.
    """

    module: Module
    layers: Layers
    apis: tuple[LegacyApi, ...]
    classes: frozenset[str]
    layout: Layout
    dropped: frozenset[str] = frozenset()


def rewrites_of(
    inventory: Inventory, selected: Sequence[LegacyApi], options: Options, project: Surroundings
) -> list[Rewrite]:
    """The modules to rewrite, and where their parts go.

    Args:
        inventory: What the target declares.
        selected: The APIs to rewrite.
        options: How to rewrite.
        project: The whole project, whose files may take names from the modules.

    Raises:
        TargetError: A module cannot be written back.
        WorkTreeError: A file or folder is in the way.
        DeclarationError: A circle of imports holds only while a module is one file.
    """
    assert options.routes_module is not None
    found: list[Rewrite] = []
    absolute = absolute_modules(project, [api.module for api in selected])
    for path in dict.fromkeys(api.module.path for api in selected):
        apis = tuple(api for api in selected if api.module.path == path)
        module = apis[0].module
        layout = layout_of(
            inventory.index, module, options.routes_module, absolute=module.path in absolute
        )
        # It is put together from lines, which need one end.
        if module.source.mixed:
            raise TargetError(
                "The lines end in different ways.",
                file=path,
                line=1,
                hint="Convert the file first.",
            )
        layers = take_apart(module)
        if layout.facade is not None:
            refuse_circle(inventory.index, module, layers)
        # All of them, not those that are rewritten: a
        # Protocol that stays belongs with the Protocols.
        every = [api for api in inventory.legacy if api.module.path == path]
        classes = frozenset(node.name for api in every for node in api.classes)
        found.append(Rewrite(module, layers, apis, classes, layout))
    return found if options.facade == "all" else _tight(inventory.index, found, project)


def _tight(index: Index, rewrites: Sequence[Rewrite], project: Surroundings) -> list[Rewrite]:
    """The same without the names that nobody takes from a module that only imported them."""
    modules = [rewrite.module for rewrite in rewrites]
    stars = {module.path: from_stars(index, module) for module in modules}
    names = {module: module.names.keys() | stars[module.path] for module in modules}
    taken = taken_names(project, names)
    return [
        replace(one, dropped=untaken(one.module, one.layers, taken[path], stars[path]))
        for path, one in ((rewrite.module.path, rewrite) for rewrite in rewrites)
    ]
