"""What a rewrite cannot carry over with the code, and its user must look at."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from routeshift_codemods.edit import Change, ReplaceName
from routeshift_codemods.index import Index, Module
from routeshift_codemods.plan.layout.files import Layout
from routeshift_codemods.plan.layout.rewrites import Rewrite
from routeshift_codemods.plan.layout.splitting import split
from routeshift_codemods.resolve import Diagnostic
from routeshift_codemods.syntax import examples_in, last_name, walk

# Names of a module that are about its place, which code that moves changes.
_PLACES = frozenset({"__file__", "__name__", "__package__", "__spec__", "__path__", "__loader__"})
# What is called to look at the module that calls.
_LOOKS = frozenset({"globals", "getmodule"})
_LOGGERS = frozenset({"getLogger", "get_logger"})


def notes_on(index: Index, rewrite: Rewrite) -> Iterator[Diagnostic]:
    """What a user must look at after the rewrite of one module."""
    module, layout = rewrite.module, rewrite.layout
    if layout.facade is None:
        return
    for name, line in _out_of_reach(rewrite) if module.has_examples else ():
        message = (
            f"`{name}` is not known to this example any more, for it moves to a file that imports "
            f"this one: let it begin with `>>> from {module.name} import {name}`"
        )
        yield Diagnostic("info", module.name, message, module.path, line)
    for node, name in _places(module, layout):
        message = f"`{name}` is about the module, whose code moves to files of their own"
        yield Diagnostic("info", module.name, message, module.path, node.lineno)
    stub = module.path.with_suffix(".pyi")
    if index.tree.is_file(stub):
        message = "this stub describes the module as it was; describe the new files, or remove it"
        yield Diagnostic("info", module.name, message, stub, 1)


def _out_of_reach(rewrite: Rewrite) -> Iterator[tuple[str, int]]:
    """The names of Protocols that examples among the models use, each with its line."""
    parted = split(rewrite.layers, rewrite.classes)
    nodes = [node for statement in parted.models for node in statement.nodes]
    rows = (row for node in nodes for one in examples_in(node) for row in one.uses.items())
    return (row for row in rows if parted.definitions.get(row[0]) == "api")


def _logger_names(module: Module, layout: Layout) -> Sequence[ast.Name]:
    """The `__name__` of loggers that `__package__` keeps as it was.

    The module was called what its package is called now.
    """
    # Only there does `__package__` say what `__name__`
    # said: the module became a package of its name.
    if layout.kind != "flat":
        return []
    calls = [node for node in walk(module.tree) if isinstance(node, ast.Call)]
    loggers = [call for call in calls if last_name(call.func) in _LOGGERS]
    passed = [n for call in loggers for n in (*call.args, *(k.value for k in call.keywords))]
    return [n for n in passed if isinstance(n, ast.Name) and n.id == "__name__"]


def logger_changes(module: Module, layout: Layout) -> Iterator[Change]:
    """The changes that keep the names of loggers."""
    for name in _logger_names(module, layout):
        yield Change(module.path, module.source.span(name), ReplaceName("__package__"))


def _places(module: Module, layout: Layout) -> Iterator[tuple[ast.expr, str]]:
    # Few modules have one of them, and to look at all nodes takes long.
    if module.words.isdisjoint(word.encode() for word in _PLACES | _LOOKS):
        return
    kept = _logger_names(module, layout)
    for node in walk(module.tree):
        if isinstance(node, ast.Name) and node.id in _PLACES and node not in kept:
            yield node, node.id
        elif isinstance(node, ast.Call) and last_name(node.func) in _LOOKS:
            yield node, f"{last_name(node.func)}()"
