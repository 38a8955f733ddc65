"""The plan for one module: the text of every file that its rewrite touches."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from routeshift.errors import DeclarationError
from routeshift.wire import router_factory_name
from routeshift_codemods.index import Index, Module, parse_text
from routeshift_codemods.plan.code import (
    ACCEPTS,
    HandlerRenderer,
    ParameterRenderer,
    Symbols,
    accepts_text,
    call_of,
    joined,
    method_changes,
    new_models,
    path_names,
    router_factory,
)
from routeshift_codemods.plan.composing import FileComposer
from routeshift_codemods.plan.imports import (
    Facade,
    Namespace,
    amended,
    facade_text,
)
from routeshift_codemods.plan.layout import ModuleSplit, Rewrite, Statement, split
from routeshift_codemods.plan.options import Options
from routeshift_codemods.plan.repository import Need, OwnEdits
from routeshift_codemods.resolve import Pages
from routeshift_codemods.syntax import names_used


@dataclass(frozen=True, slots=True)
class ModulePlan:
    """What the rewrite of one module writes.

    Attributes:
        module: The module.
        texts: The text of each file; None for one that goes.
        contract_names: What the routers take from the module of shared helpers.
        requests: The request models that are new, by the Protocol whose methods take them.
        home: The module of the request models, as a sibling imports it.
    """

    module: Module
    texts: dict[Path, str | None]
    contract_names: frozenset[str]
    requests: dict[str, list[str]]
    home: str


class ModuleRenderer:
    """Renders the files of one module.

    Args:
        index: The facts.
        rewrite: The module, its APIs that are rewritten, and where the files go.
        contract: The module of shared helpers, as the routes import it.
        pages: What may be a page.
        options: How to rewrite.
        there: The files beside it that are there already, as far as they are written anew.
        own: What changes in it around its operations.
    """

    def __init__(
        self,
        index: Index,
        rewrite: Rewrite,
        contract: str,
        pages: Pages,
        options: Options,
        there: Mapping[Path, Module | None],
        own: OwnEdits,
    ) -> None:
        self._module = module = rewrite.module
        self._index = index
        self._apis = apis = rewrite.apis
        self._layout = rewrite.layout
        self._contract = contract
        self._pages = pages
        self._options = options
        self._there = there
        self._own = own
        self._methods = {api.name: [m for m in api.methods if m.rewritable] for api in apis}
        # What comes by a star import is not known by name:
        # then whatever the module uses may be taken.
        taken = {*module.names, *(module.uses(module.tree.body) if module.stars else ())}
        symbols = Symbols(index, module, taken, self._models_there is not None)
        self._renderer = ParameterRenderer(index, module, options.width, symbols)
        models = new_models(module, self._methods, self._renderer, options.convention)
        accepting = ACCEPTS in self._names_there
        self._models_accept = accepting or ACCEPTS in models.uses
        self._models = models if accepting else models.accepting(self._renderer)
        parted = _split(rewrite, [need.line for need in own.needs if need.at_import])
        with_protocols = self._belong_with_protocols(parted)
        if with_protocols:
            parted = _split(rewrite, [need.line for need in own.needs])
        self._namespace = Namespace(
            index,
            module,
            rewrite.layers,
            parted,
            rewrite.layout,
            self._models.names,
            "api" if with_protocols else "models",
            rewrite.dropped,
            own.changes,
        )
        self._composer = FileComposer(
            there,
            rewrite,
            self._namespace,
            self._models,
            self._early(parted) if with_protocols else None,
        )

    def plan(self) -> ModulePlan:
        """Every file of the rewrite."""
        layout = self._layout
        # Routes see only what their signatures use of the module: all other names are free there.
        symbols = Symbols(self._index, self._module, self._signature_names())
        texts: dict[Path, str | None] = {}
        if layout.removed is not None:
            texts[layout.removed] = None
        models = self._models_text()
        if models is not None:
            texts[layout.models] = models
        texts[layout.api] = self._api_text()
        texts[layout.routes] = self._routes_text(symbols)
        if layout.facade is not None:
            texts[layout.facade] = self._facade_text()
            texts |= self._init_text()
        names = [name for where, name in symbols.used.values() if where == self._contract]
        requests = {api.protocol.name: self._models.of_apis[api.name] for api in self._apis}
        home = layout.sibling(getattr(layout, self._namespace.requests_in))
        return ModulePlan(self._module, texts, frozenset(names), requests, home)

    @property
    def _is_layered(self) -> bool:
        return self._layout.kind == "layered"

    @property
    def _title(self) -> str:
        names = [api.protocol.name for api in self._apis]
        return f"{' and '.join(names)} API{'s' if len(names) > 1 else ''}"

    def _signature_names(self) -> set[str]:
        """The module's names that signatures use, and so its routes will."""
        methods = [method for methods in self._methods.values() for method in methods]
        parts = [part for m in methods for part in (m.node.args, m.node.returns) if part]
        return names_used(parts).union(*map(path_names, methods))

    def _belong_with_protocols(self, parted: ModuleSplit) -> bool:
        """Whether the request models need what stands with the Protocols.

        In the models' module they would make a circle of imports; so they would when a models'
        module that is there imports from this one already.
        """
        defined = {name for s in parted.api if not s.is_import for name in s.binds}
        existing = self._models_there
        return bool(self._models.uses & defined) or (
            existing is not None and self._module.name in existing.imported
        )

    def _early(self, parted: ModuleSplit) -> Statement | None:
        """What needs request models when it is imported, and stands above the Protocols.

        Raises:
            DeclarationError: What the request models need stands below it.
        """
        needs = [need for need in self._own.needs if need.at_import]
        needs = [need for need in needs if need.request in self._models.names]
        owners = {owner for owner, _ in self._models.classes}
        above = list(itertools.takewhile(lambda s: owners.isdisjoint(s.nodes), parted.api))
        for at, statement in enumerate(above):
            taking = next((need for need in needs if statement.has_any([need.line])), None)
            if taking is not None:
                self._refuse_late(taking, parted.api[:at], parted.api[at:])
                return statement
        return None

    def _refuse_late(
        self, need: Need, above: Sequence[Statement], below: Sequence[Statement]
    ) -> None:
        early = {name for statement in above for name in statement.binds}
        found = {name for statement in below for name in statement.binds} - early
        late = sorted(self._models.uses & found)
        if late:
            raise DeclarationError(
                f"This will take a `{need.request}`, which needs `{late[0]}` from below it.",
                file=self._module.path,
                line=need.line,
                hint=f"Move it below `{late[0]}`.",
            )

    @property
    def _models_there(self) -> Module | None:
        """The models' module that is there already, beside Protocols that stay where they are."""
        return self._there[self._layout.models] if self._is_layered else None

    @property
    def _names_there(self) -> Collection[str]:
        return () if self._models_there is None else self._models_there.names

    def _models_text(self) -> str | None:
        statements = self._namespace.split.models
        classes = self._models.classes if self._namespace.requests_in == "models" else ()
        if not statements and not classes:
            return None
        body = self._composer.moved(statements, ())
        for _, model in classes:
            body += f"\n\n{model.text}"
        extra = self._renderer.symbols.used | self._own_imports
        return self._composer.file("models", f"Models of the {self._title}.", body, extra)

    def _api_text(self) -> str:
        symbols = Symbols(self._index, self._module, self._module.names)
        changes = [
            change
            for methods in self._methods.values()
            for method in methods
            for change in method_changes(
                self._module,
                method,
                call_of(method, self._options.convention),
                symbols,
            )
        ]
        body = self._composer.moved(self._namespace.split.api, changes) + self._composer.footer()
        here = self._namespace.requests_in == "api"
        extra = symbols.used | (self._renderer.symbols.used if here else {}) | self._own_imports
        return self._composer.file("api", f"The {self._title}, without HTTP.", body, extra)

    @property
    def _own_imports(self) -> dict[str, tuple[str, str]]:
        """What its code imports for its own changes, from where that stands afterwards."""
        dots = "." * self._layout.shift
        return {
            name: (f"{dots if where.startswith('.') else ''}{where}", name)
            for where, name in self._own.imports
        }

    def _routes_text(self, symbols: Symbols) -> str:
        renderer = HandlerRenderer(
            self._index,
            self._pages,
            self._renderer,
            symbols,
            self._contract,
            self._options,
            prefixed=False,
        )
        factories = [
            router_factory(
                renderer, api, self._methods[api.name], self._models.of_methods[api.name]
            )
            for api in self._apis
            if self._methods[api.name]
        ]
        plural = "s" if len(self._apis) > 1 else ""
        docstring = f"The router{plural} of the {self._title}."
        body = "\n\n".join(factories)
        if not self._models_accept and self._calls_accepts(body):
            body = f"{accepts_text(symbols)}\n\n{body}"
        text = self._composer.file("routes", docstring, body, symbols.used)
        for name in (router_factory_name(api.name, alone=api.alone) for api in self._apis):
            text = joined(text, name, self._there.get(self._layout.routes))
        return text

    def _calls_accepts(self, body: str) -> bool:
        """Whether code calls the function, where no mere text names it."""
        # Parsing is for the few that may: most routers have no such parameter (rule R6).
        if ACCEPTS not in body:
            return False
        parsed = parse_text(body, self._module.path, self._module.name)
        return ACCEPTS in parsed.uses(parsed.tree.body)

    def _facade_text(self) -> str:
        names = self._namespace.split
        requests = tuple(self._namespace.requests)
        beside = self._namespace.requests_in == "models"
        facade = Facade(
            models=(*_bound(names.models), *(requests if beside else ())),
            api=(*_bound(names.api), *(() if beside else requests)),
            requests=requests,
        )
        return facade_text(self._namespace, facade, f"The {self._title}.")

    def _init_text(self) -> dict[Path, str | None]:
        """The package's `__init__`, when it names what it takes from the module."""
        init = self._there[self._layout.folder / "__init__.py"]
        if self._layout.kind != "nested" or init is None:
            return {}
        layout, names = self._layout, self._namespace.split
        places = {name: layout.sibling(layout.models) for name in _bound(names.models)}
        places |= {name: layout.sibling(layout.api) for name in _bound(names.api)}
        requests_in = getattr(layout, self._namespace.requests_in)
        places |= {name: layout.sibling(requests_in) for name in self._namespace.requests}
        text = amended(init, self._module.name, places, self._namespace.requests)
        return {} if text == init.source.text else {init.path: text}


def _bound(statements: Sequence[Statement]) -> list[str]:
    names = [name for s in statements if not s.is_import for name in sorted(s.binds)]
    return list(dict.fromkeys(names))


def _split(rewrite: Rewrite, with_protocols: Collection[int]) -> ModuleSplit:
    """Where the statements of a module go: one that stays where it is keeps all.

    Args:
        rewrite: The module.
        with_protocols: The lines of what has to stand with the Protocols.
    """
    layers = rewrite.layers
    if rewrite.layout.kind != "layered":
        return split(layers, rewrite.classes, with_protocols)
    leading = {*layers.leading_imports, *layers.conditional_imports}
    rest = [s for s in layers.statements if s not in leading and not s.is_typing]
    return ModuleSplit((), tuple(rest))
