"""The examples in docstrings as modules of their own, for calls in them to be found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from routeshift_codemods.index import Module, parse_text
from routeshift_codemods.resolve.receivers.arguments import fits
from routeshift_codemods.resolve.receivers.operations import Operated
from routeshift_codemods.resolve.receivers.site import Site
from routeshift_codemods.syntax import Example, examples_in, is_read


def example_modules(module: Module) -> Iterator[Module]:
    """A module for the examples of each docstring, which imports what they use from theirs.

    Its lines are those of the file, so that what is found in it is found there.

    Args:
        module: The module with the docstrings.
    """
    for example in examples_in(module.tree) if module.has_examples else ():
        text = _text(module, example)
        if is_read(text):
            # By its own name it would be taken for the module that it imports from.
            yield parse_text(text, module.path, f"{module.name}:examples")


def _text(module: Module, example: Example) -> str:
    names = sorted(example.uses.keys() & module.names.keys())
    lines = [""] * len(module.source.lines)
    for first, code in example.rows:
        for at, row in enumerate(code.splitlines(), first - 1):
            lines[at : at + 1] = [row]
    if names:
        lines[0] = f"from {module.name} import {', '.join(names)};{lines[0]}"
    return "\n".join(lines)


def known(site: Site) -> Site | None:
    """A call in an example that is known to be an operation's; None for what may be anything.

    Where source does not tell, it is in the files of the API, and of what implements it.

    Args:
        site: What names an operation in an example.
    """
    if site.part.role != "call" or site.call is None:
        return None
    if site.is_moved:
        return site
    meant = [one for one in site.operations if site.module.path in _files(one)]
    meant = [one for one in meant if site.verdict == "unknown" and fits(site.call, one)]
    return replace(site, operations=tuple(meant)) if len(meant) == 1 else None


def _files(operation: Operated) -> set[Path]:
    functions = operation.functions.values()
    return {operation.method.module.path, *(own.module.path for own in functions)}
