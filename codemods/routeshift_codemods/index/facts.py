"""Facts that are asked for again and again, kept with the index that they were read from."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from routeshift_codemods.index.index import Index, Module

_About = TypeVar("_About")
_Fact = TypeVar("_Fact")


def kept(
    read: Callable[[Index, Module, _About], _Fact],
) -> Callable[[Index, Module, _About], _Fact]:
    """A function that reads each fact once from an index.

    Args:
        read: Reads what a name or a node of a module is.
    """

    @functools.wraps(read)
    def known(index: Index, module: Module, about: _About) -> _Fact:
        key = (read, module, about)
        if key not in index.facts:
            index.facts[key] = read(index, module, about)
        found: _Fact = index.facts[key]
        return found

    return known
