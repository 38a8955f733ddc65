"""What stands around a call, and what it passes, where source does not tell its receiver."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass, replace

from routeshift_codemods.index import FunctionNode, Index
from routeshift_codemods.resolve.ancestry import ancestors
from routeshift_codemods.resolve.inference import Inference, Instance, Scope
from routeshift_codemods.resolve.receivers.arguments import fits, plain_arguments
from routeshift_codemods.resolve.receivers.likeness import is_like, is_object, methods_of
from routeshift_codemods.resolve.receivers.operations import Operated
from routeshift_codemods.resolve.receivers.site import Site


@dataclass(frozen=True, slots=True)
class Guessing:
    """Guesses receivers.

    Attributes:
        index: The facts of the project.
        inference: What values may be.
    """

    index: Index
    inference: Inference

    def guessed(self, site: Site, runs: Collection[Operated]) -> Site:
        """A receiver that source does not tell: what is around it may."""
        candidates = list(runs)
        for around in (self._implements, self._answers) if site.part.role == "call" else ():
            candidates = candidates or [o for o in site.operations if around(site, o)]
        if len(candidates) == 1 and site.call is not None:
            (only,) = candidates
            reason = f"{_name(site.scope)} answers for {only.api.protocol.name}"
            return fitting(replace(site, verdict="inferred", reason=reason, operations=(only,)))
        left = tuple(one for one in site.operations if not self._passes_objects(site, one))
        if not left:
            return replace(site, verdict="no", reason="it passes objects where the API has none")
        return replace(site, operations=left, reason="source does not tell what it is")

    def _passes_objects(self, site: Site, operation: Operated) -> bool:
        """Whether a call passes an object of the project for what is a text or a number."""
        if site.part.role != "call" or site.call is None:
            return False
        index, classes = self.index, self.inference.classes
        return any(
            kinds and all(isinstance(k, Instance) and is_object(index, classes(k)) for k in kinds)
            for value in plain_arguments(site.call, operation)
            if (kinds := self.inference.value(site.scope, value))
        )

    def _implements(self, site: Site, operation: Operated) -> bool:
        """Whether a call stands in an implementation of the API."""
        owner = site.scope.owner
        if owner is None or not isinstance(owner.node, ast.ClassDef):
            return False
        above = ancestors(self.index, owner.module, owner.node)
        return any(one in operation.api.classes for _, one in above)

    def _answers(self, site: Site, operation: Operated) -> bool:
        """Whether a call stands in a method of the operation's name, among others of its API."""
        function = site.scope.function
        owner = function.owner if function is not None else None
        if function is None or owner is None or not isinstance(owner.node, ast.ClassDef):
            return False
        named = isinstance(function.node, FunctionNode) and function.node.name == operation.name
        if not named:
            return False
        own = methods_of([(owner.module, owner.node)])
        return is_like(self.index, operation, own)


def fitting(site: Site) -> Site:
    """An inferred site, unless its arguments could not be passed to the operation."""
    (operation,) = site.operations
    if site.call is not None and not fits(site.call, operation):
        reason = f"its arguments are not those of {operation.method.subject}"
        return replace(site, verdict="unknown", reason=reason)
    return site


def _name(scope: Scope) -> str:
    owner = scope.owner
    return owner.node.name if owner and isinstance(owner.node, ast.ClassDef) else "its function"
