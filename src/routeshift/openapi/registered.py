"""Models that a codebase registers for its document, by whatever decorator (rule D6)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

_Named = Iterable[tuple[str, Any]]


def registered_models(packages: Collection[str]) -> dict[str, Any]:
    """The registered models, by the names of their components.

    The first that is registered under a name has it.

    Args:
        packages: The top-level packages whose modules hold the registries.
    """
    found: dict[str, Any] = {}
    for module in _modules(packages):
        for attribute, read in _REGISTRIES.items():
            if attribute in vars(module):
                for name, model in read(vars(module)[attribute]):
                    # The first that registers a name keeps it (rule D6: the order decides).
                    found.setdefault(name, model)
    return found


def _modules(packages: Collection[str]) -> Iterator[Any]:
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] in packages and hasattr(module, "__dict__"):
            yield module


def _by_iterator(iterate: Callable[[], Iterable[Any]]) -> _Named:
    """A function that gives models, or records with a `name` and a `type`."""
    for entry in iterate():
        if isinstance(entry, type):
            yield entry.__name__, entry
        else:
            yield entry.name, entry.type


def _by_catalog(generator: Any) -> _Named:
    """The catalog of `python-openapi`'s schema generator."""
    for model, entry in getattr(generator.type_catalog, "_by_type", {}).items():
        yield entry.identifier, model


# What a registry's module is known by, and how to read it.
_REGISTRIES: dict[str, Callable[[Any], _Named]] = {
    "iter_json_schema_types": _by_iterator,
    "iter_registered_schema_types": _by_iterator,
    "JsonSchemaGenerator": _by_catalog,
}
