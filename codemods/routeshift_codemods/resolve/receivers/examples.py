"""Examples in docstrings and pages as modules of their own, for calls in them to be found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from routeshift_codemods.index import Module, parse_text
from routeshift_codemods.resolve.receivers.arguments import fits
from routeshift_codemods.resolve.receivers.operations import Operated
from routeshift_codemods.resolve.receivers.site import Site
from routeshift_codemods.syntax import Example, example_of, examples_in, is_read


def example_modules(module: Module) -> Iterator[Module]:
    """A module for the examples of each docstring, which imports what they use from theirs.

    Its lines are those of the file, so that what is found in it is found there.

    Args:
        module: The module with the docstrings.
    """
    for example in examples_in(module.tree) if module.has_examples else ():
        names = sorted(example.uses.keys() & module.names.keys())
        imports = f"from {module.name} import {', '.join(names)};" if names else ""
        # By its own name it would be taken for the module that it imports from.
        yield from _module(module.path, f"{module.name}:examples", example, imports)


def page_modules(pages: Mapping[Path, str], words: Collection[str]) -> Iterator[Module]:
    """A module for the code of each page that has one of some words.

    Args:
        pages: The text of each page, by its file.
        words: The words.
    """
    for path, text in pages.items():
        if path.suffix in _PAGES and any(word in text for word in words):
            yield from _module(path, path.name, example_of(text))


_PAGES = (".md", ".rst")


def _module(path: Path, name: str, example: Example, imports: str = "") -> Iterator[Module]:
    """A module of the rows of an example, where Python reads them together."""
    lines: list[str] = []
    for first, code in example.rows:
        lines += [""] * (first - len(lines))
        lines[first - 1 :] = code.splitlines()
    if lines:
        lines[0] = f"{imports}{lines[0]}"
        text = "\n".join(lines)
        if is_read(text):
            yield parse_text(text, path, name)


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
