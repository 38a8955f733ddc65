"""The request models that a rewrite of a module makes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from routeshift_codemods.edit import parameter_comments
from routeshift_codemods.index import Module, parse_text
from routeshift_codemods.plan.code.fields import ParameterRenderer
from routeshift_codemods.plan.code.protocols import call_of
from routeshift_codemods.plan.code.request_models import RequestModel, request_model, whole_model
from routeshift_codemods.plan.code.served import ACCEPTS, accepts_text
from routeshift_codemods.plan.options import Convention
from routeshift_codemods.resolve import Method


@dataclass(frozen=True)
class NewModels:
    """The request models of a module's APIs.

    Attributes:
        of_methods: By API and method, those of bodies and queries.
        classes: All of them, in order, each with the class that declares its method.
        of_apis: The names of all, by API.
    """

    of_methods: Mapping[str, Mapping[str, RequestModel]]
    classes: tuple[tuple[ast.ClassDef, RequestModel], ...]
    of_apis: Mapping[str, list[str]]

    @property
    def names(self) -> list[str]:
        """Their names."""
        return [model.name for _, model in self.classes]

    @cached_property
    def uses(self) -> set[str]:
        """The names that their code uses."""
        text = "\n\n".join(model.text for _, model in self.classes)
        parsed = parse_text(text, Path("models.py"), "models")
        return parsed.uses(parsed.tree.body)

    def accepting(self, renderer: ParameterRenderer) -> NewModels:
        """The same with the function that their fields use in front of them, if they do."""
        if ACCEPTS not in self.uses:
            return self
        (owner, first), *others = self.classes
        text = f"{accepts_text(renderer.symbols)}\n\n{first.text}"
        return replace(self, classes=((owner, replace(first, text=text)), *others))


def new_models(
    module: Module,
    methods: Mapping[str, Sequence[Method]],
    renderer: ParameterRenderer,
    convention: Convention,
) -> NewModels:
    """Render the request models of a module.

    Args:
        module: The module.
        methods: Those that are rewritten, by API.
        renderer: Renders parameters.
        convention: What goes into a request.
    """
    of_methods = {api: _of_methods(module, own, renderer) for api, own in methods.items()}
    classes = {
        api: list(_classes(own, of_methods[api], renderer, convention))
        for api, own in methods.items()
    }
    return NewModels(
        of_methods,
        tuple(row for rows in classes.values() for row in rows),
        {api: [model.name for _, model in rows] for api, rows in classes.items()},
    )


def _of_methods(
    module: Module, methods: Sequence[Method], renderer: ParameterRenderer
) -> dict[str, RequestModel]:
    return {
        method.name: request_model(method, renderer, parameter_comments(module, method.node))
        for method in methods
        if method.binding.request_fields
    }


def _classes(
    methods: Sequence[Method],
    models: Mapping[str, RequestModel],
    renderer: ParameterRenderer,
    convention: Convention,
) -> Iterator[tuple[ast.ClassDef, RequestModel]]:
    """The request models of an API, and those that hold path parameters too."""
    for method in methods:
        model = models.get(method.name)
        if model is not None:
            yield method.protocol, model
        takes = call_of(method, convention)
        if takes.request is not None and (model is None or takes.request != model.name):
            yield method.protocol, whole_model(method, renderer, model, takes.request)
